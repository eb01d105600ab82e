//! Opening, listing and ending sessions.
use super::load::LoadedSession;
use super::{NewSession, OpenedSession, Tokens, cookie};
use crate::models::{logout_tokens, sessions, users};
use crate::{Oidc, metrics, secrets};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, DatabaseConnection, DbErr,
    EntityTrait, QueryFilter, QueryOrder, Set,
};

/// `last_seen_at` is written at most this often.
const SEEN_EVERY: TimeDelta = TimeDelta::minutes(1);

/// The sessions of an application: rows in the database, so that any node can end any of them.
#[derive(Clone, Debug)]
pub struct Sessions {
    oidc: Oidc,
}

impl Sessions {
    pub(crate) const fn new(oidc: Oidc) -> Self {
        Self { oidc }
    }

    /// Signs a user in: makes a session and the cookie that opens it.
    ///
    /// # Errors
    /// When the database cannot answer.
    pub async fn open(
        &self,
        db: &impl ConnectionTrait,
        user: &users::Model,
        new: NewSession,
    ) -> Result<OpenedSession, DbErr> {
        let now = self.oidc.clock().now();
        let token = secrets::random_token();
        let token_hash = secrets::sha256_hex(&token);
        let absolute = now + TimeDelta::hours(self.oidc.settings().session.absolute_hours.into());
        let tokens = new
            .tokens
            .as_ref()
            .and_then(|tokens| self.seal(&token_hash, tokens));
        let session = sessions::ActiveModel {
            token_hash: Set(token_hash),
            user_id: Set(user.id),
            issuer: Set(new.issuer),
            subject: Set(new.subject),
            sid: Set(new.sid),
            created_at: Set(now),
            last_seen_at: Set(now),
            expires_at: Set(self.idle_limit(now).min(absolute)),
            absolute_expires_at: Set(absolute),
            auth_time: Set(new.auth_time),
            acr: Set(new.acr),
            user_agent: Set(new
                .user_agent
                .chars()
                .filter(|c| !c.is_control())
                .take(255)
                .collect()),
            ip: Set(new.ip.chars().take(45).collect()),
            tokens: Set(tokens.unwrap_or_default()),
            access_expires_at: Set(new.access_expires_at),
            refreshing_until: Set(None),
            userinfo: Set(new.userinfo.to_string()),
            ..Default::default()
        }
        .insert(db)
        .await?;
        metrics::session_opened();
        Ok(OpenedSession {
            cookie_name: cookie::name(self.oidc.settings().is_https()).to_owned(),
            cookie_value: token,
            session,
        })
    }

    fn idle_limit(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        now + TimeDelta::minutes(self.oidc.settings().session.idle_minutes.into())
    }

    /// The live sessions of a user, the one used last first.
    ///
    /// # Errors
    /// When the database cannot answer.
    pub async fn of_user(
        &self,
        db: &impl ConnectionTrait,
        user_id: i32,
    ) -> Result<Vec<sessions::Model>, DbErr> {
        let now = self.oidc.clock().now();
        sessions::Entity::find()
            .filter(sessions::Column::UserId.eq(user_id))
            .filter(sessions::Column::ExpiresAt.gt(now))
            .filter(sessions::Column::AbsoluteExpiresAt.gt(now))
            .order_by_desc(sessions::Column::LastSeenAt)
            .order_by_desc(sessions::Column::Id)
            .all(db)
            .await
    }

    /// Ends one session, whoever it belongs to. Returns whether there was one.
    ///
    /// # Errors
    /// When the database cannot answer.
    pub async fn end(&self, db: &impl ConnectionTrait, id: i64) -> Result<bool, DbErr> {
        let ended = sessions::Entity::delete_by_id(id).exec(db).await?;
        metrics::sessions_ended(ended.rows_affected);
        Ok(ended.rows_affected > 0)
    }

    /// Ends one session of this user and of nobody else. Returns whether there was one.
    ///
    /// # Errors
    /// When the database cannot answer.
    pub async fn end_own(
        &self,
        db: &impl ConnectionTrait,
        user_id: i32,
        id: i64,
    ) -> Result<bool, DbErr> {
        let own = Condition::all()
            .add(sessions::Column::UserId.eq(user_id))
            .add(sessions::Column::Id.eq(id));
        Ok(self.end_where(db, own).await? > 0)
    }

