//! Changing users and clients while the provider runs.
use serde_json::Value;

use crate::realm::{Client, User};
use crate::{DevProvider, Error};

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

    pub(super) fn user(&self, username: &str) -> Result<User, Error> {
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
