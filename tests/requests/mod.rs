//! What people see and send.

mod authors;
mod bad_input;
mod books;
mod copies;
mod errors;
mod health;
mod lending;
mod metrics;
mod names;
mod profile;
mod queries;
mod refusals;
mod site;
mod templates;
mod words;
