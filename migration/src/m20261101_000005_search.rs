//! Full-text search over titles, authors and ISBN, kept by triggers.
//!
//! What is indexed are the folded columns (`sort_title`, `sort_name`: words of a-z and 0-9 with one space between them),
//! so both databases find the same, and a query folded the same way needs no quoting rules.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

#[derive(DeriveMigrationName)]
pub struct Migration;

/// The index holds no text of its own (`content=''`) and no positions (`detail=none`): it answers which rows, quickly.
const SQLITE: &[&str] = &[
    "CREATE VIRTUAL TABLE book_search USING fts5(title, author, isbn, content='', contentless_delete=1, \
     detail=none, prefix='2 3', tokenize='unicode61 remove_diacritics 2')",
    "CREATE VIRTUAL TABLE author_search USING fts5(name, content='', contentless_delete=1, \
     detail=none, prefix='2 3', tokenize='unicode61 remove_diacritics 2')",
    "CREATE TRIGGER search_added_author AFTER INSERT ON authors BEGIN \
     INSERT INTO author_search (rowid, name) VALUES (NEW.id, NEW.sort_name); END",
    "CREATE TRIGGER search_removed_author AFTER DELETE ON authors BEGIN \
     DELETE FROM author_search WHERE rowid = OLD.id; END",
    "CREATE TRIGGER search_renamed_author AFTER UPDATE OF sort_name ON authors \
     WHEN OLD.sort_name <> NEW.sort_name BEGIN \
     UPDATE author_search SET name = NEW.sort_name WHERE rowid = NEW.id; \
     DELETE FROM book_search WHERE rowid IN (SELECT id FROM books WHERE author_id = NEW.id); \
     INSERT INTO book_search (rowid, title, author, isbn) \
     SELECT id, sort_title, NEW.sort_name, isbn FROM books WHERE author_id = NEW.id; END",
    "CREATE TRIGGER search_added_book AFTER INSERT ON books BEGIN \
     INSERT INTO book_search (rowid, title, author, isbn) \
     SELECT NEW.id, NEW.sort_title, sort_name, NEW.isbn FROM authors WHERE id = NEW.author_id; END",
    "CREATE TRIGGER search_removed_book AFTER DELETE ON books BEGIN \
     DELETE FROM book_search WHERE rowid = OLD.id; END",
    "CREATE TRIGGER search_changed_book AFTER UPDATE OF sort_title, author_id, isbn ON books \
     WHEN OLD.sort_title <> NEW.sort_title OR OLD.author_id <> NEW.author_id OR OLD.isbn <> NEW.isbn BEGIN \
     UPDATE book_search SET title = NEW.sort_title, isbn = NEW.isbn, \
     author = (SELECT sort_name FROM authors WHERE id = NEW.author_id) WHERE rowid = NEW.id; END",
    "INSERT INTO author_search (rowid, name) SELECT id, sort_name FROM authors",
    "INSERT INTO book_search (rowid, title, author, isbn) \
     SELECT books.id, sort_title, sort_name, isbn FROM books JOIN authors ON authors.id = author_id",
];

