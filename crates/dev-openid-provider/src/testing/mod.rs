//! What tests of relying parties do to a provider: sign somebody in, end a session, change a
//! role, sign what they like, rotate keys, and count what was asked of it.
//!
//! ```
//! use dev_openid_provider::RunningProvider;
//!
//! let realm = r#"{
//!     "realm": "library",
//!     "users": [{ "username": "reader", "enabled": true, "realmRoles": ["reader"] }],
//!     "clients": []
//! }"#;
//! let provider = RunningProvider::start(realm)?;
//! provider.add_role("reader", "librarian")?;
//! let token = provider.logout_token("library", |claims| {
//!     claims.remove("events");
//! })?;
//! assert_eq!(token.split('.').count(), 3);
//! # Ok::<(), dev_openid_provider::Error>(())
//! ```
mod realm;
mod sign_in;
mod tokens;

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use crate::DevProvider;
use crate::faults::Endpoint;

/// A back-channel logout call that the provider made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackchannelCall {
    /// The client that was called.
    pub client_id: String,
    /// Where.
    pub url: String,
    /// With what.
    pub logout_token: String,
    /// The status of the answer; none if nobody answered.
    pub status: Option<u16>,
}

/// What happened at the provider so far.
#[derive(Debug, Default)]
pub(crate) struct Records {
    requests: Mutex<HashMap<Endpoint, usize>>,
    backchannel: Mutex<Vec<BackchannelCall>>,
}

impl Records {
    pub fn count(&self, endpoint: Endpoint) {
        *self
            .requests
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .entry(endpoint)
            .or_default() += 1;
    }

    pub fn backchannel(&self, call: BackchannelCall) {
        self.backchannel
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(call);
    }
}

/// What happened at the provider.
impl DevProvider {
    /// How many requests an endpoint got.
    #[must_use]
    pub fn requests_to(&self, endpoint: Endpoint) -> usize {
        self.records()
            .requests
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&endpoint)
            .copied()
            .unwrap_or_default()
    }

    /// The back-channel calls made so far, the oldest first.
    #[must_use]
    pub fn backchannel_calls(&self) -> Vec<BackchannelCall> {
        self.records()
            .backchannel
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}
