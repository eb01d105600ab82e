//! Genres, languages, authors, books and their copies.

use sea_orm_migration::{prelude::*, schema::*, sea_orm::DbBackend};

use crate::points;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let postgres = manager.get_database_backend() == DbBackend::Postgres;
        for table in [
            named("genres", postgres),
            named("languages", postgres),
            authors(postgres),
            books(postgres),
            book_genres(),
            book_instances(),
        ] {
            manager.create_table(table).await?;
        }
        // Each list has the one index that holds its order, so that a page's keys are read from it alone.
        crate::run(
            manager,
            &[
                "CREATE INDEX ix_authors_order ON authors (sort_name, id)",
                "CREATE INDEX ix_books_order ON books (sort_title, author_id, id)",
                "CREATE INDEX ix_books_author ON books (author_id, sort_title, id)",
                "CREATE INDEX ix_books_language ON books (language_id, id)",
                "CREATE INDEX ix_book_genres_genre ON book_genres (genre_id, book_id)",
                "CREATE INDEX ix_book_instances_book ON book_instances (book_id)",
                "CREATE INDEX ix_book_instances_on_loan ON book_instances (due_back, id) WHERE status = 'o'",
                "CREATE INDEX ix_book_instances_borrower ON book_instances (borrower_id, due_back, id) \
                 WHERE borrower_id IS NOT NULL",
                // Copies without a date come first, on both databases.
                "CREATE INDEX ix_book_instances_order ON book_instances (COALESCE(due_back, '0001-01-01'), id)",
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in [
            "book_instances",
            "book_genres",
            "books",
            "authors",
            "languages",
            "genres",
        ] {
            manager
                .drop_table(Table::drop().table(table).to_owned())
                .await?;
        }
        Ok(())
    }
}

/// A column that lists are ordered by: compared byte by byte, so that both databases and Rust agree on the order.
fn sort_key(name: &'static str, length: u32, postgres: bool) -> ColumnDef {
    let mut column = string_len(name, length);
    if postgres {
        column.extra("COLLATE \"C\"");
    }
    column
}

fn named(table: &'static str, postgres: bool) -> TableCreateStatement {
    Table::create()
        .table(table)
        .col(pk_auto("id"))
        .col(string_len("name", 200))
        // Lower-casing can make a name longer (İ becomes two characters).
        .col(sort_key("name_folded", 400, postgres).unique_key())
        .to_owned()
}

fn authors(postgres: bool) -> TableCreateStatement {
    Table::create()
        .table("authors")
        .col(pk_auto("id"))
        .col(string_len("first_name", 100))
        .col(string_len("last_name", 100))
        .col(date_null("date_of_birth"))
        .col(date_null("date_of_death"))
        .col(sort_key("sort_name", 202, postgres))
        .col(timestamp_with_time_zone_default_now("created_at"))
        .col(timestamp_with_time_zone_default_now("updated_at"))
        .to_owned()
}

fn books(postgres: bool) -> TableCreateStatement {
    Table::create()
        .table("books")
        .col(pk_auto("id"))
        .col(string_len("title", 200))
        .col(sort_key("sort_title", 200, postgres))
        .col(integer("author_id"))
        .col(string_len("summary", 1000))
        .col(string_len_uniq("isbn", 13))
        .col(integer_null("language_id"))
        .col(timestamp_with_time_zone_default_now("created_at"))
        .col(timestamp_with_time_zone_default_now("updated_at"))
        .foreign_key(&mut points(
            "books",
            "author_id",
            "authors",
            ForeignKeyAction::Restrict,
        ))
        .foreign_key(&mut points(
            "books",
            "language_id",
            "languages",
            ForeignKeyAction::SetNull,
        ))
        .to_owned()
}

fn book_genres() -> TableCreateStatement {
    Table::create()
        .table("book_genres")
        .col(integer("book_id"))
        .col(integer("genre_id"))
        .primary_key(Index::create().col("book_id").col("genre_id"))
        .foreign_key(&mut points(
            "book_genres",
            "book_id",
            "books",
            ForeignKeyAction::Cascade,
        ))
        .foreign_key(&mut points(
            "book_genres",
            "genre_id",
            "genres",
            ForeignKeyAction::Cascade,
        ))
        .to_owned()
}

fn book_instances() -> TableCreateStatement {
    Table::create()
        .table("book_instances")
        .col(pk_uuid("id"))
        .col(integer("book_id"))
        .col(string_len("imprint", 200))
        .col(date_null("due_back"))
        .col(integer_null("borrower_id"))
        .col(
            char_len("status", 1)
                .default("d")
                .check(Expr::col("status").is_in(["d", "o", "a", "r"])),
        )
        .col(timestamp_with_time_zone_default_now("created_at"))
        .col(timestamp_with_time_zone_default_now("updated_at"))
        .foreign_key(&mut points(
            "book_instances",
            "book_id",
            "books",
            ForeignKeyAction::Restrict,
        ))
        .foreign_key(&mut points(
            "book_instances",
            "borrower_id",
            "auth_users",
            ForeignKeyAction::SetNull,
        ))
        .to_owned()
}