/// Words become lexemes as they are, without PostgreSQL's parser and dictionaries, which know no folded titles.
const POSTGRES: &[&str] = &[
    "CREATE TABLE book_search (book_id integer PRIMARY KEY REFERENCES books (id) ON DELETE CASCADE, \
     document tsvector NOT NULL)",
    "CREATE TABLE author_search (author_id integer PRIMARY KEY REFERENCES authors (id) ON DELETE CASCADE, \
     document tsvector NOT NULL)",
    "CREATE INDEX ix_book_search_document ON book_search USING gin (document)",
    "CREATE INDEX ix_author_search_document ON author_search USING gin (document)",
    "CREATE FUNCTION words_document(words text) RETURNS tsvector LANGUAGE sql IMMUTABLE AS $$
       SELECT array_to_tsvector(array_remove(string_to_array(words, ' '), ''))
     $$",
    "CREATE FUNCTION search_added_authors() RETURNS trigger LANGUAGE plpgsql AS $$
     BEGIN
       INSERT INTO author_search (author_id, document) SELECT id, words_document(sort_name) FROM added;
       RETURN NULL;
     END $$",
    "CREATE FUNCTION search_renamed_authors() RETURNS trigger LANGUAGE plpgsql AS $$
     BEGIN
       UPDATE author_search SET document = words_document(added.sort_name)
         FROM added JOIN removed USING (id)
         WHERE author_search.author_id = id AND added.sort_name <> removed.sort_name;
       UPDATE book_search SET document = words_document(concat_ws(' ', sort_title, added.sort_name, isbn))
         FROM added JOIN removed USING (id) JOIN books ON books.author_id = added.id
         WHERE book_search.book_id = books.id AND added.sort_name <> removed.sort_name;
       RETURN NULL;
     END $$",
    "CREATE FUNCTION search_added_books() RETURNS trigger LANGUAGE plpgsql AS $$
     BEGIN
       INSERT INTO book_search (book_id, document)
         SELECT added.id, words_document(concat_ws(' ', sort_title, sort_name, isbn))
         FROM added JOIN authors ON authors.id = author_id;
       RETURN NULL;
     END $$",
    "CREATE FUNCTION search_changed_books() RETURNS trigger LANGUAGE plpgsql AS $$
     BEGIN
       UPDATE book_search SET document = words_document(concat_ws(' ', added.sort_title, sort_name, added.isbn))
         FROM added JOIN removed USING (id) JOIN authors ON authors.id = added.author_id
         WHERE book_search.book_id = added.id
           AND (added.sort_title, added.author_id, added.isbn)
               IS DISTINCT FROM (removed.sort_title, removed.author_id, removed.isbn);
       RETURN NULL;
     END $$",
    "CREATE TRIGGER search_added_authors AFTER INSERT ON authors REFERENCING NEW TABLE AS added \
     FOR EACH STATEMENT EXECUTE FUNCTION search_added_authors()",
    "CREATE TRIGGER search_renamed_authors AFTER UPDATE ON authors \
     REFERENCING OLD TABLE AS removed NEW TABLE AS added \
     FOR EACH STATEMENT EXECUTE FUNCTION search_renamed_authors()",
    "CREATE TRIGGER search_added_books AFTER INSERT ON books REFERENCING NEW TABLE AS added \
     FOR EACH STATEMENT EXECUTE FUNCTION search_added_books()",
    "CREATE TRIGGER search_changed_books AFTER UPDATE ON books \
     REFERENCING OLD TABLE AS removed NEW TABLE AS added \
     FOR EACH STATEMENT EXECUTE FUNCTION search_changed_books()",
    "INSERT INTO author_search (author_id, document) SELECT id, words_document(sort_name) FROM authors",
    "INSERT INTO book_search (book_id, document) \
     SELECT books.id, words_document(concat_ws(' ', sort_title, sort_name, isbn)) \
     FROM books JOIN authors ON authors.id = author_id",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        match manager.get_database_backend() {
            DbBackend::Postgres => crate::run(manager, POSTGRES).await,
            _ => crate::run(manager, SQLITE).await,
        }
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        match manager.get_database_backend() {
            DbBackend::Postgres => {
                crate::run(
                    manager,
                    &[
                        "DROP FUNCTION search_changed_books() CASCADE",
                        "DROP FUNCTION search_added_books() CASCADE",
                        "DROP FUNCTION search_renamed_authors() CASCADE",
                        "DROP FUNCTION search_added_authors() CASCADE",
                        "DROP FUNCTION words_document(text)",
                    ],
                )
                .await?;
            }
            _ => {
                for trigger in SQLITE
                    .iter()
                    .filter_map(|sql| sql.strip_prefix("CREATE TRIGGER "))
                    .filter_map(|sql| sql.split_whitespace().next())
                {
                    crate::run(manager, &[&format!("DROP TRIGGER {trigger}")]).await?;
                }
            }
        }
        crate::run(
            manager,
            &["DROP TABLE book_search", "DROP TABLE author_search"],
        )
        .await
    }
}
