//! The library's data and its rules, in the library's own words.
//!
//! Everything takes the database and the instant (`now`) it happens at; no model asks for the time itself.

pub mod _entities;
pub mod authors;
pub mod book_instances;
pub mod books;
pub mod bulk;
pub mod counts;
mod error;
pub mod figures;
pub mod folding;
pub mod genres;
pub mod isbn;
pub mod languages;
pub mod loans;
pub mod notices;
pub mod paging;
pub mod reservations;
mod search;
pub mod settings;
mod transaction;
mod typed;

pub use error::{Blocked, Conflict, Error, Pointer, Problem, Rejected, Result};
pub use paging::{Page, PageLink, PageRequest, Pager, Total};
pub use search::{among_authors, among_books};
pub use settings::LibrarySettings;
pub use transaction::{Connection, Version};
