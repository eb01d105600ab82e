//! How the application finds, makes and changes users at sign-in.
use crate::models::{identities, users};
use crate::{Claims, ProblemCode, Settings};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use sea_orm::sea_query::Query;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, IntoActiveModel,
    QueryFilter, QuerySelect, Set,
};

/// How many names are tried when the wanted one is taken.
const NAMES_TRIED: u32 = 1000;

/// One sign-in, for the methods of a [`Backend`]. Everything happens in one transaction.
pub struct SignIn<'a> {
    /// The transaction of this sign-in.
    pub db: &'a DatabaseTransaction,
    /// The verified claims.
    pub claims: &'a Claims,
    /// The roles in the claims, as `settings.oidc.roles.claims` finds them.
    pub roles: &'a [String],
    /// The present instant.
    pub now: DateTime<Utc>,
    /// `settings.oidc`.
    pub settings: &'a Settings,
}

/// Why a backend signs somebody not in.
#[derive(Debug, thiserror::Error)]
pub enum BackendError {
    /// The person gets the page of this code, with status 403.
    #[error("refused: {0}")]
    Refused(ProblemCode),
    /// The person gets 503.
    #[error(transparent)]
    Database(#[from] DbErr),
}

/// How the application finds, makes and changes users at sign-in. Each method has a default; an
/// application that keeps a profile of its own overrides one or two.
///
/// Whoever has signed in before is found by (`iss`, `sub`), and [`Backend::filter_users_by_claims`]
/// is not asked.
///
/// ```
/// use async_trait::async_trait;
/// use loco_oidc::{Backend, BackendError, ProblemCode, SignIn, models::users};
///
/// /// Only people of one organization.
/// struct Members;
///
/// #[async_trait]
/// impl Backend for Members {
///     async fn create_user(&self, sign_in: &SignIn<'_>) -> Result<users::Model, BackendError> {
///         if sign_in.claims.organizations().iter().all(|organization| organization.name != "library") {
///             return Err(BackendError::Refused(ProblemCode::UserUnknown));
///         }
///         loco_oidc::DefaultBackend.create_user(sign_in).await
///     }
/// }
/// ```
#[async_trait]
pub trait Backend: Send + Sync + 'static {
    /// Existing users that this person, who is new here, may be. One: the person becomes that
    /// user. None: [`Backend::create_user`]. Several: nobody is signed in.
    ///
    /// Default: as `settings.oidc.link_by` says.
    ///
    /// # Errors
    /// [`BackendError`].
    async fn filter_users_by_claims(
        &self,
        sign_in: &SignIn<'_>,
    ) -> Result<Vec<users::Model>, BackendError> {
        linked_users(sign_in).await
    }

    /// Makes a user for a person who is new here.
    ///
    /// Default: named after `preferred_username` (or e-mail, or `sub`), with a number where that
    /// is taken; refused where `settings.oidc.create_users` is false.
    ///
    /// # Errors
    /// [`BackendError`].
    async fn create_user(&self, sign_in: &SignIn<'_>) -> Result<users::Model, BackendError> {
        create_user_from_claims(sign_in).await
    }

    /// Brings a user up to date at each sign-in.
    ///
    /// Default: e-mail, names and language from the claims that are there.
    ///
    /// # Errors
    /// [`BackendError`].
    async fn update_user(
        &self,
        user: users::Model,
        sign_in: &SignIn<'_>,
    ) -> Result<users::Model, BackendError> {
        update_user_from_claims(user, sign_in).await
    }
}

/// The defaults of [`Backend`].
#[derive(Clone, Copy, Debug, Default)]
pub struct DefaultBackend;

impl Backend for DefaultBackend {}

