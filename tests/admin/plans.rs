//! How the database finds what the admin's lists show: the keys of a page in one index, wherever in the list it is, and
//! what is searched for in the full-text index. A list that had to look elsewhere would cost more with every row.

use std::{
    path::Path,
    sync::{Arc, Mutex, PoisonError},
};

use async_trait::async_trait;
use locallibrary::app::App;
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
use sea_orm::{ConnectionTrait, DbBackend, Statement};

use crate::{
    support::{Caller, TestApp, builders::a_book},
    tasks::run,
};

/// Enough for some pages of fifty.
const BOOKS: &str = "400";

/// Tables that grow with the library.
const LARGE: [&str; 3] = ["books", "book_genres", "book_instances"];

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
        App::initializers(ctx).await
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

/// A library with many books, and what it is asked; `None` on PostgreSQL, which plans by its own estimates.
async fn library() -> Option<(TestApp, Asked)> {
    let app = TestApp::boot_as::<Overheard>(|_| {}).await;
    if app.db().get_database_backend() != DbBackend::Sqlite {
        return None;
    }
    run(&app, "seed_catalog", &[("books", BOOKS)])
        .await
        .expect("books are made");
    let asked = app.ctx.shared_store.get::<Asked>().expect("was put there");
    Some((app, asked))
}

/// The plans of the statements that a page asked and that look at a table which grows.
async fn plans(app: &TestApp, asked: &Asked) -> Vec<(String, Vec<String>)> {
    let mut plans = Vec::new();
    for statement in asked.take() {
        let mut explained = statement.clone();
        explained.sql = format!("EXPLAIN QUERY PLAN {}", statement.sql);
        let Ok(rows) = app.db().query_all_raw(explained).await else {
            continue;
        };
        let line = |row: &sea_orm::QueryResult| row.try_get("", "detail").expect("a line");
        plans.push((
            statement.sql,
            rows.iter().map(line).collect::<Vec<String>>(),
        ));
    }
    asked.take();
    plans
}

/// Opens a page, and looks how each of its rows was found.
async fn assert_found_by(
    app: &TestApp,
    asked: &Asked,
    caller: &Caller,
    path: &str,
    wanted: &str,
) -> crate::support::Answer {
    asked.take();
    let page = caller.get(path).await.expect_status(200);
    let plans = plans(app, asked).await;
    let mut told = String::new();
    let mut found = false;
    for (sql, lines) in &plans {
        told += &format!("{sql}\n  {}\n", lines.join("\n  "));
        let reads_keys = lines.iter().any(|line| line.contains(wanted));
        found |= reads_keys;
        for line in lines {
            let whole = LARGE.iter().any(|table| *line == format!("SCAN {table}"));
            assert!(
                !whole,
                "{path} reads a whole table: {line}\n{sql}\n{lines:?}"
            );
            let sorts_keys =
                reads_keys && wanted.contains("INDEX ix_") && line.contains("ORDER BY");
            assert!(!sorts_keys, "{path} sorts its keys\n{sql}\n{lines:?}");
        }
    }
    assert!(found, "{path} does not use {wanted}:\n{told}");
    page
}

#[tokio::test]
async fn the_pages_of_the_admins_lists_are_found_in_one_index_wherever_they_are() {
    let Some((app, asked)) = library().await else {
        return;
    };
    let admin = app.admin().await;
    for _ in 0..2 {
        for (list, index) in [
            ("/admin/books/?per_page=20", "ix_books_order"),
            ("/admin/books/?per_page=20&o=-title", "ix_books_order"),
            ("/admin/authors/?per_page=20", "ix_authors_order"),
            (
                "/admin/book_instances/?per_page=20",
                "ix_book_instances_order",
            ),
        ] {
            let wanted = format!("INDEX {index}");
            let first = assert_found_by(&app, &asked, &admin, list, &wanted).await;
            let next = first.attributes("a[rel=next]", "href");
            // Entered in the middle, not walked to from the end.
            let entered = format!("INDEX {index} (");
            let second = assert_found_by(&app, &asked, &admin, &next[0], &entered).await;
            let previous = second.attributes("a[rel=prev]", "href");
            assert_found_by(&app, &asked, &admin, &previous[0], &wanted).await;
        }
        app.db()
            .execute_unprepared("ANALYZE")
            .await
            .expect("statistics");
    }
}

#[tokio::test]
async fn the_admin_searches_in_the_full_text_index_and_counts_as_far_as_it_shows() {
    let Some((app, asked)) = library().await else {
        return;
    };
    let admin = app.admin().await;
    for _ in 0..2 {
        // Every invented book's ISBN begins so.
        for path in ["/admin/books/?q=9797", "/admin/book_instances/?q=9797"] {
            let page =
                assert_found_by(&app, &asked, &admin, path, "SCAN book_search VIRTUAL TABLE").await;
            assert!(page.all("tbody tr").len() >= 50);
        }
        assert_found_by(
            &app,
            &asked,
            &admin,
            "/admin/authors/?q=a",
            "SCAN author_search VIRTUAL TABLE",
        )
        .await;
        app.db()
            .execute_unprepared("ANALYZE")
            .await
            .expect("statistics");
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
