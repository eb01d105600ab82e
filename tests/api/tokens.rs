//! Who may do what: scopes of the token, permissions of the account.

use axum::http::Method;
use serde_json::{Value, json};

use crate::support::{
    TestApp,
    api::{provider, sign},
    builders::{a_book, a_copy, a_genre, a_language, an_author},
};

fn claims(app: &TestApp) -> Value {
    let now = app.clock.now().timestamp();
    json!({
        "iss": provider().issuer(), "sub": "subject-of-somebody", "typ": "Bearer", "aud": "locallibrary",
        "azp": "another", "iat": now, "exp": now + 300, "scope": "openid loans",
        "preferred_username": "somebody", "realm_access": { "roles": ["reader"] },
    })
}

#[tokio::test]
async fn the_catalogue_can_be_read_without_a_token_and_nothing_else() {
    let app = TestApp::with_api().await;
    let book = a_book().save(&app).await;
    for path in ["/books", "/authors", "/genres", "/languages", "/copies"] {
        app.api().get(path).await.expect_status(200);
    }
    app.api()
        .get(&format!("/books/{}", book.id))
        .await
        .expect_status(200);
    for path in [
        "/me",
        "/loans",
        "/loans/1",
        "/reservations",
        "/reservations/1",
    ] {
        let answer = app.api().get(path).await.expect_status(401);
        assert_eq!(answer.header("www-authenticate"), Some("Bearer"), "{path}");
        assert_eq!(answer.problem().0, "invalid-token");
    }
    for path in ["/books", "/authors", "/genres", "/languages", "/copies"] {
        app.api().post(path, &json!({})).await.expect_status(401);
        let one = format!("{path}/{}", if path == "/copies" { "x" } else { "1" });
        for method in [Method::PUT, Method::PATCH, Method::DELETE] {
            app.api()
                .send(method, &one, Some("*"), Some(&json!({})))
                .await
                .expect_status(401);
        }
    }
    for path in [
        "/copies/x/checkout",
        "/copies/x/return",
        "/copies/x/renewal",
        "/loans/1/renewal",
        "/books/1/reservation",
        "/reservations/1/cancellation",
    ] {
        app.api().act(path).await.expect_status(401);
    }
}

#[tokio::test]
async fn a_token_that_is_none_is_refused_even_where_none_is_needed() {
    let app = TestApp::with_api().await;
    let mut expired = claims(&app);
    expired["exp"] = json!(app.clock.now().timestamp() - 61);
    let mut misdirected = claims(&app);
    misdirected["aud"] = json!("another");
    for token in ["x".to_owned(), sign(expired), sign(misdirected)] {
        for path in ["/books", "/me"] {
            let answer = app
                .api()
                .with_token(&token)
                .get(path)
                .await
                .expect_status(401);
            assert_eq!(answer.problem().0, "invalid-token");
            let challenge = answer.header("www-authenticate").unwrap_or_default();
            assert!(challenge.contains("error=\"invalid_token\""), "{challenge}");
        }
    }
}

#[tokio::test]
async fn a_token_without_the_scope_is_refused_with_its_name() {
    let app = TestApp::with_api().await;
    let copy = a_copy().save(&app).await;
    let reads = app.api().as_librarian_with("openid").await;
    let writes = app.api().as_librarian_with("openid catalog:write").await;
    let lends = app.api().as_librarian_with("openid loans").await;
    let genre = json!({ "name": "Novel" });
    let checkout = format!("/copies/{}/checkout", copy.id);
    for (answer, scope) in [
        (reads.post("/genres", &genre).await, "catalog:write"),
        (lends.post("/genres", &genre).await, "catalog:write"),
        (reads.act(&checkout).await, "loans"),
        (writes.act(&checkout).await, "loans"),
        (writes.get("/loans").await, "loans"),
    ] {
        let answer = answer.expect_status(403);
        assert_eq!(answer.problem().0, "insufficient-scope");
        let challenge = format!("Bearer error=\"insufficient_scope\", scope=\"{scope}\"");
        assert_eq!(answer.header("www-authenticate"), Some(challenge.as_str()));
    }
    writes.post("/genres", &genre).await.expect_status(201);
    lends.act(&checkout).await.expect_status(201);
    reads.get("/me").await.expect_status(200);
}

#[tokio::test]
async fn a_reader_may_not_change_the_catalogue_whatever_the_token_says() {
    let app = TestApp::with_api().await;
    let author = an_author().save(&app).await.id;
    let ids = [
        format!("/authors/{author}"),
        format!("/books/{}", a_book().save(&app).await.id),
        format!("/genres/{}", a_genre(&app, "Novel").await.id),
        format!("/languages/{}", a_language(&app, "Latin").await.id),
        format!("/copies/{}", a_copy().save(&app).await.id),
    ];
    let reader = app.api().as_reader().await;
    for path in &ids {
        let (list, _) = path.rsplit_once('/').unwrap_or_default();
        let answer = reader.post(list, &json!({})).await.expect_status(403);
        assert_eq!(answer.problem().0, "forbidden");
        assert!(answer.json()["detail"].to_string().contains("catalog.add_"));
        for method in [Method::PUT, Method::PATCH] {
            let answer = reader.send(method, path, Some("*"), Some(&json!({}))).await;
            assert!(answer.expect_status(403).text().contains("catalog.change_"));
        }
        let answer = reader.send(Method::DELETE, path, Some("*"), None).await;
        assert!(answer.expect_status(403).text().contains("catalog.delete_"));
    }
}

#[tokio::test]
async fn somebody_new_gets_an_account_and_sees_what_they_may_do() {
    let app = TestApp::with_api().await;
    let somebody = app.api().with_token(sign(claims(&app)));
    let me = somebody.get("/me").await.expect_status(200).json();
    assert_eq!(me["username"], "somebody");
    assert_eq!(me["roles"], json!(["reader"]));
    assert_eq!(me["scopes"], json!(["openid", "loans"]));
    assert_eq!(me["permissions"], json!([]));
    assert_eq!(me["max_loans"], 5);
    let copy = a_copy().save(&app).await;
    somebody
        .act(&format!("/copies/{}/checkout", copy.id))
        .await
        .expect_status(201);
    let librarian = app.api().as_librarian().await.get("/me").await.json();
    let permissions = librarian["permissions"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    assert!(permissions.contains(&json!("catalog.add_book")));
}

#[tokio::test]
async fn a_program_borrows_as_its_own_service_account() {
    let app = TestApp::with_api().await;
    // The provider lives in the present.
    app.clock.resume();
    let copy = a_copy().save(&app).await;
    let form = [("grant_type", "client_credentials"), ("scope", "loans")];
    let endpoint = format!("{}/protocol/openid-connect/token", provider().issuer());
    let answer: Value = reqwest::Client::new()
        .post(endpoint)
        .basic_auth("locallibrary-api", Some("development-only-api-secret"))
        .form(&form)
        .send()
        .await
        .expect("the provider answers")
        .json()
        .await
        .expect("in JSON");
    let token = answer["access_token"].as_str().expect("a token");
    let service = app.api().with_token(token);
    let loan = service.act(&format!("/copies/{}/checkout", copy.id)).await;
    let loan = loan.expect_status(201).json();
    assert_eq!(loan["reader"], "service-account-locallibrary-api");
    let refused = service.post("/genres", &json!({ "name": "Novel" })).await;
    assert_eq!(refused.expect_status(403).problem().0, "insufficient-scope");
}
