//! The way back to the client: by redirect or by a form that posts itself.
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use url::Url;

use crate::DevProvider;
use crate::language::Language;
use crate::oauth_error::no_store;
use crate::pages;

/// How parameters travel back (OAuth 2.0 Multiple Response Type Encoding Practices, section 2.1;
/// OAuth 2.0 Form Post Response Mode).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ResponseMode {
    /// In the query of the redirect URI.
    #[default]
    Query,
    /// In a form that the browser posts to the redirect URI.
    FormPost,
}

impl ResponseMode {
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        match name {
            "query" => Some(Self::Query),
            "form_post" => Some(Self::FormPost),
            _ => None,
        }
    }
}

/// An authorization response: a code, or an error (RFC 6749, section 4.1.2).
#[derive(Clone, Debug)]
pub struct AuthorizationResponse {
    pub(crate) redirect_uri: String,
    pub(crate) mode: ResponseMode,
    pub(crate) parameters: Vec<(&'static str, String)>,
}

impl AuthorizationResponse {
    /// Where the response goes, without its parameters.
    #[must_use]
    pub fn redirect_uri(&self) -> &str {
        &self.redirect_uri
    }

    /// How it goes there.
    #[must_use]
    pub fn mode(&self) -> ResponseMode {
        self.mode
    }

    /// `code`, `state`, `iss`, `session_state`, or `error` and `error_description`.
    #[must_use]
    pub fn parameters(&self) -> &[(&'static str, String)] {
        &self.parameters
    }

    /// A parameter's value.
    #[must_use]
    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters
            .iter()
            .find(|(key, _)| *key == name)
            .map(|(_, value)| value.as_str())
    }

    /// The redirect URI with the parameters in its query.
    ///
    /// # Panics
    /// Never: a redirect URI was parsed before it was accepted.
    #[must_use]
    #[allow(clippy::expect_used)]
    pub fn url(&self) -> Url {
        let mut url = Url::parse(&self.redirect_uri).expect("only parsed redirect URIs are kept");
        url.query_pairs_mut().extend_pairs(&self.parameters);
        url
    }

    /// The answer for the browser: 303, so that a POST is not repeated at the client.
    pub(crate) fn into_response(self, provider: &DevProvider, language: Language) -> Response {
        match self.mode {
            ResponseMode::FormPost => pages::form_post(provider, language, &self),
            ResponseMode::Query => {
                let location = HeaderValue::from_str(self.url().as_str())
                    .unwrap_or_else(|_| HeaderValue::from_static("/"));
                let headers = (no_store(), [(header::LOCATION, location)]);
                (StatusCode::SEE_OTHER, headers.0, headers.1).into_response()
            }
        }
    }
}
