//! LocalLibrary: a catalogue in which an OpenID provider replaces local password login.

pub mod admin;
pub mod app;
pub mod controllers;
pub mod database;
pub mod errors;
pub mod forms;
pub mod initializers;
pub mod mailers;
pub mod models;
pub mod startup;
pub mod tasks;
pub mod views;
pub mod workers;
