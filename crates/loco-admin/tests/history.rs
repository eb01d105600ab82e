//! What the history says of saved rows.
use crate::support::TestApp;
use crate::support::models::{book_genres, genres};
use loco_admin::history;
use sea_orm::{EntityTrait, PaginatorTrait, QueryOrder, Set};

#[tokio::test]
async fn saving_writes_what_changed_and_the_history_says_from_what_to_what() {
    let app = TestApp::start().await;
    let librarian = app.librarian().await;
    let author = app.author("Leo", "Tolstoy").await;
    let (novel, epic) = (app.genre("Novel").await, app.genre("Epic").await);
    let book = app.book("War", &author).await;
    app.pair(&book, &novel).await;
    let change = format!("/admin/books/{}/change/", book.id);
    let answer = librarian
        .fill_in(
            &change,
            &[
                ("title", "War and Peace"),
                ("status", "o"),
                ("genres", &epic.id.to_string()),
            ],
            "_save",
        )
        .await;
    assert_eq!(answer.status, 303, "{}", answer.text);
    let stored = app.stored(&book).await.unwrap();
    assert_eq!(stored.title, "War and Peace");
    let pairs = book_genres::Entity::find().all(&app.db).await.unwrap();
    assert_eq!(pairs.len(), 1);
    assert_eq!(pairs[0].genre_id, epic.id);
    let page = librarian
        .page(&format!("/admin/books/{}/history/", book.id))
        .await;
    assert_eq!(page.texts(".history h2"), ["Changed"]);
    let told = page.texts(".history tbody tr");
    assert_eq!(
        told,
        [
            "Title War War and Peace",
            "Status Available On loan",
            "Genres Novel Epic"
        ]
    );
    let rows = history::Entity::find().all(&app.db).await.unwrap();
    assert_eq!(rows[0].user_name, "librarian");
    assert_eq!(rows[0].at, TestApp::noon());
}

#[tokio::test]
async fn saving_nothing_changes_nothing() {
    let app = TestApp::start().await;
    let librarian = app.librarian().await;
    let author = app.author("Leo", "Tolstoy").await;
    // A rule that came later must not keep people from saving something else.
    let book = app
        .book_with("War", &author, |book| book.isbn = Set("old-style".into()))
        .await;
    let change = format!("/admin/books/{}/change/", book.id);
    assert_eq!(librarian.fill_in(&change, &[], "_save").await.status, 303);
    assert_eq!(history::Entity::find().count(&app.db).await.unwrap(), 0);
    let answer = librarian
        .fill_in(&change, &[("title", "Peace")], "_save")
        .await;
    assert_eq!(answer.status, 303, "{}", answer.text);
}

#[tokio::test]
async fn the_history_keeps_the_order_in_which_things_happened() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    admin
        .fill_in("/admin/genres/add/", &[("name", "A")], "_save")
        .await;
    let genre = genres::Entity::find().one(&app.db).await.unwrap().unwrap();
    let change = format!("/admin/genres/{}/change/", genre.id);
    admin.fill_in(&change, &[("name", "B")], "_save").await;
    let page = admin
        .page(&format!("/admin/genres/{}/history/", genre.id))
        .await;
    assert_eq!(page.texts(".history h2"), ["Changed", "Added"]);
    let rows = history::Entity::find()
        .order_by_asc(history::Column::Id)
        .all(&app.db)
        .await
        .unwrap();
    assert_eq!(rows[1].changes, r#"{"name":{"old":"A","new":"B"}}"#);
}
