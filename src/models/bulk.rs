//! Loading very many rows at once.
//!
//! SQLite's triggers run for each row, and the full-text index is much faster when it gets many rows together. A load
//! therefore has them pass over the rows of one transaction, and ends by counting and indexing these, all at once.
//! Whatever interrupts it, the transaction is as if it had never begun: rows, counts and search index agree.
//! PostgreSQL's triggers work on whole statements already; there a load is an ordinary transaction.

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, Statement,
};

use super::transaction;

/// The tables whose triggers count and index.
const TABLES: [&str; 5] = ["authors", "books", "book_instances", "genres", "languages"];

/// A transaction in which rows are only added.
pub struct Load {
    transaction: DatabaseTransaction,
    before: Vec<i64>,
}

impl Load {
    /// Begins a load. On SQLite nobody else can write until it ends: a few thousand rows at a time are enough to be
    /// fast.
    ///
    /// # Errors
    /// When the database cannot answer.
    pub async fn begin(db: &DatabaseConnection) -> Result<Self, DbErr> {
        let transaction = transaction::begin(db).await?;
        let mut load = Self {
            transaction,
            before: Vec::new(),
        };
        if load.counts_rows_itself() {
            for table in TABLES {
                load.before.push(load.last_row(table).await?);
            }
            // The triggers look for this row, which no other transaction ever sees.
            load.transaction
                .execute_unprepared("INSERT INTO catalog_loads DEFAULT VALUES")
                .await?;
        }
        Ok(load)
    }

    /// Where the rows are to be inserted. Nothing may be changed or deleted through it.
    #[must_use]
    pub const fn transaction(&self) -> &DatabaseTransaction {
        &self.transaction
    }

    /// Counts and indexes the new rows, and makes it all last.
    ///
    /// # Errors
    /// When the database cannot answer; then nothing has been added.
    pub async fn finish(self) -> Result<(), DbErr> {
        if self.counts_rows_itself() {
            self.count().await?;
            self.index().await?;
            self.transaction
                .execute_unprepared("DELETE FROM catalog_loads")
                .await?;
        }
        self.transaction.commit().await
    }

    fn counts_rows_itself(&self) -> bool {
        self.transaction.get_database_backend() == DbBackend::Sqlite
    }

    /// SQLite numbers rows upwards, so the new ones are those after the last.
    async fn last_row(&self, table: &str) -> Result<i64, DbErr> {
        let sql = format!("SELECT COALESCE(MAX(rowid), 0) AS last FROM {table}");
        let row = self
            .transaction
            .query_one_raw(Statement::from_string(DbBackend::Sqlite, sql))
            .await?;
        row.map_or(Ok(0), |row| row.try_get("", "last"))
    }

    async fn count(&self) -> Result<(), DbErr> {
        let [authors, books, copies, genres, languages] = self.first_rows();
        let new = |table: &str, after: i64| {
            format!("(SELECT COUNT(*) FROM {table} WHERE rowid > {after})")
        };
        let in_status = |status: &str| {
            format!(
                "(SELECT COUNT(*) FROM book_instances WHERE rowid > {copies} AND status = '{status}')"
            )
        };
        for (names, delta) in [
            ("'authors', 'author_changes'", new("authors", authors)),
            ("'books', 'book_changes'", new("books", books)),
            ("'copies', 'copy_changes'", new("book_instances", copies)),
            ("'copies_available'", in_status("a")),
            ("'copies_on_loan'", in_status("o")),
            ("'genres'", new("genres", genres)),
            ("'languages'", new("languages", languages)),
        ] {
            let sql = format!(
                "UPDATE catalog_counts SET value = value + {delta} WHERE name IN ({names})"
            );
            self.transaction.execute_unprepared(&sql).await?;
        }
        Ok(())
    }

    async fn index(&self) -> Result<(), DbErr> {
        let [authors, books, ..] = self.first_rows();
        for sql in [
            format!(
                "INSERT INTO author_search (rowid, name) SELECT id, sort_name FROM authors WHERE id > {authors}"
            ),
            format!(
                "INSERT INTO book_search (rowid, title, author, isbn) \
                 SELECT books.id, sort_title, sort_name, isbn FROM books CROSS JOIN authors \
                 WHERE books.id > {books} AND authors.id = author_id ORDER BY books.id"
            ),
        ] {
            self.transaction.execute_unprepared(&sql).await?;
        }
        Ok(())
    }

    fn first_rows(&self) -> [i64; 5] {
        std::array::from_fn(|table| self.before.get(table).copied().unwrap_or_default())
    }
}

/// Counts everything anew; for a database that something has written to behind the triggers' back.
///
/// # Errors
/// When the database cannot answer.
pub async fn recount(db: &DatabaseConnection) -> Result<(), DbErr> {
    let transaction = transaction::begin(db).await?;
    for (name, rows) in [
        ("authors", "authors"),
        ("books", "books"),
        ("copies", "book_instances"),
        ("copies_available", "book_instances WHERE status = 'a'"),
        ("copies_on_loan", "book_instances WHERE status = 'o'"),
        ("genres", "genres"),
        ("languages", "languages"),
    ] {
        let sql = format!(
            "UPDATE catalog_counts SET value = (SELECT COUNT(*) FROM {rows}) WHERE name = '{name}'"
        );
        transaction.execute_unprepared(&sql).await?;
    }
    let changes = "UPDATE catalog_counts SET value = value + 1 WHERE name LIKE '%_changes'";
    transaction.execute_unprepared(changes).await?;
    transaction.commit().await
}
