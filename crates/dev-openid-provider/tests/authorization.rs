//! What the authorization endpoint accepts, refuses, and where it sends people.
use chrono::Duration;

use crate::support::{Browser, CALLBACK, RelyingParty, a_provider, a_provider_at, claims_of, noon};

#[tokio::test]
async fn an_unknown_client_ends_at_the_provider() {
    let provider = a_provider();
    let attempt = RelyingParty::of(&provider)
        .attempt()
        .with("client_id", "nobody");

    let page = Browser::new().get(attempt.url()).await;

    assert_eq!(page.status, 400);
    assert!(page.text_of("main").contains("not known to this provider"));
    assert_eq!(page.header("location"), "");
}

#[tokio::test]
async fn nobody_is_sent_to_an_address_that_the_client_did_not_register() {
    let provider = a_provider();
    for wrong in [
        "https://evil.example/",
        "http://localhost:5150@evil.example/",
        "http://localhost:51500/oidc/callback/",
        "http://localhost:5150/#fragment",
        "javascript:alert(1)",
        "",
    ] {
        let attempt = RelyingParty::of(&provider)
            .attempt()
            .with("redirect_uri", wrong);

        let page = Browser::new().get(attempt.url()).await;

        assert_eq!(page.status, 400, "{wrong}");
        assert!(page.text_of("main").contains("has not registered"));
        assert_eq!(page.header("location"), "", "{wrong}");
    }
}

#[tokio::test]
async fn other_mistakes_go_back_to_the_client_with_state_and_iss() {
    let provider = a_provider();
    let party = RelyingParty::of(&provider);
    let attempt = || party.attempt();
    for (error, wrong) in [
        ("invalid_request", attempt().without("code_challenge")),
        ("invalid_request", attempt().with("code_challenge", "short")),
        (
            "invalid_request",
            attempt().with("code_challenge_method", "plain"),
        ),
        (
            "invalid_request",
            attempt().without("code_challenge_method"),
        ),
        ("invalid_request", attempt().without("response_type")),
        (
            "unsupported_response_type",
            attempt().with("response_type", "token"),
        ),
        (
            "invalid_request",
            attempt().with("response_mode", "fragment"),
        ),
        ("invalid_request", attempt().with("max_age", "soon")),
        ("invalid_request", attempt().with("prompt", "none login")),
        (
            "invalid_scope",
            attempt().with("scope", "openid everything"),
        ),
        ("request_not_supported", attempt().with("request", "x.y.z")),
        (
            "request_uri_not_supported",
            attempt().with("request_uri", "https://a.example/"),
        ),
    ] {
        let back = Browser::new().get(wrong.url()).await;

        assert_eq!(back.status, 303, "{}", wrong.url());
        assert!(back.location().as_str().starts_with(CALLBACK));
        assert_eq!(
            back.parameter("error").as_deref(),
            Some(error),
            "{}",
            wrong.url()
        );
        assert_eq!(back.parameter("state").as_deref(), Some("the-state"));
        assert_eq!(back.parameter("iss").as_deref(), Some(provider.issuer()));
        assert_eq!(back.parameter("code"), None);
    }
}

#[tokio::test]
async fn a_parameter_that_comes_twice_is_refused() {
    let provider = a_provider();
    let mut attempt = RelyingParty::of(&provider).attempt();
    attempt.url.query_pairs_mut().append_pair("scope", "openid");

    let back = Browser::new().get(attempt.url()).await;

    assert_eq!(back.parameter("error").as_deref(), Some("invalid_request"));
}

#[tokio::test]
async fn the_request_may_come_by_post() {
    let provider = a_provider();
    let party = RelyingParty::of(&provider);
    let attempt = party.attempt();
    let fields: Vec<(String, String)> = attempt.url.query_pairs().into_owned().collect();
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(k, v)| (k.as_str(), v.as_str()))
        .collect();
    let browser = Browser::new();

    let page = browser.post(&party.endpoint("auth"), &fields).await;
    let back = browser
        .submit(&page, &[("username", "reader"), ("password", "reader")])
        .await;

    assert!(back.parameter("code").is_some());
}

#[tokio::test]
async fn somebody_who_is_signed_in_is_not_asked_again() {
    let provider = a_provider();
    let party = RelyingParty::of(&provider);
    let browser = Browser::new();
    let first = browser.sign_in(&party.attempt(), "reader").await;

    let attempt = party.attempt();
    let back = browser.get(attempt.url()).await;

    assert_eq!(
        back.parameter("session_state"),
        first.parameter("session_state")
    );
    let tokens = party.exchange(&attempt, &back.location()).await.json();
    assert_eq!(
        claims_of(&tokens["id_token"])["preferred_username"],
        "reader"
    );
}

#[tokio::test]
async fn prompt_none_never_shows_a_page() {
    let provider = a_provider();
    let party = RelyingParty::of(&provider);
    let browser = Browser::new();
    let silent = || party.attempt().with("prompt", "none");

    let stranger = browser.get(silent().url()).await;
    browser.sign_in(&party.attempt(), "reader").await;
    let known = browser.get(silent().url()).await;

    assert_eq!(
        stranger.parameter("error").as_deref(),
        Some("login_required")
    );
    assert!(known.parameter("code").is_some());
}

