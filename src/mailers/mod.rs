//! What the library writes to people.

pub mod loan;
pub mod outbox;
