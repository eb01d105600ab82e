//! The history of what people do in the admin site.
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
            .table("admin_log")
            .col(big_pk_auto("id"))
            .col(timestamp_with_time_zone("at"))
            .col(integer_null("user_id"))
            .col(string_len("user_name", 255))
            .col(string_len("app", 100))
            .col(string_len("model", 100))
            .col(string_len("object_key", 255))
            .col(string_len("object_label", 255))
            .col(string_len("action", 100))
            .col(text("changes"))
            .foreign_key(
                ForeignKey::create()
                    .name("fk_admin_log_user_id")
                    .from("admin_log", "user_id")
                    .to("auth_users", "id")
                    .on_delete(ForeignKeyAction::SetNull),
            )
            .to_owned();
        manager.create_table(table).await?;
        for (name, columns) in [
            ("ix_admin_log_object", &["model", "object_key", "id"][..]),
            ("ix_admin_log_user", &["user_id", "id"][..]),
            ("ix_admin_log_at", &["at"][..]),
        ] {
            let mut index = Index::create().name(name).table("admin_log").to_owned();
            for column in columns {
                index.col(*column);
            }
            manager.create_index(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_table(Table::drop().table("admin_log").to_owned())
            .await
    }
}
