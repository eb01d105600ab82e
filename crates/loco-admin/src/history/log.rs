//! `admin_log`: one row for each thing that somebody did.
use sea_orm::entity::prelude::*;

/// Something that somebody did.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "admin_log")]
pub struct Model {
    /// Primary key.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// When.
    pub at: DateTimeUtc,
    /// Who; empty when the user has been deleted since.
    pub user_id: Option<i32>,
    /// What the user was called.
    pub user_name: String,
    /// The model's application.
    pub app: String,
    /// The model, as in addresses.
    pub model: String,
    /// The row's key, as in addresses.
    pub object_key: String,
    /// What the row was called.
    pub object_label: String,
    /// `add`, `change`, `delete`, or the name of an action.
    pub action: String,
    /// `{field: {"old": …, "new": …}}` as JSON.
    #[sea_orm(column_type = "Text")]
    pub changes: String,
}

/// How the history points to the other tables.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// Who did it.
    #[sea_orm(
        belongs_to = "loco_oidc::models::users::Entity",
        from = "Column::UserId",
        to = "loco_oidc::models::users::Column::Id",
        on_delete = "SetNull"
    )]
    User,
}

impl Related<loco_oidc::models::users::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::User.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
