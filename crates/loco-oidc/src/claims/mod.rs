//! What the provider says about a person, and how it is verified.
mod said;

pub use said::{Claims, Organization};
