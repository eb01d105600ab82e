//! One resource a file, with its REST verbs.

pub mod api;
mod author_choice;
pub mod authors;
mod book_choice;
pub mod books;
pub mod checkouts;
pub mod copies;
pub mod genres;
pub mod home;
mod id;
pub mod languages;
pub mod loans;
pub mod metrics;
pub mod preferences;
pub mod profile;
pub mod renewals;
pub mod reservations;
pub mod returns;
mod wanted;
