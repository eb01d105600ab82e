//! The history of one kind of action, and of one person, in its order, for the filters of its list.
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(super) struct Migration;

const INDEXES: [(&str, &str); 2] = [
    ("ix_admin_log_action", "action"),
    ("ix_admin_log_user_at", "user_id"),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (name, column) in INDEXES {
            let index = Index::create()
                .name(name)
                .table("admin_log")
                .col(column)
                .col("at")
                .col("id")
                .to_owned();
            manager.create_index(index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (name, _) in INDEXES {
            manager
                .drop_index(Index::drop().name(name).table("admin_log").to_owned())
                .await?;
        }
        Ok(())
    }
}
