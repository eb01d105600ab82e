//! What can go wrong in the API. The client gets a problem document (RFC 9457) for it.

mod document;

use std::sync::Arc;

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use sea_orm::DbErr;

use crate::{
    forms::Reason,
    models::{self, Blocked, Conflict},
};
use document::{Argument, Told};
pub use document::{Problem, describe};

pub type Result<T, E = ApiError> = std::result::Result<T, E>;

/// Every code that a problem has, with its status and the beginning of its messages' keys.
pub const CODES: [(&str, u16, &str); 37] = [
    ("bad-json", 400, "api-problem-"),
    ("bad-parameters", 400, "api-problem-"),
    ("bad-request", 400, "api-problem-"),
    ("invalid-token", 401, "oidc-problem-"),
    ("cross-site", 403, "oidc-problem-"),
    ("forbidden", 403, "api-problem-"),
    ("insufficient-scope", 403, "oidc-problem-"),
    ("user-conflict", 403, "oidc-problem-"),
    ("user-inactive", 403, "oidc-problem-"),
    ("user-unknown", 403, "oidc-problem-"),
    ("not-found", 404, "api-problem-"),
    ("method-not-allowed", 405, "api-problem-"),
    ("not-acceptable", 406, "api-problem-"),
    ("already-borrowed", 409, "conflict-"),
    ("already-reserved", 409, "conflict-"),
    ("blocked", 409, "api-problem-"),
    ("copy-available", 409, "conflict-"),
    ("held-for-another", 409, "conflict-"),
    ("in-use", 409, "conflict-"),
    ("no-copies", 409, "conflict-"),
    ("no-renewals-left", 409, "conflict-"),
    ("not-available", 409, "conflict-"),
    ("not-on-loan", 409, "conflict-"),
    ("renewed-too-early", 409, "conflict-"),
    ("reservation-closed", 409, "conflict-"),
    ("somebody-waits", 409, "conflict-"),
    ("too-many-loans", 409, "conflict-"),
    ("stale", 412, "api-problem-"),
    ("too-large", 413, "api-problem-"),
    ("unsupported-media-type", 415, "api-problem-"),
    ("invalid", 422, "api-problem-"),
    ("precondition-required", 428, "api-problem-"),
    ("internal", 500, "api-problem-"),
    ("provider-misbehaves", 503, "oidc-problem-"),
    ("provider-unavailable", 503, "oidc-problem-"),
    ("storage-unavailable", 503, "oidc-problem-"),
    ("unavailable", 503, "api-problem-"),
];

/// Each variant says what the client gets.
#[derive(Debug, thiserror::Error)]
pub enum ApiError {
    /// 404: there is nothing at this address, or nothing for this caller.
    #[error("not found")]
    NotFound,
    /// 400: the body is no JSON object. The detail says where it stops to be.
    #[error("no JSON: {0}")]
    BadJson(String),
    /// 400: a parameter of the query is unknown, or has a value that it does not take.
    #[error("bad parameters")]
    BadParameters(Vec<Fault>),
    /// 422: the body is JSON, but its members cannot be stored.
    #[error("invalid members")]
    Invalid(Vec<Fault>),
    /// 403: the account lacks a permission.
    #[error("{permission} is missing")]
    Forbidden { permission: &'static str },
    /// 406: the client takes no JSON.
    #[error("not acceptable")]
    NotAcceptable,
    /// 409: it is not possible (any more), by a rule of the library.
    #[error("conflict: {}", .0.code())]
    Conflict(Conflict),
    /// 409: others still point to what was to be deleted.
    #[error("blocked")]
    Blocked(Blocked),
    /// 412: it has changed since the client has seen it.
    #[error("stale")]
    Stale,
    /// 413: the body is too large.
    #[error("too large")]
    TooLarge,
    /// 415: the body is of another type.
    #[error("unsupported media type")]
    UnsupportedMediaType,
    /// 428: a change wants `If-Match`.
    #[error("precondition required")]
    PreconditionRequired,
    /// 400, 401, 403 or 503: what is wrong with the token, as RFC 6750 says it.
    #[error("{}", .0.code)]
    Oidc(loco_oidc::Problem),
    /// 503 while the database has no connection free, otherwise 500.
    #[error(transparent)]
    Database(#[from] DbErr),
    /// 500: the framework failed.
    #[error(transparent)]
    Framework(#[from] loco_rs::Error),
}

/// What is wrong with one value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    pub at: At,
    pub reason: Reason,
}

/// Where a value stands in a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum At {
    /// A JSON pointer (RFC 6901) into the body.
    Pointer(String),
    /// A parameter of the query.
    Parameter(String),
}

impl Fault {
    /// In a member of the body.
    #[must_use]
    pub fn in_member(name: &str, reason: Reason) -> Self {
        let escaped = name.replace('~', "~0").replace('/', "~1");
        Self {
            at: At::Pointer(format!("/{escaped}")),
            reason,
        }
    }

