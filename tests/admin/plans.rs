//! How the database finds what the admin's lists show: the keys of a page in one index, wherever in the list it is, and
//! what is searched for in the full-text index. A list that had to look elsewhere would cost more with every row.

use std::{
    path::Path,
    sync::{Arc, Mutex, PoisonError},
};

use async_trait::async_trait;
use locallibrary::{admin, app::App};
use locallibrary_migration::Migrator;
use loco_rs::{
    app::{AppContext, Hooks, Initializer},
    bgworker::Queue,
    boot::{BootResult, StartMode, create_app},
    config::Config,
    controller::AppRoutes,
    environment::Environment,
    task::Tasks,
};
use sea_orm::{ConnectionTrait, DbBackend, Statement, TransactionTrait};

use crate::{
    support::{Caller, TestApp, builders::a_book},
    tasks::run,
};

/// Enough for some pages of fifty.
const BOOKS: &str = "400";

/// Lists of no more rows are counted to the end.
const FEW: u64 = 30;

/// The index that the databases made for usernames, as SQLite and PostgreSQL call it.
const USERNAMES: &str = "sqlite_autoindex_auth_users_1|auth_users_username_key";

/// Tables that grow with the library.
const LARGE: [&str; 7] = [
    "books",
    "book_genres",
    "book_instances",
    "authors",
    "loans",
    "reservations",
    "admin_log",
];

/// What the library asks its database.
#[derive(Clone, Default)]
struct Asked(Arc<Mutex<Vec<Statement>>>);

impl Asked {
    fn take(&self) -> Vec<Statement> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// The library, overheard.
struct Overheard;

#[async_trait]
impl Hooks for Overheard {
    fn app_name() -> &'static str {
        App::app_name()
    }

    async fn boot(
        mode: StartMode,
        environment: &Environment,
        config: Config,
    ) -> loco_rs::Result<BootResult> {
        create_app::<Self, Migrator>(mode, environment, config).await
    }

    async fn after_context(ctx: AppContext) -> loco_rs::Result<AppContext> {
        let mut ctx = App::after_context(ctx).await?;
        let asked = Asked::default();
        ctx.shared_store.insert(asked.clone());
        ctx.db.set_metric_callback(move |info| {
            let mut statements = asked.0.lock().unwrap_or_else(PoisonError::into_inner);
            statements.push(info.statement.clone());
        });
        Ok(ctx)
    }

    async fn initializers(ctx: &AppContext) -> loco_rs::Result<Vec<Box<dyn Initializer>>> {
        let mut initializers = App::initializers(ctx).await?;
        for initializer in &mut initializers {
            if initializer.name() == "admin" {
                // A list of more rows is a long one here.
                *initializer = loco_admin::initializer(admin::site(ctx)?.count_up_to(FEW));
            }
        }
        Ok(initializers)
    }

    fn routes(ctx: &AppContext) -> AppRoutes {
        App::routes(ctx)
    }

    async fn connect_workers(ctx: &AppContext, queue: &Queue) -> loco_rs::Result<()> {
        App::connect_workers(ctx, queue).await
    }

    fn register_tasks(tasks: &mut Tasks) {
        App::register_tasks(tasks);
    }

    async fn truncate(ctx: &AppContext) -> loco_rs::Result<()> {
        App::truncate(ctx).await
    }

    async fn seed(ctx: &AppContext, path: &Path) -> loco_rs::Result<()> {
        App::seed(ctx, path).await
    }
}

/// A library with many books, and what it is asked.
async fn library() -> (TestApp, Asked) {
    let app = TestApp::boot_as::<Overheard>(|_| {}).await;
    run(&app, "seed_catalog", &[("books", BOOKS)])
        .await
        .expect("books are made");
    // The invented library has open loans only, and nobody waits.
    for sql in [
        "INSERT INTO loans (copy_id, user_id, borrowed_at, due_on, returned_at, renewals) \
         SELECT copy_id, user_id, borrowed_at, due_on, borrowed_at, 0 FROM loans",
        "INSERT INTO reservations (book_id, user_id, created_at, closed_at, outcome) \
         SELECT id, NULL, created_at, created_at, 'expired' FROM books",
        "INSERT INTO admin_log (at, user_id, user_name, app, model, object_key, object_label, action, changes) \
         SELECT created_at, (SELECT MIN(id) FROM auth_users), 'ada', 'catalog', 'books', id, title, 'change', '{}' FROM books",
    ] {
        app.db().execute_unprepared(sql).await.expect("rows");
    }
    let asked = app.ctx.shared_store.get::<Asked>().expect("was put there");
    (app, asked)
}

