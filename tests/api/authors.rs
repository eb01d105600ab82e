//! Authors in the API.

use axum::http::Method;
use serde_json::{Value, json};

use crate::support::{
    TestApp,
    builders::{a_book, an_author},
};

#[tokio::test]
async fn an_author_is_added_read_changed_and_deleted() {
    let app = TestApp::with_api().await;
    let librarian = app.api().as_librarian().await;
    let body =
        json!({ "first_name": "Emily", "last_name": "Brontë", "date_of_birth": "1818-07-30" });
    let made = librarian.post("/authors", &body).await.expect_status(201);
    let url = made.location();
    let author = app.api().get(url).await.expect_status(200).json();
    assert_eq!(author["name"], "Brontë, Emily");
    assert_eq!(author["date_of_birth"], "1818-07-30");
    assert_eq!(author["date_of_death"], Value::Null);
    let died = json!({ "date_of_death": "1848-12-19" });
    let author = librarian.patch(url, &died).await.expect_status(200).json();
    assert_eq!(author["date_of_birth"], "1818-07-30");
    assert_eq!(author["date_of_death"], "1848-12-19");
    let whole = json!({ "first_name": "Ellis", "last_name": "Bell" });
    let author = librarian.put(url, &whole).await.expect_status(200).json();
    assert_eq!(author["name"], "Bell, Ellis");
    assert_eq!(author["date_of_birth"], Value::Null);
    librarian.delete(url).await.expect_status(204);
    app.api().get(url).await.expect_status(404);
}

#[tokio::test]
async fn everything_that_is_wrong_with_an_author_is_said_at_its_member() {
    let app = TestApp::with_api().await;
    let author = an_author().save(&app).await;
    let url = format!("/authors/{}", author.id);
    let librarian = app.api().as_librarian().await;
    let tag = librarian.tag(&url).await;
    for (member, value, expected) in [
        ("first_name", json!(""), "/first_name empty"),
        ("first_name", json!(1), "/first_name not-a-text"),
        (
            "first_name",
            json!("\u{1b}[31m"),
            "/first_name control-characters",
        ),
        ("last_name", json!("e".repeat(101)), "/last_name too-long"),
        ("last_name", json!({}), "/last_name not-a-text"),
        (
            "last_name",
            json!("a\u{2066}b"),
            "/last_name control-characters",
        ),
        (
            "date_of_birth",
            json!("1818-02-30"),
            "/date_of_birth not-a-day",
        ),
        (
            "date_of_birth",
            json!("30/07/1818"),
            "/date_of_birth not-a-day",
        ),
        ("date_of_birth", json!(""), "/date_of_birth not-a-day"),
        ("date_of_birth", json!(1818), "/date_of_birth not-a-day"),
        (
            "date_of_birth",
            json!("+1818-7-30"),
            "/date_of_birth not-a-day",
        ),
        (
            "date_of_birth",
            json!("१८१८-०७-३०"),
            "/date_of_birth not-a-day",
        ),
        (
            "date_of_death",
            json!("1600-01-01"),
            "/date_of_death died-before-birth",
        ),
        (
            "date_of_death",
            json!("0000-01-01"),
            "/date_of_death not-a-day",
        ),
        ("name", json!("x"), "/name unknown-member"),
    ] {
        let mut body =
            json!({ "first_name": "A", "last_name": "B", "date_of_birth": "1700-01-01" });
        body[member] = value.clone();
        let answer = librarian.post("/authors", &body).await.expect_status(422);
        assert_eq!(
            answer.problem(),
            ("invalid".into(), vec![expected.into()]),
            "{body}"
        );
        let answer = librarian
            .send(Method::PUT, &url, Some(&tag), Some(&body))
            .await
            .expect_status(422);
        assert_eq!(answer.problem().1, [expected], "{body}");
    }
}

#[tokio::test]
async fn an_author_with_books_stays() {
    let app = TestApp::with_api().await;
    let author = an_author().save(&app).await;
    a_book().by(&author).titled("Emma").save(&app).await;
    let librarian = app.api().as_librarian().await;
    let answer = librarian
        .delete(&format!("/authors/{}", author.id))
        .await
        .expect_status(409);
    assert_eq!(answer.problem().0, "blocked");
    assert_eq!(answer.json()["blocked_by"][0]["title"], "Emma");
}
