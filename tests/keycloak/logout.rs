//! Signing out, from either side.
use super::support::{Browser, Library};

#[tokio::test]
#[ignore = "needs Keycloak: bin/keycloak-tests"]
async fn signing_out_here_signs_out_of_keycloak_too() {
    let (library, console) = Library::with_realm("sign-out").await;
    let mut browser = Browser::new();
    browser.sign_in(&library.url, "reader").await;
    assert_eq!(console.sessions("reader").await.len(), 1);

    let page = browser.sign_out(&library.url).await.expect_status(200);
    assert!(page.url.as_str().starts_with(&library.url), "{}", page.url);
    assert!(!browser.is_signed_in(&library.url).await);
    assert_eq!(console.sessions("reader").await, [""; 0]);
    let page = browser.begin_to_sign_in(&library.url).await;
    assert!(page.asks_for_a_password(), "{}", page.url);
}

#[tokio::test]
#[ignore = "needs Keycloak: bin/keycloak-tests"]
async fn a_session_that_is_ended_at_the_console_is_over_on_every_node_at_the_next_request() {
    let (mut library, console) = Library::with_realm("back-channel").await;
    let other = library.start_another_node().await;
    let mut at_home = Browser::new();
    at_home.sign_in(&library.url, "reader").await;
    let mut session = console.sessions("reader").await;
    let mut on_the_road = Browser::new();
    on_the_road.sign_in(&library.url, "reader").await;
    assert!(
        at_home.is_signed_in(&other).await,
        "the nodes share the sessions"
    );

    console.end_session(&session.remove(0)).await;
    assert!(
        !at_home.is_signed_in(&other).await,
        "the node that Keycloak did not tell"
    );
    assert!(
        !at_home.is_signed_in(&library.url).await,
        "the node that Keycloak told"
    );
    assert!(
        on_the_road.is_signed_in(&other).await,
        "another session of the same person"
    );

    console.end_all_sessions("reader").await;
    assert!(!on_the_road.is_signed_in(&other).await);
    assert!(!on_the_road.is_signed_in(&library.url).await);
}
