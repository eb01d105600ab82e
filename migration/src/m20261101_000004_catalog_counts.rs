//! Counts that triggers keep, so that no page has to count a table.
//!
//! The `…_changes` rows go up with every change to the order of a list: what a process remembers of that order (see the
//! application's `models::paging`) is good for as long as the number stays the same.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

#[derive(DeriveMigrationName)]
pub struct Migration;

const TABLE: &[&str] = &[
    "CREATE TABLE catalog_counts (name varchar(32) NOT NULL PRIMARY KEY, value bigint NOT NULL)",
    "INSERT INTO catalog_counts (name, value) VALUES \
     ('authors', 0), ('author_changes', 0), ('books', 0), ('book_changes', 0), \
     ('copies', 0), ('copies_available', 0), ('copies_on_loan', 0), ('copy_changes', 0), \
     ('genres', 0), ('languages', 0)",
];

/// SQLite has row triggers only.
const SQLITE: &[&str] = &[
    "CREATE TRIGGER count_added_genre AFTER INSERT ON genres BEGIN \
     UPDATE catalog_counts SET value = value + 1 WHERE name = 'genres'; END",
    "CREATE TRIGGER count_removed_genre AFTER DELETE ON genres BEGIN \
     UPDATE catalog_counts SET value = value - 1 WHERE name = 'genres'; END",
    "CREATE TRIGGER count_added_language AFTER INSERT ON languages BEGIN \
     UPDATE catalog_counts SET value = value + 1 WHERE name = 'languages'; END",
    "CREATE TRIGGER count_removed_language AFTER DELETE ON languages BEGIN \
     UPDATE catalog_counts SET value = value - 1 WHERE name = 'languages'; END",
    "CREATE TRIGGER count_added_author AFTER INSERT ON authors BEGIN \
     UPDATE catalog_counts SET value = value + 1 WHERE name IN ('authors', 'author_changes'); END",
    "CREATE TRIGGER count_removed_author AFTER DELETE ON authors BEGIN \
     UPDATE catalog_counts SET value = value + CASE name WHEN 'authors' THEN -1 ELSE 1 END \
     WHERE name IN ('authors', 'author_changes'); END",
    "CREATE TRIGGER count_moved_author AFTER UPDATE OF sort_name ON authors \
     WHEN OLD.sort_name <> NEW.sort_name BEGIN \
     UPDATE catalog_counts SET value = value + 1 WHERE name = 'author_changes'; END",
    "CREATE TRIGGER count_added_book AFTER INSERT ON books BEGIN \
     UPDATE catalog_counts SET value = value + 1 WHERE name IN ('books', 'book_changes'); END",
    "CREATE TRIGGER count_removed_book AFTER DELETE ON books BEGIN \
     UPDATE catalog_counts SET value = value + CASE name WHEN 'books' THEN -1 ELSE 1 END \
     WHERE name IN ('books', 'book_changes'); END",
    "CREATE TRIGGER count_moved_book AFTER UPDATE OF sort_title, author_id ON books \
     WHEN OLD.sort_title <> NEW.sort_title OR OLD.author_id <> NEW.author_id BEGIN \
     UPDATE catalog_counts SET value = value + 1 WHERE name = 'book_changes'; END",
    "CREATE TRIGGER count_added_copy AFTER INSERT ON book_instances BEGIN \
     UPDATE catalog_counts SET value = value + 1 WHERE name IN ('copies', 'copy_changes', \
     CASE NEW.status WHEN 'a' THEN 'copies_available' WHEN 'o' THEN 'copies_on_loan' END); END",
    "CREATE TRIGGER count_removed_copy AFTER DELETE ON book_instances BEGIN \
     UPDATE catalog_counts SET value = value + CASE name WHEN 'copy_changes' THEN 1 ELSE -1 END \
     WHERE name IN ('copies', 'copy_changes', \
     CASE OLD.status WHEN 'a' THEN 'copies_available' WHEN 'o' THEN 'copies_on_loan' END); END",
    "CREATE TRIGGER count_changed_copy AFTER UPDATE OF status, due_back ON book_instances \
     WHEN OLD.status <> NEW.status OR OLD.due_back IS NOT NEW.due_back BEGIN \
     UPDATE catalog_counts SET value = value + CASE name \
     WHEN 'copies_available' THEN (NEW.status = 'a') - (OLD.status = 'a') \
     WHEN 'copies_on_loan' THEN (NEW.status = 'o') - (OLD.status = 'o') ELSE 1 END \
     WHERE name IN ('copies_available', 'copies_on_loan', 'copy_changes'); END",
];

