//! Discovery and keys: OpenID Connect Discovery 1.0, and the conformance suite's Config plan.
use crate::support::{Browser, Library, TestApp, settings};
use axum::routing::get;
use axum::{Json, Router};
use chrono::{TimeDelta, Utc};
use dev_openid_provider::Algorithm;
use dev_openid_provider::faults::{AnswerFault, Endpoint, Token, TokenFault};
use serde_json::json;

/// Somebody tries to begin signing in: they go to the provider, or see a page that says why not.
async fn status_of_beginning(app: &TestApp) -> u16 {
    let answer = app.browser().get("/oidc/authenticate/?next=/private").await;
    if answer.status == 503 {
        assert!(answer.text.contains("/oidc/authenticate/"), "a way on");
    }
    answer.status.as_u16()
}

#[tokio::test]
async fn a_document_of_another_issuer_is_refused() {
    let library = Library::open().await;
    let own = library.provider.issuer().to_owned();
    for issuer in [
        "https://another.example/realms/library".to_owned(),
        format!("{own}/"),
        own.replace("127.0.0.1", "localhost"),
        own.to_uppercase(),
    ] {
        let library = Library::open().await;
        library
            .provider
            .faults()
            .member(Endpoint::Discovery, "issuer", json!(issuer));
        assert_eq!(status_of_beginning(&library).await, 503, "{issuer}");
    }
}

/// A provider that has nothing but a discovery document, below the path of its issuer.
async fn provider_at(path: &'static str) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("http://{}", listener.local_addr().unwrap());
    let issuer = format!("{origin}{path}");
    let document = json!({
        "issuer": issuer, "authorization_endpoint": format!("{origin}/auth"),
        "token_endpoint": format!("{origin}/token"), "jwks_uri": format!("{origin}/keys"),
        "response_types_supported": ["code"], "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
    });
    let well_known = format!(
        "{}/.well-known/openid-configuration",
        path.trim_end_matches('/')
    );
    let router = Router::new()
        .route(&well_known, get(|| async move { Json(document) }))
        .route("/keys", get(|| async { Json(json!({ "keys": [] })) }));
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    issuer
}

#[tokio::test]
async fn an_issuer_may_end_in_a_slash_or_have_a_path() {
    for path in ["", "/", "/auth/realms/library", "/auth/realms/library/"] {
        let issuer = provider_at(path).await;
        let app = TestApp::start(settings(&issuer)).await;
        assert_eq!(status_of_beginning(&app).await, 302, "{issuer}");
    }
}

#[tokio::test]
async fn keys_are_taken_from_the_jwks_uri_of_the_document() {
    let library = Library::open().await;
    let elsewhere = Library::open().await;
    let certs = format!(
        "{}/protocol/openid-connect/certs",
        elsewhere.provider.issuer()
    );
    elsewhere.provider.rotate_key(false).unwrap();
    library
        .provider
        .faults()
        .member(Endpoint::Discovery, "jwks_uri", json!(certs));
    assert_eq!(library.refused("reader").await.status, 403);
    assert_eq!(library.provider.requests_to(Endpoint::Certs), 0);
    assert!(elsewhere.provider.requests_to(Endpoint::Certs) > 0);
}

#[tokio::test]
async fn endpoints_that_are_configured_need_no_discovery() {
    let library = Library::with(|oidc| {
        let issuer = oidc["issuer"].as_str().unwrap().to_owned();
        let at = |path: &str| json!(format!("{issuer}/protocol/openid-connect/{path}"));
        oidc["endpoints"] = json!({
            "authorization": at("auth"), "token": at("token"), "jwks": at("certs"), "userinfo": at("userinfo"),
        });
    })
    .await;
    library.browser_of("reader").await;
    assert_eq!(library.provider.requests_to(Endpoint::Discovery), 0);
}

#[tokio::test]
async fn the_document_is_fetched_once_and_again_when_it_is_old() {
    let library = Library::open().await;
    library.clock.set(Utc::now());
    library.browser_of("reader").await;
    library.browser_of("reader").await;
    assert_eq!(library.provider.requests_to(Endpoint::Discovery), 1);
    library.clock.advance(TimeDelta::seconds(3600));
    status_of_beginning(&library).await;
    assert_eq!(library.provider.requests_to(Endpoint::Discovery), 2);
}

#[tokio::test]
async fn an_endpoint_that_moves_is_found_when_the_document_is_read_again() {
    let library = Library::open().await;
    library.clock.set(Utc::now());
    assert_eq!(status_of_beginning(&library).await, 302);
    let moved = json!("http://127.0.0.1:9/authorize");
    library
        .provider
        .faults()
        .member(Endpoint::Discovery, "authorization_endpoint", moved);
    let sent_to = async |browser: &mut Browser| {
        let answer = browser.get("/oidc/authenticate/").await;
        answer.location().to_owned()
    };
    let mut browser = library.browser();
    assert!(
        sent_to(&mut browser)
            .await
            .starts_with(library.provider.issuer())
    );
    library.clock.advance(TimeDelta::hours(1));
    assert!(
        sent_to(&mut browser)
            .await
            .starts_with("http://127.0.0.1:9/")
    );
}

