//! Signing in and out; the same for the development provider and for real Keycloak.

use browser::{Browser, Result};

/// Signs in, sees the name, signs out of both the library and the provider.
async fn there_and_back(account: &str, name: &str) -> Result<()> {
    let browser = Browser::open().await?;
    browser.sign_in_as(account).await?;
    assert!(
        browser.is_signed_in().await?,
        "{account} is not signed in at {}",
        browser.address().await?
    );
    browser.visit("/accounts/profile/").await?;
    let profile = browser.text().await?;
    assert!(
        profile.contains(name),
        "the profile of {account} does not say {name}:\n{profile}"
    );

    browser.sign_out().await?;
    assert!(
        !browser.is_signed_in().await?,
        "{account} is still signed in at the library"
    );
    assert!(
        browser.provider_asks_for_a_password().await?,
        "{account} is still signed in at the provider"
    );
    browser.close().await
}

#[tokio::test]
#[ignore = "drives Chromium: bin/browser-tests"]
async fn the_reader_signs_in_and_out_of_library_and_provider() -> Result<()> {
    there_and_back("reader", "Rosa Reader").await
}

#[tokio::test]
#[ignore = "drives Chromium: bin/browser-tests"]
async fn the_librarian_signs_in_and_out_of_library_and_provider() -> Result<()> {
    there_and_back("librarian", "Libor Librarian").await
}

#[tokio::test]
#[ignore = "drives Chromium: bin/browser-tests"]
async fn the_admin_signs_in_and_out_of_library_and_provider() -> Result<()> {
    there_and_back("admin", "Ada Admin").await
}

#[tokio::test]
#[ignore = "drives Chromium: bin/browser-tests"]
async fn a_protected_page_opens_once_signed_in() -> Result<()> {
    let browser = Browser::open().await?;
    browser.visit("/catalog/mybooks/").await?;
    browser.answer_provider("reader", "reader").await?;
    browser.heading().await?;
    assert!(
        browser.address().await?.ends_with("/catalog/mybooks/"),
        "ended at {}",
        browser.address().await?
    );
    browser.close().await
}

#[tokio::test]
#[ignore = "drives Chromium: bin/browser-tests"]
async fn a_wrong_password_is_refused_by_the_provider() -> Result<()> {
    let browser = Browser::open().await?;
    browser.visit("/catalog/mybooks/").await?;
    browser.answer_provider("reader", "wrong").await?;
    assert!(
        browser.shows("[name=password]").await?,
        "no second try at {}",
        browser.address().await?
    );
    browser.visit("/catalog/").await?;
    assert!(!browser.is_signed_in().await?);
    browser.close().await
}