/// How a statement's tables are read.
struct Plan {
    sql: String,
    lines: Vec<String>,
}

impl Plan {
    /// An index, from which these rows are read.
    fn reads(&self, index: &str) -> bool {
        let (index, postgres) = index.split_once('|').unwrap_or((index, index));
        let sqlite = format!("INDEX {index}");
        let postgres = format!("using {postgres} ");
        self.lines.iter().any(|line| {
            let mut found = line.match_indices(&sqlite);
            let ends = |(at, _): (usize, &str)| {
                let rest = &line[at + sqlite.len()..];
                rest.is_empty() || rest.starts_with(' ')
            };
            found.any(ends) || line.contains(&postgres)
        })
    }

    /// Everything is put in order, not only what is alike in an index.
    fn sorts(&self) -> bool {
        self.lines.iter().any(|line| {
            line.contains("TEMP B-TREE FOR ORDER BY")
                || line
                    .trim_start_matches(['-', '>', ' '])
                    .starts_with("Sort  (")
        })
    }

    fn reads_a_whole_table(&self) -> bool {
        // Of so few rows, as many as a page has may be all.
        if self.sql.contains(r#""id" IN (?"#) {
            return false;
        }
        let whole = |line: &String| LARGE.iter().any(|table| *line == format!("SCAN {table}"));
        self.lines.iter().any(whole)
    }

    fn told(&self) -> String {
        format!("{}\n  {}\n", self.sql, self.lines.join("\n  "))
    }
}

/// The plans of the statements that a page asked.
async fn plans(app: &TestApp, asked: &Asked) -> Vec<Plan> {
    let statements = asked.take();
    let transaction = app.db().begin().await.expect("a transaction");
    let is_sqlite = transaction.get_database_backend() == DbBackend::Sqlite;
    let explain = if is_sqlite {
        "EXPLAIN QUERY PLAN"
    } else {
        // Among so few rows PostgreSQL uses no index unless it is asked to.
        for way in [
            "seqscan",
            "bitmapscan",
            "hashjoin",
            "mergejoin",
            "sort",
            "material",
        ] {
            let sql = format!("SET LOCAL enable_{way} = off");
            transaction.execute_unprepared(&sql).await.expect("is set");
        }
        "EXPLAIN"
    };
    let mut plans = Vec::new();
    for statement in statements {
        if !statement.sql.starts_with("SELECT") {
            continue;
        }
        let mut explained = statement.clone();
        explained.sql = format!("{explain} {}", statement.sql);
        let rows = transaction.query_all_raw(explained).await.expect("a plan");
        let line = |row: &sea_orm::QueryResult| {
            let column = if is_sqlite { "detail" } else { "QUERY PLAN" };
            row.try_get("", column).expect("a line")
        };
        plans.push(Plan {
            sql: statement.sql,
            lines: rows.iter().map(line).collect(),
        });
    }
    transaction.rollback().await.expect("ends");
    asked.take();
    plans
}

/// Opens a page, and looks how its rows were found.
async fn assert_found_by(
    app: &TestApp,
    asked: &Asked,
    caller: &Caller,
    path: &str,
    index: &str,
) -> crate::support::Answer {
    asked.take();
    let page = caller.get(path).await.expect_status(200);
    let plans = plans(app, asked).await;
    let told: String = plans.iter().map(Plan::told).collect();
    for plan in &plans {
        assert!(
            !plan.reads_a_whole_table(),
            "{path} reads a whole table:\n{}",
            plan.told()
        );
    }
    // Counting reads the same index; what reads a page has a place to begin with, and an order.
    let ordered = |plan: &&Plan| plan.sql.contains("ORDER BY") && plan.reads(index);
    let keys = plans.iter().find(ordered);
    let keys = keys.unwrap_or_else(|| panic!("{path} does not use {index}:\n{told}"));
    assert!(!keys.sorts(), "{path} sorts its keys:\n{}", keys.told());
    page
}

