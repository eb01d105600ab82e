//! What the token endpoint takes for a code, and what it refuses.
use chrono::Duration;

use crate::support::{
    Browser, CALLBACK, RelyingParty, a_provider, a_provider_at, claims_of, header_of, noon,
};

#[tokio::test]
async fn a_code_is_good_once_and_its_reuse_takes_the_tokens_back() {
    let provider = a_provider();
    let party = RelyingParty::of(&provider);
    let attempt = party.attempt();
    let redirect = provider.sign_in_as("reader", attempt.url()).unwrap();

    let first = party.exchange(&attempt, &redirect).await;
    let second = party.exchange(&attempt, &redirect).await;

    assert_eq!(first.status, 200);
    assert_eq!(second.status, 400);
    assert_eq!(second.json()["error"], "invalid_grant");
    let tokens = first.json();
    let access = tokens["access_token"].as_str().unwrap();
    let refresh = tokens["refresh_token"].as_str().unwrap();
    assert_eq!(party.userinfo(access).await.status, 401);
    assert_eq!(
        party.refresh(refresh).await.json()["error"],
        "invalid_grant"
    );
}

#[tokio::test]
async fn a_code_expires_after_a_minute() {
    let (provider, clock) = a_provider_at(noon());
    let party = RelyingParty::of(&provider);
    let attempt = party.attempt();
    let redirect = provider.sign_in_as("reader", attempt.url()).unwrap();
    *clock.lock().unwrap() += Duration::seconds(60);

    let answer = party.exchange(&attempt, &redirect).await;

    assert_eq!(answer.json()["error"], "invalid_grant");
}

#[tokio::test]
async fn a_code_is_bound_to_redirect_uri_and_verifier() {
    let provider = a_provider();
    let party = RelyingParty::of(&provider);
    let another = "http://localhost:5150/another/";
    let wrong_verifier = "w".repeat(43);
    for (redirect_uri, verifier) in [
        (another, None),
        (CALLBACK, None),
        (CALLBACK, Some(wrong_verifier.as_str())),
    ] {
        let attempt = party.attempt();
        let redirect = provider.sign_in_as("reader", attempt.url()).unwrap();
        let code = redirect
            .query_pairs()
            .find(|(name, _)| name == "code")
            .unwrap()
            .1
            .into_owned();
        let verifier = if redirect_uri == another {
            Some(attempt.verifier.as_str())
        } else {
            verifier
        };

        let answer = party.exchange_code(&code, redirect_uri, verifier).await;

        assert_eq!(answer.status, 400);
        assert_eq!(answer.json()["error"], "invalid_grant");
    }
}

#[tokio::test]
async fn a_code_is_bound_to_its_client() {
    let provider = a_provider();
    let party = RelyingParty::of(&provider);
    let attempt = party.attempt();
    let redirect = provider.sign_in_as("reader", attempt.url()).unwrap();
    let code = redirect
        .query_pairs()
        .find(|(name, _)| name == "code")
        .unwrap()
        .1
        .into_owned();

    let answer = Browser::new()
        .post(
            &party.endpoint("token"),
            &[
                ("grant_type", "authorization_code"),
                ("code", &code),
                ("redirect_uri", CALLBACK),
                ("code_verifier", &attempt.verifier),
                ("client_id", "locallibrary-api"),
                ("client_secret", "development-only-api-secret"),
            ],
        )
        .await;

    assert_eq!(answer.json()["error"], "invalid_grant");
}

#[tokio::test]
async fn malformed_requests_are_answered_with_an_oauth_error() {
    let provider = a_provider();
    let party = RelyingParty::of(&provider);
    for (form, error) in [
        (vec![], "invalid_request"),
        (vec![("grant_type", "password")], "unsupported_grant_type"),
        (
            vec![("grant_type", "authorization_code")],
            "invalid_request",
        ),
        (
            vec![("grant_type", "authorization_code"), ("code", "x")],
            "invalid_grant",
        ),
        (vec![("grant_type", "refresh_token")], "invalid_request"),
        (
            vec![("grant_type", "refresh_token"), ("refresh_token", "x")],
            "invalid_grant",
        ),
        (
            vec![("grant_type", "client_credentials")],
            "unauthorized_client",
        ),
        (
            vec![("grant_type", "a"), ("grant_type", "b")],
            "invalid_request",
        ),
    ] {
        let answer = party.token(&form).await;

        assert_eq!(answer.status, 400, "{form:?}");
        assert_eq!(answer.json()["error"], error, "{form:?}");
        assert_eq!(answer.header("cache-control"), "no-store");
    }
}

#[tokio::test]
async fn a_client_acts_for_itself_through_its_service_account() {
    let provider = a_provider();
    let party = RelyingParty::of(&provider);
    let form = [
        ("grant_type", "client_credentials"),
        ("client_id", "locallibrary-api"),
        ("client_secret", "development-only-api-secret"),
    ];

    let answer = Browser::new().post(&party.endpoint("token"), &form).await;

    let tokens = answer.json();
    let access = claims_of(&tokens["access_token"]);
    assert_eq!(access["azp"], "locallibrary-api");
    assert_eq!(
        access["aud"],
        serde_json::json!(["locallibrary", "account"])
    );
    assert_eq!(
        access["preferred_username"],
        "service-account-locallibrary-api"
    );
    assert_eq!(access.get("sid"), None);
    assert_eq!(tokens.get("refresh_token"), None);
    assert_eq!(tokens.get("id_token"), None);
    assert_eq!(header_of(&tokens["access_token"])["typ"], "JWT");
}

#[tokio::test]
async fn without_openid_in_the_scope_there_is_no_id_token() {
    let provider = a_provider();
    let party = RelyingParty::of(&provider);
    let attempt = party.attempt().with("scope", "profile");
    let redirect = provider.sign_in_as("reader", attempt.url()).unwrap();

    let tokens = party.exchange(&attempt, &redirect).await.json();

    assert_eq!(tokens.get("id_token"), None);
    let access = tokens["access_token"].as_str().unwrap();
    assert_eq!(party.userinfo(access).await.status, 403);
}

#[tokio::test]
async fn a_disabled_user_gets_no_tokens() {
    let provider = a_provider();
    let party = RelyingParty::of(&provider);
    let attempt = party.attempt();
    let redirect = provider.sign_in_as("reader", attempt.url()).unwrap();
    provider.remove_user("reader").unwrap();

    let answer = party.exchange(&attempt, &redirect).await;

    assert_eq!(answer.json()["error"], "invalid_grant");
}

#[tokio::test]
async fn a_client_may_ask_for_the_scopes_of_its_realm_and_gets_those_it_asked_for() {
    let provider = a_provider();
    let party = RelyingParty::of(&provider);
    let ask = async |scope: &str| {
        let form = [
            ("grant_type", "client_credentials"),
            ("client_id", "locallibrary-api"),
            ("client_secret", "development-only-api-secret"),
            ("scope", scope),
        ];
        let answer = Browser::new().post(&party.endpoint("token"), &form).await;
        answer.json()
    };
    let loans = ask("loans").await;
    assert_eq!(loans["scope"], "loans profile email");
    let access = claims_of(&loans["access_token"]);
    assert_eq!(access["scope"], "loans profile email");
    let both = ask("loans catalog:write").await;
    assert_eq!(both["scope"], "loans catalog:write profile email");
    assert_eq!(ask("catalog:burn").await["error"], "invalid_scope");
}