async fn linked_users(sign_in: &SignIn<'_>) -> Result<Vec<users::Model>, BackendError> {
    let mut found = Vec::new();
    let link_by = sign_in.settings.link_by;
    if let Some(email) = sign_in
        .claims
        .verified_email()
        .filter(|_| link_by.verified_email)
    {
        found = unbound(sign_in, users::Column::Email.eq(email)).await?;
    }
    if let Some(name) = sign_in
        .claims
        .preferred_username()
        .filter(|_| link_by.username && found.is_empty())
    {
        found = unbound(sign_in, users::Column::Username.eq(name)).await?;
    }
    Ok(found)
}

/// Users that no account of this provider is bound to: somebody who gets the address of somebody
/// else at the same provider must not get their user as well.
async fn unbound(
    sign_in: &SignIn<'_>,
    which: impl sea_orm::sea_query::IntoCondition,
) -> Result<Vec<users::Model>, DbErr> {
    let bound = Query::select()
        .column(identities::Column::UserId)
        .from(identities::Entity)
        .and_where(identities::Column::Issuer.eq(sign_in.claims.issuer.as_str()))
        .to_owned();
    users::Entity::find()
        .filter(which)
        .filter(users::Column::Id.not_in_subquery(bound))
        .limit(2)
        .all(sign_in.db)
        .await
}

async fn create_user_from_claims(sign_in: &SignIn<'_>) -> Result<users::Model, BackendError> {
    if !sign_in.settings.create_users {
        return Err(BackendError::Refused(ProblemCode::UserUnknown));
    }
    let claims = sign_in.claims;
    let wanted = claims
        .preferred_username()
        .or_else(|| claims.verified_email())
        .unwrap_or(&claims.subject);
    let username = free_username(sign_in.db, wanted).await?;
    let user = users::ActiveModel {
        username: Set(username),
        is_active: Set(true),
        date_joined: Set(sign_in.now),
        ..Default::default()
    };
    let user = users::ActiveModel {
        email: Set(String::new()),
        email_verified: Set(false),
        first_name: Set(String::new()),
        last_name: Set(String::new()),
        locale: Set(String::new()),
        is_staff: Set(false),
        is_superuser: Set(false),
        last_sign_in_at: Set(None),
        ..user
    };
    Ok(user.insert(sign_in.db).await?)
}

/// The wanted name, or the same with the first number that is free.
async fn free_username(db: &DatabaseTransaction, wanted: &str) -> Result<String, BackendError> {
    let wanted = plain(wanted, 140);
    for number in 1..=NAMES_TRIED {
        let name = match number {
            1 => wanted.clone(),
            number => format!("{wanted}-{number}"),
        };
        if !name.is_empty() && users::Model::find_by_username(db, &name).await?.is_none() {
            return Ok(name);
        }
    }
    Err(BackendError::Refused(ProblemCode::UserConflict))
}

/// Text from a claim, fit for a column: no control characters, not too long.
fn plain(text: &str, longest: usize) -> String {
    text.trim()
        .chars()
        .filter(|c| !c.is_control())
        .take(longest)
        .collect()
}

async fn update_user_from_claims(
    user: users::Model,
    sign_in: &SignIn<'_>,
) -> Result<users::Model, BackendError> {
    let claims = sign_in.claims;
    let before = user.clone();
    let mut user = user;
    if let Some(email) = claims.email() {
        user.email = plain(email, 254);
        user.email_verified = claims.email_verified();
    }
    if let Some(name) = claims.given_name() {
        user.first_name = plain(name, 150);
    }
    if let Some(name) = claims.family_name() {
        user.last_name = plain(name, 150);
    }
    if let Some(locale) = claims.locale() {
        user.locale = plain(locale, 16);
    }
    if user == before {
        return Ok(user);
    }
    let changed = users::ActiveModel {
        email: Set(user.email.clone()),
        email_verified: Set(user.email_verified),
        first_name: Set(user.first_name.clone()),
        last_name: Set(user.last_name.clone()),
        locale: Set(user.locale.clone()),
        ..before.into_active_model()
    };
    Ok(changed.update(sign_in.db).await?)
}
