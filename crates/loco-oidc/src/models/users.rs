//! `auth_users`: the people of the application. There are no passwords here.
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// A person who can sign in.
#[sea_orm::compact_model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "auth_users")]
pub struct Model {
    /// Primary key.
    #[sea_orm(primary_key)]
    pub id: i32,
    /// Unique name of the account, at most 150 characters.
    #[sea_orm(unique)]
    pub username: String,
    /// E-mail address as the provider gave it, or empty.
    pub email: String,
    /// Whether the provider said that the address is the person's own.
    pub email_verified: bool,
    /// Given name, or empty.
    pub first_name: String,
    /// Family name, or empty.
    pub last_name: String,
    /// Preferred language as a BCP 47 tag, or empty.
    pub locale: String,
    /// An inactive user cannot sign in, and the sessions are not honoured.
    pub is_active: bool,
    /// May enter the admin site.
    pub is_staff: bool,
    /// Has every permission without being given it.
    pub is_superuser: bool,
    /// When the account was made.
    pub date_joined: DateTimeUtc,
    /// When the person last signed in.
    pub last_sign_in_at: Option<DateTimeUtc>,
}

/// How users point to the other tables.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// The provider accounts bound to this user.
    #[sea_orm(has_many = "super::identities::Entity")]
    Identities,
    /// Where this user is signed in.
    #[sea_orm(has_many = "super::sessions::Entity")]
    Sessions,
    /// Memberships in groups.
    #[sea_orm(has_many = "super::user_groups::Entity")]
    UserGroups,
    /// Permissions given to this user alone.
    #[sea_orm(has_many = "super::user_permissions::Entity")]
    UserPermissions,
}

impl Related<super::identities::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Identities.def()
    }
}

impl Related<super::sessions::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Sessions.def()
    }
}

impl Related<super::groups::Entity> for Entity {
    fn to() -> RelationDef {
        super::user_groups::Relation::Group.def()
    }
    fn via() -> Option<RelationDef> {
        Some(super::user_groups::Relation::User.def().rev())
    }
}

impl Related<super::permissions::Entity> for Entity {
    fn to() -> RelationDef {
        super::user_permissions::Relation::Permission.def()
    }
    fn via() -> Option<RelationDef> {
        Some(super::user_permissions::Relation::User.def().rev())
    }
}

impl ActiveModelBehavior for ActiveModel {}

/// The name to show of a user of whom only these columns are known, as [`Model::display_name`].
///
/// ```
/// use loco_oidc::models::users::display_name;
/// assert_eq!(display_name("rita", "Rita", "Reader"), "Rita Reader");
/// assert_eq!(display_name("rita", "", " "), "rita");
/// ```
#[must_use]
pub fn display_name(username: &str, first_name: &str, last_name: &str) -> String {
    let full = format!("{} {}", first_name.trim(), last_name.trim());
    match full.trim() {
        "" => username.to_owned(),
        full => full.to_owned(),
    }
}

impl Model {
    /// The name to show: given and family name, or the username where there is none.
    #[must_use]
    pub fn display_name(&self) -> String {
        display_name(&self.username, &self.first_name, &self.last_name)
    }

    /// The user with exactly this name.
    ///
    /// # Errors
    /// When the database cannot answer.
    pub async fn find_by_username(
        db: &impl ConnectionTrait,
        username: &str,
    ) -> Result<Option<Self>, DbErr> {
        Entity::find()
            .filter(Column::Username.eq(username))
            .one(db)
            .await
    }
}
