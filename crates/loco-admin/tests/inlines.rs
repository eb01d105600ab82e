//! Rows of another table on the page of the row they point to.
use crate::support::TestApp;
use crate::support::models::books;
use loco_admin::history;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, PaginatorTrait, Set};

#[tokio::test]
async fn rows_are_added_changed_and_deleted_with_their_parent() {
    let app = TestApp::start().await;
    let librarian = app.librarian().await;
    let author = app.author("Leo", "Tolstoy").await;
    let (war, peace) = (
        app.book("War", &author).await,
        app.book("Peace", &author).await,
    );
    let path = format!("/admin/authors/{}/change/", author.id);
    let page = librarian.page(&path).await;
    assert_eq!(page.texts(".tabular thead th"), ["Title", "Isbn", "Status"]);
    assert_eq!(page.texts(".inline-name").len(), 2);
    assert_eq!(
        page.link("War"),
        format!("/admin/books/{}/change/", war.id),
        "each leads to its own page"
    );
    let answer = librarian
        .send(
            &page,
            &path,
            &[
                ("first_name", "Lew"),
                (&format!("books-{}-title", war.id), "War and Peace"),
                (&format!("books-{}-_delete", peace.id), "true"),
                ("books-new0-title", "Anna Karenina"),
                ("books-new0-isbn", "77"),
                ("books-new0-status", "o"),
            ],
            "_save",
        )
        .await;
    assert_eq!(answer.status, 303, "{}", answer.text);
    assert_eq!(app.stored(&war).await.unwrap().title, "War and Peace");
    assert!(app.stored(&peace).await.is_none());
    let all = books::Entity::find().all(&app.db).await.unwrap();
    assert_eq!(all.len(), 2, "the second empty row made nothing");
    let new = all
        .iter()
        .find(|book| book.title == "Anna Karenina")
        .unwrap();
    assert_eq!((new.author_id, new.status.as_str()), (author.id, "o"));
    assert_eq!(
        history::Entity::find().count(&app.db).await.unwrap(),
        4,
        "each is in the history"
    );
}

#[tokio::test]
async fn a_mistake_in_one_row_stands_beside_it_and_nothing_is_saved() {
    let app = TestApp::start().await;
    let librarian = app.librarian().await;
    let author = app.author("Leo", "Tolstoy").await;
    let war = app.book("War", &author).await;
    let path = format!("/admin/authors/{}/change/", author.id);
    let page = librarian.page(&path).await;
    let title = format!("books-{}-title", war.id);
    let answer = librarian
        .send(
            &page,
            &path,
            &[
                ("first_name", "Lew"),
                (&title, "Kept"),
                ("books-new1-title", "Anna"),
                ("books-new1-isbn", "letters"),
                ("books-new1-status", "a"),
            ],
            "_save",
        )
        .await;
    assert_eq!(answer.status, 422);
    assert_eq!(answer.errors_at("books-new1-isbn"), ["Only digits."]);
    assert_eq!(
        answer.attributes(&format!("[name='{title}']"), "value"),
        ["Kept"]
    );
    assert!(answer.texts(".summary a")[0].contains("Isbn"));
    assert_eq!(app.stored(&war).await.unwrap().title, "War");
    // What only the database knows: the parent and the first row are undone with the second.
    let answer = librarian
        .send(
            &page,
            &path,
            &[
                ("first_name", "Lew"),
                (&title, "Kept"),
                ("books-new1-title", "Anna"),
                ("books-new1-isbn", &war.isbn),
                ("books-new1-status", "a"),
            ],
            "_save",
        )
        .await;
    assert_eq!(answer.status, 422);
    assert_eq!(
        answer.errors_at("books-new1-isbn"),
        ["There is already one with this: Isbn."]
    );
    assert_eq!(app.stored(&war).await.unwrap().title, "War");
    assert_eq!(history::Entity::find().count(&app.db).await.unwrap(), 0);
}

