//! `POST /oidc/backchannel-logout/`: the provider says that somebody signed out (OpenID Connect
//! Back-Channel Logout 1.0).
use super::logout_token::{self, LogoutToken};
use crate::models::{logout_tokens, sessions};
use crate::parameters::Parameters;
use crate::{Oidc, Problem, claims::SKEW, metrics, secrets};
use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use http::header::CACHE_CONTROL;
use loco_rs::app::AppContext;
use sea_orm::{ColumnTrait, Condition, DbErr, EntityTrait, Set, TransactionTrait, TryInsertResult};

/// Ends the sessions that a logout token names: by `sid` one, by `sub` alone all of that person.
pub(crate) async fn back_channel(
    State(ctx): State<AppContext>,
    oidc: Oidc,
    form: Bytes,
) -> Result<Response, Problem> {
    let parameters = Parameters::parse(&form).ok();
    let Some(token) = parameters
        .as_ref()
        .and_then(|parameters| parameters.get("logout_token"))
    else {
        return Ok(refuse("logout_token is missing"));
    };
    let verified =
        logout_token::verify(oidc.provider(), oidc.settings(), token, oidc.clock().now()).await?;
    let token = match verified {
        Ok(token) => token,
        Err(rule) => return Ok(refuse(rule.0)),
    };
    match end_sessions(&ctx, &oidc, &token)
        .await
        .map_err(|error| Problem::storage(&error))?
    {
        Some(ended) => {
            metrics::logged_out("back_channel");
            tracing::info!(ended, "back-channel logout");
            Ok((StatusCode::OK, [(CACHE_CONTROL, "no-store")]).into_response())
        }
        None => Ok(refuse("the token was used before")),
    }
}

/// Section 2.8: 400, and nothing may keep the answer.
fn refuse(why: &'static str) -> Response {
    metrics::invalid_token("logout", why);
    tracing::warn!(why, "refused a logout token");
    let body = serde_json::json!({ "error": "invalid_request", "error_description": why });
    (
        StatusCode::BAD_REQUEST,
        [(CACHE_CONTROL, "no-store")],
        Json(body),
    )
        .into_response()
}

/// Ends the sessions and remembers the token, on all nodes at once. `None` for a token that was
/// used before.
async fn end_sessions(
    ctx: &AppContext,
    oidc: &Oidc,
    token: &LogoutToken,
) -> Result<Option<u64>, DbErr> {
    let transaction = ctx.db.begin_with_options(crate::sign_in::writing()).await?;
    let used = logout_tokens::Entity::insert(logout_tokens::ActiveModel {
        jti_hash: Set(secrets::sha256_hex(&token.jti)),
        expires_at: Set(token.expires_at + SKEW),
    })
    .on_conflict_do_nothing_on([logout_tokens::Column::JtiHash])
    .exec_without_returning(&transaction)
    .await?;
    if !matches!(used, TryInsertResult::Inserted(1..)) {
        return Ok(None);
    }
    let mut named = Condition::all().add(sessions::Column::Issuer.eq(oidc.settings().issuer()));
    if let Some(sid) = &token.sid {
        named = named.add(sessions::Column::Sid.eq(sid.as_str()));
    }
    if let Some(subject) = &token.subject {
        named = named.add(sessions::Column::Subject.eq(subject.as_str()));
    }
    let ended = oidc.sessions().end_where(&transaction, named).await?;
    transaction.commit().await?;
    Ok(Some(ended))
}
