//! The one query that a signed-in request costs: session, user and permissions together.
use crate::models::users;
use chrono::{DateTime, Utc};
use sea_orm::prelude::DateTimeUtc;
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult, Statement};
use std::collections::BTreeSet;

/// Session, user and permissions by the hash of the cookie. `string_agg` and `$1` are the same in
/// SQLite (from 3.44, which is compiled in) and PostgreSQL; permissions are a subquery, so that the
/// row stays one row, and are not looked up for a superuser, who has them all. They are joined from the user's
/// side: `id IN (…)` would read all permissions there are.
const SESSION_WITH_USER_AND_PERMISSIONS: &str = "\
SELECT s.id AS s_id, s.issuer AS s_issuer, s.subject AS s_subject, s.last_seen_at AS s_last_seen_at, \
s.created_at AS s_created_at, s.expires_at AS s_expires_at, s.absolute_expires_at AS s_absolute_expires_at, \
s.auth_time AS s_auth_time, s.acr AS s_acr, s.access_expires_at AS s_access_expires_at, \
s.refreshing_until AS s_refreshing_until, s.userinfo AS s_userinfo, \
u.id AS u_id, u.username AS u_username, u.email AS u_email, u.email_verified AS u_email_verified, \
u.first_name AS u_first_name, u.last_name AS u_last_name, u.locale AS u_locale, u.is_active AS u_is_active, \
u.is_staff AS u_is_staff, u.is_superuser AS u_is_superuser, u.date_joined AS u_date_joined, \
u.last_sign_in_at AS u_last_sign_in_at, \
CASE WHEN u.is_superuser THEN NULL ELSE (SELECT string_agg(codename, ' ') FROM (\
SELECT p.codename FROM auth_user_permissions up \
JOIN auth_permissions p ON p.id = up.permission_id WHERE up.user_id = u.id \
UNION ALL SELECT p.codename FROM auth_user_groups ug \
JOIN auth_group_permissions gp ON gp.group_id = ug.group_id \
JOIN auth_permissions p ON p.id = gp.permission_id WHERE ug.user_id = u.id) AS granted) END AS permissions \
FROM auth_sessions s JOIN auth_users u ON u.id = s.user_id WHERE s.token_hash = $1";

/// What a request knows about who sent it.
#[derive(Debug)]
pub(crate) struct Loaded {
    pub(crate) session: LoadedSession,
    pub(crate) user: users::Model,
    pub(crate) permissions: BTreeSet<String>,
}

/// The columns of a session that requests need: the tokens stay where they are.
#[derive(Debug, FromQueryResult)]
pub(crate) struct LoadedSession {
    pub(crate) id: i64,
    pub(crate) issuer: String,
    pub(crate) subject: String,
    pub(crate) created_at: DateTimeUtc,
    pub(crate) last_seen_at: DateTimeUtc,
    pub(crate) expires_at: DateTimeUtc,
    pub(crate) absolute_expires_at: DateTimeUtc,
    pub(crate) auth_time: Option<DateTimeUtc>,
    pub(crate) acr: Option<String>,
    pub(crate) access_expires_at: Option<DateTimeUtc>,
    pub(crate) refreshing_until: Option<DateTimeUtc>,
    pub(crate) userinfo: String,
}

/// The session that this hash belongs to, if it may be used now.
pub(crate) async fn session_with_user_and_permissions(
    db: &impl ConnectionTrait,
    token_hash: &str,
    now: DateTime<Utc>,
) -> Result<Option<Loaded>, DbErr> {
    let statement = Statement::from_sql_and_values(
        db.get_database_backend(),
        SESSION_WITH_USER_AND_PERMISSIONS,
        [token_hash.into()],
    );
    let Some(row) = db.query_one_raw(statement).await? else {
        return Ok(None);
    };
    let session = LoadedSession::from_query_result(&row, "s_")?;
    let user = users::Model::from_query_result(&row, "u_")?;
    if now >= session.expires_at || now >= session.absolute_expires_at || !user.is_active {
        return Ok(None);
    }
    let permissions: Option<String> = row.try_get("", "permissions")?;
    Ok(Some(Loaded {
        session,
        user,
        permissions: permissions
            .iter()
            .flat_map(|names| names.split(' '))
            .map(str::to_owned)
            .collect(),
    }))
}