#[tokio::test]
async fn a_row_that_somebody_else_changed_is_not_overwritten() {
    let app = TestApp::start().await;
    let librarian = app.librarian().await;
    let author = app.author("Leo", "Tolstoy").await;
    let war = app.book("War", &author).await;
    let path = format!("/admin/authors/{}/change/", author.id);
    let page = librarian.page(&path).await;
    let mut theirs = war.clone().into_active_model();
    theirs.title = Set("Theirs".into());
    theirs.update(&app.db).await.unwrap();
    let title = format!("books-{}-title", war.id);
    let answer = librarian
        .send(&page, &path, &[(&title, "Mine")], "_save")
        .await;
    assert_eq!(answer.status, 422);
    assert!(answer.texts(".inline-row .errors")[0].starts_with("Somebody else changed this row"));
    assert_eq!(app.stored(&war).await.unwrap().title, "Theirs");
    let answer = librarian.send(&answer, &path, &[], "_save").await;
    assert_eq!(answer.status, 303);
    assert_eq!(
        app.stored(&war).await.unwrap().title,
        "Mine",
        "sent again, it is meant"
    );
}

#[tokio::test]
async fn rows_are_known_by_their_key_and_never_by_their_place() {
    let app = TestApp::start().await;
    let librarian = app.librarian().await;
    let author = app.author("Leo", "Tolstoy").await;
    let other = app.author("Jane", "Austen").await;
    let emma = app.book("Emma", &other).await;
    let path = format!("/admin/authors/{}/change/", author.id);
    // A forged key of another author's book.
    let answer = librarian
        .fill_in(
            &path,
            &[
                (&format!("books-{}-title", emma.id), "Stolen"),
                (&format!("books-{}-_delete", emma.id), "true"),
                (&format!("books-{}-_version", emma.id), "x"),
            ],
            "_save",
        )
        .await;
    assert_eq!(answer.status, 303);
    assert_eq!(app.stored(&emma).await.unwrap().title, "Emma");
}

#[tokio::test]
async fn rows_that_may_not_be_changed_are_only_shown() {
    let app = TestApp::start().await;
    let librarian = app.librarian().await;
    let author = app.author("Leo", "Tolstoy").await;
    let frozen = app.book("Frozen", &author).await;
    let path = format!("/admin/authors/{}/change/", author.id);
    let page = librarian.page(&path).await;
    assert!(!page.has(&format!("[name='books-{}-title']", frozen.id)));
    assert!(!page.has(&format!("[name='books-{}-_delete']", frozen.id)));
    let somebody = app
        .staff_with(&["catalog.change_author", "catalog.view_book"])
        .await;
    let page = somebody.page(&path).await;
    assert!(
        !page.has("[name='books-new0-title']"),
        "who may not add sees no empty row"
    );
}

#[tokio::test]
async fn a_new_parent_comes_with_its_rows() {
    let app = TestApp::start().await;
    let librarian = app.librarian().await;
    let answer = librarian
        .fill_in(
            "/admin/authors/add/",
            &[
                ("first_name", "Jane"),
                ("last_name", "Austen"),
                ("books-new0-title", "Emma"),
                ("books-new0-isbn", "1"),
                ("books-new0-status", "a"),
                ("books-new7-title", "Persuasion"),
                ("books-new7-isbn", "2"),
                ("books-new7-status", "a"),
            ],
            "_save",
        )
        .await;
    assert_eq!(answer.status, 303, "{}", answer.text);
    assert_eq!(
        books::Entity::find().count(&app.db).await.unwrap(),
        2,
        "rows that a script added count as well"
    );
}

#[tokio::test]
async fn a_page_costs_as_many_queries_for_forty_rows_as_for_one() {
    let app = TestApp::start().await;
    let librarian = app.librarian().await;
    let author = app.author("Leo", "Tolstoy").await;
    app.book("War", &author).await;
    let path = format!("/admin/authors/{}/change/", author.id);
    let count = async || {
        let before = app.queries();
        librarian.page(&path).await;
        app.queries() - before
    };
    count().await;
    let one = count().await;
    for number in 0..40 {
        app.book(&format!("Book {number}"), &author).await;
    }
    let many = count().await;
    assert!(many <= one, "{one} for one row, {many} for forty");
}
