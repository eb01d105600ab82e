//! LocalLibrary: a catalogue in which an OpenID provider replaces local password login.

pub mod app;
pub mod database;
pub mod initializers;
pub mod mailers;
pub mod startup;
pub mod tasks;
