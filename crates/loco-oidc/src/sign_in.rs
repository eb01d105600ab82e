//! From a person whom the provider vouches for to a user here: found, bound, or made.
use crate::backend::{BackendError, SignIn};
use crate::models::{identities, users};
use crate::{Claims, Oidc, Problem, ProblemCode, roles};
use http::StatusCode;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, DatabaseConnection, DatabaseTransaction, DbErr, EntityTrait,
    IntoActiveModel, QueryFilter, Set, SqlErr, SqliteTransactionMode, TransactionOptions,
    TransactionTrait,
};

/// The user of this person, up to date with the claims and the roles.
pub(crate) async fn sign_in(
    oidc: &Oidc,
    db: &DatabaseConnection,
    claims: &Claims,
) -> Result<users::Model, Problem> {
    let mut result = attempt(oidc, db, claims).await;
    // Somebody who signs in for the first time in two tabs at once is made by one of them.
    if matches!(&result, Err(BackendError::Database(error)) if is_conflict(error)) {
        result = attempt(oidc, db, claims).await;
    }
    result.map_err(|error| match error {
        BackendError::Refused(code) => Problem::new(StatusCode::FORBIDDEN, code),
        BackendError::Database(error) => Problem::storage(&error),
    })
}

fn is_conflict(error: &DbErr) -> bool {
    matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_)))
}

async fn attempt(
    oidc: &Oidc,
    db: &DatabaseConnection,
    claims: &Claims,
) -> Result<users::Model, BackendError> {
    let transaction = db.begin_with_options(writing()).await?;
    let roles = oidc.settings().roles_in(claims);
    let sign_in = SignIn {
        db: &transaction,
        claims,
        roles: &roles,
        now: oidc.clock().now(),
        settings: oidc.settings(),
    };
    let user = user_of(oidc, &sign_in).await?;
    transaction.commit().await?;
    Ok(user)
}

/// For transactions that write: SQLite then takes the right to write at once, rather than fail at
/// the first write.
pub(crate) fn writing() -> TransactionOptions {
    TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..Default::default()
    }
}

async fn user_of(oidc: &Oidc, sign_in: &SignIn<'_>) -> Result<users::Model, BackendError> {
    let backend = oidc.backend();
    let (user, identity) = match bound_user(sign_in).await? {
        Some(bound) => bound,
        None => {
            let mut found = backend.filter_users_by_claims(sign_in).await?;
            let user = match (found.pop(), found.is_empty()) {
                (None, _) => backend.create_user(sign_in).await?,
                (Some(user), true) => {
                    tracing::info!(
                        user = user.id,
                        "bound an account of the provider to an existing user"
                    );
                    user
                }
                (Some(_), false) => return Err(BackendError::Refused(ProblemCode::UserConflict)),
            };
            let identity = bind(sign_in, &user).await?;
            (user, identity)
        }
    };
    if !user.is_active {
        return Err(BackendError::Refused(ProblemCode::UserInactive));
    }
    let user = backend.update_user(user, sign_in).await?;
    let user = roles::sync(sign_in.db, sign_in.settings, user, identity, sign_in.roles).await?;
    let signed_in = users::ActiveModel {
        last_sign_in_at: Set(Some(sign_in.now)),
        ..user.into_active_model()
    };
    Ok(signed_in.update(sign_in.db).await?)
}

async fn bound_user(
    sign_in: &SignIn<'_>,
) -> Result<Option<(users::Model, identities::Model)>, DbErr> {
    let found = identities::Entity::find()
        .filter(identities::Column::Issuer.eq(sign_in.claims.issuer.as_str()))
        .filter(identities::Column::Subject.eq(sign_in.claims.subject.as_str()))
        .find_also_related(users::Entity)
        .one(sign_in.db)
        .await?;
    let Some((identity, Some(user))) = found else {
        return Ok(None);
    };
    let identity = identities::ActiveModel {
        last_sign_in_at: Set(sign_in.now),
        ..identity.into_active_model()
    };
    Ok(Some((user, identity.update(sign_in.db).await?)))
}

async fn bind(sign_in: &SignIn<'_>, user: &users::Model) -> Result<identities::Model, DbErr> {
    identities::ActiveModel {
        user_id: Set(user.id),
        issuer: Set(sign_in.claims.issuer.clone()),
        subject: Set(sign_in.claims.subject.clone()),
        gave_staff: Set(false),
        gave_superuser: Set(false),
        created_at: Set(sign_in.now),
        last_sign_in_at: Set(sign_in.now),
        ..Default::default()
    }
    .insert(sign_in.db)
    .await
}

/// Brings roles up to date for a session that goes on (at a refresh of its tokens).
pub(crate) async fn sync_roles(
    oidc: &Oidc,
    db: &DatabaseTransaction,
    user: users::Model,
    claims: &Claims,
) -> Result<(), DbErr> {
    let identity = identities::Entity::find()
        .filter(identities::Column::Issuer.eq(claims.issuer.as_str()))
        .filter(identities::Column::Subject.eq(claims.subject.as_str()))
        .one(db)
        .await?;
    if let Some(identity) = identity {
        roles::sync(
            db,
            oidc.settings(),
            user,
            identity,
            &oidc.settings().roles_in(claims),
        )
        .await?;
    }
    Ok(())
}
