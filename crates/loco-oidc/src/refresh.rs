//! New tokens on the server when the access token ends: one flight per session, on one node and on
//! many. What the provider says then, roles taken away or a session ended, holds here from then on.
use crate::callback::expiry;
use crate::claims::{Expected, verify_id_token};
use crate::models::{sessions, users};
use crate::provider::{Client, ProviderError, TokenError};
use crate::session::{LoadedSession, Tokens};
use crate::{Claims, Oidc, metrics, person, sign_in};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, Condition, DatabaseConnection, DbErr, EntityTrait, QueryFilter, TransactionTrait,
};
use serde_json::Value;
use std::time::Duration;

/// Tokens are renewed this long before they end.
const EARLY: TimeDelta = TimeDelta::seconds(10);
/// Whoever began to refresh has this long; then somebody else may try.
const FLIGHT: TimeDelta = TimeDelta::seconds(30);
/// A request waits for its refresh no longer than this; the refresh itself goes on.
const PATIENCE: Duration = Duration::from_secs(2);
/// How often, and how many times, somebody looks whether another node has finished.
const LOOK_AGAIN: (Duration, u32) = (Duration::from_millis(100), 50);

/// What became of a session's tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refreshed {
    /// Nothing was to be done, somebody else does it, or the provider cannot be reached.
    AsBefore,
    /// The session has new tokens, and perhaps other claims.
    Renewed,
    /// The provider refused, so the session is over.
    Ended,
}

