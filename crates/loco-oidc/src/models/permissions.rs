//! `auth_permissions`: what a user or a group may do, by codename such as `catalog.add_book`.
use sea_orm::entity::prelude::*;
use sea_orm::{Set, sea_query::OnConflict};
use serde::{Deserialize, Serialize};

/// One permission.
#[sea_orm::compact_model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "auth_permissions")]
pub struct Model {
    /// Primary key.
    #[sea_orm(primary_key)]
    pub id: i32,
    /// Unique name in the code, at most 150 characters and without white space.
    #[sea_orm(unique)]
    pub codename: String,
    /// Name for people, such as "Can add book".
    pub name: String,
}

/// How permissions point to the other tables.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// Groups that have it.
    #[sea_orm(has_many = "super::group_permissions::Entity")]
    GroupPermissions,
    /// Users that have it by themselves.
    #[sea_orm(has_many = "super::user_permissions::Entity")]
    UserPermissions,
}

impl Related<super::groups::Entity> for Entity {
    fn to() -> RelationDef {
        super::group_permissions::Relation::Group.def()
    }
    fn via() -> Option<RelationDef> {
        Some(super::group_permissions::Relation::Permission.def().rev())
    }
}

impl Related<super::users::Entity> for Entity {
    fn to() -> RelationDef {
        super::user_permissions::Relation::User.def()
    }
    fn via() -> Option<RelationDef> {
        Some(super::user_permissions::Relation::Permission.def().rev())
    }
}

impl ActiveModelBehavior for ActiveModel {}

/// Makes the permissions (codename, name) that are not there yet; those that are stay as they are.
///
/// # Errors
/// When the database cannot answer.
pub async fn declare(db: &impl ConnectionTrait, permissions: &[(&str, &str)]) -> Result<(), DbErr> {
    if permissions.is_empty() {
        return Ok(());
    }
    let declared = permissions.iter().map(|(codename, name)| ActiveModel {
        codename: Set((*codename).to_owned()),
        name: Set((*name).to_owned()),
        ..Default::default()
    });
    Entity::insert_many(declared)
        .on_conflict(OnConflict::column(Column::Codename).do_nothing().to_owned())
        .exec_without_returning(db)
        .await?;
    Ok(())
}
