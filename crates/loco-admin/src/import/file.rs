//! `admin_imports` and `admin_import_parts`: files between their trial and their import.
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveModelTrait, Set};

use crate::Db;

/// A file that somebody uploaded.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "admin_imports")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub user_id: i32,
    pub model: String,
    pub file_name: String,
    pub created_at: DateTimeUtc,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Some of its bytes.
pub(super) mod parts {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "admin_import_parts")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub import_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub place: i32,
        pub content: Vec<u8>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// The bytes in this place; `None` after the last.
pub(super) async fn part(db: &Db<'_>, id: Uuid, place: i32) -> Result<Option<Vec<u8>>, DbErr> {
    Ok(parts::Entity::find_by_id((id, place))
        .one(db)
        .await?
        .map(|part| part.content))
}

pub(super) async fn add_part(
    db: &Db<'_>,
    id: Uuid,
    place: i32,
    content: Vec<u8>,
) -> Result<(), DbErr> {
    parts::ActiveModel {
        import_id: Set(id),
        place: Set(place),
        content: Set(content),
    }
    .insert(db)
    .await?;
    Ok(())
}

pub(super) async fn delete(db: &Db<'_>, id: Uuid) -> Result<(), DbErr> {
    Entity::delete_by_id(id).exec(db).await?;
    Ok(())
}