enum Failure {
    /// The provider says no, or vouches for somebody else.
    Refused(&'static str),
    Provider(ProviderError),
    Storage(DbErr),
}

impl From<DbErr> for Failure {
    fn from(error: DbErr) -> Self {
        Self::Storage(error)
    }
}

/// Renews the tokens of a session that are about to end, and waits a moment for it.
pub(crate) async fn refresh_if_due(
    oidc: &Oidc,
    db: &DatabaseConnection,
    session: &LoadedSession,
) -> Refreshed {
    let now = oidc.clock().now();
    let is_due = session
        .access_expires_at
        .is_some_and(|end| now + EARLY >= end);
    let in_flight = session.refreshing_until.is_some_and(|until| now < until);
    if !is_due || in_flight {
        return Refreshed::AsBefore;
    }
    let (oidc, db, id) = (oidc.clone(), db.clone(), session.id);
    // The refresh outlives the request: a token that is used once must not get lost.
    let flight = tokio::spawn(async move { refresh(&oidc, &db, id).await });
    match tokio::time::timeout(PATIENCE, flight).await {
        Ok(Ok(refreshed)) => refreshed,
        _ => Refreshed::AsBefore,
    }
}

/// A valid access token of a session, renewed if it must be. `None` when the session is over or
/// has no token.
pub(crate) async fn access_token(
    oidc: &Oidc,
    db: &DatabaseConnection,
    id: i64,
) -> Result<Option<String>, DbErr> {
    let (pause, tries) = LOOK_AGAIN;
    for _ in 0..tries {
        let Some(row) = sessions::Entity::find_by_id(id).one(db).await? else {
            return Ok(None);
        };
        let now = oidc.clock().now();
        if row.access_expires_at.is_none_or(|end| now + EARLY < end) {
            return Ok(oidc.sessions().tokens(&row).map(|tokens| tokens.access));
        }
        if row.refreshing_until.is_none_or(|until| until <= now)
            && refresh(oidc, db, id).await != Refreshed::Renewed
        {
            return Ok(None);
        }
        tokio::time::sleep(pause).await;
    }
    Ok(None)
}

async fn refresh(oidc: &Oidc, db: &DatabaseConnection, id: i64) -> Refreshed {
    match take_off(oidc, db, id).await {
        Ok(true) => {}
        Ok(false) => return Refreshed::AsBefore,
        Err(error) => {
            tracing::warn!(%error, session = id, "could not begin to refresh");
            return Refreshed::AsBefore;
        }
    }
    match fly(oidc, db, id).await {
        Ok(refreshed) => {
            metrics::refreshed(match refreshed {
                Refreshed::Renewed => "renewed",
                Refreshed::AsBefore => "no_refresh_token",
                Refreshed::Ended => "session_gone",
            });
            refreshed
        }
        Err(Failure::Refused(why)) => {
            metrics::refreshed("refused");
            tracing::info!(why, session = id, "the provider ended a session");
            match oidc.sessions().end(db, id).await {
                Ok(_) => Refreshed::Ended,
                Err(_) => Refreshed::AsBefore,
            }
        }
        Err(Failure::Provider(error)) => {
            metrics::refreshed("provider_unavailable");
            tracing::warn!(%error, session = id, "could not refresh; the session goes on");
            Refreshed::AsBefore
        }
        Err(Failure::Storage(error)) => {
            metrics::refreshed("storage_unavailable");
            tracing::error!(%error, session = id, "could not keep what a refresh gave");
            Refreshed::AsBefore
        }
    }
}

/// Marks the session as being refreshed. Of all who try, on any node, one succeeds. The mark is
/// left to run out after a failure, so that a provider that is down is asked now and then only.
async fn take_off(oidc: &Oidc, db: &DatabaseConnection, id: i64) -> Result<bool, DbErr> {
    let now = oidc.clock().now();
    let nobody = Condition::any()
        .add(sessions::Column::RefreshingUntil.is_null())
        .add(sessions::Column::RefreshingUntil.lte(now));
    let marked = sessions::Entity::update_many()
        .col_expr(sessions::Column::RefreshingUntil, Expr::value(now + FLIGHT))
        .filter(sessions::Column::Id.eq(id))
        .filter(sessions::Column::AccessExpiresAt.lte(now + EARLY))
        .filter(nobody)
        .exec(db)
        .await?;
    Ok(marked.rows_affected == 1)
}

async fn fly(oidc: &Oidc, db: &DatabaseConnection, id: i64) -> Result<Refreshed, Failure> {
    let Some(session) = sessions::Entity::find_by_id(id).one(db).await? else {
        return Ok(Refreshed::Ended);
    };
    let before = oidc.sessions().tokens(&session).unwrap_or_default();
    let Some(token) = before.refresh.clone() else {
        // Nothing to refresh with: the session lives by its own limits.
        forget_expiry(db, id).await?;
        return Ok(Refreshed::AsBefore);
    };
    let client = Client::of(oidc.provider())
        .await
        .map_err(Failure::Provider)?;
    let answer = client.refresh(token).await.map_err(|error| match error {
        TokenError::GrantRefused => Failure::Refused("the refresh token is refused"),
        TokenError::NoIdToken => Failure::Refused("the new ID token is none"),
        TokenError::ClientRefused(code) => Failure::Provider(ProviderError::misbehaves(format!(
            "the client is refused: {code}"
        ))),
        TokenError::Provider(error) => Failure::Provider(error),
    })?;
    let now = oidc.clock().now();
    let access_expires_at = expiry(&answer, now);
    let nonce = before.id.as_deref().and_then(nonce_of);
    let claims = match &answer.id_token {
        Some(id_token) => {
            let expected = Expected::Refresh {
                subject: &session.subject,
                nonce: nonce.as_deref(),
            };
            verify_id_token(
                (oidc.provider(), oidc.settings(), oidc.clock()),
                id_token,
                &answer.access,
                expected,
            )
            .await
            .map_err(Failure::Provider)?
            .map_err(|rule| {
                metrics::invalid_token("id", rule.0);
                Failure::Refused(rule.0)
            })?
        }
        // Without a new ID token the old claims stand, but for what userinfo says now.
        None => serde_json::from_str(&session.userinfo).unwrap_or_default(),
    };
    let tokens = Tokens {
        access: answer.access,
        refresh: answer.refresh.or(before.refresh),
        id: answer
            .id_token
            .as_ref()
            .map(ToString::to_string)
            .or(before.id),
    };
    // The tokens first: the old refresh token may be used up by now.
    keep(oidc, db, &session, &tokens, access_expires_at).await?;
    match person::gather(oidc, &client, claims, &tokens.access).await {
        Ok(person) => update_claims(oidc, db, &session, person.userinfo).await?,
        Err(problem) if problem.status.is_server_error() => {}
        Err(_) => return Err(Failure::Refused("userinfo is about another person")),
    }
    tracing::info!(session = id, user = session.user_id, "refreshed");
    Ok(Refreshed::Renewed)
}

/// The nonce in an ID token that was verified before.
fn nonce_of(id_token: &str) -> Option<String> {
    let jws = crate::claims::Jws::parse(id_token).ok()?;
    jws.text("nonce").map(str::to_owned)
}

async fn keep(
    oidc: &Oidc,
    db: &DatabaseConnection,
    session: &sessions::Model,
    tokens: &Tokens,
    access_expires_at: Option<DateTime<Utc>>,
) -> Result<(), DbErr> {
    let sealed = oidc
        .sessions()
        .seal(&session.token_hash, tokens)
        .unwrap_or_default();
    sessions::Entity::update_many()
        .col_expr(sessions::Column::Tokens, Expr::value(sealed))
        .col_expr(
            sessions::Column::AccessExpiresAt,
            Expr::value(access_expires_at),
        )
        .col_expr(
            sessions::Column::RefreshingUntil,
            Expr::value(None::<DateTime<Utc>>),
        )
        .filter(sessions::Column::Id.eq(session.id))
        .exec(db)
        .await?;
    Ok(())
}

async fn forget_expiry(db: &DatabaseConnection, id: i64) -> Result<(), DbErr> {
    sessions::Entity::update_many()
        .col_expr(
            sessions::Column::AccessExpiresAt,
            Expr::value(None::<DateTime<Utc>>),
        )
        .col_expr(
            sessions::Column::RefreshingUntil,
            Expr::value(None::<DateTime<Utc>>),
        )
        .filter(sessions::Column::Id.eq(id))
        .exec(db)
        .await?;
    Ok(())
}

async fn update_claims(
    oidc: &Oidc,
    db: &DatabaseConnection,
    session: &sessions::Model,
    userinfo: Value,
) -> Result<(), DbErr> {
    let transaction = db.begin_with_options(sign_in::writing()).await?;
    sessions::Entity::update_many()
        .col_expr(
            sessions::Column::Userinfo,
            Expr::value(userinfo.to_string()),
        )
        .filter(sessions::Column::Id.eq(session.id))
        .exec(&transaction)
        .await?;
    if let Some(user) = users::Entity::find_by_id(session.user_id)
        .one(&transaction)
        .await?
    {
        let claims = Claims::new(session.issuer.clone(), session.subject.clone(), userinfo);
        sign_in::sync_roles(oidc, &transaction, user, &claims).await?;
    }
    transaction.commit().await
}
