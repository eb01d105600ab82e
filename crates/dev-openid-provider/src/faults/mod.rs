//! What a test switches on so that the provider misbehaves, as the OpenID Foundation's
//! conformance suite does it to relying parties.
//!
//! Every fault stays until [`Faults::clear`]; nothing here is ever on by itself.
//!
//! ```
//! use dev_openid_provider::DevProvider;
//! use dev_openid_provider::faults::{AnswerFault, Endpoint, Token, TokenFault};
//! use serde_json::json;
//!
//! # let realm = r#"{"realm": "library"}"#;
//! let provider = DevProvider::from_realm_json(realm, "http://127.0.0.1/realms/library")?;
//! provider.faults().token(Token::Id, TokenFault::WrongIssuer);
//! provider.faults().answer(Endpoint::Certs, AnswerFault::NotJson);
//! provider.faults().member(Endpoint::Userinfo, "sub", json!("somebody else"));
//! provider.faults().clear();
//! # Ok::<(), dev_openid_provider::Error>(())
//! ```
mod answer;
mod token;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde_json::{Map, Value};

pub use answer::AnswerFault;
pub(crate) use answer::misbehave;
pub(crate) use token::sign;
pub use token::{Token, TokenFault};

/// An endpoint, for faults and for counting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Endpoint {
    /// `/.well-known/openid-configuration`
    Discovery,
    /// `/protocol/openid-connect/certs`
    Certs,
    /// `/protocol/openid-connect/auth`
    Authorization,
    /// `/protocol/openid-connect/auth/device`
    DeviceAuthorization,
    /// `/protocol/openid-connect/token`
    Token,
    /// `/protocol/openid-connect/userinfo`
    Userinfo,
    /// `/protocol/openid-connect/token/introspect`
    Introspection,
    /// `/protocol/openid-connect/logout`
    Logout,
}

/// A shared handle on the provider's faults; clones switch the same ones.
#[derive(Clone, Debug, Default)]
pub struct Faults(Arc<Mutex<Switched>>);

#[derive(Debug, Default)]
struct Switched {
    tokens: HashMap<Token, Vec<TokenFault>>,
    answers: HashMap<Endpoint, AnswerFault>,
    members: HashMap<Endpoint, Map<String, Value>>,
    parameters: Map<String, Value>,
    refuse_refresh: bool,
    offline: bool,
}

impl Faults {
    /// Makes tokens of this kind wrong in this way; several faults add up.
    pub fn token(&self, token: Token, fault: TokenFault) {
        self.switched().tokens.entry(token).or_default().push(fault);
    }

    /// Makes this endpoint answer in this way instead of its own.
    pub fn answer(&self, endpoint: Endpoint, fault: AnswerFault) {
        self.switched().answers.insert(endpoint, fault);
    }

    /// Puts a member into the endpoint's JSON answer, whatever it would have been:
    /// `issuer` of the discovery document, `sub` of userinfo, `token_type` of the token answer.
    pub fn member(&self, endpoint: Endpoint, name: &str, value: Value) {
        self.switched()
            .members
            .entry(endpoint)
            .or_default()
            .insert(name.to_owned(), value);
    }

    /// Takes a member out of the endpoint's JSON answer, for example `id_token` or
    /// `refresh_token` of the token answer.
    pub fn without_member(&self, endpoint: Endpoint, name: &str) {
        self.member(endpoint, name, Value::Null);
    }

    /// Puts a parameter into the authorization response: another `state`, another `iss`.
    pub fn response_parameter(&self, name: &str, value: &str) {
        self.switched()
            .parameters
            .insert(name.to_owned(), Value::from(value));
    }

    /// Takes a parameter out of the authorization response: `iss`, `state`, `code`.
    pub fn without_response_parameter(&self, name: &str) {
        self.switched()
            .parameters
            .insert(name.to_owned(), Value::Null);
    }

    /// Answers every authorization request with this error (RFC 6749, section 4.1.2.1),
    /// for example `access_denied` or `temporarily_unavailable`.
    pub fn refuse_authorization(&self, error: &str, description: &str) {
        self.response_parameter("error", error);
        self.response_parameter("error_description", description);
        self.without_response_parameter("code");
    }

    /// Refuses every refresh with `invalid_grant`, as after an administrator ended the session.
    pub fn refuse_refresh(&self, refuse: bool) {
        self.switched().refuse_refresh = refuse;
    }

    /// Answers everything with 503 and no body. To have the connection itself refused, stop a
    /// running provider: [`crate::RunningProvider::go_offline`].
    pub fn offline(&self, offline: bool) {
        self.switched().offline = offline;
    }

    /// Behaves again.
    pub fn clear(&self) {
        *self.switched() = Switched::default();
    }

    pub(crate) fn of_token(&self, token: Token) -> Vec<TokenFault> {
        self.switched()
            .tokens
            .get(&token)
            .cloned()
            .unwrap_or_default()
    }

    pub(crate) fn refuses_refresh(&self) -> bool {
        self.switched().refuse_refresh
    }

    /// Applies the switched members to an endpoint's JSON answer.
    pub(crate) fn edit(&self, endpoint: Endpoint, answer: &mut Value) {
        let switched = self.switched();
        let (Some(members), Some(answer)) =
            (switched.members.get(&endpoint), answer.as_object_mut())
        else {
            return;
        };
        for (name, value) in members {
            if value.is_null() {
                answer.remove(name);
            } else {
                answer.insert(name.clone(), value.clone());
            }
        }
    }

    /// Applies the switched parameters to an authorization response.
    pub(crate) fn edit_response(&self, parameters: &mut Vec<(&'static str, String)>) {
        // The names come from tests, the vector's from the code: both are few.
        const NAMES: [&str; 6] = [
            "code",
            "state",
            "iss",
            "error",
            "error_description",
            "session_state",
        ];
        for (name, value) in &self.switched().parameters {
            let Some(name) = NAMES.into_iter().find(|known| known == name) else {
                continue;
            };
            parameters.retain(|(present, _)| *present != name);
            if let Some(value) = value.as_str() {
                parameters.push((name, value.to_owned()));
            }
        }
    }

    fn switched(&self) -> MutexGuard<'_, Switched> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
