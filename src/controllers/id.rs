//! Keys in addresses: one that cannot be anybody's is answered like one that is nobody's, with 404.

use std::str::FromStr;

use axum::{
    extract::{FromRequestParts, RawPathParams},
    http::request::Parts,
};
use uuid::Uuid;

use crate::errors::Error;

/// The key in an address such as `/catalog/book/1`; a number or a UUID.
#[derive(Clone, Copy, Debug)]
pub struct Id<T = i32>(pub T);

/// A type that addresses have keys of.
pub trait Key: FromStr {
    /// Whether this is how we write such a key: each thing has one address.
    fn is_canonical(text: &str) -> bool;
}

impl Key for i32 {
    fn is_canonical(text: &str) -> bool {
        text.bytes().all(|byte| byte.is_ascii_digit()) && !text.starts_with('0')
    }
}

impl Key for Uuid {
    fn is_canonical(text: &str) -> bool {
        text.len() == 36
    }
}

impl<T: Key, S: Send + Sync> FromRequestParts<S> for Id<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        let parameters = RawPathParams::from_request_parts(parts, state)
            .await
            .map_err(|_| Error::NotFound)?;
        let (_, text) = parameters.iter().next().ok_or(Error::NotFound)?;
        if !T::is_canonical(text) {
            return Err(Error::NotFound);
        }
        text.parse().map(Self).map_err(|_| Error::NotFound)
    }
}
