//! Tools and the shelves they lie on.
use sea_orm_migration::{MigrationTrait, async_trait, prelude::*, schema::*};

pub mod shelves {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "shelves")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        #[sea_orm(unique)]
        pub name: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(has_many = "super::tools::Entity")]
        Tools,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod tools {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "tools")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        #[sea_orm(unique)]
        pub name: String,
        pub shelf_id: i32,
        pub bought_on: Option<Date>,
        pub works: bool,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(
            belongs_to = "super::shelves::Entity",
            from = "Column::ShelfId",
            to = "super::shelves::Column::Id"
        )]
        Shelf,
    }

    impl Related<super::shelves::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Shelf.def()
        }
    }

    impl ActiveModelBehavior for ActiveModel {}
}

#[derive(DeriveMigrationName)]
pub struct Workshop;

#[async_trait::async_trait]
impl MigrationTrait for Workshop {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let shelves = Table::create()
            .table("shelves")
            .col(pk_auto("id"))
            .col(string_uniq("name"))
            .to_owned();
        let tools = Table::create()
            .table("tools")
            .col(pk_auto("id"))
            .col(string_uniq("name"))
            .col(integer("shelf_id"))
            .col(date_null("bought_on"))
            .col(boolean("works"))
            .foreign_key(
                ForeignKey::create()
                    .name("fk_tools_shelf_id")
                    .from("tools", "shelf_id")
                    .to("shelves", "id"),
            )
            .to_owned();
        manager.create_table(shelves).await?;
        manager.create_table(tools).await
    }
}
