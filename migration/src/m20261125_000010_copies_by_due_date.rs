//! The order of copies by due date, so that each list is read from its index alone, wherever in it a page begins.
//!
//! All copies are in the order of `due_order`, those without a date first: an index over the expression alone gave
//! SQLite no way to enter it among the many copies without a date, because it compares whole keys with columns only.
//! A reader's copies are found by their status too, which had to be looked up in the table row by row.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

#[derive(DeriveMigrationName)]
pub struct Migration;

/// To a table that is there, SQLite adds computed columns only if they are computed at reading; the index keeps them.
const SQLITE: &str = "ALTER TABLE book_instances ADD COLUMN due_order date_text \
     GENERATED ALWAYS AS (COALESCE(due_back, '0001-01-01')) VIRTUAL";
const POSTGRES: &str = "ALTER TABLE book_instances ADD COLUMN due_order date NOT NULL \
     GENERATED ALWAYS AS (COALESCE(due_back, DATE '0001-01-01')) STORED";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let column = match manager.get_database_backend() {
            DbBackend::Postgres => POSTGRES,
            _ => SQLITE,
        };
        crate::run(
            manager,
            &[
                "DROP INDEX ix_book_instances_order",
                "DROP INDEX ix_book_instances_borrower",
                column,
                "CREATE INDEX ix_book_instances_order ON book_instances (due_order, id)",
                "CREATE INDEX ix_book_instances_borrower ON book_instances (borrower_id, status, due_back, id) \
                 WHERE borrower_id IS NOT NULL",
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        crate::run(
            manager,
            &[
                "DROP INDEX ix_book_instances_order",
                "DROP INDEX ix_book_instances_borrower",
                "ALTER TABLE book_instances DROP COLUMN due_order",
                "CREATE INDEX ix_book_instances_borrower ON book_instances (borrower_id, due_back, id) \
                 WHERE borrower_id IS NOT NULL",
                "CREATE INDEX ix_book_instances_order ON book_instances (COALESCE(due_back, '0001-01-01'), id)",
            ],
        )
        .await
    }
}
