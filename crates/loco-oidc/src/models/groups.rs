//! `auth_groups`: named sets of users that share permissions.
use super::{group_permissions, permissions};
use sea_orm::entity::prelude::*;
use sea_orm::{Set, sea_query::OnConflict};
use serde::{Deserialize, Serialize};

/// A group of users.
#[sea_orm::compact_model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "auth_groups")]
pub struct Model {
    /// Primary key.
    #[sea_orm(primary_key)]
    pub id: i32,
    /// Unique name, at most 150 characters.
    #[sea_orm(unique)]
    pub name: String,
}

/// How groups point to the other tables.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// Memberships.
    #[sea_orm(has_many = "super::user_groups::Entity")]
    UserGroups,
    /// Permissions of the members.
    #[sea_orm(has_many = "super::group_permissions::Entity")]
    GroupPermissions,
}

impl Related<super::users::Entity> for Entity {
    fn to() -> RelationDef {
        super::user_groups::Relation::User.def()
    }
    fn via() -> Option<RelationDef> {
        Some(super::user_groups::Relation::Group.def().rev())
    }
}

impl Related<super::permissions::Entity> for Entity {
    fn to() -> RelationDef {
        super::group_permissions::Relation::Permission.def()
    }
    fn via() -> Option<RelationDef> {
        Some(super::group_permissions::Relation::Group.def().rev())
    }
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// The group of this name, made when there is none yet.
    ///
    /// # Errors
    /// When the database cannot answer.
    pub async fn named(db: &impl ConnectionTrait, name: &str) -> Result<Self, DbErr> {
        if let Some(group) = Entity::find().filter(Column::Name.eq(name)).one(db).await? {
            return Ok(group);
        }
        Entity::insert(ActiveModel {
            name: Set(name.to_owned()),
            ..Default::default()
        })
        .on_conflict(OnConflict::column(Column::Name).do_nothing().to_owned())
        .exec_without_returning(db)
        .await?;
        Entity::find()
            .filter(Column::Name.eq(name))
            .one(db)
            .await?
            .ok_or_else(|| DbErr::RecordNotFound(format!("group {name}")))
    }

    /// Gives the members of this group these permissions, beside those they have.
    /// A codename that [`permissions::declare`] has not declared is left out.
    ///
    /// # Errors
    /// When the database cannot answer.
    pub async fn grant(&self, db: &impl ConnectionTrait, codenames: &[&str]) -> Result<(), DbErr> {
        let granted: Vec<_> = permissions::Entity::find()
            .filter(permissions::Column::Codename.is_in(codenames.iter().copied()))
            .all(db)
            .await?
            .into_iter()
            .map(|permission| group_permissions::ActiveModel {
                group_id: Set(self.id),
                permission_id: Set(permission.id),
            })
            .collect();
        if granted.is_empty() {
            return Ok(());
        }
        group_permissions::Entity::insert_many(granted)
            .on_conflict(
                OnConflict::columns([
                    group_permissions::Column::GroupId,
                    group_permissions::Column::PermissionId,
                ])
                .do_nothing()
                .to_owned(),
            )
            .exec_without_returning(db)
            .await?;
        Ok(())
    }
}
