//! The user behind an access token, with their permissions.
use crate::models::users;
use crate::{Claims, Oidc, Problem, sign_in};
use http::StatusCode;
use sea_orm::{ConnectionTrait, DatabaseConnection, DbErr, FromQueryResult, Statement};
use std::collections::BTreeSet;
use std::ops::Deref;

/// The user whom an account of the provider is bound to, with permissions. The text is the same for
/// SQLite and PostgreSQL, as in the query for sessions.
const USER_AND_PERMISSIONS_BY_IDENTITY: &str = "\
SELECT u.id, u.username, u.email, u.email_verified, u.first_name, u.last_name, u.locale, u.is_active, u.is_staff, \
u.is_superuser, u.date_joined, u.last_sign_in_at, \
CASE WHEN u.is_superuser THEN NULL ELSE (SELECT string_agg(p.codename, ' ') FROM auth_permissions p WHERE p.id IN (\
SELECT up.permission_id FROM auth_user_permissions up WHERE up.user_id = u.id \
UNION ALL SELECT gp.permission_id FROM auth_user_groups ug \
JOIN auth_group_permissions gp ON gp.group_id = ug.group_id WHERE ug.user_id = u.id)) END AS permissions \
FROM auth_identities i JOIN auth_users u ON u.id = i.user_id WHERE i.issuer = $1 AND i.subject = $2";

/// A user with their permissions, outside of any session. Dereferences to
/// [`users::Model`](crate::models::users::Model).
#[derive(Clone, Debug)]
pub struct Account {
    user: users::Model,
    permissions: BTreeSet<String>,
}

impl Account {
    /// Whether the user has this permission, by themselves, by a group, or as a superuser.
    #[must_use]
    pub fn can(&self, codename: &str) -> bool {
        self.user.is_superuser || self.permissions.contains(codename)
    }

    pub(super) async fn of(
        oidc: &Oidc,
        db: &DatabaseConnection,
        claims: &Claims,
    ) -> Result<Self, Problem> {
        let storage = |error| Problem::storage(&error);
        let account = match Self::find(db, claims).await.map_err(storage)? {
            Some(account) => account,
            None => {
                sign_in::sign_in(oidc, db, claims).await?;
                let made = Self::find(db, claims).await.map_err(storage)?;
                made.ok_or_else(|| {
                    Problem::new(StatusCode::FORBIDDEN, crate::ProblemCode::UserUnknown)
                })?
            }
        };
        if !account.user.is_active {
            return Err(Problem::new(
                StatusCode::FORBIDDEN,
                crate::ProblemCode::UserInactive,
            ));
        }
        Ok(account)
    }

    async fn find(db: &DatabaseConnection, claims: &Claims) -> Result<Option<Self>, DbErr> {
        let values = [
            claims.issuer.as_str().into(),
            claims.subject.as_str().into(),
        ];
        let statement = Statement::from_sql_and_values(
            db.get_database_backend(),
            USER_AND_PERMISSIONS_BY_IDENTITY,
            values,
        );
        let Some(row) = db.query_one_raw(statement).await? else {
            return Ok(None);
        };
        let permissions: Option<String> = row.try_get("", "permissions")?;
        Ok(Some(Self {
            user: users::Model::from_query_result(&row, "")?,
            permissions: permissions
                .iter()
                .flat_map(|names| names.split(' '))
                .map(str::to_owned)
                .collect(),
        }))
    }
}

impl Deref for Account {
    type Target = users::Model;
    fn deref(&self) -> &users::Model {
        &self.user
    }
}
