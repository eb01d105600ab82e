//! Roles that are given and taken away at the console.
use super::support::{Browser, Library};
use std::time::Duration;

#[tokio::test]
#[ignore = "needs Keycloak: bin/keycloak-tests"]
async fn roles_arrive_at_the_next_sign_in() {
    let (library, console) = Library::with_realm("roles-at-sign-in").await;
    let mut browser = Browser::new();
    browser.sign_in(&library.url, "reader").await;
    console.give_role("reader", "librarian").await;
    assert!(!browser.may_add_authors(&library.url).await, "not before");
    browser.sign_out(&library.url).await;
    browser.sign_in(&library.url, "reader").await;
    assert!(browser.may_add_authors(&library.url).await);

    console.take_role("reader", "librarian").await;
    browser.sign_out(&library.url).await;
    browser.sign_in(&library.url, "reader").await;
    assert!(!browser.may_add_authors(&library.url).await);
}

#[tokio::test]
#[ignore = "needs Keycloak: bin/keycloak-tests"]
async fn roles_arrive_when_the_tokens_are_renewed_while_somebody_is_signed_in() {
    let (library, console) = Library::with_realm("roles-at-refresh").await;
    console.shorten_access_tokens().await;
    let mut browser = Browser::new();
    browser.sign_in(&library.url, "reader").await;
    console.give_role("reader", "librarian").await;
    tokio::time::sleep(Duration::from_secs(3)).await;
    assert!(browser.may_add_authors(&library.url).await);

    console.take_role("reader", "librarian").await;
    tokio::time::sleep(Duration::from_secs(3)).await;
    assert!(!browser.may_add_authors(&library.url).await);
}
