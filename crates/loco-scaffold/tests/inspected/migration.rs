//! The tables of bin/check-generators that were there before the application.

use sea_orm_migration::{
    prelude::*,
    sea_orm::{ConnectionTrait, DbBackend},
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables = match manager.get_database_backend() {
            DbBackend::Postgres => include_str!("old_tables/postgresql.sql"),
            _ => include_str!("old_tables/sqlite.sql"),
        };
        manager
            .get_connection()
            .execute_unprepared(tables)
            .await
            .map(drop)
    }
}
