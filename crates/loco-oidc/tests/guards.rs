//! Guards and extractors: who is sent to sign in, and who is refused.
use crate::support::{Browser, TestApp};
use chrono::TimeDelta;
use loco_oidc::NewSession;
use serde_json::json;

async fn browser_with(app: &TestApp, session: NewSession) -> Browser {
    let opened = app.open(&app.user("ada").await, session).await;
    let mut browser = app.browser();
    browser.keep(&opened.cookie_name, &opened.cookie_value);
    browser
}

fn session() -> NewSession {
    NewSession::for_subject("https://login.example.org", "1")
}

#[tokio::test]
async fn somebody_anonymous_is_sent_to_sign_in_and_back_with_the_query() {
    let app = TestApp::without_provider().await;
    for path in ["/private", "/authors", "/librarians", "/claims"] {
        let answer = app.browser().get(&format!("{path}?page=2&q=a%26b")).await;
        assert_eq!(answer.status, 302, "{path}");
        assert!(
            answer.location().starts_with("/oidc/authenticate/?next="),
            "{}",
            answer.location()
        );
        assert_eq!(
            answer.location_parameter("next").unwrap(),
            format!("{path}?page=2&q=a%26b")
        );
    }
}

#[tokio::test]
async fn only_a_document_is_ever_redirected() {
    let app = TestApp::without_provider().await;
    for (name, value) in [
        ("sec-fetch-mode", "cors"),
        ("accept", "application/json"),
        ("x-requested-with", "XMLHttpRequest"),
    ] {
        let mut browser = app.browser();
        browser.headers.insert(name, value.parse().unwrap());
        let answer = browser.get("/private").await;
        assert_eq!(answer.status, 401, "{name}");
        assert!(answer.text.contains("/oidc/authenticate/"), "a way on");
    }
    assert_eq!(app.browser().post("/private", &[]).await.status, 401);
}

#[tokio::test]
async fn somebody_without_the_role_is_refused() {
    let app = TestApp::without_provider().await;
    let mut reader = browser_with(
        &app,
        session().with_userinfo(json!({"realm_access": {"roles": ["reader"]}})),
    )
    .await;
    let answer = reader.get("/librarians").await;
    assert_eq!(answer.status, 403);
    assert_eq!(answer.header("cache-control"), "no-store");
}

#[tokio::test]
async fn somebody_with_the_role_comes_in_wherever_the_provider_puts_roles() {
    let app = TestApp::without_provider().await;
    let user = app.user("librarian").await;
    for claims in [
        json!({"realm_access": {"roles": ["reader", "librarian"]}}),
        json!({"resource_access": {"locallibrary": {"roles": ["librarian"]}}}),
        json!({"groups": ["/librarian"]}),
    ] {
        let opened = app.open(&user, session().with_userinfo(claims)).await;
        let mut browser = app.browser();
        browser.keep(&opened.cookie_name, &opened.cookie_value);
        assert_eq!(browser.get("/librarians").await.status, 200);
    }
    let others = json!({"resource_access": {"another-client": {"roles": ["librarian"]}}});
    let mut browser = browser_with(&app, session().with_userinfo(others)).await;
    assert_eq!(
        browser.get("/librarians").await.status,
        403,
        "another client's roles are not ours"
    );
}

#[tokio::test]
async fn members_of_an_organization_come_in() {
    let app = TestApp::without_provider().await;
    let mut member = browser_with(
        &app,
        session().with_userinfo(json!({"organization": {"acme": {}}})),
    )
    .await;
    assert_eq!(member.get("/acme").await.status, 200);
    let stranger = app.user("stranger").await;
    assert_eq!(
        app.signed_in(&stranger).await.get("/acme").await.status,
        403
    );
}

#[tokio::test]
async fn a_page_that_wants_a_fresh_sign_in_sends_people_to_sign_in_again() {
    let app = TestApp::without_provider().await;
    let user = app.user("ada").await;
    app.clock.advance(TimeDelta::zero());
    let mut browser = app.signed_in(&user).await;
    assert_eq!(browser.get("/fresh").await.status, 200);
    app.clock.advance(TimeDelta::minutes(7));
    let answer = browser.get("/fresh?a=b").await;
    assert_eq!(answer.status, 302);
    assert_eq!(answer.location_parameter("max_age").unwrap(), "300");
    assert_eq!(answer.location_parameter("next").unwrap(), "/fresh?a=b");
}

#[tokio::test]
async fn a_page_that_wants_a_strong_sign_in_asks_for_it() {
    let app = TestApp::without_provider().await;
    let strong = NewSession {
        acr: Some("gold".into()),
        ..session()
    };
    assert_eq!(
        browser_with(&app, strong).await.get("/gold").await.status,
        200
    );
    let weak = app.user("weak").await;
    let answer = app.signed_in(&weak).await.get("/gold").await;
    assert_eq!(answer.status, 302);
    assert_eq!(answer.location_parameter("acr").unwrap(), "gold");
}

#[tokio::test]
async fn a_form_that_another_site_sent_changes_nothing() {
    let app = TestApp::without_provider().await;
    let user = app.user("ada").await;
    let mut browser = app.signed_in(&user).await;
    assert_eq!(browser.post("/books", &[]).await.status, 200);
    browser
        .headers
        .insert("sec-fetch-site", "cross-site".parse().unwrap());
    assert_eq!(browser.post("/books", &[]).await.status, 403);
    browser.headers.remove("sec-fetch-site");
    browser
        .headers
        .insert("origin", "https://evil.example".parse().unwrap());
    assert_eq!(browser.post("/books", &[]).await.status, 403);
    browser
        .headers
        .insert("origin", app.base_url.parse().unwrap());
    assert_eq!(browser.post("/books", &[]).await.status, 200);
}
