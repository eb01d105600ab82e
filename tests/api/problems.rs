//! Refusals: problem documents, in the client's language, whoever refuses.

use axum::http::Method;
use serde_json::json;

use crate::support::{TestApp, builders::a_book};

#[tokio::test]
async fn a_problem_is_told_in_the_language_of_the_client() {
    let app = TestApp::with_api().await;
    let english = app.api().get("/books/4711").await.expect_status(404);
    assert_eq!(english.problem().0, "not-found");
    assert_eq!(english.json()["title"], "There is nothing here");
    assert_eq!(english.json()["type"], "/api/docs/#problem-not-found");
    assert_eq!(english.header("content-language"), Some("en"));
    let german = app.api().in_german().get("/books/4711").await;
    assert_eq!(german.json()["title"], "Hier ist nichts");
    assert_eq!(german.header("content-language"), Some("de"));
    assert!(
        german
            .header("vary")
            .is_some_and(|vary| vary.contains("Accept-Language"))
    );
    let librarian = app.api().as_librarian().await.in_german();
    let invalid = librarian.post("/genres", &json!({ "name": "" })).await;
    let detail = &invalid.expect_status(422).json()["errors"][0]["detail"];
    assert_eq!(detail, "Dieses Feld muss ausgefüllt sein.");
    let no_token = app.api().in_german().get("/me").await.expect_status(401);
    assert_eq!(no_token.problem().0, "invalid-token");
    assert_eq!(no_token.header("content-language"), Some("de"));
}

#[tokio::test]
async fn keys_that_cannot_be_are_like_keys_that_are_nobodys() {
    let app = TestApp::with_api().await;
    for key in [
        "0",
        "-1",
        "+1",
        "abc",
        "1e3",
        "01",
        "99999999999999999999",
        "%00",
        "%F0%9F%95%AE",
        "a%2Fb",
    ] {
        for resource in ["books", "authors", "genres", "languages", "copies"] {
            let answer = app.api().get(&format!("/{resource}/{key}")).await;
            assert_eq!(
                answer.expect_status(404).problem().0,
                "not-found",
                "{resource}/{key}"
            );
        }
    }
    for path in [
        "/nowhere",
        "/books/1/2/3",
        "/api/",
        "/api/v2/books",
        "/api/v1",
    ] {
        let answer = app.api().get(path).await;
        assert_eq!(answer.expect_status(404).problem().0, "not-found", "{path}");
    }
}

#[tokio::test]
async fn a_method_that_an_address_does_not_know_is_refused_with_those_that_it_knows() {
    let app = TestApp::with_api().await;
    let book = a_book().save(&app).await;
    for (method, path, allowed) in [
        (Method::DELETE, "/books".to_owned(), "GET,HEAD,POST"),
        (
            Method::POST,
            format!("/books/{}", book.id),
            "GET,HEAD,PUT,PATCH,DELETE",
        ),
        (Method::PUT, "/me".to_owned(), "GET,HEAD"),
        (Method::GET, "/copies/x/checkout".to_owned(), "POST"),
    ] {
        let answer = app
            .api()
            .as_librarian()
            .await
            .send(method, &path, None, None)
            .await;
        let answer = answer.expect_status(405);
        assert_eq!(answer.problem().0, "method-not-allowed");
        let mut named: Vec<&str> = answer
            .header("allow")
            .unwrap_or_default()
            .split(',')
            .collect();
        let mut expected: Vec<&str> = allowed.split(',').collect();
        named.sort_unstable();
        expected.sort_unstable();
        assert_eq!(named, expected, "{path}");
    }
}

#[tokio::test]
async fn a_client_that_takes_no_json_is_told_so() {
    let app = TestApp::with_api().await;
    for accept in ["text/html", "application/xml", "application/json;q=0"] {
        let answer = app.api().with_header("accept", accept).get("/books").await;
        assert_eq!(
            answer.expect_status(406).problem().0,
            "not-acceptable",
            "{accept}"
        );
    }
    for accept in ["*/*", "text/html, application/json;q=0.1", "application/*"] {
        app.api()
            .with_header("accept", accept)
            .get("/books")
            .await
            .expect_status(200);
    }
}

