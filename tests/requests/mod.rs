//! What people see and send.

mod authors;
mod books;
mod errors;
mod health;
mod lending;
mod names;
mod profile;
mod site;
