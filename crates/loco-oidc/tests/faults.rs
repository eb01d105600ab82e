//! Signing in while the provider is down, slow, or answers what nobody can use: a page, and a way on.
use crate::support::{Library, TestApp, assert_nobody};
use axum::Router;
use axum::routing::get;
use chrono::{TimeDelta, Utc};
use dev_openid_provider::faults::{AnswerFault, Endpoint};
use std::time::Duration;

#[tokio::test]
async fn a_provider_that_is_down_is_a_page_and_when_it_is_back_sign_in_works() {
    let app = TestApp::without_provider().await;
    let answer = app.browser().get("/oidc/authenticate/?next=/private").await;
    assert_eq!(answer.status, 503);
    assert_eq!(answer.header("retry-after"), "10");

    let library = Library::open().await;
    library.clock.set(Utc::now());
    library.provider.go_offline();
    let mut browser = library.browser();
    assert_eq!(browser.get("/oidc/authenticate/").await.status, 503);
    library.provider.come_back().unwrap();
    library.clock.advance(TimeDelta::seconds(3));
    assert_eq!(library.sign_in(&mut browser, "reader").await.status, 302);
    library.provider.go_offline();
    assert_eq!(
        browser.get("/").await.text,
        "signed in as reader",
        "signed-in people go on"
    );
}

#[tokio::test]
async fn a_callback_that_finds_the_provider_down_may_be_loaded_again() {
    let library = Library::open().await;
    let mut browser = library.browser();
    let callback = library.callback(&mut browser, "reader", "/private").await;
    library.provider.go_offline();
    let answer = browser.get(&callback).await;
    assert_eq!(answer.status, 503);
    assert_nobody(&mut browser, &answer).await;
    library.provider.come_back().unwrap();
    assert_eq!(browser.get(&callback).await.location(), "/private");
}

#[tokio::test]
async fn strange_answers_of_any_endpoint_are_a_page() {
    let redirect = AnswerFault::Redirect("http://127.0.0.1:9/".into());
    for endpoint in [
        Endpoint::Discovery,
        Endpoint::Certs,
        Endpoint::Token,
        Endpoint::Userinfo,
    ] {
        for fault in [
            AnswerFault::CutOff,
            AnswerFault::Huge(2_000_000),
            AnswerFault::NotJson,
            AnswerFault::BrokenJson,
            redirect.clone(),
            AnswerFault::Status(404),
            AnswerFault::Status(500),
        ] {
            let library = Library::open().await;
            let name = format!("{endpoint:?} {fault:?}");
            library.provider.faults().answer(endpoint, fault);
            let mut browser = library.browser();
            let begun = browser.get("/oidc/authenticate/?next=/private").await;
            let answer = if begun.status == 302 {
                let callback = library
                    .provider
                    .sign_in_as("reader", begun.location())
                    .unwrap();
                browser.get(callback.as_str()).await
            } else {
                begun
            };
            assert_eq!(answer.status, 503, "{name}: {}", answer.text);
            assert_nobody(&mut browser, &answer).await;
        }
    }
}

#[tokio::test]
async fn a_token_endpoint_that_refuses_this_application_is_a_page() {
    let library = Library::open().await;
    let fault = AnswerFault::OAuthError(401, "invalid_client".into());
    library.provider.faults().answer(Endpoint::Token, fault);
    assert_eq!(library.refused("reader").await.status, 503);
}

#[tokio::test]
async fn a_slow_provider_is_not_waited_for_longer_than_configured() {
    let library =
        Library::with(|oidc| oidc["http"] = serde_json::json!({ "timeout_seconds": 1 })).await;
    let slow = AnswerFault::Slow(Duration::from_secs(30));
    library.provider.faults().answer(Endpoint::Token, slow);
    let refused = tokio::time::timeout(Duration::from_secs(15), library.refused("reader"));
    assert_eq!(refused.await.unwrap().status, 503);
}

#[tokio::test]
async fn a_redirect_is_not_followed_even_to_the_right_answer() {
    let library = Library::open().await;
    let asked = format!(
        "{}/.well-known/openid-configuration",
        library.provider.issuer()
    );
    let document = reqwest::get(asked).await.unwrap().text().await.unwrap();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let elsewhere = format!("http://{}/", listener.local_addr().unwrap());
    let router = Router::new().route(
        "/",
        get(|| async move { ([("content-type", "application/json")], document) }),
    );
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    library
        .provider
        .faults()
        .answer(Endpoint::Discovery, AnswerFault::Redirect(elsewhere));
    let answer = library.browser().get("/oidc/authenticate/").await;
    assert_eq!(answer.status, 503);
}