/// Opens a page and the one behind it, and looks that no statement sorts a table that grows.
async fn assert_unsorted(app: &TestApp, asked: &Asked, caller: &Caller, path: &str) {
    let mut path = path.to_owned();
    for _ in 0..2 {
        asked.take();
        let page = caller.get(&path).await.expect_status(200);
        for plan in plans(app, asked).await {
            let grows = LARGE
                .iter()
                .any(|table| plan.sql.contains(&format!("FROM \"{table}\"")));
            assert!(
                !grows || !plan.sorts(),
                "{path} sorts its keys:\n{}",
                plan.told()
            );
        }
        let Some(next) = page.attributes("a[rel=next]", "href").pop() else {
            break;
        };
        assert!(next.contains("after="), "{next} has no place to go on from");
        path = next;
    }
}

/// SQLite gathers statistics by itself when connections close; they must not lead it elsewhere.
async fn gather_statistics(app: &TestApp) {
    app.db()
        .execute_unprepared("ANALYZE")
        .await
        .expect("statistics");
}

/// The value that most rows of a table have in a column.
async fn most_common(app: &TestApp, column: &str, table: &str) -> i32 {
    let sql = format!(
        "SELECT {column} AS most FROM {table} WHERE {column} IS NOT NULL \
         GROUP BY {column} ORDER BY COUNT(*) DESC LIMIT 1"
    );
    let statement = Statement::from_string(app.db().get_database_backend(), sql);
    let row = app.db().query_one_raw(statement).await.expect("answers");
    row.and_then(|row| row.try_get("", "most").ok())
        .expect("there is one")
}

