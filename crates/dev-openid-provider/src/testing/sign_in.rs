//! Signing in without a browser, and ending sessions.
use url::Url;

use super::BackchannelCall;
use crate::authorization_request::{AuthorizationRequest, Refusal};
use crate::authorization_response::AuthorizationResponse;
use crate::parameters::Parameters;
use crate::store::Decision;
use crate::{DevProvider, Error, backchannel, browser_session};

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

    /// Allows the device that shows `user_code`, as this user would on the device page.
    ///
    /// # Errors
    /// There is no such user, or no device waits with that code.
    pub fn allow_device(&self, user_code: &str, username: &str) -> Result<(), Error> {
        let user = self.user(username)?;
        let session = browser_session::open(self, &user, "1".to_owned());
        let now = self.now();
        let mut store = self.store();
        let device = store
            .waiting_device(user_code, now)
            .ok_or_else(|| Error::Refused(format!("no device waits with {user_code}")))?;
        device.decision = Decision::Allowed(session);
        Ok(())
    }
}
