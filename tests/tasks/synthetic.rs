//! Invented books.

use std::time::Duration;

use locallibrary::models::{
    _entities::{authors, book_genres, book_instances, books, loans},
    counts::Counts,
};
use sea_orm::{ConnectionTrait, EntityTrait, PaginatorTrait, QueryOrder, Statement};

use super::{refusal, run};
use crate::support::TestApp;

async fn titles(app: &TestApp) -> Vec<(String, String)> {
    let books = books::Entity::find()
        .order_by_asc(books::Column::Isbn)
        .all(app.db())
        .await
        .expect("books");
    books
        .into_iter()
        .map(|book| (book.isbn, book.title))
        .collect()
}

/// All copies, but for the numbers that the database gave to their books and readers.
async fn copies(app: &TestApp) -> Vec<(uuid::Uuid, String, String, Option<chrono::NaiveDate>)> {
    let copies = book_instances::Entity::find()
        .order_by_asc(book_instances::Column::Id)
        .all(app.db())
        .await
        .expect("copies");
    copies
        .into_iter()
        .map(|copy| (copy.id, copy.imprint, copy.status, copy.due_back))
        .collect()
}

async fn count(app: &TestApp, rows: &str) -> u64 {
    let sql = format!("SELECT COUNT(*) AS many FROM {rows}");
    let statement = Statement::from_string(app.db().get_database_backend(), sql);
    let row = app.db().query_one_raw(statement).await.expect("a count");
    let many: i64 = row.expect("a row").try_get("", "many").expect("a number");
    many.try_into().expect("not negative")
}

/// Books have their copies, genres and places in the search, copies on loan have their loans, and the counts are true.
async fn assert_whole(app: &TestApp) {
    let counts = Counts::read(app.db()).await.expect("counts");
    let books = books::Entity::find().count(app.db()).await.expect("books");
    assert_eq!(counts.books, books);
    assert_eq!(counts.authors, count(app, "authors").await);
    assert_eq!(counts.copies, count(app, "book_instances").await);
    assert_eq!(counts.copies, 2 * books, "each book has its copies");
    let available = count(app, "book_instances WHERE status = 'a'").await;
    assert_eq!(counts.copies_available, available);
    let on_loan = count(app, "book_instances WHERE status = 'o'").await;
    assert_eq!(counts.copies_on_loan, on_loan);
    assert_eq!(count(app, "loans WHERE returned_at IS NULL").await, on_loan);
    assert_eq!(count(app, "book_search").await, books);
    assert_eq!(count(app, "author_search").await, counts.authors);
    let of_books = book_genres::Entity::find()
        .count(app.db())
        .await
        .expect("genres of books");
    assert!(of_books >= books, "each book has a genre");
}

#[tokio::test]
async fn as_many_books_are_made_as_asked_for() {
    let app = TestApp::boot().await;
    run(&app, "seed_catalog", &[("books", "200")])
        .await
        .expect("books are made");
    let counts = Counts::read(app.db()).await.expect("counts");
    assert_eq!(
        (
            counts.books,
            counts.authors,
            counts.copies,
            counts.copies_on_loan
        ),
        (200, 20, 400, 40)
    );
    assert_eq!(
        book_instances::Entity::find()
            .count(app.db())
            .await
            .expect("copies"),
        400
    );
    assert_eq!(
        loans::Entity::find().count(app.db()).await.expect("loans"),
        40
    );
    let unread = authors::Entity::find()
        .find_with_related(books::Entity)
        .all(app.db())
        .await
        .expect("authors");
    assert!(
        unread.iter().all(|(_, books)| !books.is_empty()),
        "every author has a book"
    );
}

#[tokio::test]
async fn the_same_seed_makes_the_same_catalogue_in_one_run_or_in_several() {
    let (whole, parts) = (TestApp::boot().await, TestApp::boot().await);
    run(&whole, "seed_catalog", &[("books", "150"), ("seed", "7")])
        .await
        .expect("books are made");
    for books in ["15", "87", "150"] {
        run(&parts, "seed_catalog", &[("books", books), ("seed", "7")])
            .await
            .expect("books are made");
    }
    assert_eq!(titles(&whole).await, titles(&parts).await);
    assert_eq!(copies(&whole).await, copies(&parts).await);
    assert_whole(&parts).await;
    let (one, other) = (
        Counts::read(whole.db()).await.expect("counts"),
        Counts::read(parts.db()).await.expect("counts"),
    );
    assert_eq!(one, other);
    run(&parts, "seed_catalog", &[("books", "150"), ("seed", "7")])
        .await
        .expect("there is nothing to do");
    assert_eq!(titles(&parts).await.len(), 150);
}

#[tokio::test]
async fn whenever_a_run_is_stopped_there_are_whole_books_and_the_next_one_goes_on() {
    let app = TestApp::boot().await;
    // Inside one transaction, at whatever it does by then.
    for (books, milliseconds) in [("150", 1), ("300", 20), ("450", 60), ("600", 150)] {
        let arguments = [("books", books)];
        let stopped = run(&app, "seed_catalog", &arguments);
        let limit = Duration::from_millis(milliseconds);
        if let Ok(ended) = tokio::time::timeout(limit, stopped).await {
            ended.expect("books are made");
        }
        assert_whole(&app).await;
    }
    run(&app, "seed_catalog", &[("books", "700")])
        .await
        .expect("the rest is made");
    assert_whole(&app).await;
    assert_eq!(count(&app, "books").await, 700);
}

#[tokio::test]
async fn another_seed_does_not_go_on_with_a_catalogue() {
    let app = TestApp::boot().await;
    run(&app, "seed_catalog", &[("books", "30"), ("seed", "1")])
        .await
        .expect("books are made");
    let sentence = refusal(&app, "seed_catalog", &[("books", "60"), ("seed", "2")]).await;
    assert!(sentence.contains("seed:2"), "{sentence}");
    assert_eq!(
        books::Entity::find().count(app.db()).await.expect("books"),
        30
    );
}
