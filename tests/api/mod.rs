//! What programs get from the API.

mod authors;
mod books;
mod copies;
mod description;
mod lending;
mod lists;
mod names;
mod problems;
mod queries;
mod tokens;
