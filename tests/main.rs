//! All integration tests, in one binary, because linking is what takes the time.

mod admin;
mod api;
mod models;
mod requests;
mod support;
mod tasks;
