//! Copies in the API.

use axum::http::Method;
use chrono::Days;
use serde_json::{Value, json};

use crate::support::{
    TestApp,
    builders::{a_book, a_copy},
};

#[tokio::test]
async fn a_copy_is_added_lent_by_a_change_and_deleted() {
    let app = TestApp::with_api().await;
    let book = a_book().titled("Emma").save(&app).await;
    app.user("reader").await;
    let librarian = app.api().as_librarian().await;
    let body = json!({ "book": book.id, "imprint": "Penguin, 2003", "status": "available" });
    let made = librarian.post("/copies", &body).await.expect_status(201);
    let url = made.location();
    let copy = made.json();
    assert_eq!(copy["book"]["name"], "Emma");
    assert_eq!(copy["status"], "available");

    let lent = json!({ "status": "on-loan", "borrower": "reader" });
    let copy = librarian.patch(url, &lent).await.expect_status(200).json();
    assert_eq!(copy["status"], "on-loan");
    assert_eq!(copy["borrower"], "reader");
    let due = (TestApp::today() + Days::new(21)).to_string();
    assert_eq!(
        copy["due_back"], due,
        "the lending period, where nothing is said"
    );
    let loans = librarian
        .get(&format!(
            "/loans?copy={}",
            copy["id"].as_str().unwrap_or_default()
        ))
        .await
        .expect_status(200)
        .json();
    assert_eq!(loans["items"][0]["reader"], "reader");

    let blocked = librarian.delete(url).await.expect_status(409);
    assert_eq!(blocked.problem().0, "blocked");
    let back = json!({ "book": book.id, "imprint": "Penguin, 2003", "status": "maintenance" });
    let copy = librarian.put(url, &back).await.expect_status(200).json();
    assert_eq!(
        (&copy["borrower"], &copy["due_back"]),
        (&Value::Null, &Value::Null)
    );
    librarian.delete(url).await.expect_status(204);
    app.api().get(url).await.expect_status(404);
}

#[tokio::test]
async fn who_has_a_copy_is_told_to_those_who_lend_alone() {
    let app = TestApp::with_api().await;
    let reader = app.user("reader").await;
    let copy = a_copy()
        .on_loan_to(&reader, TestApp::today())
        .save(&app)
        .await;
    let other = app.api().as_other_reader().await;
    let narrow = app.api().as_librarian_with("openid").await;
    let librarian = app.api().as_librarian().await;
    for path in [
        "/copies".to_owned(),
        format!("/copies/{}", copy.id),
        "/copies?status=on-loan".into(),
    ] {
        for caller in [&app.api(), &other, &narrow] {
            let answer = caller.get(&path).await.expect_status(200);
            assert!(!answer.text().contains("\"reader\""), "{path}");
        }
        let answer = librarian.get(&path).await.expect_status(200);
        assert!(answer.text().contains(r#""borrower":"reader""#), "{path}");
    }
}

#[tokio::test]
async fn everything_that_is_wrong_with_a_copy_is_said_at_its_member() {
    let app = TestApp::with_api().await;
    let copy = a_copy().save(&app).await;
    let url = format!("/copies/{}", copy.id);
    let librarian = app.api().as_librarian().await;
    let tag = librarian.tag(&url).await;
    for (member, value, expected) in [
        ("book", json!(null), "/book empty"),
        ("book", json!("Emma"), "/book not-a-key"),
        ("book", json!(4711), "/book does-not-exist"),
        ("book", json!(i64::MIN), "/book does-not-exist"),
        ("imprint", json!(""), "/imprint empty"),
        ("imprint", json!("x".repeat(201)), "/imprint too-long"),
        ("imprint", json!("a\u{85}b"), "/imprint control-characters"),
        ("imprint", json!(1999), "/imprint not-a-text"),
        ("status", json!("a"), "/status does-not-exist"),
        ("status", json!("lost"), "/status does-not-exist"),
        ("status", json!(null), "/status does-not-exist"),
        ("status", json!(1), "/status not-a-text"),
        ("due_back", json!("soon"), "/due_back not-a-day"),
        ("due_back", json!(20_260_101), "/due_back not-a-day"),
        ("borrower", json!("nobody"), "/borrower borrower-unknown"),
        (
            "borrower",
            json!("no\u{0}body"),
            "/borrower control-characters",
        ),
        ("borrower", json!(1), "/borrower not-a-text"),
        ("borrower", json!("x".repeat(151)), "/borrower too-long"),
        ("loan", json!(1), "/loan unknown-member"),
    ] {
        let mut body = json!({ "book": copy.book_id, "imprint": "P", "status": "on-loan" });
        body[member] = value.clone();
        let answer = librarian.post("/copies", &body).await.expect_status(422);
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