#[tokio::test]
async fn a_body_of_another_type_is_refused() {
    let app = TestApp::with_api().await;
    let librarian = app.api().as_librarian().await;
    for kind in [
        "",
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/merge-patch+json",
        "json",
    ] {
        let answer = librarian
            .send_raw(Method::POST, "/genres", kind, b"{\"name\":\"x\"}")
            .await;
        assert_eq!(
            answer.expect_status(415).problem().0,
            "unsupported-media-type",
            "{kind}"
        );
    }
    let answer = librarian
        .send_raw(
            Method::POST,
            "/genres",
            "Application/JSON; charset=utf-8",
            b"{\"name\":\"x\"}",
        )
        .await;
    answer.expect_status(201);
}

#[tokio::test]
async fn a_body_that_is_no_json_object_is_refused_with_the_place() {
    let app = TestApp::with_api().await;
    let librarian = app.api().as_librarian().await;
    let deep = "[".repeat(100_000);
    let deep_member = format!("{{\"name\":{}", "{\"a\":".repeat(5_000));
    for body in [
        "",
        " ",
        "{",
        "{\"name\":}",
        "{\"name\":\"x\"} {}",
        "[]",
        "\"x\"",
        "null",
        "1",
        "{'name':'x'}",
        "{\"name\":\"\u{1}\"}",
        "{\"name\":\"\\ud800\"}",
        "NaN",
        deep.as_str(),
        deep_member.as_str(),
    ] {
        let answer = librarian
            .send_raw(Method::POST, "/genres", "application/json", body.as_bytes())
            .await;
        let answer = answer.expect_status(400);
        assert_eq!(answer.problem().0, "bad-json", "{body:.40}");
    }
    let answer = librarian
        .send_raw(
            Method::POST,
            "/genres",
            "application/json",
            b"{\"name\":\"\xff\"}",
        )
        .await;
    answer.expect_status(400);
    let answer = librarian
        .send_raw(
            Method::POST,
            "/genres",
            "application/json",
            b"{\n  \"name\": x",
        )
        .await;
    assert!(
        answer.json()["detail"].to_string().contains("2:"),
        "{}",
        answer.text()
    );
}

#[tokio::test]
async fn a_body_that_is_too_large_is_refused() {
    let app = TestApp::with_api().await;
    let librarian = app.api().as_librarian().await;
    let body = json!({ "name": "x".repeat(2_000_000) }).to_string();
    let answer = librarian
        .send_raw(Method::POST, "/genres", "application/json", body.as_bytes())
        .await;
    assert_eq!(answer.expect_status(413).problem().0, "too-large");
}

#[tokio::test]
async fn a_request_of_another_site_that_brings_a_browsers_cookies_is_refused() {
    let app = TestApp::with_api().await;
    let copy = crate::support::builders::a_copy().save(&app).await;
    let path = format!("/api/v1/copies/{}/checkout", copy.id);
    let answer = app.reader().await.post_from_another_site(&path, &[]).await;
    assert_eq!(answer.expect_status(403).problem().0, "cross-site");
    // Nor does a browser's session count for its own site: a program has a token.
    let answer = app.reader().await.post(&path, &[]).await;
    assert_eq!(answer.expect_status(401).problem().0, "invalid-token");
    app.reader()
        .await
        .with_header("accept", "*/*")
        .get("/api/v1/me")
        .await
        .expect_status(401);
}

#[tokio::test]
async fn an_address_with_a_slash_too_many_leads_to_the_right_one() {
    let app = TestApp::with_api().await;
    let answer = app.api().get("/books/?limit=5").await.expect_status(301);
    assert_eq!(answer.location(), "/api/v1/books?limit=5");
    let answer = app
        .api()
        .post("/genres/", &json!({}))
        .await
        .expect_status(308);
    assert_eq!(answer.location(), "/api/v1/genres");
}

#[tokio::test]
async fn a_head_request_has_the_headers_and_no_body() {
    let app = TestApp::with_api().await;
    let found = app
        .api()
        .send(Method::HEAD, "/books", None, None)
        .await
        .expect_status(200);
    assert_eq!(
        (found.text(), found.header("content-type")),
        ("", Some("application/json"))
    );
    let lost = app
        .api()
        .send(Method::HEAD, "/books/0", None, None)
        .await
        .expect_status(404);
    assert_eq!(
        (lost.text(), lost.header("content-type")),
        ("", Some("application/problem+json"))
    );
}
