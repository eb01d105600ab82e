//! What the provider says about a person, and how it is verified.
mod id_token;
mod jws;
mod said;

pub(crate) use id_token::{Expected, verify_id_token};
pub(crate) use jws::{Invalid, Jws, SKEW, check_times};
pub use said::{Claims, Organization};