    /// In a parameter of the query.
    #[must_use]
    pub fn in_parameter(name: &str, reason: Reason) -> Self {
        Self {
            at: At::Parameter(name.to_owned()),
            reason,
        }
    }
}

impl ApiError {
    #[must_use]
    fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::BadJson(_) | Self::BadParameters(_) => StatusCode::BAD_REQUEST,
            Self::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Forbidden { .. } => StatusCode::FORBIDDEN,
            Self::NotAcceptable => StatusCode::NOT_ACCEPTABLE,
            Self::Conflict(_) | Self::Blocked(_) => StatusCode::CONFLICT,
            Self::Stale => StatusCode::PRECONDITION_FAILED,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::PreconditionRequired => StatusCode::PRECONDITION_REQUIRED,
            Self::Oidc(problem) => problem.status,
            Self::Database(DbErr::ConnectionAcquire(_)) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Database(_) | Self::Framework(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn told(self) -> Told {
        let code = match &self {
            Self::BadJson(_) => "bad-json",
            Self::BadParameters(_) => "bad-parameters",
            Self::Invalid(_) => "invalid",
            Self::Forbidden { .. } => "forbidden",
            Self::Blocked(_) => "blocked",
            Self::Conflict(conflict) => return Told::of_conflict(*conflict),
            Self::Oidc(problem) => return Told::of_token(problem.code.as_str()),
            // Everything else is told by its status.
            _ => return Told::of_status(self.status()),
        };
        let mut told = Told::of(code);
        match self {
            Self::BadJson(place) => told.arguments.push(("place", Argument::Text(place))),
            Self::Forbidden { permission } => {
                let permission = Argument::Text(permission.to_owned());
                told.arguments.push(("permission", permission));
            }
            Self::BadParameters(faults) | Self::Invalid(faults) => told.faults = faults,
            Self::Blocked(blocked) => {
                told.arguments
                    .push(("count", Argument::Number(blocked.total.value)));
                told.blocked = Some(blocked);
            }
            _ => {}
        }
        told
    }
}

impl From<models::Error> for ApiError {
    fn from(error: models::Error) -> Self {
        match error {
            models::Error::NotFound => Self::NotFound,
            models::Error::Conflict(Conflict::Stale) => Self::Stale,
            models::Error::Conflict(conflict) => Self::Conflict(conflict),
            models::Error::Blocked(blocked) => Self::Blocked(blocked),
            models::Error::Database(error) => Self::Database(error),
            models::Error::Invalid(rejected) => Self::Invalid(
                rejected
                    .into_iter()
                    .map(|rejected| Fault::in_member(rejected.field, rejected.problem.into()))
                    .collect(),
            ),
        }
    }
}

impl From<loco_oidc::Problem> for ApiError {
    fn from(problem: loco_oidc::Problem) -> Self {
        Self::Oidc(problem)
    }
}

impl IntoResponse for ApiError {
    /// The status and the headers; [`describe`] makes the document, in the client's language.
    fn into_response(self) -> Response {
        let status = self.status();
        if status.is_server_error() {
            tracing::error!(error = %self, "a request of the API failed");
        }
        let mut response = match &self {
            Self::Oidc(problem) => problem.clone().into_response(),
            _ => status.into_response(),
        };
        response.extensions_mut().insert(Arc::new(self.told()));
        response
    }
}