#[tokio::test]
async fn long_lists_are_read_in_one_index_however_they_are_filtered_and_sorted() {
    let (app, asked) = library().await;
    let admin = app.admin().await;
    let language = most_common(&app, "language_id", "books").await;
    let genre = most_common(&app, "genre_id", "book_genres").await;
    let is_sqlite = app.db().get_database_backend() == DbBackend::Sqlite;
    let ada = most_common(&app, "user_id", "admin_log").await;
    let english = format!("language_id={language}");
    let novels = format!("genre={genre}");
    let lists = [
        ("books", String::new(), "ix_books_order"),
        ("books", "o=-title".to_owned(), "ix_books_order"),
        ("books", "o=author_id".to_owned(), "ix_authors_order"),
        ("books", "o=-author_id".to_owned(), "ix_authors_order"),
        ("books", english.clone(), "ix_books_language_order"),
        ("books", novels.clone(), "ix_books_order"),
        ("books", format!("{novels}&o=author_id"), "ix_authors_order"),
        (
            "books",
            format!("{english}&o=author_id"),
            "ix_authors_order",
        ),
        ("log", "action=change".to_owned(), "ix_admin_log_action"),
        ("log", format!("user_id={ada}"), "ix_admin_log_user_at"),
        ("log", "o=-at".to_owned(), "ix_admin_log_at"),
        ("users", String::new(), USERNAMES),
        ("authors", String::new(), "ix_authors_order"),
        (
            "authors",
            "o=first_name".to_owned(),
            "ix_authors_first_name",
        ),
        ("authors", "o=-date_of_birth".to_owned(), "ix_authors_birth"),
        ("authors", "o=-date_of_death".to_owned(), "ix_authors_death"),
        ("book_instances", String::new(), "ix_book_instances_order"),
        (
            "book_instances",
            "o=-due_back".to_owned(),
            "ix_book_instances_order",
        ),
        (
            "book_instances",
            "o=status".to_owned(),
            "ix_book_instances_status",
        ),
        (
            "book_instances",
            "o=-status".to_owned(),
            "ix_book_instances_status",
        ),
        ("book_instances", "o=book_id".to_owned(), "ix_books_order"),
        (
            "book_instances",
            "status=a".to_owned(),
            "ix_book_instances_status",
        ),
        (
            "book_instances",
            "status=o".to_owned(),
            "ix_book_instances_status",
        ),
        (
            "book_instances",
            "status=a&o=-book_id".to_owned(),
            "ix_books_order",
        ),
        (
            "book_instances",
            "due_back__from=2000-01-01".to_owned(),
            "ix_book_instances_order",
        ),
        (
            "book_instances",
            "due_back__to=2100-01-01".to_owned(),
            "ix_book_instances_order",
        ),
        (
            "book_instances",
            "due_back__empty=1".to_owned(),
            "ix_book_instances_order",
        ),
        (
            "book_instances",
            "due_back__between=2000-01-01..2100-01-01&status=o".to_owned(),
            "ix_book_instances_status",
        ),
        ("loans", String::new(), "ix_loans_beginning"),
        ("loans", "state=open".to_owned(), "ix_loans_open"),
        ("loans", "state=returned".to_owned(), "ix_loans_returned"),
        ("loans", "period=2026".to_owned(), "ix_loans_beginning"),
        ("reservations", String::new(), "ix_reservations_beginning"),
        ("reservations", "o=-book_id".to_owned(), "ix_books_order"),
        (
            "reservations",
            "outcome=expired".to_owned(),
            "ix_reservations_outcome",
        ),
    ];
    for _ in 0..2 {
        for (list, query, index) in &lists {
            let path = format!("/admin/{list}/?per_page=20&{query}");
            if !is_sqlite {
                // Among so few rows PostgreSQL takes any index that has the order, but it has to have one.
                assert_unsorted(&app, &asked, &admin, &path).await;
                continue;
            }
            let first = assert_found_by(&app, &asked, &admin, &path, index).await;
            let next = first.attributes("a[rel=next]", "href");
            assert!(
                next[0].contains("after="),
                "{path} has no place to go on from"
            );
            let second = assert_found_by(&app, &asked, &admin, &next[0], index).await;
            let previous = second.attributes("a[rel=prev]", "href");
            assert_found_by(&app, &asked, &admin, &previous[0], index).await;
        }
        if !is_sqlite {
            break;
        }
        gather_statistics(&app).await;
    }
}

#[tokio::test]
async fn a_page_is_entered_in_the_middle_of_its_index() {
    let (app, asked) = library().await;
    if app.db().get_database_backend() != DbBackend::Sqlite {
        return;
    }
    let admin = app.admin().await;
    for (list, index) in [
        ("/admin/books/?per_page=20", "ix_books_order"),
        ("/admin/books/?per_page=20&o=author_id", "ix_authors_order"),
        ("/admin/authors/?per_page=20", "ix_authors_order"),
        (
            "/admin/book_instances/?per_page=20",
            "ix_book_instances_order",
        ),
    ] {
        let first = admin.get(list).await.expect_status(200);
        let next = first.attributes("a[rel=next]", "href");
        asked.take();
        admin.get(&next[0]).await.expect_status(200);
        let plans = plans(&app, &asked).await;
        let entered = format!("INDEX {index} (");
        let told: String = plans.iter().map(Plan::told).collect();
        assert!(
            told.contains(&entered),
            "not walked to from the end:\n{told}"
        );
    }
}

#[tokio::test]
async fn what_few_rows_meet_is_gathered_and_sorted_by_anything() {
    let (app, asked) = library().await;
    let admin = app.admin().await;
    let page = admin
        .get("/admin/loans/?o=renewals&per_page=20")
        .await
        .expect_status(200);
    assert!(
        page.first(".notice")
            .contains("cannot be sorted by Renewals"),
        "a long list says that it is not"
    );
    assert_eq!(page.all("tbody tr").len(), 20, "and is there");
    let reader = most_common(&app, "user_id", "loans").await;
    for query in ["o=renewals", "o=user_id", "o=-returned_at"] {
        asked.take();
        let path = format!("/admin/loans/?user_id={reader}&{query}");
        let page = admin.get(&path).await.expect_status(200);
        assert!(page.all(".notice").is_empty(), "{query}");
        assert!(!page.all("tbody tr").is_empty(), "{query}");
        let plans = plans(&app, &asked).await;
        assert!(
            plans.iter().any(|plan| plan.reads("ix_loans_reader")),
            "{query}"
        );
        for plan in &plans {
            assert!(!plan.reads_a_whole_table(), "{query}:\n{}", plan.told());
        }
    }
}

