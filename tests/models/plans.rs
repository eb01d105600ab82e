//! How the database finds what lists show: each page's keys in one index alone, wherever in the list the page is. A
//! list that had to look elsewhere would cost more with every book.

use std::sync::{Arc, Mutex};

use chrono::TimeDelta;
use locallibrary::models::{
    LibrarySettings, Page, PageLink, PageRequest, Pager, authors, book_instances, books, figures,
    genres, languages, loans,
};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, EntityTrait, Statement};

use crate::{support::TestApp, tasks::run};

/// Enough for pages beyond the thousandth row, which are reached in another way.
const BOOKS: &str = "1200";

/// Tables that grow with the library. Reading one from one end to the other is never right.
const LARGE: [&str; 6] = [
    "authors",
    "books",
    "book_genres",
    "book_instances",
    "loans",
    "auth_users",
];

/// A connection that remembers what it was asked.
struct Watched {
    db: DatabaseConnection,
    asked: Arc<Mutex<Vec<Statement>>>,
}

impl Watched {
    fn new(app: &TestApp) -> Self {
        let asked = Arc::new(Mutex::new(Vec::new()));
        let mut db = app.db().clone();
        let statements = Arc::clone(&asked);
        db.set_metric_callback(move |info| {
            let mut statements = statements.lock().expect("nobody panics");
            statements.push(info.statement.clone());
        });
        Self { db, asked }
    }

    /// The plan of each statement since the last call: how SQLite reads each table, a line each.
    async fn plans(&self) -> Vec<(Statement, Vec<String>)> {
        let asked = std::mem::take(&mut *self.asked.lock().expect("nobody panics"));
        let mut plans = Vec::new();
        for statement in asked {
            let mut explained = statement.clone();
            explained.sql = format!("EXPLAIN QUERY PLAN {}", statement.sql);
            let rows = self.db.query_all_raw(explained).await.expect("a plan");
            let line = |row: &sea_orm::QueryResult| row.try_get("", "detail").expect("a line");
            plans.push((statement, rows.iter().map(line).collect()));
        }
        self.asked.lock().expect("nobody panics").clear();
        plans
    }

    /// The keys came from this index alone and in its order, and nothing was read from one end to the other.
    async fn assert_read_from(&self, index: &str, what: &str) {
        let plans = self.plans().await;
        let (mut covered, mut explained) = (false, String::new());
        for (statement, lines) in &plans {
            explained += &format!("{}\n  {}\n", statement.sql, lines.join("\n  "));
            let keys = format!(" USING {index}");
            let reads_keys = lines.iter().any(|line| line.contains(&keys));
            covered |= reads_keys;
            for line in lines {
                let whole = LARGE
                    .iter()
                    .any(|table| line.starts_with(&format!("SCAN {table}")));
                assert!(
                    !whole || line.contains(&keys),
                    "{what} reads a whole table: {line}\n{explained}"
                );
            }
            // Once a page's keys are there, its few rows may be put in order.
            let keys_alone = lines.iter().take_while(|line| !line.ends_with("SCAN keys"));
            assert!(
                !(reads_keys && keys_alone.clone().any(|line| line.contains("TEMP B-TREE"))),
                "{what} sorts its keys\n{explained}"
            );
        }
        assert!(covered, "{what} does not use {index} alone:\n{explained}");
    }
}

/// The first page, the one behind it by its link, the way back, and a page by a high number.
fn ways<T>(second: &Page<T>, deep: u64) -> [PageRequest; 4] {
    [
        PageRequest::first(),
        follow(second.previous.as_ref()),
        follow(second.next.as_ref()),
        PageRequest::number(deep),
    ]
}

fn follow(link: Option<&PageLink>) -> PageRequest {
    let query = &link.expect("there are three pages").query;
    let pairs: Vec<(String, String)> = url::form_urlencoded::parse(query.as_bytes())
        .into_owned()
        .collect();
    let of = |name: &str| {
        let pair = pairs.iter().find(|(key, _)| key == name);
        pair.map(|(_, value)| value.as_str())
    };
    PageRequest::parse(of("page"), of("after"), of("before")).expect("a link is valid")
}

/// Asks for pages of a list in all ways, and looks how the database found each.
macro_rules! assert_read_from {
    ($watched:ident, $index:literal, $deep:literal, |$wanted:ident| $list:expr) => {
        let second = {
            let $wanted = &PageRequest::number(2);
            $list.await.expect("a second page")
        };
        $watched.assert_read_from($index, "page 2").await;
        for way in ways(&second, $deep) {
            let $wanted = &way;
            $list.await.expect("a page");
            $watched.assert_read_from($index, &format!("{way:?}")).await;
        }
    };
}

async fn library() -> Option<(TestApp, Watched)> {
    let app = TestApp::boot().await;
    // PostgreSQL plans by its own estimates, which say little about so few rows.
    if app.db().get_database_backend() != DbBackend::Sqlite {
        return None;
    }
    run(&app, "seed_catalog", &[("books", BOOKS)])
        .await
        .expect("books are made");
    let watched = Watched::new(&app);
    Some((app, watched))
}

