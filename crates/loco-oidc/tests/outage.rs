//! The provider goes away after it was known, and comes back.
use super::support::Library;
use chrono::{TimeDelta, Utc};
use serde_json::json;

#[tokio::test]
async fn a_sign_in_is_a_page_while_a_provider_that_was_there_before_is_down() {
    let library = Library::open().await;
    library.clock.set(Utc::now());
    library.sign_in(&mut library.browser(), "reader").await;
    library.provider.go_offline();
    library.clock.advance(TimeDelta::minutes(1));
    let answer = library
        .browser()
        .get("/oidc/authenticate/?next=/private")
        .await;
    assert_eq!(answer.status, 503, "a browser cannot connect there");
    assert_eq!(answer.header("retry-after"), "10");
    assert!(
        answer.text.contains("/oidc/authenticate/"),
        "no way on: {}",
        answer.text
    );

    library.provider.come_back().unwrap();
    library
        .begin(&mut library.browser(), "/oidc/authenticate/")
        .await;
}

#[tokio::test]
async fn endpoints_that_are_configured_are_asked_too() {
    let library = Library::with(|oidc| {
        let at = |path: &str| format!("{}/protocol/openid-connect/{path}", oidc["issuer"].as_str().unwrap());
        oidc["endpoints"] = json!({
            "authorization": at("auth"), "token": at("token"), "jwks": at("certs"), "userinfo": at("userinfo"),
        });
    })
    .await;
    library.clock.set(Utc::now());
    library.sign_in(&mut library.browser(), "reader").await;
    library.provider.go_offline();
    library.clock.advance(TimeDelta::minutes(1));
    assert_eq!(
        library.browser().get("/oidc/authenticate/").await.status,
        503
    );
}
