//! `auth_sessions`: where people are signed in. Nothing in a row opens a session.
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// One browser in which somebody is signed in.
#[sea_orm::compact_model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "auth_sessions")]
pub struct Model {
    /// Primary key.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// SHA-256 of the cookie's value in hexadecimal: the value itself is nowhere but in the browser.
    #[sea_orm(unique)]
    #[serde(skip)]
    pub token_hash: String,
    /// Who is signed in.
    pub user_id: i32,
    /// The provider's issuer identifier (`iss`).
    pub issuer: String,
    /// The provider's identifier of the person (`sub`).
    pub subject: String,
    /// The provider's identifier of its own session (`sid`), for logout from there.
    pub sid: Option<String>,
    /// When the person signed in here.
    pub created_at: DateTimeUtc,
    /// The last request, to the minute.
    pub last_seen_at: DateTimeUtc,
    /// Idle limit: moves with use.
    pub expires_at: DateTimeUtc,
    /// Absolute limit: never moves.
    pub absolute_expires_at: DateTimeUtc,
    /// When the person last proved to the provider who they are (`auth_time`).
    pub auth_time: Option<DateTimeUtc>,
    /// How (`acr`).
    pub acr: Option<String>,
    /// The browser's `User-Agent`, at most 255 characters.
    pub user_agent: String,
    /// The client's address at sign-in.
    pub ip: String,
    /// The provider's tokens, encrypted, or empty.
    #[serde(skip)]
    pub tokens: String,
    /// When the access token ends.
    pub access_expires_at: Option<DateTimeUtc>,
    /// Somebody is refreshing the tokens until then: one flight per session, on every node.
    #[serde(skip)]
    pub refreshing_until: Option<DateTimeUtc>,
    /// The claims, as JSON.
    #[sea_orm(column_type = "Text")]
    pub userinfo: String,
}

/// How sessions point to the other tables.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    /// Who is signed in.
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
