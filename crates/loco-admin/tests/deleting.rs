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

#[tokio::test]
async fn rows_that_go_along_are_written_down_one_by_one_and_counted_beyond() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let author = app.author("Leo", "Tolstoy").await;
    let genre = app.genre("Novel").await;
    let book = app.book("War", &author).await;
    app.pair(&book, &genre).await;
    for number in 0..120 {
        app.note(&format!("Note {number}"), &book).await;
    }
    let path = format!("/admin/books/{}/delete/", book.id);
    let page = admin.page(&path).await;
    assert_eq!(
        page.texts(".card h3"),
        ["Notes: more than 100", "Book genres: 1"]
    );
    assert_eq!(admin.post(&path, &[]).await.status, 303);
    let told = history::Entity::find().all(&app.db).await.unwrap();
    let (notes, books): (Vec<_>, Vec<_>) = told.iter().partition(|row| row.model == "notes");
    assert_eq!(notes.len(), 101, "as many as were looked at");
    assert!(notes.iter().all(|row| row.action == "delete"));
    assert!(
        notes[0]
            .changes
            .contains(r#""+with":{"old":"War","new":null}"#)
    );
    assert!(notes[0].changes.contains("\"title\":{\"old\":\"Note "));
    assert_eq!(books.len(), 1);
    assert!(
        books[0]
            .changes
            .contains(r#""+along notes":{"old":"120","new":null}"#),
        "how many there were: {}",
        books[0].changes
    );
    assert!(
        books[0]
            .changes
            .contains(r#""+along book_genres":{"old":"1","new":null}"#)
    );
}

#[tokio::test]
async fn nothing_is_deleted_with_which_rows_would_go_that_somebody_may_not_delete_or_see() {
    let app = TestApp::start().await;
    let (librarian, admin) = (app.librarian().await, app.admin().await);
    let author = app.author("Leo", "Tolstoy").await;
    let book = app.book("War", &author).await;
    app.note("A note", &book).await;
    let path = format!("/admin/books/{}/delete/", book.id);
    let page = librarian.page(&path).await;
    assert!(page.texts(".summary h2")[0].contains("you may not delete them"));
    assert_eq!(page.texts(".summary h3"), ["Notes: 1"]);
    assert_eq!(librarian.post(&path, &[]).await.status, 409);
    let key = book.id.to_string();
    let together = librarian
        .post(
            "/admin/books/actions/",
            &[("_action", "delete"), ("key", &key), ("_confirmed", "1")],
        )
        .await;
    assert_eq!(
        together.texts(".summary li"),
        ["War : Rows would go along that you may not delete."]
    );
    // Out of everybody's sight: only how many there are is told.
    let secret = app.book("Peace", &author).await;
    app.note("Secret", &secret).await;
    let path = format!("/admin/books/{}/delete/", secret.id);
    let page = admin.page(&path).await;
    assert_eq!(page.texts(".summary h3"), ["Notes: 1"]);
    assert!(!page.text.contains("Secret"));
    assert_eq!(admin.post(&path, &[]).await.status, 409);
    assert!(app.stored(&secret).await.is_some());
    assert_eq!(history::Entity::find().count(&app.db).await.unwrap(), 0);
}
