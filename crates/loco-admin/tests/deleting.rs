//! Deleting: what forbids it, what goes along, and who may.
use crate::support::TestApp;
use crate::support::models::{authors, book_genres};
use loco_admin::history;
use sea_orm::{EntityTrait, PaginatorTrait};

#[tokio::test]
async fn a_row_that_others_need_cannot_be_deleted_and_the_page_says_who() {
    let app = TestApp::start().await;
    let librarian = app.librarian().await;
    let author = app.author("Leo", "Tolstoy").await;
    for number in 0..12 {
        app.book(&format!("Book {number:02}"), &author).await;
    }
    let path = format!("/admin/authors/{}/delete/", author.id);
    let page = librarian.page(&path).await;
    assert!(page.texts(".summary h2")[0].starts_with("This cannot be deleted"));
    assert_eq!(page.texts(".summary h3"), ["Books: 12"]);
    assert_eq!(
        page.texts(".summary li").len(),
        11,
        "ten, and how many more"
    );
    assert_eq!(page.texts(".summary li").last().unwrap(), "and 2 more");
    assert!(!page.has("main button[type=submit]"));
    assert_eq!(librarian.post(&path, &[]).await.status, 409);
    assert_eq!(authors::Entity::find().count(&app.db).await.unwrap(), 1);
}

#[tokio::test]
async fn a_deletion_tells_what_goes_along_and_is_written_down() {
    let app = TestApp::start().await;
    let librarian = app.librarian().await;
    let author = app.author("Leo", "Tolstoy").await;
    let genre = app.genre("Novel").await;
    let book = app.book("War", &author).await;
    app.pair(&book, &genre).await;
    let path = format!("/admin/books/{}/delete/", book.id);
    let page = librarian.page(&path).await;
    assert_eq!(page.texts("h1"), ["Delete “War”?"]);
    assert_eq!(page.texts(".card h3"), ["Book genres: 1"]);
    let answer = librarian.post(&path, &[]).await;
    assert_eq!(answer.status, 303);
    assert_eq!(answer.location(), "/admin/books/");
    assert!(app.stored(&book).await.is_none());
    assert_eq!(book_genres::Entity::find().count(&app.db).await.unwrap(), 0);
    let row = history::Entity::find().one(&app.db).await.unwrap().unwrap();
    assert_eq!(
        (row.action.as_str(), row.object_label.as_str()),
        ("delete", "War")
    );
    assert!(
        row.changes.contains(r#""title":{"old":"War","new":null}"#),
        "{}",
        row.changes
    );
    assert_eq!(librarian.post(&path, &[]).await.status, 404, "gone");
}

#[tokio::test]
async fn whoever_may_not_delete_is_refused() {
    let app = TestApp::start().await;
    let author = app.author("Leo", "Tolstoy").await;
    let book = app.book("War", &author).await;
    let path = format!("/admin/books/{}/delete/", book.id);
    let somebody = app
        .staff_with(&["catalog.view_book", "catalog.change_book"])
        .await;
    assert_eq!(somebody.get(&path).await.status, 403);
    assert_eq!(somebody.post(&path, &[]).await.status, 403);
    let change = somebody
        .page(&format!("/admin/books/{}/change/", book.id))
        .await;
    assert!(!change.text.contains(&path));
    assert!(app.stored(&book).await.is_some());
}
