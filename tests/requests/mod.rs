//! What people see and send.

mod health;
mod profile;
