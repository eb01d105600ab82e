//! The realm gets new signing keys.
use super::support::{Browser, Library};
use std::time::Duration;

#[tokio::test]
#[ignore = "needs Keycloak: bin/keycloak-tests"]
async fn sign_in_renewal_and_sign_out_go_on_when_the_realm_rotates_its_keys() {
    let (library, console) = Library::with_realm("keys").await;
    console.shorten_access_tokens().await;
    let mut before = Browser::new();
    before.sign_in(&library.url, "reader").await;
    let session = console.sessions("reader").await.remove(0);

    console.add_signing_key().await;
    Browser::new().sign_in(&library.url, "librarian").await;
    console.remove_old_signing_keys().await;
    Browser::new().sign_in(&library.url, "admin").await;

    tokio::time::sleep(Duration::from_secs(3)).await;
    assert!(
        before.is_signed_in(&library.url).await,
        "renewed with tokens of the new key"
    );
    console.end_session(&session).await;
    assert!(
        !before.is_signed_in(&library.url).await,
        "a logout token of the new key"
    );
}