    /// Ends all sessions of a user. Returns how many.
    ///
    /// # Errors
    /// When the database cannot answer.
    pub async fn end_all_of(&self, db: &impl ConnectionTrait, user_id: i32) -> Result<u64, DbErr> {
        self.end_where(
            db,
            Condition::all().add(sessions::Column::UserId.eq(user_id)),
        )
        .await
    }

    /// Ends all sessions of a user but the one to keep. Returns how many.
    ///
    /// # Errors
    /// When the database cannot answer.
    pub async fn end_others_of(
        &self,
        db: &impl ConnectionTrait,
        user_id: i32,
        keep: i64,
    ) -> Result<u64, DbErr> {
        let others = Condition::all()
            .add(sessions::Column::UserId.eq(user_id))
            .add(sessions::Column::Id.ne(keep));
        self.end_where(db, others).await
    }

    /// Deletes the rows of sessions that ended by themselves, and of logout tokens that cannot be
    /// used again anyway. Returns how many sessions.
    ///
    /// # Errors
    /// When the database cannot answer.
    pub async fn delete_expired(
        &self,
        db: &impl ConnectionTrait,
        now: DateTime<Utc>,
    ) -> Result<u64, DbErr> {
        let expired = Condition::any()
            .add(sessions::Column::ExpiresAt.lte(now))
            .add(sessions::Column::AbsoluteExpiresAt.lte(now));
        logout_tokens::Entity::delete_many()
            .filter(logout_tokens::Column::ExpiresAt.lte(now))
            .exec(db)
            .await?;
        self.end_where(db, expired).await
    }

    pub(crate) async fn end_where(
        &self,
        db: &impl ConnectionTrait,
        which: Condition,
    ) -> Result<u64, DbErr> {
        let ended = sessions::Entity::delete_many()
            .filter(which)
            .exec(db)
            .await?;
        metrics::sessions_ended(ended.rows_affected);
        Ok(ended.rows_affected)
    }

    /// An access token of this session for the provider's and others' APIs, renewed if it must be.
    /// `None` when the session is over or has none.
    ///
    /// # Errors
    /// When the database cannot answer.
    pub async fn access_token(
        &self,
        db: &DatabaseConnection,
        id: i64,
    ) -> Result<Option<String>, DbErr> {
        crate::refresh::access_token(&self.oidc, db, id).await
    }

    /// Notes that a session was used, and moves its idle limit. That the note is lost when the
    /// database is busy does no harm, so the request goes on.
    pub(crate) async fn touch(
        &self,
        db: &impl ConnectionTrait,
        session: &LoadedSession,
        now: DateTime<Utc>,
    ) {
        if now - session.last_seen_at < SEEN_EVERY {
            return;
        }
        let idle = self.idle_limit(now).min(session.absolute_expires_at);
        let noted = sessions::Entity::update_many()
            .col_expr(sessions::Column::LastSeenAt, Expr::value(now))
            .col_expr(sessions::Column::ExpiresAt, Expr::value(idle))
            .filter(sessions::Column::Id.eq(session.id))
            .filter(sessions::Column::LastSeenAt.lt(now))
            .exec(db)
            .await;
        if let Err(error) = noted {
            tracing::warn!(%error, session = session.id, "could not note that a session was used");
        }
    }

    /// The tokens of a session in the form in which they are stored: for this row alone.
    pub(crate) fn seal(&self, token_hash: &str, tokens: &Tokens) -> Option<String> {
        let text = serde_json::to_vec(tokens).ok()?;
        self.oidc.keys().seal(&place(token_hash), &text)
    }

    /// The tokens of a session, if it has any that still open.
    pub(crate) fn tokens(&self, session: &sessions::Model) -> Option<Tokens> {
        let text = self
            .oidc
            .keys()
            .open(&place(&session.token_hash), &session.tokens)?;
        serde_json::from_slice(&text).ok()
    }
}

fn place(token_hash: &str) -> String {
    format!("session-tokens/{token_hash}")
}