/// PostgreSQL counts a statement's rows at once. Rows of `catalog_counts` are always locked in the order of their names,
/// so that two statements never wait for each other.
const POSTGRES: &[&str] = &[
    "CREATE FUNCTION add_to_catalog_counts(names text[], deltas bigint[]) RETURNS void LANGUAGE plpgsql AS $$
     BEGIN
       PERFORM 1 FROM catalog_counts WHERE name = ANY(names) ORDER BY name FOR UPDATE;
       UPDATE catalog_counts SET value = value + delta
         FROM unnest(names, deltas) AS change(name, delta) WHERE catalog_counts.name = change.name;
     END $$",
    // Arguments: the row that counts the table and, for the lists with a remembered order, the row that counts changes.
    "CREATE FUNCTION count_catalogue_rows() RETURNS trigger LANGUAGE plpgsql AS $$
     DECLARE
       delta bigint;
     BEGIN
       IF TG_OP = 'INSERT' THEN
         SELECT count(*) INTO delta FROM added;
       ELSE
         SELECT -count(*) INTO delta FROM removed;
       END IF;
       IF delta <> 0 AND TG_NARGS = 2 THEN
         PERFORM add_to_catalog_counts(ARRAY[TG_ARGV[0], TG_ARGV[1]], ARRAY[delta, 1]);
       ELSIF delta <> 0 THEN
         PERFORM add_to_catalog_counts(ARRAY[TG_ARGV[0]], ARRAY[delta]);
       END IF;
       RETURN NULL;
     END $$",
    "CREATE FUNCTION count_moved_authors() RETURNS trigger LANGUAGE plpgsql AS $$
     BEGIN
       IF EXISTS (SELECT 1 FROM removed JOIN added USING (id) WHERE removed.sort_name <> added.sort_name) THEN
         PERFORM add_to_catalog_counts(ARRAY['author_changes'], ARRAY[1]);
       END IF;
       RETURN NULL;
     END $$",
    "CREATE FUNCTION count_moved_books() RETURNS trigger LANGUAGE plpgsql AS $$
     BEGIN
       IF EXISTS (SELECT 1 FROM removed JOIN added USING (id)
                  WHERE removed.sort_title <> added.sort_title OR removed.author_id <> added.author_id) THEN
         PERFORM add_to_catalog_counts(ARRAY['book_changes'], ARRAY[1]);
       END IF;
       RETURN NULL;
     END $$",
    "CREATE FUNCTION count_copies() RETURNS trigger LANGUAGE plpgsql AS $$
     DECLARE
       total bigint := 0;
       available bigint := 0;
       on_loan bigint := 0;
       changed boolean := TRUE;
     BEGIN
       IF TG_OP = 'UPDATE' THEN
         changed := EXISTS (SELECT 1 FROM removed JOIN added USING (id)
           WHERE removed.status <> added.status OR removed.due_back IS DISTINCT FROM added.due_back);
       END IF;
       IF NOT changed THEN
         RETURN NULL;
       END IF;
       IF TG_OP <> 'DELETE' THEN
         SELECT count(*), count(*) FILTER (WHERE status = 'a'), count(*) FILTER (WHERE status = 'o')
           INTO total, available, on_loan FROM added;
       END IF;
       IF TG_OP <> 'INSERT' THEN
         SELECT total - count(*), available - count(*) FILTER (WHERE status = 'a'),
                on_loan - count(*) FILTER (WHERE status = 'o')
           INTO total, available, on_loan FROM removed;
       END IF;
       IF TG_OP = 'UPDATE' OR total <> 0 THEN
         PERFORM add_to_catalog_counts(
           ARRAY['copies', 'copies_available', 'copies_on_loan', 'copy_changes'],
           ARRAY[total, available, on_loan, 1]);
       END IF;
       RETURN NULL;
     END $$",
    "CREATE TRIGGER count_added_genres AFTER INSERT ON genres REFERENCING NEW TABLE AS added \
     FOR EACH STATEMENT EXECUTE FUNCTION count_catalogue_rows('genres')",
    "CREATE TRIGGER count_removed_genres AFTER DELETE ON genres REFERENCING OLD TABLE AS removed \
     FOR EACH STATEMENT EXECUTE FUNCTION count_catalogue_rows('genres')",
    "CREATE TRIGGER count_added_languages AFTER INSERT ON languages REFERENCING NEW TABLE AS added \
     FOR EACH STATEMENT EXECUTE FUNCTION count_catalogue_rows('languages')",
    "CREATE TRIGGER count_removed_languages AFTER DELETE ON languages REFERENCING OLD TABLE AS removed \
     FOR EACH STATEMENT EXECUTE FUNCTION count_catalogue_rows('languages')",
    "CREATE TRIGGER count_added_authors AFTER INSERT ON authors REFERENCING NEW TABLE AS added \
     FOR EACH STATEMENT EXECUTE FUNCTION count_catalogue_rows('authors', 'author_changes')",
    "CREATE TRIGGER count_removed_authors AFTER DELETE ON authors REFERENCING OLD TABLE AS removed \
     FOR EACH STATEMENT EXECUTE FUNCTION count_catalogue_rows('authors', 'author_changes')",
    "CREATE TRIGGER count_moved_authors AFTER UPDATE ON authors \
     REFERENCING OLD TABLE AS removed NEW TABLE AS added \
     FOR EACH STATEMENT EXECUTE FUNCTION count_moved_authors()",
    "CREATE TRIGGER count_added_books AFTER INSERT ON books REFERENCING NEW TABLE AS added \
     FOR EACH STATEMENT EXECUTE FUNCTION count_catalogue_rows('books', 'book_changes')",
    "CREATE TRIGGER count_removed_books AFTER DELETE ON books REFERENCING OLD TABLE AS removed \
     FOR EACH STATEMENT EXECUTE FUNCTION count_catalogue_rows('books', 'book_changes')",
    "CREATE TRIGGER count_moved_books AFTER UPDATE ON books \
     REFERENCING OLD TABLE AS removed NEW TABLE AS added \
     FOR EACH STATEMENT EXECUTE FUNCTION count_moved_books()",
    "CREATE TRIGGER count_added_copies AFTER INSERT ON book_instances REFERENCING NEW TABLE AS added \
     FOR EACH STATEMENT EXECUTE FUNCTION count_copies()",
    "CREATE TRIGGER count_removed_copies AFTER DELETE ON book_instances REFERENCING OLD TABLE AS removed \
     FOR EACH STATEMENT EXECUTE FUNCTION count_copies()",
    "CREATE TRIGGER count_changed_copies AFTER UPDATE ON book_instances \
     REFERENCING OLD TABLE AS removed NEW TABLE AS added \
     FOR EACH STATEMENT EXECUTE FUNCTION count_copies()",
];

