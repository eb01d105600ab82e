//! `cargo loco task grant` and `revoke`: a role given to a user, or taken away, by hand.
//!
//! What a role gives stands in `settings.oidc.roles`, for the roles of the provider and for these alike.

use std::collections::BTreeMap;

use async_trait::async_trait;
use loco_oidc::{
    Oidc, RoleGrants,
    models::{groups, user_groups, users},
};
use loco_rs::{
    Error, Result,
    app::AppContext,
    task::{Task, TaskInfo, Vars},
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, IntoActiveModel,
    QueryFilter, Set, TransactionTrait, sea_query::OnConflict,
};

use super::arguments::Arguments;

/// Gives a user a role.
pub struct Grant;

/// Takes a role from a user.
pub struct Revoke;

#[async_trait]
impl Task for Grant {
    fn task(&self) -> TaskInfo {
        TaskInfo {
            name: "grant".to_string(),
            detail: "Gives a user a role: username:NAME role:admin".to_string(),
        }
    }

    async fn run(&self, ctx: &AppContext, vars: &Vars) -> Result<()> {
        let asked = Asked::read("grant", ctx, vars)?;
        let transaction = ctx.db.begin().await?;
        let user = asked.user(&transaction).await?;
        let changed = grant(&transaction, &user, &asked.grants).await?;
        transaction.commit().await?;
        match changed {
            true => println!("{} has the role {} now.", asked.username, asked.role),
            false => println!(
                "{} had the role {} already: nothing was changed.",
                asked.username, asked.role
            ),
        }
        Ok(())
    }
}

#[async_trait]
impl Task for Revoke {
    fn task(&self) -> TaskInfo {
        TaskInfo {
            name: "revoke".to_string(),
            detail: "Takes a role from a user: username:NAME role:admin".to_string(),
        }
    }

    async fn run(&self, ctx: &AppContext, vars: &Vars) -> Result<()> {
        let asked = Asked::read("revoke", ctx, vars)?;
        let transaction = ctx.db.begin().await?;
        let user = asked.user(&transaction).await?;
        let taken = revoke(&transaction, &user, &asked).await?;
        transaction.commit().await?;
        match taken {
            Taken::Nothing => println!(
                "{} has not the role {}: nothing was changed.",
                asked.username, asked.role
            ),
            Taken::ByHand => println!("{} has the role {} no longer.", asked.username, asked.role),
            Taken::FromProvider => println!(
                "{} has the role {} no longer. The sign-in provider gave it, and will give it again at the next \
                 sign-in: take it away there too.",
                asked.username, asked.role
            ),
        }
        Ok(())
    }
}

/// Who is to have what.
struct Asked {
    username: String,
    role: String,
    grants: RoleGrants,
    roles: BTreeMap<String, RoleGrants>,
}

impl Asked {
    fn read(task: &str, ctx: &AppContext, vars: &Vars) -> Result<Self> {
        let arguments = Arguments::of(task, vars, &["username", "role"])?;
        let roles = Oidc::of(ctx)?.settings().roles.mapping.clone();
        let known = format!(
            "one of {}",
            roles.keys().cloned().collect::<Vec<_>>().join(", ")
        );
        let username = arguments
            .required("username", "the name of a user")?
            .to_string();
        let role = arguments.required("role", &known)?.to_string();
        let grants = roles
            .get(&role)
            .cloned()
            .ok_or_else(|| arguments.refuse("role", &role, &known))?;
        Ok(Self {
            username,
            role,
            grants,
            roles,
        })
    }

    async fn user(&self, db: &DatabaseTransaction) -> Result<users::Model> {
        users::Model::find_by_username(db, &self.username).await?.ok_or_else(|| {
            Error::Message(format!(
                "nobody is called `{}` here: people are known after their first sign-in, by the username that their \
                 profile page shows",
                self.username
            ))
        })
    }
}

/// Where a role that was taken away had come from.
enum Taken {
    Nothing,
    ByHand,
    FromProvider,
}

async fn grant(
    db: &DatabaseTransaction,
    user: &users::Model,
    grants: &RoleGrants,
) -> Result<bool, DbErr> {
    let mut changed = false;
    for name in &grants.groups {
        let group = groups::Model::named(db, name).await?;
        let membership = user_groups::ActiveModel {
            user_id: Set(user.id),
            group_id: Set(group.id),
            from_provider: Set(false),
        };
        let key = [user_groups::Column::UserId, user_groups::Column::GroupId];
        let added = user_groups::Entity::insert(membership)
            .on_conflict(OnConflict::columns(key).do_nothing().to_owned())
            .exec_without_returning(db)
            .await?;
        changed |= added > 0;
    }
    let staff = user.is_staff || grants.staff;
    let superuser = user.is_superuser || grants.superuser;
    Ok(set_flags(db, user, staff, superuser).await? || changed)
}

async fn revoke(
    db: &DatabaseTransaction,
    user: &users::Model,
    asked: &Asked,
) -> Result<Taken, DbErr> {
    let held = groups_of(db, user).await?;
    let others = asked
        .roles
        .iter()
        .filter(|(role, _)| **role != asked.role)
        .map(|(_, grants)| grants);
    let kept: Vec<&RoleGrants> = others
        .filter(|other| {
            !other.groups.is_empty() && other.groups.iter().all(|name| held.contains_key(name))
        })
        .collect();

    let mut taken = Taken::Nothing;
    for name in asked
        .grants
        .groups
        .iter()
        .filter(|name| !kept.iter().any(|other| other.groups.contains(name)))
    {
        let Some(membership) = held.get(name) else {
            continue;
        };
        user_groups::Entity::delete_by_id((user.id, membership.group_id))
            .exec(db)
            .await?;
        taken = if membership.from_provider {
            Taken::FromProvider
        } else {
            Taken::ByHand
        };
    }
    let staff = user.is_staff && (!asked.grants.staff || kept.iter().any(|other| other.staff));
    let superuser =
        user.is_superuser && (!asked.grants.superuser || kept.iter().any(|other| other.superuser));
    if set_flags(db, user, staff, superuser).await? && matches!(taken, Taken::Nothing) {
        taken = Taken::ByHand;
    }
    Ok(taken)
}

/// The user's memberships by the name of the group.
async fn groups_of(
    db: &DatabaseTransaction,
    user: &users::Model,
) -> Result<BTreeMap<String, user_groups::Model>, DbErr> {
    let memberships = user_groups::Entity::find()
        .filter(user_groups::Column::UserId.eq(user.id))
        .find_also_related(groups::Entity)
        .all(db)
        .await?;
    Ok(memberships
        .into_iter()
        .filter_map(|(membership, group)| Some((group?.name, membership)))
        .collect())
}

async fn set_flags(
    db: &DatabaseTransaction,
    user: &users::Model,
    staff: bool,
    superuser: bool,
) -> Result<bool, DbErr> {
    if (user.is_staff, user.is_superuser) == (staff, superuser) {
        return Ok(false);
    }
    let changed = users::ActiveModel {
        is_staff: Set(staff),
        is_superuser: Set(superuser),
        ..user.clone().into_active_model()
    };
    changed.update(db).await?;
    Ok(true)
}
