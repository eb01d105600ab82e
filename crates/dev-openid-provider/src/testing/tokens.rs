//! Signing what a test likes, and rotating keys.
use serde_json::{Map, Value, json};

use crate::jwt::Unsigned;
use crate::{DevProvider, Error, backchannel};

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

    /// The key set, as the `certs` endpoint shows it.
    ///
    /// # Errors
    /// No key could be made.
    pub fn published_keys(&self) -> Result<Value, Error> {
        let keys = self.keys().published(self.algorithm())?;
        Ok(json!({ "keys": keys }))
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
}
