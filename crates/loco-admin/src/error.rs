//! What can go wrong with a request, and what the person is told.
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use loco_oidc::{Problem, ProblemCode};
use sea_orm::DbErr;
use thiserror::Error;

pub(crate) type Result<T, E = Error> = std::result::Result<T, E>;

/// Each becomes a page of the admin site with a way on.
#[derive(Debug, Error)]
pub(crate) enum Error {
    /// 404: no such model, row or page, or none that this person may see.
    #[error("not found")]
    NotFound,
    /// 403: without the permission.
    #[error("forbidden")]
    Forbidden,
    /// 400: an address or a form that makes no sense. The sentence says what, in the person's
    /// language.
    #[error("{0}")]
    BadRequest(String),
    /// 303 to the provider: what is wanted takes a fresh sign-in. The address leads there and back.
    #[error("a fresh sign-in is wanted")]
    SignInAgain(String),
    /// 503 or 500: the database does not answer.
    #[error(transparent)]
    Database(#[from] DbErr),
    /// 500: a template of the application names something that is not there.
    #[error("{0}")]
    Template(String),
}

impl Error {
    pub fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::BadRequest(_) => StatusCode::BAD_REQUEST,
            Self::SignInAgain(_) => StatusCode::UNAUTHORIZED,
            Self::Database(DbErr::ConnectionAcquire(_) | DbErr::Conn(_)) => {
                StatusCode::SERVICE_UNAVAILABLE
            }
            Self::Database(_) | Self::Template(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The key of the message's first half: `…-title` and `…-text`.
    pub fn key(&self) -> &'static str {
        match self {
            Self::NotFound => "admin-problem-not-found",
            Self::Forbidden | Self::SignInAgain(_) => "admin-problem-forbidden",
            Self::BadRequest(_) => "admin-problem-bad-request",
            Self::Database(_) | Self::Template(_) => "admin-problem-failed",
        }
    }
}

/// Where not even a page of the site can be made.
impl IntoResponse for Error {
    fn into_response(self) -> Response {
        match &self {
            Self::Forbidden => {
                Problem::new(StatusCode::FORBIDDEN, ProblemCode::Forbidden).into_response()
            }
            _ => self.status().into_response(),
        }
    }
}
