//! Files that somebody has uploaded, until they are imported or forgotten.
use sea_orm_migration::{prelude::*, schema::*};

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let imports = Table::create()
            .table("admin_imports")
            .col(pk_uuid("id"))
            .col(integer("user_id"))
            .col(string_len("model", 100))
            .col(string_len("file_name", 255))
            .col(timestamp_with_time_zone("created_at"))
            .foreign_key(
                ForeignKey::create()
                    .name("fk_admin_imports_user_id")
                    .from("admin_imports", "user_id")
                    .to("auth_users", "id")
                    .on_delete(ForeignKeyAction::Cascade),
            )
            .to_owned();
        let parts = Table::create()
            .table("admin_import_parts")
            .col(uuid("import_id"))
            .col(integer("place"))
            .col(blob("content"))
            .primary_key(Index::create().col("import_id").col("place"))
            .foreign_key(
                ForeignKey::create()
                    .name("fk_admin_import_parts_import_id")
                    .from("admin_import_parts", "import_id")
                    .to("admin_imports", "id")
                    .on_delete(ForeignKeyAction::Cascade),
            )
            .to_owned();
        manager.create_table(imports).await?;
        manager.create_table(parts).await?;
        manager
            .create_index(
                Index::create()
                    .name("ix_admin_imports_user_id")
                    .table("admin_imports")
                    .col("user_id")
                    .col("model")
                    .to_owned(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["admin_import_parts", "admin_imports"] {
            manager
                .drop_table(Table::drop().table(table).to_owned())
                .await?;
        }
        Ok(())
    }
}