#[tokio::test]
async fn a_document_that_turns_bad_changes_nothing_and_is_not_asked_for_at_every_request() {
    for fault in [
        AnswerFault::NotJson,
        AnswerFault::Status(500),
        AnswerFault::Redirect("http://127.0.0.1:9/".into()),
    ] {
        let library = Library::open().await;
        library.clock.set(Utc::now());
        assert_eq!(status_of_beginning(&library).await, 302);
        library.provider.faults().answer(Endpoint::Discovery, fault);
        library.clock.advance(TimeDelta::hours(1));
        let before = library.provider.requests_to(Endpoint::Discovery);
        for _ in 0..5 {
            assert_eq!(status_of_beginning(&library).await, 302);
        }
        assert_eq!(
            library.provider.requests_to(Endpoint::Discovery),
            before + 1
        );
        library.provider.faults().clear();
        library.clock.advance(TimeDelta::seconds(30));
        assert_eq!(status_of_beginning(&library).await, 302);
        assert_eq!(
            library.provider.requests_to(Endpoint::Discovery),
            before + 2,
            "tried again half a minute later"
        );
    }
}

#[tokio::test]
async fn a_document_that_turns_into_another_issuers_changes_nothing() {
    let library = Library::open().await;
    library.clock.set(Utc::now());
    assert_eq!(status_of_beginning(&library).await, 302);
    let faults = library.provider.faults();
    faults.member(Endpoint::Discovery, "issuer", json!("https://evil.example"));
    faults.member(
        Endpoint::Discovery,
        "token_endpoint",
        json!("https://evil.example/token"),
    );
    library.clock.advance(TimeDelta::hours(1));
    let answer = library.browser().get("/oidc/authenticate/").await;
    assert!(answer.location().starts_with(library.provider.issuer()));
}

#[tokio::test]
async fn old_keys_are_used_on_while_the_provider_does_not_give_them() {
    let library = Library::open().await;
    library.clock.set(Utc::now());
    library.browser_of("reader").await;
    library
        .provider
        .faults()
        .answer(Endpoint::Certs, AnswerFault::Status(503));
    library.clock.advance(TimeDelta::hours(1));
    // Tokens' times are the provider's, whose clock goes along.
    let clock = library.clock.clone();
    library
        .provider
        .set_clock(std::sync::Arc::new(move || clock.now()));
    library.browser_of("reader").await;
    let before = library.provider.requests_to(Endpoint::Certs);
    library.browser_of("reader").await;
    assert_eq!(
        library.provider.requests_to(Endpoint::Certs),
        before,
        "not asked for at every sign-in"
    );
}

#[tokio::test]
async fn a_token_of_each_allowed_algorithm_is_accepted() {
    for algorithm in Algorithm::ALL {
        let library = Library::open().await;
        library.provider.set_algorithm(algorithm);
        library.browser_of("reader").await;
    }
}

#[tokio::test]
async fn keys_may_rotate_for_tokens_that_name_none() {
    let library = Library::open().await;
    library.browser_of("reader").await;
    let before = library.provider.requests_to(Endpoint::Certs);
    library
        .provider
        .faults()
        .token(Token::Id, TokenFault::MissingKid);
    library.provider.rotate_key(false).unwrap();
    library.browser_of("reader").await;
    assert_eq!(library.provider.requests_to(Endpoint::Certs), before + 1);
}

#[tokio::test]
async fn a_rotation_right_after_a_forgery_locks_nobody_out_for_longer_than_a_few_seconds() {
    let library = Library::open().await;
    library.clock.set(Utc::now());
    library.browser_of("reader").await;
    library
        .provider
        .faults()
        .token(Token::Id, TokenFault::UnknownKid);
    library.refused("reader").await;
    library.provider.faults().clear();
    library.provider.rotate_key(false).unwrap();
    library.refused("reader").await;
    library.clock.advance(TimeDelta::seconds(5));
    library.browser_of("reader").await;
}

#[tokio::test]
async fn a_provider_that_fails_is_not_asked_by_everybody_who_wants_to_sign_in() {
    let library = Library::open().await;
    library.clock.set(Utc::now());
    library
        .provider
        .faults()
        .answer(Endpoint::Discovery, AnswerFault::Status(500));
    for _ in 0..5 {
        assert_eq!(status_of_beginning(&library).await, 503);
    }
    assert_eq!(library.provider.requests_to(Endpoint::Discovery), 1);
    library.provider.faults().clear();
    library.clock.advance(TimeDelta::seconds(2));
    assert_eq!(
        status_of_beginning(&library).await,
        302,
        "asked again after a moment"
    );
}
