//! What the admin's lists are filtered and sorted by, each in an index that goes on with the list's own order, so that a
//! page costs the same however many rows there are.
//!
//! Copies on loan are in the order of `due_order` now, as all copies are: the index over all statuses has them in it, and
//! one that had only them was read instead of it, or it instead of that.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

#[derive(DeriveMigrationName)]
pub struct Migration;

/// Name, and what it is over. The one of languages leaves out books without: SQLite would go through an index that begins
/// with a column of few values even for lists that do not ask for one.
const INDEXES: [(&str, &str); 10] = [
    (
        "ix_books_language_order",
        "books (language_id, sort_title, author_id, id) WHERE language_id IS NOT NULL",
    ),
    (
        "ix_book_instances_status",
        "book_instances (status, due_order, id)",
    ),
    (
        "ix_authors_first_name",
        "authors (first_name, sort_name, id)",
    ),
    ("ix_authors_birth", "authors (date_of_birth, sort_name, id)"),
    ("ix_authors_death", "authors (date_of_death, sort_name, id)"),
    (
        "ix_loans_open",
        "loans (borrowed_at, id, due_on) WHERE returned_at IS NULL",
    ),
    (
        "ix_loans_returned",
        "loans (borrowed_at, id) WHERE returned_at IS NOT NULL",
    ),
    ("ix_reservations_beginning", "reservations (created_at, id)"),
    (
        "ix_reservations_book",
        "reservations (book_id, created_at, id)",
    ),
    (
        "ix_reservations_outcome",
        "reservations (outcome, created_at, id)",
    ),
];

/// A parameter is a text to PostgreSQL, and a `char` becomes one before it is compared: no index helps there.
fn status_as(kind: &str) -> String {
    format!("ALTER TABLE book_instances ALTER COLUMN status TYPE {kind}")
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        crate::run(manager, &["DROP INDEX ix_book_instances_on_loan"]).await?;
        if manager.get_database_backend() == DbBackend::Postgres {
            crate::run(manager, &[&status_as("varchar(1)")]).await?;
        }
        for (name, over) in INDEXES {
            crate::run(manager, &[&format!("CREATE INDEX {name} ON {over}")]).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (name, _) in INDEXES {
            crate::run(manager, &[&format!("DROP INDEX {name}")]).await?;
        }
        if manager.get_database_backend() == DbBackend::Postgres {
            crate::run(manager, &[&status_as("char(1)")]).await?;
        }
        let on_loan = "CREATE INDEX ix_book_instances_on_loan ON book_instances (due_back, id) WHERE status = 'o'";
        crate::run(manager, &[on_loan]).await
    }
}
