//! The rules of the library, without its pages.

mod authors;
mod lending;
