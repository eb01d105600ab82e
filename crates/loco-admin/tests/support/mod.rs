//! A small Loco application that uses the crate, and people who visit it.
mod admin;
mod app;
mod caller;
mod database;
pub mod models;

pub use admin::{AuthorAdmin, BookAdmin, GenreAdmin, NoteAdmin};
pub use app::TestApp;
pub use caller::{Answer, Caller};
