//! A small Loco application that uses the crate, and browsers that visit it.
mod app;
mod browser;
mod database;
mod library;

pub use app::{TestApp, settings};
pub use browser::{Answer, Browser};
pub use library::{Library, assert_nobody};
