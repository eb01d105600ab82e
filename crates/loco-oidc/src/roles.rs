//! Roles in the claims, and what they give here.
use crate::models::{groups, identities, user_groups, users};
use crate::{Claims, Settings};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, IntoActiveModel,
    QueryFilter, Set,
};
use std::collections::BTreeSet;

impl Settings {
    /// The roles in these claims, each once, in order. A group path of Keycloak such as
    /// `/staff/librarians` counts as it is and without its first slash.
    #[must_use]
    pub fn roles_in(&self, claims: &Claims) -> Vec<String> {
        let found: BTreeSet<&str> = self
            .role_paths()
            .iter()
            .flat_map(|path| claims.strings_at(path))
            .map(|role| role.strip_prefix('/').unwrap_or(role))
            .collect();
        found.into_iter().map(str::to_owned).collect()
    }
}

/// Gives a user what the roles give, and takes away what an earlier sign-in gave and this one does
/// not. What was given here by hand stays.
pub(crate) async fn sync(
    db: &DatabaseTransaction,
    settings: &Settings,
    user: users::Model,
    identity: identities::Model,
    roles: &[String],
) -> Result<users::Model, DbErr> {
    let grants: Vec<_> = roles
        .iter()
        .filter_map(|role| settings.roles.mapping.get(role))
        .collect();
    let names: BTreeSet<&str> = grants
        .iter()
        .flat_map(|grant| &grant.groups)
        .map(String::as_str)
        .collect();
    sync_groups(db, user.id, &names).await?;

    let staff = grants.iter().any(|grant| grant.staff);
    let superuser = grants.iter().any(|grant| grant.superuser);
    let is_staff = staff || (user.is_staff && !identity.gave_staff);
    let is_superuser = superuser || (user.is_superuser && !identity.gave_superuser);
    // A flag that was given by hand before the provider gave it too stays marked as given by hand.
    let gave_staff = staff && (identity.gave_staff || !user.is_staff);
    let gave_superuser = superuser && (identity.gave_superuser || !user.is_superuser);
    if (identity.gave_staff, identity.gave_superuser) != (gave_staff, gave_superuser) {
        identities::ActiveModel {
            gave_staff: Set(gave_staff),
            gave_superuser: Set(gave_superuser),
            ..identity.into_active_model()
        }
        .update(db)
        .await?;
    }
    if (user.is_staff, user.is_superuser) == (is_staff, is_superuser) {
        return Ok(user);
    }
    tracing::info!(
        user = user.id,
        is_staff,
        is_superuser,
        "roles changed what a user may do"
    );
    users::ActiveModel {
        is_staff: Set(is_staff),
        is_superuser: Set(is_superuser),
        ..user.into_active_model()
    }
    .update(db)
    .await
}

async fn sync_groups(
    db: &DatabaseTransaction,
    user_id: i32,
    names: &BTreeSet<&str>,
) -> Result<(), DbErr> {
    let mut wanted = BTreeSet::new();
    for name in names {
        wanted.insert(groups::Model::named(db, name).await?.id);
    }
    let memberships = user_groups::Entity::find()
        .filter(user_groups::Column::UserId.eq(user_id))
        .all(db)
        .await?;
    for membership in &memberships {
        if membership.from_provider && !wanted.contains(&membership.group_id) {
            user_groups::Entity::delete_by_id((user_id, membership.group_id))
                .exec(db)
                .await?;
        }
    }
    let present: BTreeSet<i32> = memberships
        .iter()
        .map(|membership| membership.group_id)
        .collect();
    for group_id in wanted.difference(&present) {
        user_groups::ActiveModel {
            user_id: Set(user_id),
            group_id: Set(*group_id),
            from_provider: Set(true),
        }
        .insert(db)
        .await?;
    }
    Ok(())
}
