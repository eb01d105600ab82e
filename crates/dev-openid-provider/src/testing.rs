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
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use serde_json::{Map, Value};
use url::Url;

use crate::authorization_request::{AuthorizationRequest, Refusal};
use crate::authorization_response::AuthorizationResponse;
use crate::faults::Endpoint;
use crate::jwt::Unsigned;
use crate::parameters::Parameters;
use crate::realm::{Client, User};
use crate::{DevProvider, Error, backchannel, browser_session};

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

/// Signing in without a browser.
impl DevProvider {
    /// Signs a user in for an authorization URL, as if they had filled in the form, and returns
    /// where their browser would be sent: the redirect URI with `code`, `state` and `iss`.
    ///
    /// Each call is a browser of its own: it opens a session of its own (`sid`).
    ///
    /// # Errors
    /// The user does not exist, or the request is refused with a page. A refusal that goes to the
    /// client is a URL, with `error`.
    pub fn sign_in_as(&self, username: &str, authorization_url: &str) -> Result<Url, Error> {
        Ok(self
            .authorization_response(username, authorization_url)?
            .url())
    }

    /// Like [`DevProvider::sign_in_as`], with the response in parts: for `form_post`.
    ///
    /// # Errors
    /// As there.
    pub fn authorization_response(
        &self,
        username: &str,
        authorization_url: &str,
    ) -> Result<AuthorizationResponse, Error> {
        let url = Url::parse(authorization_url)
            .map_err(|error| Error::Refused(format!("{authorization_url}: {error}")))?;
        let parameters = Parameters::parse(url.query().unwrap_or_default().as_bytes());
        match AuthorizationRequest::parse(self, &parameters) {
            Ok(request) => {
                let user = self.user(username)?;
                let session = browser_session::open(self, &user, request.acr_of_sign_in());
                Ok(request.grant(self, &session))
            }
            Err(Refusal::Redirect(response)) => Ok(response),
            Err(Refusal::Page(problem)) => Err(Error::Refused(format!("{problem:?}"))),
        }
    }

    /// Ends a session by its `sid`, as an administrator does in the console: its refresh tokens
    /// are refused from now on, and its clients get a back-channel call each.
    ///
    /// # Errors
    /// There is no such session.
    pub async fn end_session(&self, sid: &str) -> Result<Vec<BackchannelCall>, Error> {
        if !self.store().sessions.contains_key(sid) {
            return Err(Error::UnknownSession(sid.to_owned()));
        }
        Ok(backchannel::end_session(self, sid).await)
    }

    /// Ends all sessions of a user.
    ///
    /// # Errors
    /// There is no such user.
    pub async fn end_sessions_of(&self, username: &str) -> Result<Vec<BackchannelCall>, Error> {
        let mut calls = Vec::new();
        for sid in self.sessions_of(username)? {
            calls.extend(backchannel::end_session(self, &sid).await);
        }
        Ok(calls)
    }

    /// The `sid` of each session of a user.
    ///
    /// # Errors
    /// There is no such user.
    pub fn sessions_of(&self, username: &str) -> Result<Vec<String>, Error> {
        let user = self.user(username)?;
        Ok(self
            .store()
            .sessions
            .values()
            .filter(|session| session.user_id == user.id)
            .map(|session| session.id.clone())
            .collect())
    }
}

/// Changing users and clients.
impl DevProvider {
    /// The subject identifier of a user.
    ///
    /// # Errors
    /// There is no such user.
    pub fn subject_of(&self, username: &str) -> Result<String, Error> {
        Ok(self.user(username)?.id)
    }

    /// Gives a user a realm role; tokens carry it from the next one on.
    ///
    /// # Errors
    /// There is no such user.
    pub fn add_role(&self, username: &str, role: &str) -> Result<(), Error> {
        self.change_user(username, |user| {
            user.realm_roles.insert(role.to_owned());
        })
    }

    /// Takes a realm role away.
    ///
    /// # Errors
    /// There is no such user.
    pub fn remove_role(&self, username: &str, role: &str) -> Result<(), Error> {
        self.change_user(username, |user| {
            user.realm_roles.remove(role);
        })
    }

    /// Sets a claim of a user in every token and in userinfo, whatever it would have been
    /// (`groups`, `organization`, `email_verified` …).
    ///
    /// # Errors
    /// There is no such user.
    pub fn set_claim(&self, username: &str, claim: &str, value: Value) -> Result<(), Error> {
        self.change_user(username, |user| {
            user.extra_claims.insert(claim.to_owned(), value);
        })
    }

