//! Lets a load of very many rows count and index them by itself, without taking the triggers away.
//!
//! A transaction that has put a row into `catalog_loads` adds rows that SQLite's triggers pass over (see the
//! application's `models::bulk`). It takes the row out before it ends, so no other ever sees one. To drop the triggers
//! and make them again changed the schema for everybody: each connection had to read it and prepare its statements anew.
//! PostgreSQL's triggers work on whole statements, and need none of this.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

#[derive(DeriveMigrationName)]
pub struct Migration;

const UNLESS_LOADING: &str = "WHEN NOT EXISTS (SELECT 1 FROM catalog_loads) ";

/// The triggers of added rows, each with what it does; as the migrations before made them.
const ADDED: &[(&str, &str)] = &[
    (
        "count_added_genre AFTER INSERT ON genres",
        "UPDATE catalog_counts SET value = value + 1 WHERE name = 'genres'",
    ),
    (
        "count_added_language AFTER INSERT ON languages",
        "UPDATE catalog_counts SET value = value + 1 WHERE name = 'languages'",
    ),
    (
        "count_added_author AFTER INSERT ON authors",
        "UPDATE catalog_counts SET value = value + 1 WHERE name IN ('authors', 'author_changes')",
    ),
    (
        "count_added_book AFTER INSERT ON books",
        "UPDATE catalog_counts SET value = value + 1 WHERE name IN ('books', 'book_changes')",
    ),
    (
        "count_added_copy AFTER INSERT ON book_instances",
        "UPDATE catalog_counts SET value = value + 1 WHERE name IN ('copies', 'copy_changes', \
         CASE NEW.status WHEN 'a' THEN 'copies_available' WHEN 'o' THEN 'copies_on_loan' END)",
    ),
    (
        "search_added_author AFTER INSERT ON authors",
        "INSERT INTO author_search (rowid, name) VALUES (NEW.id, NEW.sort_name)",
    ),
    (
        "search_added_book AFTER INSERT ON books",
        "INSERT INTO book_search (rowid, title, author, isbn) \
         SELECT NEW.id, NEW.sort_title, sort_name, NEW.isbn FROM authors WHERE id = NEW.author_id",
    ),
];

async fn make_again(manager: &SchemaManager<'_>, condition: &str) -> Result<(), DbErr> {
    for (trigger, work) in ADDED {
        let name = trigger.split(' ').next().unwrap_or(trigger);
        let drop = format!("DROP TRIGGER {name}");
        let create = format!("CREATE TRIGGER {trigger} {condition}BEGIN {work}; END");
        crate::run(manager, &[&drop, &create]).await?;
    }
    Ok(())
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        if manager.get_database_backend() == DbBackend::Postgres {
            return Ok(());
        }
        let table = "CREATE TABLE catalog_loads (id integer NOT NULL PRIMARY KEY)";
        crate::run(manager, &[table]).await?;
        make_again(manager, UNLESS_LOADING).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        if manager.get_database_backend() == DbBackend::Postgres {
            return Ok(());
        }
        make_again(manager, "").await?;
        crate::run(manager, &["DROP TABLE catalog_loads"]).await
    }
}
