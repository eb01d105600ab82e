//! Signing out: by the relying party, and the calls to clients behind it.
use std::sync::{Arc, Mutex};

use axum::extract::{RawForm, State};
use axum::http::StatusCode;
use axum::routing::post;
use dev_openid_provider::DevProvider;
use serde_json::{Value, json};
use url::Url;

use crate::support::{Browser, RelyingParty, a_provider, claims_of, header_of};

const HOME: &str = "http://localhost:5150/";

fn logout_url(party: &RelyingParty, parameters: &[(&str, &str)]) -> String {
    Url::parse_with_params(&party.endpoint("logout"), parameters)
        .unwrap()
        .into()
}

async fn a_browser_of(party: &RelyingParty, username: &str) -> (Browser, Value) {
    let browser = Browser::new();
    let attempt = party.attempt();
    let back = browser.sign_in(&attempt, username).await;
    let tokens = party.exchange(&attempt, &back.location()).await.json();
    (browser, tokens)
}

#[tokio::test]
async fn with_its_id_token_a_client_signs_out_and_gets_the_person_back() {
    let provider = a_provider();
    let party = RelyingParty::of(&provider);
    let (browser, tokens) = a_browser_of(&party, "reader").await;
    let hint = tokens["id_token"].as_str().unwrap();

    let back = browser
        .get(&logout_url(
            &party,
            &[
                ("id_token_hint", hint),
                ("post_logout_redirect_uri", HOME),
                ("state", "bye"),
            ],
        ))
        .await;

    assert_eq!(back.location().as_str(), "http://localhost:5150/?state=bye");
    assert!(browser.cookie_names().is_empty());
    assert!(provider.sessions_of("reader").unwrap().is_empty());
    let again = browser.get(party.attempt().url()).await;
    assert_eq!(again.count_of("input[type=password]"), 1);
}

#[tokio::test]
async fn an_expired_id_token_still_signs_out() {
    let provider = a_provider();
    let party = RelyingParty::of(&provider);
    let (browser, tokens) = a_browser_of(&party, "reader").await;
    let mut claims = claims_of(&tokens["id_token"]);
    claims.insert("exp".into(), json!(1_000));
    let hint = provider.sign_claims("JWT", &claims).unwrap();

    let page = browser
        .get(&logout_url(&party, &[("id_token_hint", &hint)]))
        .await;

    assert_eq!(page.text_of("h1"), "You are signed out");
    assert!(provider.sessions_of("reader").unwrap().is_empty());
}

#[tokio::test]
async fn without_a_valid_hint_the_person_is_asked() {
    let provider = a_provider();
    let party = RelyingParty::of(&provider);
    let (browser, tokens) = a_browser_of(&party, "reader").await;
    let forged = format!("{}A", tokens["id_token"].as_str().unwrap());
    let parameters = [
        ("client_id", "locallibrary"),
        ("post_logout_redirect_uri", HOME),
        ("state", "bye"),
        ("id_token_hint", &forged),
    ];

    let page = browser.get(&logout_url(&party, &parameters)).await;
    assert_eq!(page.text_of("h1"), "Sign out?");
    assert_eq!(provider.sessions_of("reader").unwrap().len(), 1);
    let back = browser.submit(&page, &[]).await;

    assert_eq!(back.location().as_str(), "http://localhost:5150/?state=bye");
    assert!(provider.sessions_of("reader").unwrap().is_empty());
}

#[tokio::test]
async fn another_site_cannot_answer_for_the_person() {
    let provider = a_provider();
    let party = RelyingParty::of(&provider);
    let (browser, _) = a_browser_of(&party, "reader").await;

    let page = browser
        .post_from_another_site(&party.endpoint("logout"), &[("confirmed", "yes")])
        .await;

    assert_eq!(page.text_of("h1"), "Sign out?");
    assert_eq!(provider.sessions_of("reader").unwrap().len(), 1);
}

#[tokio::test]
async fn the_hint_of_somebody_else_does_not_sign_out_whoever_sits_here() {
    let provider = a_provider();
    let party = RelyingParty::of(&provider);
    let (browser, _) = a_browser_of(&party, "admin").await;
    let elsewhere = party.tokens_of(&provider, "reader").await;
    let hint = elsewhere["id_token"].as_str().unwrap();

    let page = browser
        .get(&logout_url(&party, &[("id_token_hint", hint)]))
        .await;

    assert_eq!(page.text_of("h1"), "Sign out?");
    assert_eq!(provider.sessions_of("admin").unwrap().len(), 1);
}

