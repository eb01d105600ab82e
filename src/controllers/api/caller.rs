//! Who calls the API, with what a handler needs to answer them. A browser's session counts for nothing here.

use axum::{
    extract::{FromRequestParts, OptionalFromRequestParts},
    http::{HeaderMap, StatusCode, request::Parts},
};
use chrono::{DateTime, NaiveDate, Utc};
use loco_oidc::{Account, BearerUser, ProblemCode};
use loco_rs::app::AppContext;
use sea_orm::DatabaseConnection;

use super::{
    CATALOG_WRITE, LOANS, accept,
    problem::{ApiError, Result},
};
use crate::{
    models::{LibrarySettings, Pager},
    views::Site,
};

/// A program, with or without somebody's token.
pub struct Caller {
    pub site: Site,
    pub headers: HeaderMap,
    db: DatabaseConnection,
    token: Option<BearerUser>,
}

impl FromRequestParts<AppContext> for Caller {
    type Rejection = ApiError;

    /// A token that is none is refused even where none is needed, so that nobody takes themselves for somebody.
    async fn from_request_parts(parts: &mut Parts, ctx: &AppContext) -> Result<Self> {
        if !accept::takes_json(&parts.headers) {
            return Err(ApiError::NotAcceptable);
        }
        let token =
            <BearerUser as OptionalFromRequestParts<AppContext>>::from_request_parts(parts, ctx)
                .await?;
        Ok(Self {
            site: Site::of(ctx)?,
            headers: parts.headers.clone(),
            db: ctx.db.clone(),
            token,
        })
    }
}

impl Caller {
    #[must_use]
    pub fn db(&self) -> &DatabaseConnection {
        &self.db
    }

    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        self.site.clock.now()
    }

    #[must_use]
    pub fn today(&self) -> NaiveDate {
        self.rules().today(self.now())
    }

    #[must_use]
    pub fn rules(&self) -> &LibrarySettings {
        &self.site.library
    }

    /// Reads pages of this length.
    #[must_use]
    pub fn pager(&self, limit: u64) -> Pager {
        self.site.pager.with_size(limit)
    }

    /// The token, where there must be one.
    ///
    /// # Errors
    /// 401 without one.
    pub fn token(&self) -> Result<&BearerUser> {
        self.token.as_ref().ok_or_else(|| {
            let mut problem =
                loco_oidc::Problem::new(StatusCode::UNAUTHORIZED, ProblemCode::InvalidToken);
            // RFC 6750, section 3.1: no error code for somebody who did not try.
            problem.challenge = Some("Bearer".into());
            ApiError::Oidc(problem)
        })
    }

    /// The user here whom the token belongs to. One query.
    ///
    /// # Errors
    /// 401 without a token, 403 for somebody who may have no account here.
    pub async fn account(&self) -> Result<Account> {
        Ok(self.token()?.account(self.db()).await?)
    }

    /// The user, who must have this permission. One query.
    ///
    /// # Errors
    /// As [`Caller::account`]; 403 without the permission.
    pub async fn permitted(&self, permission: &'static str) -> Result<Account> {
        let account = self.account().await?;
        if account.can(permission) {
            Ok(account)
        } else {
            Err(ApiError::Forbidden { permission })
        }
    }

    /// Whether the caller is told who has a copy: whoever lends copies or changes them, with a token for that. At
    /// most one query.
    ///
    /// # Errors
    /// As [`Caller::account`], but for the missing token.
    pub async fn sees_borrowers(&self) -> Result<bool> {
        let Some(token) = &self.token else {
            return Ok(false);
        };
        let (lends, writes) = (token.has_scope(LOANS), token.has_scope(CATALOG_WRITE));
        if !lends && !writes {
            return Ok(false);
        }
        let account = self.account().await?;
        Ok(lends && account.can("catalog.can_mark_returned")
            || writes && account.can("catalog.change_bookinstance"))
    }
}
