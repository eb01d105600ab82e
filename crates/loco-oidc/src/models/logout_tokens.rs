//! `auth_logout_tokens`: logout tokens that were used, until they expire, so that none works twice
//! on any node.
use sea_orm::entity::prelude::*;

/// One used token. Only tokens that the provider signed are kept, so that nobody can fill the table.
#[sea_orm::compact_model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "auth_logout_tokens")]
pub struct Model {
    /// SHA-256 of the token's `jti` in hexadecimal.
    #[sea_orm(primary_key, auto_increment = false)]
    pub jti_hash: String,
    /// When the token could not be used anyway.
    pub expires_at: DateTimeUtc,
}

/// It points to nothing.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
