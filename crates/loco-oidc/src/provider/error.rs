//! What goes wrong between this application and its provider.
use super::http::HttpError;
use crate::{Problem, ProblemCode};
use http::StatusCode;
use openidconnect::DiscoveryError;

/// When to try again with a provider that does not answer.
const RETRY_AFTER_SECONDS: u64 = 10;

/// The provider gave nothing that can be used.
#[derive(Clone, Debug, thiserror::Error)]
pub(crate) enum ProviderError {
    /// It cannot be reached, or says itself that it cannot work just now.
    #[error("the provider cannot be reached: {0}")]
    Unreachable(String),
    /// It answers what its specification does not allow.
    #[error("the provider misbehaves: {0}")]
    Misbehaves(String),
}

impl ProviderError {
    pub(crate) fn misbehaves(why: impl Into<String>) -> Self {
        Self::Misbehaves(why.into())
    }
}

impl From<HttpError> for ProviderError {
    fn from(error: HttpError) -> Self {
        match error {
            HttpError::Transport(error) => Self::Unreachable(with_causes(&error)),
            HttpError::Unavailable(_) => Self::Unreachable(error.to_string()),
            HttpError::TooLong(_) | HttpError::Malformed(_) => Self::Misbehaves(error.to_string()),
        }
    }
}

impl From<DiscoveryError<HttpError>> for ProviderError {
    fn from(error: DiscoveryError<HttpError>) -> Self {
        match error {
            DiscoveryError::Request(error) => error.into(),
            DiscoveryError::Response(status, _, _) => {
                Self::Misbehaves(format!("discovery answers {status}"))
            }
            error => Self::Misbehaves(with_causes(&error)),
        }
    }
}

impl From<ProviderError> for Problem {
    fn from(error: ProviderError) -> Self {
        let code = match error {
            ProviderError::Unreachable(_) => ProblemCode::ProviderUnavailable,
            ProviderError::Misbehaves(_) => ProblemCode::ProviderMisbehaves,
        };
        tracing::warn!(%error, "the provider could not be used");
        Self::new(StatusCode::SERVICE_UNAVAILABLE, code).retry_after(RETRY_AFTER_SECONDS)
    }
}

/// An error with what it comes from, in one line.
pub(crate) fn with_causes(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text
}
