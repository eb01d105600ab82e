//! What can go wrong in a request, and what the client gets for it.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use sea_orm::DbErr;

use crate::models::{self, Conflict};

pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Each variant says what the client gets. `src/initializers/error_pages.rs` makes the page.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// 404: there is nothing at this address.
    #[error("not found")]
    NotFound,
    /// 409: it was possible when the page was shown, and is not any more. The page says why, and leads back.
    #[error("conflict: {}", conflict.code())]
    Conflict {
        conflict: Conflict,
        back: Option<String>,
    },
    /// 400, 413, 415 or 422: the body is too large, no form, or one that makes no sense.
    #[error("bad request: {0}")]
    BadRequest(StatusCode),
    /// 503 while the database has no connection free, otherwise 500.
    #[error(transparent)]
    Database(#[from] DbErr),
    /// 500: a template or the framework failed.
    #[error(transparent)]
    Framework(#[from] loco_rs::Error),
}

/// What an error page shows. It travels in the response's extensions to the layer that renders it.
#[derive(Clone, Debug)]
pub struct ErrorPage {
    pub conflict: Option<Conflict>,
    /// The page that shows how things are now.
    pub back: Option<String>,
}

impl Error {
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Conflict { .. } => StatusCode::CONFLICT,
            Self::BadRequest(status) => *status,
            Self::Database(DbErr::ConnectionAcquire(_)) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Database(_) | Self::Framework(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Lets the page of a conflict lead back to where things can be seen as they are now.
    #[must_use]
    pub fn leading_back_to(self, url: impl Into<String>) -> Self {
        match self {
            Self::Conflict { conflict, .. } => Self::Conflict {
                conflict,
                back: Some(url.into()),
            },
            other => other,
        }
    }
}

impl From<models::Error> for Error {
    fn from(error: models::Error) -> Self {
        match error {
            models::Error::NotFound => Self::NotFound,
            models::Error::Conflict(conflict) => Self::Conflict {
                conflict,
                back: None,
            },
            models::Error::Database(error) => Self::Database(error),
            // Forms and delete pages show these themselves; elsewhere the request makes no sense.
            models::Error::Invalid(_) | models::Error::Blocked(_) => {
                Self::BadRequest(StatusCode::UNPROCESSABLE_ENTITY)
            }
        }
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let status = self.status();
        if status.is_server_error() {
            tracing::error!(error = %self, "a request failed");
        }
        let page = match self {
            Self::Conflict { conflict, back } => ErrorPage {
                conflict: Some(conflict),
                back,
            },
            _ => ErrorPage {
                conflict: None,
                back: None,
            },
        };
        let mut response = status.into_response();
        response.extensions_mut().insert(page);
        response
    }
}
