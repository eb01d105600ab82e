//! Fresher and stronger sign-ins: links that ask for them, guards that send people and take them back.
use crate::support::{Browser, Library};
use chrono::{TimeDelta, Utc};
use dev_openid_provider::faults::{Token, TokenFault};
use serde_json::json;
use std::sync::Arc;

/// A library whose clock the provider follows, with somebody signed in.
async fn with_one_clock() -> (Library, Browser) {
    let library = Library::open().await;
    library.clock.set(Utc::now());
    let clock = library.clock.clone();
    library.provider.set_clock(Arc::new(move || clock.now()));
    let browser = library.browser_of("reader").await;
    (library, browser)
}

impl Library {
    /// Goes from a refusal to the provider, signs in again there, and comes back.
    async fn sign_in_again(&self, browser: &mut Browser, link: &str) -> crate::support::Answer {
        let url = self.begin(browser, link).await;
        let callback = self.provider.sign_in_as("reader", &url).unwrap();
        browser.visit(callback.as_str()).await
    }
}

#[tokio::test]
async fn an_old_sign_in_is_sent_to_a_fresh_one_and_back_to_the_page() {
    let (library, mut browser) = with_one_clock().await;
    assert_eq!(browser.get("/fresh").await.status, 200);
    library.clock.advance(TimeDelta::minutes(7));
    let answer = browser.get("/fresh?from=here").await;
    assert_eq!(answer.status, 302);
    assert_eq!(answer.location_parameter("max_age").unwrap(), "300");
    let link = answer.location().to_owned();
    let page = library.sign_in_again(&mut browser, &link).await;
    assert_eq!(page.url.path(), "/fresh");
    assert_eq!(page.url.query(), Some("from=here"));
    assert_eq!(page.text, "for Rosa Reader only");
    assert_eq!(
        library.session_rows().await.len(),
        1,
        "the old session is over"
    );
}

#[tokio::test]
async fn a_provider_that_does_not_ask_again_is_refused_and_there_is_no_loop() {
    let (library, mut browser) = with_one_clock().await;
    library.clock.advance(TimeDelta::minutes(7));
    let link = browser.get("/fresh").await.location().to_owned();
    library
        .provider
        .faults()
        .token(Token::Id, TokenFault::OldAuthTime);
    let page = library.sign_in_again(&mut browser, &link).await;
    assert_eq!(page.status, 403);
    assert!(page.text.contains("/oidc/authenticate/"), "a way on");
    assert_eq!(
        browser.get("/").await.text,
        "signed in as reader",
        "the sign-in that there was goes on"
    );
}

#[tokio::test]
async fn a_sign_in_from_a_time_to_come_is_not_fresh() {
    let (library, mut browser) = with_one_clock().await;
    let later = Utc::now().timestamp() + 86_400;
    library.provider.faults().token(
        Token::Id,
        TokenFault::Claim("auth_time".into(), json!(later)),
    );
    let link = "/oidc/authenticate/?next=/fresh&max_age=300";
    let page = library.sign_in_again(&mut browser, link).await;
    assert_eq!(page.status, 403);
    // Nor is one that nobody asked to be fresh when it was made.
    let mut other = library.browser_of("reader").await;
    assert_eq!(other.get("/fresh").await.status, 302);
}

#[tokio::test]
async fn a_weak_sign_in_is_sent_to_a_stronger_one_and_back_to_the_page() {
    let (library, mut browser) = with_one_clock().await;
    let answer = browser.get("/gold").await;
    assert_eq!(answer.location_parameter("acr").unwrap(), "gold");
    let link = answer.location().to_owned();
    let page = library.sign_in_again(&mut browser, &link).await;
    assert_eq!(
        (page.url.path(), page.text.as_str()),
        ("/gold", "for Rosa Reader only")
    );
}

#[tokio::test]
async fn a_form_is_never_redirected_to_a_fresher_sign_in() {
    let (library, mut browser) = with_one_clock().await;
    library.clock.advance(TimeDelta::minutes(7));
    let answer = browser.post("/fresh", &[]).await;
    assert_eq!(answer.status, 401);
    assert!(
        answer.text.contains("/oidc/authenticate/?max_age=300"),
        "{}",
        answer.text
    );
}

#[tokio::test]
async fn a_max_age_of_the_configuration_is_checked_too() {
    let library = Library::with(|oidc| oidc["extra_params"] = json!({ "max_age": "300" })).await;
    library
        .provider
        .faults()
        .token(Token::Id, TokenFault::OldAuthTime);
    assert_eq!(library.refused("reader").await.status, 403);
    library.provider.faults().clear();
    library.browser_of("reader").await;
}
