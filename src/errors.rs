//! What can go wrong in a request, and what the client gets for it.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use sea_orm::DbErr;

pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Each variant says what the client gets. `src/initializers/error_pages.rs` makes the page.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// 404: there is nothing at this address.
    #[error("not found")]
    NotFound,
    /// 403: the reader may not do this.
    #[error("forbidden")]
    Forbidden,
    /// 409: it was possible when the page was shown, and is not any more. The page explains why.
    #[error("conflict: {}", .0.text)]
    Conflict(Conflict),
    /// The status that the body deserves: 400, 413, 415 or 422.
    #[error("bad request: {0}")]
    BadRequest(StatusCode),
    /// 503 while the database has no connection free, otherwise 500.
    #[error(transparent)]
    Database(#[from] DbErr),
    /// 500: a template or the framework failed.
    #[error(transparent)]
    Framework(#[from] loco_rs::Error),
}

/// Why something is not possible any more, as Fluent keys, and where the reader can go on.
#[derive(Clone, Debug)]
pub struct Conflict {
    pub title: &'static str,
    pub text: &'static str,
    /// The address of the page that shows how things are now.
    pub back: String,
}

/// What an error page shows. It travels in the response's extensions to the layer that renders it.
#[derive(Clone, Debug)]
pub struct ErrorPage {
    pub status: StatusCode,
    pub conflict: Option<Conflict>,
}

impl Error {
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::Conflict(_) => StatusCode::CONFLICT,
            Self::BadRequest(status) => *status,
            Self::Database(DbErr::ConnectionAcquire(_)) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Database(_) | Self::Framework(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let status = self.status();
        if status.is_server_error() {
            tracing::error!(error = %self, "a request failed");
        }
        let conflict = match self {
            Self::Conflict(conflict) => Some(conflict),
            _ => None,
        };
        let mut response = status.into_response();
        response
            .extensions_mut()
            .insert(ErrorPage { status, conflict });
        response
    }
}
