//! `auth_identities`: which account of which provider is which user here.
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// One account at one provider. (`issuer`, `subject`) never changes its user by itself.
#[sea_orm::compact_model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "auth_identities")]
pub struct Model {
    /// Primary key.
    #[sea_orm(primary_key)]
    pub id: i32,
    /// The user.
    pub user_id: i32,
    /// The provider's issuer identifier (`iss`), exactly as it is in its tokens.
    pub issuer: String,
    /// The provider's identifier of the person (`sub`), at most 255 ASCII characters.
    pub subject: String,
    /// Whether `is_staff` came from this provider's roles at the last sign-in.
    pub gave_staff: bool,
    /// Whether `is_superuser` came from this provider's roles at the last sign-in.
    pub gave_superuser: bool,
    /// When the account was bound to the user.
    pub created_at: DateTimeUtc,
    /// When it last signed in.
    pub last_sign_in_at: DateTimeUtc,
}

/// How identities point to the other tables.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// The user of this identity.
    #[sea_orm(
        belongs_to = "super::users::Entity",
        from = "Column::UserId",
        to = "super::users::Column::Id",
        on_delete = "Cascade"
    )]
    User,
}

impl Related<super::users::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::User.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
