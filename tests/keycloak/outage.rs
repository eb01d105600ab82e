//! Keycloak stops, and comes back. Alone and last: every realm but the imported one is gone afterwards.
use super::support::{Browser, Library, keycloak_script};
use std::time::{Duration, Instant};

#[tokio::test]
#[ignore = "stops Keycloak: bin/keycloak-tests"]
async fn while_keycloak_is_down_people_stay_signed_in_and_afterwards_sign_in_works_again() {
    let (library, console) = Library::of_imported_realm().await;
    console.shorten_access_tokens().await;
    let mut reader = Browser::new();
    reader.sign_in(&library.url, "reader").await;
    let mut leaving = reader.clone();

    keycloak_script(&["stop"]);
    tokio::time::sleep(Duration::from_secs(3)).await;
    let begun = Instant::now();
    assert!(
        reader.is_signed_in(&library.url).await,
        "though the tokens are due"
    );
    assert!(
        begun.elapsed() < Duration::from_secs(4),
        "after {:?}",
        begun.elapsed()
    );

    let mut stranger = Browser::new();
    let page = stranger
        .begin_to_sign_in(&library.url)
        .await
        .expect_status(503);
    assert_ne!(page.header("retry-after"), "", "when to try again");
    assert!(
        page.has("a[href^='/oidc/authenticate/']"),
        "no way on:\n{}",
        page.text
    );
    assert!(
        stranger
            .get(&format!("{}/catalog/", library.url))
            .await
            .status
            == 200
    );
    // A session that ends here ends here, whatever becomes of the provider.
    leaving.sign_out(&library.url).await.expect_status(200);
    assert!(!leaving.is_signed_in(&library.url).await);

    keycloak_script(&["start"]);
    stranger.sign_in(&library.url, "librarian").await;
}

#[tokio::test]
#[ignore = "stops Keycloak: bin/keycloak-tests"]
async fn a_library_that_starts_while_keycloak_is_down_signs_people_in_once_it_is_back() {
    keycloak_script(&["stop"]);
    let (library, _) = Library::of_imported_realm().await;
    let mut reader = Browser::new();
    reader
        .begin_to_sign_in(&library.url)
        .await
        .expect_status(503);
    keycloak_script(&["start"]);
    reader.sign_in(&library.url, "reader").await;
}
