//! What a new session is made of.
use crate::models::sessions;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What is known at sign-in.
///
/// ```
/// let session = loco_oidc::NewSession::for_subject("https://login.example.org", "4711");
/// assert_eq!(session.userinfo["sub"], "4711");
/// ```
#[derive(Clone, Debug, Default)]
pub struct NewSession {
    /// The provider (`iss`).
    pub issuer: String,
    /// The provider's identifier of the person (`sub`).
    pub subject: String,
    /// The provider's identifier of its own session (`sid`).
    pub sid: Option<String>,
    /// When the person last proved to the provider who they are.
    pub auth_time: Option<DateTime<Utc>>,
    /// How (`acr`).
    pub acr: Option<String>,
    /// The browser's `User-Agent`.
    pub user_agent: String,
    /// The client's address.
    pub ip: String,
    /// The claims.
    pub userinfo: Value,
    /// The provider's tokens, to be encrypted.
    pub tokens: Option<Tokens>,
    /// When the access token ends.
    pub access_expires_at: Option<DateTime<Utc>>,
}

impl NewSession {
    /// A session without tokens, as tests and command-line tools open it.
    #[must_use]
    pub fn for_subject(issuer: impl Into<String>, subject: impl Into<String>) -> Self {
        let subject = subject.into();
        Self {
            issuer: issuer.into(),
            userinfo: serde_json::json!({ "sub": subject }),
            subject,
            ..Self::default()
        }
    }

    /// With these claims.
    #[must_use]
    pub fn with_userinfo(mut self, userinfo: Value) -> Self {
        self.userinfo = userinfo;
        self
    }
}

/// A session that was just opened, with the only copy of the cookie's value.
#[derive(Clone, Debug)]
pub struct OpenedSession {
    /// Name of the cookie.
    pub cookie_name: String,
    /// Value of the cookie.
    pub cookie_value: String,
    /// The row.
    pub session: sessions::Model,
}

/// The provider's tokens. They are stored encrypted, and never shown.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tokens {
    /// For the provider's and others' APIs.
    pub access: String,
    /// For new tokens.
    pub refresh: Option<String>,
    /// The hint of who signs out.
    pub id: Option<String>,
}

impl std::fmt::Debug for Tokens {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Tokens(…)")
    }
}
