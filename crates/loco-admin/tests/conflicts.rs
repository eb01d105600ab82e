//! A row that somebody else has changed or deleted meanwhile.
use crate::support::TestApp;

#[tokio::test]
async fn whoever_saves_second_sees_mine_theirs_and_what_both_began_with() {
    let app = TestApp::start().await;
    let (mine, theirs) = (app.librarian().await, app.admin().await);
    let author = app.author("Leo", "Tolstoy").await;
    let book = app.book("War", &author).await;
    let change = format!("/admin/books/{}/change/", book.id);
    let my_page = mine.page(&change).await;
    let answer = theirs
        .fill_in(
            &change,
            &[("title", "Theirs"), ("summary", "Also theirs")],
            "_save",
        )
        .await;
    assert_eq!(answer.status, 303);
    let answer = mine
        .send(
            &my_page,
            &change,
            &[("title", "Mine"), ("isbn", "42")],
            "_save",
        )
        .await;
    assert_eq!(answer.status, 409);
    assert_eq!(
        app.stored(&book).await.unwrap().title,
        "Theirs",
        "nothing was overwritten"
    );
    assert_eq!(
        answer.texts(".compare tr.both td"),
        ["War", "Theirs", "Mine"]
    );
    let fields = answer.fields();
    let has = |name: &str, value: &str| fields.contains(&(name.to_owned(), value.to_owned()));
    assert!(has("title", "Mine"), "what I typed is not lost");
    assert!(has("isbn", "42"));
    assert!(
        has("summary", "Also theirs"),
        "what only they changed is kept"
    );
    let answer = mine.send(&answer, &change, &[], "_save").await;
    assert_eq!(answer.status, 303, "{}", answer.text);
    let stored = app.stored(&book).await.unwrap();
    assert_eq!(
        (stored.title.as_str(), stored.summary.as_str()),
        ("Mine", "Also theirs")
    );
}

#[tokio::test]
async fn a_form_without_its_version_saves_nothing() {
    let app = TestApp::start().await;
    let genre = app.genre("Poetry").await;
    let change = format!("/admin/genres/{}/change/", genre.id);
    let answer = app.admin().await.post(&change, &[("name", "Verse")]).await;
    assert_eq!(answer.status, 409);
}

#[tokio::test]
async fn a_row_that_was_deleted_meanwhile_is_not_found() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let genre = app.genre("Poetry").await;
    let change = format!("/admin/genres/{}/change/", genre.id);
    let page = admin.page(&change).await;
    admin
        .post(&format!("/admin/genres/{}/delete/", genre.id), &[])
        .await;
    assert_eq!(
        admin
            .send(&page, &change, &[("name", "x")], "_save")
            .await
            .status,
        404
    );
}
