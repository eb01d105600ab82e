//! The query of an answer from the provider: codes and states, which must not get into logs.
//!
//! Whoever logs requests logs their address. The session layer lies outside of Loco's request log,
//! so it takes the query off the address there, and hands it to the handler that it is for.
use crate::routes;
use axum::extract::FromRequestParts;
use http::request::Parts;
use http::uri::PathAndQuery;
use http::{Extensions, Uri};
use std::convert::Infallible;

/// The query that came with the request, wherever it is by now.
#[derive(Clone, Default)]
pub(crate) struct AnswerQuery(pub(crate) String);

impl AnswerQuery {
    /// Moves the query from the address to the extensions where the provider's answers arrive.
    pub(crate) fn take_from(uri: &mut Uri, extensions: &mut Extensions) {
        let path = uri.path().trim_end_matches('/');
        let is_answer = [routes::CALLBACK, routes::LOGOUT, routes::FRONT_CHANNEL]
            .iter()
            .any(|route| path == route.trim_end_matches('/'));
        let Some(query) = uri.query().filter(|_| is_answer).map(str::to_owned) else {
            return;
        };
        let mut parts = uri.clone().into_parts();
        parts.path_and_query = PathAndQuery::try_from(uri.path()).ok();
        if let Ok(bare) = Uri::from_parts(parts) {
            *uri = bare;
            extensions.insert(Self(query));
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for AnswerQuery {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let taken = parts.extensions.get::<Self>().cloned();
        let there = || Self(parts.uri.query().unwrap_or_default().to_owned());
        Ok(taken.unwrap_or_else(there))
    }
}
