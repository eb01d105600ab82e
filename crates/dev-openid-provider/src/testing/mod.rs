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

use crate::faults::Endpoint;
use crate::{Algorithm, DevProvider};

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
    /// How the last client proved itself.
    proof: Mutex<Option<ClientProof>>,
}

/// How a client proved itself (OpenID Connect Core, section 9).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClientProof {
    /// Not at all: a public client.
    Nothing,
    /// `client_secret_basic`
    SecretInHeader,
    /// `client_secret_post`
    SecretInBody,
    /// `private_key_jwt`, signed with this algorithm.
    Assertion(Algorithm),
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

    pub fn proof(&self, proof: ClientProof) {
        *self.proof.lock().unwrap_or_else(PoisonError::into_inner) = Some(proof);
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

    /// How the client of the last request to the token or the introspection endpoint proved itself;
    /// none if there was no such request, or none that was believed.
    #[must_use]
    pub fn last_client_proof(&self) -> Option<ClientProof> {
        *self
            .records()
            .proof
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Every code and token that is remembered at present, for a test that looks for them where
    /// they must not be.
    #[must_use]
    pub fn secrets(&self) -> Vec<String> {
        let store = self.store();
        store
            .codes
            .keys()
            .chain(store.refresh.keys())
            .chain(store.access.keys())
            .cloned()
            .collect()
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
