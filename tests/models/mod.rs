//! The rules of the library, without its pages.

mod authors;
mod books;
mod lending;
mod lists;
mod plans;
