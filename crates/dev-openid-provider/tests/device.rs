//! The device flow: a device asks, somebody allows or refuses it in a browser.
use chrono::Duration;
use serde_json::Value;

use crate::support::{Browser, RelyingParty, a_provider, a_provider_at, claims_of, noon};

const CLIENT: [(&str, &str); 2] = [
    ("client_id", "locallibrary-api"),
    ("client_secret", "development-only-api-secret"),
];

async fn a_device(party: &RelyingParty) -> Value {
    let mut form = CLIENT.to_vec();
    form.push(("scope", "openid"));
    Browser::new()
        .post(&party.endpoint("auth/device"), &form)
        .await
        .json()
}

async fn ask(party: &RelyingParty, device: &Value) -> Value {
    let mut form = CLIENT.to_vec();
    form.push(("grant_type", "urn:ietf:params:oauth:grant-type:device_code"));
    form.push(("device_code", device["device_code"].as_str().unwrap()));
    Browser::new()
        .post(&party.endpoint("token"), &form)
        .await
        .json()
}

#[tokio::test]
async fn a_device_gets_tokens_once_somebody_has_allowed_it() {
    let (provider, clock) = a_provider_at(noon());
    let party = RelyingParty::of(&provider);
    let device = a_device(&party).await;
    assert_eq!(ask(&party, &device).await["error"], "authorization_pending");
    *clock.lock().unwrap() += Duration::seconds(5);

    let browser = Browser::new();
    let page = browser
        .get(device["verification_uri_complete"].as_str().unwrap())
        .await;
    assert!(page.text_of("main").contains("LocalLibrary API examples"));
    let done = browser
        .submit(
            &page,
            &[
                ("username", "reader"),
                ("password", "reader"),
                ("decision", "allow"),
            ],
        )
        .await;
    assert_eq!(done.text_of("h1"), "The device may go on");
    let tokens = ask(&party, &device).await;

    let access = claims_of(&tokens["access_token"]);
    assert_eq!(access["preferred_username"], "reader");
    assert_eq!(access["azp"], "locallibrary-api");
    assert_eq!(ask(&party, &device).await["error"], "invalid_grant");
}

#[tokio::test]
async fn somebody_may_type_the_code_as_they_like_and_refuse() {
    let provider = a_provider();
    let party = RelyingParty::of(&provider);
    let device = a_device(&party).await;
    let typed = device["user_code"]
        .as_str()
        .unwrap()
        .replace('-', " ")
        .to_lowercase();
    let browser = Browser::new();
    browser.sign_in(&party.attempt(), "reader").await;

    let page = browser
        .get(device["verification_uri"].as_str().unwrap())
        .await;
    assert_eq!(page.count_of("input[type=password]"), 0);
    let done = browser
        .submit(&page, &[("user_code", &typed), ("decision", "refuse")])
        .await;

    assert_eq!(done.text_of("h1"), "Refused");
    assert_eq!(ask(&party, &device).await["error"], "access_denied");
}

#[tokio::test]
async fn a_wrong_code_or_password_brings_the_page_back() {
    let provider = a_provider();
    let party = RelyingParty::of(&provider);
    let device = a_device(&party).await;
    let browser = Browser::reading("de");
    let page = browser
        .get(device["verification_uri"].as_str().unwrap())
        .await;
    let code = device["user_code"].as_str().unwrap();

    let unknown = browser
        .submit(&page, &[("user_code", "XXXX-XXXX"), ("username", "reader")])
        .await;
    let wrong = browser
        .submit(
            &page,
            &[
                ("user_code", code),
                ("username", "reader"),
                ("password", "no"),
            ],
        )
        .await;

    assert!(
        unknown
            .text_of("[role=alert]")
            .contains("Kein Gerät wartet")
    );
    assert_eq!(
        unknown.attribute("#user_code", "value").as_deref(),
        Some("XXXX-XXXX")
    );
    assert!(
        wrong
            .text_of("[role=alert]")
            .contains("gehören nicht zusammen")
    );
    assert_eq!(
        wrong.attribute("#username", "value").as_deref(),
        Some("reader")
    );
}

#[tokio::test]
async fn an_impatient_device_has_to_slow_down_and_a_late_one_to_start_again() {
    let (provider, clock) = a_provider_at(noon());
    let party = RelyingParty::of(&provider);
    let device = a_device(&party).await;
    let wait = |seconds| *clock.lock().unwrap() += Duration::seconds(seconds);

    ask(&party, &device).await;
    wait(4);
    assert_eq!(ask(&party, &device).await["error"], "slow_down");
    wait(6);
    assert_eq!(ask(&party, &device).await["error"], "slow_down");
    wait(20);
    assert_eq!(ask(&party, &device).await["error"], "authorization_pending");
    wait(600);
    assert_eq!(ask(&party, &device).await["error"], "expired_token");
}

#[tokio::test]
async fn a_test_allows_a_device_without_a_browser() {
    let provider = a_provider();
    let party = RelyingParty::of(&provider);
    let device = a_device(&party).await;

    provider
        .allow_device(device["user_code"].as_str().unwrap(), "librarian")
        .unwrap();

    let tokens = ask(&party, &device).await;
    assert_eq!(
        claims_of(&tokens["access_token"])["preferred_username"],
        "librarian"
    );
}

#[tokio::test]
async fn only_clients_that_registered_for_it_have_devices() {
    let provider = a_provider();
    let party = RelyingParty::of(&provider);
    let form = [
        ("client_id", "locallibrary"),
        ("client_secret", "development-only-secret"),
    ];

    let answer = Browser::new()
        .post(&party.endpoint("auth/device"), &form)
        .await;

    assert_eq!(answer.json()["error"], "unauthorized_client");
}
