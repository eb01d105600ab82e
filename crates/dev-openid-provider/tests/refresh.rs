//! Refresh tokens: they rotate, and the old one is refused.
use chrono::Duration;
use serde_json::Value;

use crate::support::{RelyingParty, a_provider, a_provider_at, claims_of, noon};

fn refresh_token(tokens: &Value) -> &str {
    tokens["refresh_token"].as_str().unwrap()
}

#[tokio::test]
async fn a_refresh_gives_new_tokens_of_the_same_session() {
    let (provider, clock) = a_provider_at(noon());
    let party = RelyingParty::of(&provider);
    let first = party.tokens_of(&provider, "reader").await;
    *clock.lock().unwrap() += Duration::minutes(4);

    let second = party.refresh(refresh_token(&first)).await.json();

    assert_ne!(second["refresh_token"], first["refresh_token"]);
    assert_ne!(second["access_token"], first["access_token"]);
    let (before, after) = (
        claims_of(&first["id_token"]),
        claims_of(&second["id_token"]),
    );
    assert_eq!(after["sid"], before["sid"]);
    assert_eq!(after["auth_time"], before["auth_time"]);
    assert_eq!(after["sub"], before["sub"]);
    assert_eq!(after.get("nonce"), None);
    let later = (noon() + Duration::minutes(4)).timestamp();
    assert_eq!(after["iat"], later);
}

#[tokio::test]
async fn a_used_refresh_token_is_refused_and_takes_its_successor_along() {
    let provider = a_provider();
    let party = RelyingParty::of(&provider);
    let first = party.tokens_of(&provider, "reader").await;
    let second = party.refresh(refresh_token(&first)).await.json();

    let reused = party.refresh(refresh_token(&first)).await;
    let successor = party.refresh(refresh_token(&second)).await;

    assert_eq!(reused.json()["error"], "invalid_grant");
    assert_eq!(successor.json()["error"], "invalid_grant");
}

#[tokio::test]
async fn of_many_refreshes_at_once_one_wins() {
    let provider = a_provider();
    let party = RelyingParty::of(&provider);
    let tokens = party.tokens_of(&provider, "reader").await;
    let ask = || party.refresh(refresh_token(&tokens));

    let (a, b, c, d) = tokio::join!(ask(), ask(), ask(), ask());

    let won = [a, b, c, d]
        .iter()
        .filter(|answer| answer.status == 200)
        .count();
    assert_eq!(won, 1);
}

#[tokio::test]
async fn changed_roles_arrive_with_the_refresh() {
    let provider = a_provider();
    let party = RelyingParty::of(&provider);
    let first = party.tokens_of(&provider, "reader").await;
    provider.add_role("reader", "librarian").unwrap();
    provider.remove_role("reader", "reader").unwrap();

    let second = party.refresh(refresh_token(&first)).await.json();

    let claims = claims_of(&second["id_token"]);
    let roles: Vec<&str> = claims["realm_access"]["roles"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(Value::as_str)
        .collect();
    assert!(roles.contains(&"librarian"));
    assert!(!roles.contains(&"reader"));
}

#[tokio::test]
async fn a_scope_may_shrink_and_never_grow() {
    let provider = a_provider();
    let party = RelyingParty::of(&provider);
    let tokens = party.tokens_of(&provider, "reader").await;
    let ask = async |token: &str, scope| {
        let form = [
            ("grant_type", "refresh_token"),
            ("refresh_token", token),
            ("scope", scope),
        ];
        party.token(&form).await.json()
    };

    let more = ask(refresh_token(&tokens), "openid offline_access").await;
    let less = ask(refresh_token(&tokens), "openid").await;

    assert_eq!(more["error"], "invalid_scope");
    assert_eq!(less["scope"], "openid");
}

#[tokio::test]
async fn a_refresh_token_ends_with_its_session_and_an_offline_one_does_not() {
    let provider = a_provider();
    let party = RelyingParty::of(&provider);
    provider
        .set_backchannel_logout("locallibrary", None, false)
        .unwrap();
    let online = party.tokens_of(&provider, "reader").await;
    let attempt = party.attempt().with("scope", "openid offline_access");
    let redirect = provider.sign_in_as("reader", attempt.url()).unwrap();
    let offline = party.exchange(&attempt, &redirect).await.json();

    provider.end_sessions_of("reader").await.unwrap();

    let refused = party.refresh(refresh_token(&online)).await.json();
    assert_eq!(refused["error"], "invalid_grant");
    let renewed = party.refresh(refresh_token(&offline)).await;
    assert_eq!(renewed.status, 200);
    let access = renewed.json()["access_token"].as_str().unwrap().to_owned();
    assert_eq!(party.userinfo(&access).await.status, 200);
}

#[tokio::test]
async fn an_idle_refresh_token_expires() {
    let (provider, clock) = a_provider_at(noon());
    let party = RelyingParty::of(&provider);
    let tokens = party.tokens_of(&provider, "reader").await;
    *clock.lock().unwrap() += Duration::minutes(30);

    let answer = party.refresh(refresh_token(&tokens)).await;

    assert_eq!(answer.json()["error"], "invalid_grant");
}