#[tokio::test]
async fn prompt_login_asks_again_and_keeps_the_session() {
    let (provider, clock) = a_provider_at(noon());
    let party = RelyingParty::of(&provider);
    let browser = Browser::new();
    let first = browser.sign_in(&party.attempt(), "reader").await;
    *clock.lock().unwrap() += Duration::minutes(5);

    let attempt = party.attempt().with("prompt", "login");
    let page = browser.get(attempt.url()).await;
    assert_eq!(
        page.text_of("[role=status]"),
        "Please confirm that it's you."
    );
    assert_eq!(
        page.attribute("#username", "value").as_deref(),
        Some("reader")
    );
    let back = browser.submit(&page, &[("password", "reader")]).await;

    assert_eq!(
        back.parameter("session_state"),
        first.parameter("session_state")
    );
    let tokens = party.exchange(&attempt, &back.location()).await.json();
    let at = (noon() + Duration::minutes(5)).timestamp();
    assert_eq!(claims_of(&tokens["id_token"])["auth_time"], at);
}

#[tokio::test]
async fn max_age_asks_again_once_the_sign_in_is_too_old() {
    let (provider, clock) = a_provider_at(noon());
    let party = RelyingParty::of(&provider);
    let browser = Browser::new();
    browser.sign_in(&party.attempt(), "reader").await;
    *clock.lock().unwrap() += Duration::seconds(60);

    let young_enough = browser
        .get(party.attempt().with("max_age", "60").url())
        .await;
    let too_old = browser
        .get(party.attempt().with("max_age", "59").url())
        .await;
    let at_once = browser
        .get(party.attempt().with("max_age", "0").url())
        .await;

    assert!(young_enough.parameter("code").is_some());
    assert_eq!(too_old.count_of("input[type=password]"), 1);
    assert_eq!(at_once.count_of("input[type=password]"), 1);
}

#[tokio::test]
async fn acr_values_ask_again_until_the_sign_in_was_that_strong() {
    let provider = a_provider();
    let party = RelyingParty::of(&provider);
    let browser = Browser::new();
    browser.sign_in(&party.attempt(), "reader").await;

    let attempt = party.attempt().with("acr_values", "gold silver");
    let back = browser.sign_in(&attempt, "reader").await;
    let tokens = party.exchange(&attempt, &back.location()).await.json();
    let next = browser
        .get(party.attempt().with("acr_values", "gold").url())
        .await;

    assert_eq!(claims_of(&tokens["id_token"])["acr"], "gold");
    assert!(next.parameter("code").is_some());
}

#[tokio::test]
async fn form_post_brings_the_code_back_in_a_form() {
    let provider = a_provider();
    let party = RelyingParty::of(&provider);
    let attempt = party.attempt().with("response_mode", "form_post");

    let page = Browser::new().sign_in(&attempt, "reader").await;

    let (action, fields) = page.form("form");
    assert_eq!(action.as_str(), CALLBACK);
    let field = |name: &str| {
        fields
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    };
    assert_eq!(field("state"), Some("the-state"));
    assert_eq!(field("iss"), Some(provider.issuer()));
    assert!(
        page.header("content-security-policy")
            .contains("form-action 'self' http://localhost:5150;")
    );
    let code = field("code").unwrap();
    let answer = party
        .exchange_code(code, CALLBACK, Some(&attempt.verifier))
        .await;
    assert_eq!(answer.status, 200);
}

#[tokio::test]
async fn the_session_cookie_belongs_to_the_provider_alone() {
    let provider = a_provider();
    let browser = Browser::new();

    let back = browser
        .sign_in(&RelyingParty::of(&provider).attempt(), "reader")
        .await;

    let cookie = back.header("set-cookie");
    assert!(cookie.starts_with("dev-openid-session="), "{cookie}");
    for attribute in ["HttpOnly", "SameSite=Lax", "Path=/realms/locallibrary/"] {
        assert!(cookie.contains(attribute), "{attribute} in {cookie}");
    }
}

#[tokio::test]
async fn an_idle_session_ends_by_itself() {
    let (provider, clock) = a_provider_at(noon());
    let party = RelyingParty::of(&provider);
    let browser = Browser::new();
    browser.sign_in(&party.attempt(), "reader").await;
    *clock.lock().unwrap() += Duration::minutes(31);

    let page = browser.get(party.attempt().url()).await;

    assert_eq!(page.count_of("input[type=password]"), 1);
}

#[tokio::test]
async fn signing_in_as_somebody_else_ends_the_session_before() {
    let provider = a_provider();
    let party = RelyingParty::of(&provider);
    let browser = Browser::new();
    browser.sign_in(&party.attempt(), "reader").await;

    let attempt = party.attempt().with("prompt", "login");
    let page = browser.get(attempt.url()).await;
    browser
        .submit(&page, &[("username", "admin"), ("password", "admin")])
        .await;

    assert!(provider.sessions_of("reader").unwrap().is_empty());
    assert_eq!(provider.sessions_of("admin").unwrap().len(), 1);
}

#[test]
fn a_test_signs_in_without_a_browser() {
    let provider = a_provider();
    let party = RelyingParty::of(&provider);

    let url = provider
        .sign_in_as("reader", party.attempt().url())
        .unwrap();
    let refused = provider.sign_in_as("reader", party.attempt().without("code_challenge").url());
    let nobody = provider.sign_in_as("nobody", party.attempt().url());
    let elsewhere = party
        .attempt()
        .with("redirect_uri", "https://evil.example/");

    assert!(url.query().unwrap().contains("code="));
    assert!(
        refused
            .unwrap()
            .query()
            .unwrap()
            .contains("error=invalid_request")
    );
    assert_eq!(
        nobody.unwrap_err().to_string(),
        "the realm has no user nobody"
    );
    assert!(provider.sign_in_as("reader", elsewhere.url()).is_err());
}
