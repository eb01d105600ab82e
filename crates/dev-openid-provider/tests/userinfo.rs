//! Userinfo and introspection.
use chrono::Duration;

use crate::support::{Browser, RelyingParty, a_provider, a_provider_at, noon};

#[tokio::test]
async fn userinfo_takes_the_token_in_the_header_or_in_the_body() {
    let provider = a_provider();
    let party = RelyingParty::of(&provider);
    let tokens = party.tokens_of(&provider, "librarian").await;
    let token = tokens["access_token"].as_str().unwrap();
    let http = reqwest::Client::new();
    let url = party.endpoint("userinfo");

    let by_get = http.get(&url).bearer_auth(token).send().await.unwrap();
    let by_post = http.post(&url).bearer_auth(token).send().await.unwrap();
    let in_body = party.userinfo(token).await;
    let in_both = http
        .post(&url)
        .bearer_auth(token)
        .form(&[("access_token", token)])
        .send()
        .await
        .unwrap();

    let claims: serde_json::Value = by_get.json().await.unwrap();
    assert_eq!(claims["sub"], provider.subject_of("librarian").unwrap());
    assert_eq!(claims["preferred_username"], "librarian");
    assert_eq!(claims["email"], "librarian@library.example");
    assert_eq!(claims["name"], "Libor Librarian");
    assert!(claims["realm_access"]["roles"].is_array());
    assert_eq!(by_post.status(), 200);
    assert_eq!(in_body.json(), claims);
    assert_eq!(in_both.status(), 400);
}

#[tokio::test]
async fn userinfo_refuses_what_is_no_live_access_token() {
    let (provider, clock) = a_provider_at(noon());
    let party = RelyingParty::of(&provider);
    let tokens = party.tokens_of(&provider, "reader").await;
    let access = tokens["access_token"].as_str().unwrap();
    let id_token = tokens["id_token"].as_str().unwrap();
    let changed = format!("{access}A");

    for wrong in [
        "",
        "garbage",
        id_token,
        &changed,
        tokens["refresh_token"].as_str().unwrap(),
    ] {
        let answer = party.userinfo(wrong).await;
        assert_eq!(answer.status, 401, "{wrong}");
        assert!(answer.header("www-authenticate").contains("invalid_token"));
    }
    *clock.lock().unwrap() += Duration::minutes(5);
    assert_eq!(party.userinfo(access).await.status, 401);
}

#[tokio::test]
async fn introspection_tells_a_live_token_from_any_other() {
    let provider = a_provider();
    let party = RelyingParty::of(&provider);
    let tokens = party.tokens_of(&provider, "reader").await;
    let access = tokens["access_token"].as_str().unwrap();

    let live = party.introspect(access).await;
    let refresh = party
        .introspect(tokens["refresh_token"].as_str().unwrap())
        .await;
    let garbage = party.introspect("garbage").await;
    provider
        .set_backchannel_logout("locallibrary", None, false)
        .unwrap();
    provider.end_sessions_of("reader").await.unwrap();
    let ended = party.introspect(access).await;

    assert_eq!(live["active"], true);
    assert_eq!(live["username"], "reader");
    assert_eq!(live["client_id"], "locallibrary");
    assert_eq!(live["token_type"], "Bearer");
    assert_eq!(live["aud"], serde_json::json!(["locallibrary", "account"]));
    assert_eq!(refresh["typ"], "Refresh");
    assert_eq!(garbage, serde_json::json!({ "active": false }));
    assert_eq!(ended, serde_json::json!({ "active": false }));
}

#[tokio::test]
async fn introspection_is_for_clients_that_prove_themselves() {
    let provider = a_provider();
    let url = RelyingParty::of(&provider).endpoint("token/introspect");

    let answer = Browser::new()
        .post(&url, &[("token", "x"), ("client_id", "locallibrary")])
        .await;

    assert_eq!(answer.status, 401);
}

#[tokio::test]
async fn a_test_sets_any_claim() {
    let provider = a_provider();
    let party = RelyingParty::of(&provider);
    let organization = serde_json::json!({ "city-library": { "id": "42" } });
    provider
        .set_claim("reader", "organization", organization.clone())
        .unwrap();

    let tokens = party.tokens_of(&provider, "reader").await;

    let userinfo = party
        .userinfo(tokens["access_token"].as_str().unwrap())
        .await
        .json();
    assert_eq!(userinfo["organization"], organization);
    assert_eq!(
        crate::support::claims_of(&tokens["id_token"])["organization"],
        organization
    );
}