#[tokio::test]
async fn nobody_is_sent_to_an_address_that_is_not_registered() {
    let provider = a_provider();
    let party = RelyingParty::of(&provider);
    let (browser, tokens) = a_browser_of(&party, "reader").await;
    let hint = tokens["id_token"].as_str().unwrap();
    for parameters in [
        vec![
            ("id_token_hint", hint),
            ("post_logout_redirect_uri", "https://evil.example/"),
        ],
        vec![("post_logout_redirect_uri", HOME)],
        vec![
            ("id_token_hint", hint),
            ("client_id", "locallibrary-api"),
            ("post_logout_redirect_uri", HOME),
        ],
    ] {
        let page = browser.get(&logout_url(&party, &parameters)).await;

        assert_eq!(page.status, 400);
        assert!(page.text_of("main").contains("has not registered"));
        assert_eq!(provider.sessions_of("reader").unwrap().len(), 1);
    }
}

/// A client's back-channel address: keeps what it is told.
async fn a_listening_client(
    provider: &DevProvider,
    session_required: bool,
) -> Arc<Mutex<Vec<String>>> {
    let told: Arc<Mutex<Vec<String>>> = Arc::default();
    let app = axum::Router::new()
        .route(
            "/backchannel",
            post(
                |State(told): State<Arc<Mutex<Vec<String>>>>, RawForm(form): RawForm| async move {
                    let (name, value) = url::form_urlencoded::parse(&form).next().unwrap();
                    assert_eq!(name, "logout_token");
                    told.lock().unwrap().push(value.into_owned());
                    StatusCode::OK
                },
            ),
        )
        .with_state(told.clone());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/backchannel", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, app).await });
    provider
        .set_backchannel_logout("locallibrary", Some(&url), session_required)
        .unwrap();
    told
}

#[tokio::test]
async fn a_client_is_told_of_the_end_of_a_session() {
    let provider = a_provider();
    let party = RelyingParty::of(&provider);
    let told = a_listening_client(&provider, true).await;
    let tokens = party.tokens_of(&provider, "reader").await;
    let id = claims_of(&tokens["id_token"]);
    let sid = id["sid"].as_str().unwrap();

    let calls = provider.end_session(sid).await.unwrap();

    assert_eq!(calls.len(), 1);
    assert_eq!(calls[0].status, Some(200));
    assert_eq!(provider.backchannel_calls(), calls);
    let token = Value::from(told.lock().unwrap()[0].clone());
    let claims = claims_of(&token);
    assert_eq!(claims["iss"], provider.issuer());
    assert_eq!(claims["aud"], "locallibrary");
    assert_eq!(claims["sid"], sid);
    assert_eq!(claims["sub"], id["sub"]);
    assert_eq!(
        claims["events"],
        json!({ "http://schemas.openid.net/event/backchannel-logout": {} })
    );
    assert!(claims["jti"].is_string() && claims["iat"].is_i64() && claims["exp"].is_i64());
    assert_eq!(claims.get("nonce"), None);
    assert_eq!(header_of(&token)["typ"], "logout+jwt");
    assert!(provider.end_session(sid).await.is_err());
}

#[tokio::test]
async fn a_client_that_wants_no_sid_gets_the_subject_alone() {
    let provider = a_provider();
    let party = RelyingParty::of(&provider);
    let told = a_listening_client(&provider, false).await;
    party.tokens_of(&provider, "reader").await;

    provider.end_sessions_of("reader").await.unwrap();

    let claims = claims_of(&Value::from(told.lock().unwrap()[0].clone()));
    assert_eq!(claims.get("sid"), None);
    assert_eq!(claims["sub"], provider.subject_of("reader").unwrap());
}

#[tokio::test]
async fn a_client_that_does_not_answer_holds_nobody_up() {
    let provider = a_provider();
    let party = RelyingParty::of(&provider);
    provider
        .set_backchannel_logout("locallibrary", Some("http://127.0.0.1:9/"), true)
        .unwrap();
    let (browser, tokens) = a_browser_of(&party, "reader").await;
    let hint = tokens["id_token"].as_str().unwrap();

    let page = browser
        .get(&logout_url(&party, &[("id_token_hint", hint)]))
        .await;

    assert_eq!(page.status, 200);
    assert_eq!(provider.backchannel_calls()[0].status, None);
}

#[tokio::test]
async fn a_test_makes_the_logout_token_it_wants() {
    let provider = a_provider();

    let token = provider
        .logout_token("locallibrary", |claims| {
            claims.insert("sub".into(), json!("somebody"));
            claims.insert("nonce".into(), json!("never"));
            claims.remove("events");
        })
        .unwrap();

    let claims = claims_of(&Value::from(token));
    assert_eq!(claims["nonce"], "never");
    assert_eq!(claims.get("events"), None);
}