#[tokio::test]
async fn the_admins_lists_cost_as_many_statements_for_twenty_rows_as_for_two_hundred() {
    let (app, asked) = library().await;
    let admin = app.admin().await;
    for list in [
        "books/?",
        "books/?facets=1&",
        "books/?q=9797&o=author_id&",
        "authors/?",
        "book_instances/?",
        "book_instances/?status=a&o=book_id&facets=1&",
        "loans/?",
        "reservations/?",
        "users/?",
        "log/?",
    ] {
        let cost = async |rows: u32| {
            asked.take();
            let path = format!("/admin/{list}per_page={rows}");
            admin.get(&path).await.expect_status(200);
            asked.take().len()
        };
        cost(20).await;
        assert_eq!(cost(20).await, cost(200).await, "{list}");
    }
}

#[tokio::test]
async fn counts_beside_filters_look_at_the_pairs_of_some_rows_only() {
    let (app, asked) = library().await;
    let admin = app.admin().await;
    asked.take();
    let page = admin.get("/admin/books/?facets=1").await.expect_status(200);
    assert!(page.all(".filter .count").len() > 10);
    let plans = plans(&app, &asked).await;
    let counts = plans
        .iter()
        .find(|plan| plan.sql.contains("GROUP BY"))
        .expect("genres are counted together");
    assert!(
        counts.reads("sqlite_autoindex_book_genres_1") || counts.reads("book_genres_pkey"),
        "{}",
        counts.told()
    );
}

#[tokio::test]
async fn the_admin_searches_in_the_full_text_index_and_counts_as_far_as_it_shows() {
    let (app, asked) = library().await;
    if app.db().get_database_backend() != DbBackend::Sqlite {
        return;
    }
    let admin = app.admin().await;
    for _ in 0..2 {
        // Every invented book's ISBN begins so.
        for (path, index) in [
            ("/admin/books/?q=9797", "book_search"),
            ("/admin/book_instances/?q=9797", "book_search"),
            ("/admin/authors/?q=a", "author_search"),
        ] {
            asked.take();
            let page = admin.get(path).await.expect_status(200);
            let plans = plans(&app, &asked).await;
            let wanted = format!("SCAN {index} VIRTUAL TABLE");
            assert!(
                plans
                    .iter()
                    .any(|plan| plan.lines.iter().any(|line| line.contains(&wanted))),
                "{path}"
            );
            for plan in &plans {
                assert!(!plan.reads_a_whole_table(), "{path}:\n{}", plan.told());
            }
            if path.contains("9797") {
                assert!(page.all("tbody tr").len() >= FEW as usize, "{path}");
                assert!(page.first(".notice").contains("found more than"), "{path}");
            }
        }
        gather_statistics(&app).await;
    }
}

#[tokio::test]
async fn the_admin_finds_what_the_catalogue_finds() {
    let app = TestApp::boot().await;
    let admin = app.admin().await;
    let found = a_book().titled("L'Étranger").save(&app).await;
    a_book().titled("Other").save(&app).await;
    for query in ["etranger", "L'ÉTRANGER", "étran", &found.isbn] {
        let query = url::form_urlencoded::byte_serialize(query.as_bytes()).collect::<String>();
        let page = admin
            .get(&format!("/admin/books/?q={query}"))
            .await
            .expect_status(200);
        assert_eq!(page.all("tbody th"), ["L'Étranger"], "{query}");
    }
    for query in ["%2A+OR+%28", "%22xyz", "xyz", "%00"] {
        let path = format!("/admin/books/?q={query}");
        let page = admin.get(&path).await;
        assert!(page.all("tbody th").is_empty(), "{query}");
        assert!(page.status() < 500, "{query}");
    }
}
