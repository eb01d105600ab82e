//! Errors of the endpoints that machines call (RFC 6749, section 5.2).
use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use openidconnect::StandardErrorResponse;
use openidconnect::core::CoreErrorResponseType;

use crate::Error;

/// An error answer: JSON with `error` and `error_description`, never cached.
#[derive(Debug)]
pub(crate) struct OAuthError {
    status: StatusCode,
    error: CoreErrorResponseType,
    description: String,
    challenge: Option<&'static str>,
}

impl OAuthError {
    fn new(error: CoreErrorResponseType, description: impl Into<String>) -> Self {
        Self {
            status: StatusCode::BAD_REQUEST,
            error,
            description: description.into(),
            challenge: None,
        }
    }

    pub fn invalid_request(description: impl Into<String>) -> Self {
        Self::new(CoreErrorResponseType::InvalidRequest, description)
    }

    pub fn invalid_grant(description: impl Into<String>) -> Self {
        Self::new(CoreErrorResponseType::InvalidGrant, description)
    }

    pub fn invalid_scope(description: impl Into<String>) -> Self {
        Self::new(CoreErrorResponseType::InvalidScope, description)
    }

    pub fn unauthorized_client(description: impl Into<String>) -> Self {
        Self::new(CoreErrorResponseType::UnauthorizedClient, description)
    }

    pub fn unsupported_grant_type(description: impl Into<String>) -> Self {
        Self::new(CoreErrorResponseType::UnsupportedGrantType, description)
    }

    /// 401, with the challenge that RFC 6749, section 5.2 wants for Basic.
    pub fn invalid_client(description: impl Into<String>) -> Self {
        Self {
            status: StatusCode::UNAUTHORIZED,
            challenge: Some("Basic realm=\"openid\""),
            ..Self::new(CoreErrorResponseType::InvalidClient, description)
        }
    }

    /// 401 with the challenge of RFC 6750, section 3.
    pub fn invalid_token(description: impl Into<String>) -> Self {
        let error = CoreErrorResponseType::Extension("invalid_token".to_owned());
        Self {
            status: StatusCode::UNAUTHORIZED,
            challenge: Some("Bearer realm=\"openid\", error=\"invalid_token\""),
            ..Self::new(error, description)
        }
    }

    /// 403 with the challenge of RFC 6750, section 3.1.
    pub fn insufficient_scope(description: impl Into<String>) -> Self {
        Self {
            status: StatusCode::FORBIDDEN,
            challenge: Some("Bearer realm=\"openid\", error=\"insufficient_scope\""),
            ..Self::named("insufficient_scope", description)
        }
    }

    /// An error with a name of its own.
    pub fn named(error: &str, description: impl Into<String>) -> Self {
        Self::new(
            CoreErrorResponseType::Extension(error.to_owned()),
            description,
        )
    }
}

impl From<Error> for OAuthError {
    fn from(error: Error) -> Self {
        tracing::error!(%error, "the development provider could not answer");
        Self {
            status: StatusCode::INTERNAL_SERVER_ERROR,
            ..Self::named("server_error", "the provider could not make a token")
        }
    }
}

impl IntoResponse for OAuthError {
    fn into_response(self) -> Response {
        let body = StandardErrorResponse::new(self.error, Some(self.description), None);
        let mut response = (self.status, no_store(), Json(body)).into_response();
        if let Some(challenge) = self.challenge {
            response.headers_mut().insert(
                header::WWW_AUTHENTICATE,
                HeaderValue::from_static(challenge),
            );
        }
        response
    }
}

/// Headers of every answer that holds a token or speaks of one (RFC 6749, section 5.1).
pub(crate) fn no_store() -> [(header::HeaderName, HeaderValue); 2] {
    [
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (header::PRAGMA, HeaderValue::from_static("no-cache")),
    ]
}
