//! New tokens while somebody is signed in.
use super::support::{Browser, Library};
use serde_json::json;
use std::time::Duration;

#[tokio::test]
#[ignore = "needs Keycloak: bin/keycloak-tests"]
async fn many_requests_at_once_on_two_nodes_use_a_refresh_token_once() {
    let (mut library, console) = Library::with_realm("refresh").await;
    // Keycloak ends the session of whoever uses a refresh token twice.
    console
        .change_realm(json!({ "revokeRefreshToken": true, "refreshTokenMaxReuse": 0 }))
        .await;
    console.shorten_access_tokens().await;
    let other = library.start_another_node().await;
    let mut browser = Browser::new();
    browser.sign_in(&library.url, "reader").await;
    for round in 1..=3 {
        tokio::time::sleep(Duration::from_secs(3)).await;
        let mut requests = tokio::task::JoinSet::new();
        for number in 0..20 {
            let mut same = browser.clone();
            let node = if number % 2 == 0 {
                &library.url
            } else {
                &other
            }
            .clone();
            requests.spawn(async move { same.is_signed_in(&node).await });
        }
        let answers = requests.join_all().await;
        assert!(
            answers.iter().all(|signed_in| *signed_in),
            "round {round}: {answers:?}"
        );
        assert_eq!(console.sessions("reader").await.len(), 1, "round {round}");
    }
}

#[tokio::test]
#[ignore = "needs Keycloak: bin/keycloak-tests"]
async fn an_account_that_was_switched_off_is_signed_out_when_its_tokens_are_to_be_renewed() {
    let (library, console) = Library::with_realm("switched-off").await;
    console.shorten_access_tokens().await;
    let mut browser = Browser::new();
    browser.sign_in(&library.url, "reader").await;
    console.disable("reader").await;
    tokio::time::sleep(Duration::from_secs(3)).await;
    assert!(!browser.is_signed_in(&library.url).await);
}
