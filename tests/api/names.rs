//! Genres and languages in the API: names that are unique without regard to case.

use axum::http::Method;
use serde_json::json;

use crate::support::{
    TestApp,
    builders::{a_book, a_genre, a_language},
};

#[tokio::test]
async fn a_name_is_added_read_changed_and_deleted() {
    let app = TestApp::with_api().await;
    let librarian = app.api().as_librarian().await;
    for list in ["/genres", "/languages"] {
        let made = librarian.post(list, &json!({ "name": "Poetry" })).await;
        let made = made.expect_status(201);
        let url = made.location();
        assert_eq!(app.api().get(url).await.json(), made.json());
        let changed = librarian.put(url, &json!({ "name": "Lyrik" })).await;
        assert_eq!(changed.expect_status(200).json()["name"], "Lyrik");
        let changed = librarian.patch(url, &json!({ "name": "lyrik" })).await;
        assert_eq!(changed.expect_status(200).json()["name"], "lyrik");
        let unchanged = librarian.patch(url, &json!({})).await;
        assert_eq!(unchanged.expect_status(200).json()["name"], "lyrik");
        let names = app.api().get(list).await.json();
        assert_eq!(names["items"][0]["name"], "lyrik");
        librarian.delete(url).await.expect_status(204);
        app.api().get(url).await.expect_status(404);
    }
}

#[tokio::test]
async fn what_is_wrong_with_a_name_is_said() {
    let app = TestApp::with_api().await;
    a_genre(&app, "Poetry").await;
    a_language(&app, "Poetry").await;
    let librarian = app.api().as_librarian().await;
    for list in ["/genres", "/languages"] {
        for (body, expected) in [
            (json!({}), "/name empty"),
            (json!({ "name": null }), "/name empty"),
            (json!({ "name": " " }), "/name empty"),
            (json!({ "name": 1 }), "/name not-a-text"),
            (json!({ "name": "x".repeat(201) }), "/name too-long"),
            (json!({ "name": "a\u{0}" }), "/name control-characters"),
            (json!({ "name": "pOeTRY" }), "/name already-exists"),
            (json!({ "name": "x", "url": "y" }), "/url unknown-member"),
        ] {
            let answer = librarian.post(list, &body).await.expect_status(422);
            assert_eq!(
                answer.problem(),
                ("invalid".into(), vec![expected.into()]),
                "{body}"
            );
        }
    }
}

#[tokio::test]
async fn of_two_who_rename_the_same_genre_one_is_told() {
    let app = TestApp::with_api().await;
    let genre = a_genre(&app, "Poetry").await;
    let url = format!("/genres/{}", genre.id);
    let librarian = app.api().as_librarian().await;
    let seen = librarian.tag(&url).await;
    let (one, other) = (json!({ "name": "Lyric" }), json!({ "name": "Verse" }));
    let (one, other) = tokio::join!(
        librarian.send(Method::PUT, &url, Some(&seen), Some(&one)),
        librarian.send(Method::PUT, &url, Some(&seen), Some(&other)),
    );
    let mut statuses = [one.status(), other.status()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 412]);
}

#[tokio::test]
async fn the_books_of_a_deleted_genre_stay() {
    let app = TestApp::with_api().await;
    let genre = a_genre(&app, "Poetry").await;
    let book = a_book().in_genre(&genre).save(&app).await;
    let librarian = app.api().as_librarian().await;
    librarian
        .delete(&format!("/genres/{}", genre.id))
        .await
        .expect_status(204);
    let book = app.api().get(&format!("/books/{}", book.id)).await;
    assert_eq!(book.expect_status(200).json()["genres"], json!([]));
}
