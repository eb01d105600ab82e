//! What people see and send.

mod health;