/// SQLite gathers statistics by itself when connections close, and they must not lead it elsewhere.
async fn gather_statistics(app: &TestApp) {
    app.db()
        .execute_unprepared("ANALYZE")
        .await
        .expect("statistics");
}

#[tokio::test]
async fn the_figures_of_the_admins_first_page_are_counted_in_indexes() {
    let Some((app, watched)) = library().await else {
        return;
    };
    let now = app.clock.now();
    let instants = [now - TimeDelta::days(2), now - TimeDelta::days(1), now];
    for _ in 0..2 {
        figures::loans_between(&watched.db, &instants)
            .await
            .expect("counts");
        let index = "COVERING INDEX ix_loans_beginning";
        watched.assert_read_from(index, "loans a day").await;
        figures::overdue(&watched.db, TestApp::today())
            .await
            .expect("counts");
        let index = "INDEX ix_loans_due";
        watched.assert_read_from(index, "overdue loans").await;
        figures::reserved(&watched.db).await.expect("counts");
        let index = "INDEX ix_reservations_queue";
        watched.assert_read_from(index, "reservations").await;
        gather_statistics(&app).await;
    }
}

#[tokio::test]
async fn the_pages_of_a_list_are_found_in_one_index_wherever_they_are() {
    let Some((app, watched)) = library().await else {
        return;
    };
    let db = &watched.db;
    let reader = loans::Entity::find()
        .one(app.db())
        .await
        .expect("the database answers")
        .and_then(|loan| loan.user_id)
        .expect("somebody borrows");
    for _ in 0..2 {
        let pager = &Pager::new(&LibrarySettings::default());
        assert_read_from!(watched, "COVERING INDEX ix_books_order", 115, |wanted| {
            books::list::<books::Line>(db, pager, wanted)
        });
        assert_read_from!(watched, "COVERING INDEX ix_authors_order", 5, |wanted| {
            authors::list(db, pager, wanted)
        });
        assert_read_from!(watched, "INDEX ix_book_instances_order", 180, |wanted| {
            book_instances::list::<book_instances::Line>(db, pager, wanted)
        });
        assert_read_from!(watched, "INDEX ix_book_instances_status", 20, |wanted| {
            book_instances::on_loan::<book_instances::Line>(db, pager, wanted)
        });
        assert_read_from!(
            watched,
            "COVERING INDEX ix_book_genres_genre",
            3,
            |wanted| { books::of_genre::<books::Line>(db, pager, 1, wanted) }
        );
        assert_read_from!(watched, "COVERING INDEX ix_books_language", 3, |wanted| {
            books::of_language::<books::Line>(db, pager, 1, wanted)
        });
        let wanted = &PageRequest::first();
        books::of_author::<books::Line>(db, pager, 1, wanted)
            .await
            .expect("a page");
        watched
            .assert_read_from("COVERING INDEX ix_books_author", "an author's books")
            .await;
        book_instances::borrowed_by::<book_instances::Line>(db, pager, reader, wanted)
            .await
            .expect("a page");
        watched
            .assert_read_from(
                "COVERING INDEX ix_book_instances_borrower",
                "a reader's copies",
            )
            .await;
        loans::of_reader(db, pager, reader, wanted)
            .await
            .expect("a page");
        watched
            .assert_read_from("COVERING INDEX ix_loans_reader", "a reader's history")
            .await;
        genres::list(db, pager, wanted).await.expect("a page");
        watched
            .assert_read_from("COVERING INDEX sqlite_autoindex_genres_1", "genres")
            .await;
        languages::list(db, pager, wanted).await.expect("a page");
        watched
            .assert_read_from("COVERING INDEX sqlite_autoindex_languages_1", "languages")
            .await;
        gather_statistics(&app).await;
    }
}

#[tokio::test]
async fn a_search_asks_the_full_text_index_first_and_then_for_what_it_found() {
    let Some((app, watched)) = library().await else {
        return;
    };
    let pager = Pager::new(&LibrarySettings::default());
    for _ in 0..2 {
        for number in [1, 3] {
            let wanted = PageRequest::number(number);
            // Every invented book's ISBN begins so.
            books::search::<books::Line>(&watched.db, &pager, "9797", &wanted)
                .await
                .expect("a page");
            let plans = watched.plans().await;
            let (statement, lines) = plans.first().expect("a search asks");
            assert!(
                lines
                    .iter()
                    .any(|line| line.starts_with("SCAN book_search VIRTUAL TABLE"))
                    && lines
                        .iter()
                        .any(|line| line.starts_with("SEARCH books USING INTEGER PRIMARY KEY")),
                "{}\n{}",
                statement.sql,
                lines.join("\n")
            );
        }
        gather_statistics(&app).await;
    }
}
