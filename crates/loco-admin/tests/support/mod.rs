//! A small Loco application that uses the crate, and people who visit it.
mod admin;
mod app;
mod caller;
mod database;
mod library;
pub mod models;
mod people;
mod publishing;

pub use admin::{AuthorAdmin, BookAdmin, GenreAdmin, NoteAdmin};
pub use app::TestApp;
pub use caller::{Answer, Caller};
pub use library::day;
pub use publishing::{OfficeAdmin, PublisherAdmin};
