//! Invented books.

use locallibrary::models::{
    _entities::{authors, book_instances, books, loans},
    counts::Counts,
};
use sea_orm::{EntityTrait, PaginatorTrait, QueryOrder};

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
