//! The answers of RFC 6750 section 3 to a request without the right token.
use crate::provider::ProviderError;
use crate::{Problem, ProblemCode, metrics};
use http::StatusCode;

/// No token at all: 401 without an error code (RFC 6750 section 3.1).
pub(super) fn missing() -> Problem {
    problem(
        StatusCode::UNAUTHORIZED,
        ProblemCode::InvalidToken,
        "Bearer".into(),
    )
}

/// A request that holds a token in no way that can be read: 400.
pub(super) fn malformed() -> Problem {
    let challenge = r#"Bearer error="invalid_request""#;
    problem(
        StatusCode::BAD_REQUEST,
        ProblemCode::BadRequest,
        challenge.into(),
    )
}

/// An expired, forged or misdirected token: 401.
pub(super) fn invalid(why: &'static str) -> Problem {
    metrics::invalid_token("access", why);
    tracing::info!(why, "refused an access token");
    // The reasons are texts of this crate, without quotes.
    let challenge = format!(r#"Bearer error="invalid_token", error_description="{why}""#);
    problem(
        StatusCode::UNAUTHORIZED,
        ProblemCode::InvalidToken,
        challenge,
    )
}

/// A token without a scope that is wanted: 403.
pub(super) fn insufficient(scope: &str) -> Problem {
    let scope: String = scope
        .chars()
        .filter(|c| c.is_ascii_graphic() && !matches!(c, '"' | '\\'))
        .collect();
    let challenge = format!(r#"Bearer error="insufficient_scope", scope="{scope}""#);
    problem(
        StatusCode::FORBIDDEN,
        ProblemCode::InsufficientScope,
        challenge,
    )
}

/// The provider's keys, or its word on the token, cannot be had: 503.
pub(super) fn unavailable(error: ProviderError) -> Problem {
    let mut problem = Problem::from(error);
    metrics::refused(problem.code);
    problem.challenge = Some("Bearer".into());
    problem
}

fn problem(status: StatusCode, code: ProblemCode, challenge: String) -> Problem {
    metrics::refused(code);
    let mut problem = Problem::new(status, code);
    problem.challenge = Some(challenge);
    problem
}
