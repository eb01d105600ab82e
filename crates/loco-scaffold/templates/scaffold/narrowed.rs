//! What a list is narrowed to: `?book=12` shows what belongs to one book.

use std::convert::Infallible;

use axum::{extract::FromRequestParts, http::request::Parts};
use url::form_urlencoded;

use super::id::Key;
use crate::errors::{Error, Result};

/// The query of a list. Unknown parameters are ignored; of a repeated one the first counts.
pub struct Narrowed(String);

impl Narrowed {
    /// The key that stands there under this name; one that nothing can have is answered with 404.
    pub fn to<K: Key>(&self, name: &str) -> Result<Option<K>> {
        form_urlencoded::parse(self.0.as_bytes())
            .find(|(key, _)| key == name)
            .map(|(_, text)| {
                let key = K::is_canonical(&text).then(|| text.parse().ok()).flatten();
                key.ok_or(Error::NotFound)
            })
            .transpose()
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Narrowed {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Infallible> {
        Ok(Self(parts.uri.query().unwrap_or_default().to_owned()))
    }
}