    /// Adds a user whose password is the name, with these realm roles; returns the subject.
    pub fn add_user(&self, username: &str, roles: &[&str]) -> String {
        let user = User::named(username, roles);
        let subject = user.id.clone();
        self.realm().users.push(user);
        subject
    }

    /// Deletes a user: refreshes fail from now on.
    ///
    /// # Errors
    /// There is no such user.
    pub fn remove_user(&self, username: &str) -> Result<(), Error> {
        let user = self.user(username)?;
        self.realm().users.retain(|other| other.id != user.id);
        Ok(())
    }

    /// Allows a client one more redirect URI (a final `*` allows all below it), also after logout.
    ///
    /// # Errors
    /// There is no such client.
    pub fn add_redirect_uri(&self, client_id: &str, uri: &str) -> Result<(), Error> {
        self.change_client(client_id, |client| {
            client.redirect_uris.push(uri.to_owned());
            client.post_logout_redirect_uris.push(uri.to_owned());
        })
    }

    /// Sets where a client is told of logouts, and whether it wants `sid` there.
    ///
    /// # Errors
    /// There is no such client.
    pub fn set_backchannel_logout(
        &self,
        client_id: &str,
        url: Option<&str>,
        session_required: bool,
    ) -> Result<(), Error> {
        self.change_client(client_id, |client| {
            client.backchannel_logout_url = url.map(str::to_owned);
            client.backchannel_session_required = session_required;
        })
    }

    fn user(&self, username: &str) -> Result<User, Error> {
        self.realm()
            .user_by_login(username)
            .cloned()
            .ok_or_else(|| Error::UnknownUser(username.to_owned()))
    }

    fn change_user(&self, username: &str, change: impl FnOnce(&mut User)) -> Result<(), Error> {
        let mut realm = self.realm();
        let user = realm
            .users
            .iter_mut()
            .find(|user| user.username == username)
            .ok_or_else(|| Error::UnknownUser(username.to_owned()))?;
        change(user);
        Ok(())
    }

    fn change_client(&self, id: &str, change: impl FnOnce(&mut Client)) -> Result<(), Error> {
        let mut realm = self.realm();
        let client = realm
            .clients
            .get_mut(id)
            .ok_or_else(|| Error::UnknownClient(id.to_owned()))?;
        change(client);
        Ok(())
    }
}

/// Tokens and keys.
impl DevProvider {
    /// Signs any claims with the provider's current key, with `typ` in the header.
    ///
    /// # Errors
    /// No key could be made.
    pub fn sign_claims(&self, typ: &str, claims: &Map<String, Value>) -> Result<String, Error> {
        let key = self.keys().signing(self.algorithm())?;
        Unsigned::new(typ, &key, claims.clone()).signed_by(&key)
    }

    /// A logout token for a client (OpenID Connect Back-Channel Logout, section 2.4), complete but
    /// for `sub` and `sid`; `change` puts those in and spoils what it likes. Faults for
    /// [`crate::faults::Token::Logout`] apply.
    ///
    /// # Errors
    /// No key could be made.
    pub fn logout_token(
        &self,
        client_id: &str,
        change: impl FnOnce(&mut Map<String, Value>),
    ) -> Result<String, Error> {
        let mut claims = backchannel::claims(self, client_id, None, None);
        change(&mut claims);
        backchannel::signed(self, claims)
    }

    /// Publishes the key that the next rotation will sign with; returns its `kid`.
    ///
    /// # Errors
    /// No key could be made.
    pub fn publish_next_key(&self) -> Result<String, Error> {
        let algorithm = self.algorithm();
        self.keys().publish_next(algorithm)
    }

    /// Publishes one more key that never signs; returns its `kid`.
    ///
    /// # Errors
    /// No key could be made.
    pub fn publish_another_key(&self) -> Result<String, Error> {
        let algorithm = self.algorithm();
        self.keys().publish_another(algorithm)
    }

    /// Signs with a new key from now on: the published next one if there is one, else one that
    /// appears in the key set only now. Returns its `kid`.
    ///
    /// # Errors
    /// No key could be made.
    pub fn rotate_key(&self, keep_old: bool) -> Result<String, Error> {
        let algorithm = self.algorithm();
        self.keys().rotate(algorithm, keep_old)
    }

    /// Signs with a new key under the old one's `kid`: the mistake that relying parties have to
    /// survive by fetching the keys again after a bad signature. Returns the `kid`.
    ///
    /// # Errors
    /// No key could be made.
    pub fn reuse_kid(&self) -> Result<String, Error> {
        let algorithm = self.algorithm();
        self.keys().reuse_kid(algorithm)
    }

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