/// Rows that an application without these triggers has written before.
const FILL: &[&str] = &[
    "UPDATE catalog_counts SET value = (SELECT count(*) FROM genres) WHERE name = 'genres'",
    "UPDATE catalog_counts SET value = (SELECT count(*) FROM languages) WHERE name = 'languages'",
    "UPDATE catalog_counts SET value = (SELECT count(*) FROM authors) WHERE name = 'authors'",
    "UPDATE catalog_counts SET value = (SELECT count(*) FROM books) WHERE name = 'books'",
    "UPDATE catalog_counts SET value = (SELECT count(*) FROM book_instances) WHERE name = 'copies'",
    "UPDATE catalog_counts SET value = (SELECT count(*) FROM book_instances WHERE status = 'a') \
     WHERE name = 'copies_available'",
    "UPDATE catalog_counts SET value = (SELECT count(*) FROM book_instances WHERE status = 'o') \
     WHERE name = 'copies_on_loan'",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        crate::run(manager, TABLE).await?;
        match manager.get_database_backend() {
            DbBackend::Postgres => crate::run(manager, POSTGRES).await?,
            _ => crate::run(manager, SQLITE).await?,
        }
        crate::run(manager, FILL).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        match manager.get_database_backend() {
            DbBackend::Postgres => {
                crate::run(
                    manager,
                    &[
                        "DROP FUNCTION count_copies() CASCADE",
                        "DROP FUNCTION count_moved_books() CASCADE",
                        "DROP FUNCTION count_moved_authors() CASCADE",
                        "DROP FUNCTION count_catalogue_rows() CASCADE",
                        "DROP FUNCTION add_to_catalog_counts(text[], bigint[])",
                    ],
                )
                .await?;
            }
            _ => {
                for trigger in SQLITE
                    .iter()
                    .filter_map(|sql| sql.split_whitespace().nth(2))
                {
                    crate::run(manager, &[&format!("DROP TRIGGER {trigger}")]).await?;
                }
            }
        }
        crate::run(manager, &["DROP TABLE catalog_counts"]).await
    }
}
