//! Rows that are edited in their list.
use crate::support::TestApp;
use sea_orm::EntityTrait;

#[tokio::test]
async fn rows_are_edited_in_their_list_and_only_those_that_changed_are_saved() {
    let app = TestApp::start().await;
    let librarian = app.librarian().await;
    let author = app.author("Leo", "Tolstoy").await;
    let (war, peace) = (
        app.book("War", &author).await,
        app.book("Peace", &author).await,
    );
    app.book("Frozen", &author).await;
    let page = librarian.page("/admin/books/?o=-title").await;
    assert_eq!(
        page.attributes("[name$='-status'][checked]", "name").len(),
        2
    );
    let status = format!("{}-status", war.id);
    let answer = librarian
        .send(&page, "/admin/books/edits/", &[(&status, "o")], "_save")
        .await;
    assert_eq!(answer.status, 303, "{}", answer.text);
    assert_eq!(
        answer.location(),
        "/admin/books/?o=-title",
        "back to the same list"
    );
    assert_eq!(app.stored(&war).await.unwrap().status, "o");
    assert_eq!(app.stored(&peace).await.unwrap().status, "a");
    let told = loco_admin::history::Entity::find()
        .all(&app.db)
        .await
        .unwrap();
    assert_eq!(told.len(), 1, "one row was saved");
}

#[tokio::test]
async fn a_row_of_a_list_that_is_wrong_or_was_changed_meanwhile_says_so() {
    let app = TestApp::start().await;
    let (librarian, admin) = (app.librarian().await, app.admin().await);
    let author = app.author("Leo", "Tolstoy").await;
    let (war, peace) = (
        app.book("War", &author).await,
        app.book("Peace", &author).await,
    );
    let page = librarian.page("/admin/books/").await;
    admin
        .fill_in(
            &format!("/admin/books/{}/change/", war.id),
            &[("title", "Theirs")],
            "_save",
        )
        .await;
    let (war_status, peace_status) = (format!("{}-status", war.id), format!("{}-status", peace.id));
    let answer = librarian
        .send(
            &page,
            "/admin/books/edits/",
            &[(&war_status, "o"), (&peace_status, "zzz")],
            "_save",
        )
        .await;
    assert_eq!(answer.status, 422);
    assert!(answer.texts("tr.wrong .errors")[0].starts_with("Somebody else changed this row"));
    assert_eq!(answer.errors_at(&peace_status).len(), 1);
    assert_eq!(
        app.stored(&war).await.unwrap().status,
        "a",
        "nothing was overwritten"
    );
    let viewer = app.viewer().await;
    assert_eq!(viewer.post("/admin/books/edits/", &[]).await.status, 403);
    assert!(!viewer.page("/admin/books/").await.has("#edits"));
}
