//! What somebody may not do is neither offered nor done.
use crate::support::TestApp;

#[tokio::test]
async fn whoever_may_only_look_gets_a_page_to_look_at() {
    let app = TestApp::start().await;
    let viewer = app.viewer().await;
    let author = app.author("Leo", "Tolstoy").await;
    let book = app.book("War", &author).await;
    let change = format!("/admin/books/{}/change/", book.id);
    let page = viewer.page(&change).await;
    assert!(!page.has("form.form"));
    assert!(page.text.contains("You may look at this"));
    assert!(page.texts(".shown").contains(&"Tolstoy, Leo".to_owned()));
    assert_eq!(viewer.post(&change, &[("title", "x")]).await.status, 403);
    assert_eq!(viewer.get("/admin/books/add/").await.status, 403);
    assert_eq!(viewer.post("/admin/books/add/", &[]).await.status, 403);
    assert_eq!(
        viewer
            .get(&format!("/admin/books/{}/delete/", book.id))
            .await
            .status,
        403
    );
    assert_eq!(viewer.get("/admin/genres/").await.status, 403);
}

#[tokio::test]
async fn permissions_hold_by_row_and_by_field() {
    let app = TestApp::start().await;
    let librarian = app.librarian().await;
    let author = app.author("Leo", "Tolstoy").await;
    let frozen = app.book("Frozen", &author).await;
    let change = format!("/admin/books/{}/change/", frozen.id);
    assert!(!librarian.page(&change).await.has("form.form"));
    assert_eq!(librarian.post(&change, &[("title", "x")]).await.status, 403);
    let book = app.book("War", &author).await;
    let change = format!("/admin/books/{}/change/", book.id);
    assert!(!librarian.page(&change).await.has("[name=in_print]"));
    let forged = librarian
        .fill_in(
            &change,
            &[("in_print", "false"), ("title", "Peace")],
            "_save",
        )
        .await;
    assert_eq!(forged.status, 303);
    let stored = app.stored(&book).await.unwrap();
    assert!(stored.in_print, "a field that was not offered is not taken");
    assert_eq!(stored.title, "Peace");
    assert!(
        app.admin()
            .await
            .page(&change)
            .await
            .has("[type=checkbox][name=in_print]")
    );
}
