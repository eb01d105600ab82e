//! All integration tests, in one binary, because linking is what takes the time.

mod admin;
mod models;
mod requests;
mod support;
mod tasks;
