//! Access tokens in `Authorization: Bearer` (RFC 6750): this application as a resource server.
mod account;
mod challenge;
mod extract;
mod guard;
mod opaque;
mod verify;

pub use account::Account;
pub use extract::BearerUser;
pub use guard::{BearerProtected, BearerService, bearer_protected};
pub(crate) use opaque::OpaqueTokens;
