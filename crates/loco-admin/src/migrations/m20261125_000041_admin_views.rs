//! Names for what a list is narrowed to and sorted by.
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("admin_views")
            .col(pk_auto("id"))
            .col(integer("user_id"))
            .col(string_len("model", 100))
            .col(string_len("name", 100))
            .col(text("query"))
            .col(boolean("shared"))
            .foreign_key(
                ForeignKey::create()
                    .name("fk_admin_views_user_id")
                    .from("admin_views", "user_id")
                    .to("auth_users", "id")
                    .on_delete(ForeignKeyAction::Cascade),
            )
            .to_owned();
        manager.create_table(table).await?;
        manager
            .create_index(
                Index::create()
                    .name("ux_admin_views_name")
                    .table("admin_views")
                    .col("user_id")
                    .col("model")
                    .col("name")
                    .unique()
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(
                Index::create()
                    .name("ix_admin_views_model")
                    .table("admin_views")
                    .col("model")
                    .to_owned(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table("admin_views").to_owned())
            .await
    }
}
