//! The pages as they look: language, light and dark, narrow windows, and nothing that Chromium complains of.

use browser::{Browser, Look, Result};

const OPEN_TO_ALL: [&str; 8] = [
    "/catalog/",
    "/catalog/books/",
    "/catalog/books/?page=2",
    "/catalog/book/1",
    "/catalog/authors/",
    "/catalog/author/1",
    "/catalog/genres/",
    "/catalog/languages/",
];
const FOR_LIBRARIANS: [&str; 7] = [
    "/catalog/bookinstances/",
    "/catalog/borrowed/",
    "/catalog/mybooks/",
    "/catalog/book/create/",
    "/catalog/author/1/update/",
    "/catalog/genre/1/delete/",
    "/accounts/profile/",
];

#[tokio::test]
#[ignore = "drives Chromium: bin/browser-tests"]
async fn the_language_is_changed_in_the_foot_and_stays() -> Result<()> {
    let browser = Browser::open().await?;
    browser.visit("/catalog/").await?;
    assert_eq!(browser.language().await?, "en");
    browser.press("footer [name=language][value=de]").await?;
    assert_eq!(browser.language().await?, "de");
    browser.visit("/catalog/books/").await?;
    assert_eq!(browser.language().await?, "de");
    browser.close().await
}

#[tokio::test]
#[ignore = "drives Chromium: bin/browser-tests"]
async fn a_chosen_theme_wins_over_the_systems() -> Result<()> {
    let browser = Browser::open().await?;
    browser.visit("/catalog/").await?;
    let light = browser.background().await?;
    browser.look(Look::WIDE_DARK).await?;
    let dark = browser.background().await?;
    assert_ne!(light, dark, "the system's preference changes nothing");
    browser.press("footer [name=theme][value=light]").await?;
    assert_eq!(browser.background().await?, light);
    browser.close().await
}

#[tokio::test]
#[ignore = "drives Chromium: bin/browser-tests"]
async fn no_page_scrolls_sideways_or_breaks_the_content_security_policy() -> Result<()> {
    let browser = Browser::open().await?;
    browser.look(Look::SMALLEST).await?;
    look_through(&browser, &OPEN_TO_ALL).await?;
    browser.sign_in_as("librarian").await?;
    browser.heading().await?;
    // The provider's own pages are not what is looked at here.
    browser.complaints().await?;
    look_through(&browser, &OPEN_TO_ALL).await?;
    look_through(&browser, &FOR_LIBRARIANS).await?;
    browser.close().await
}

#[tokio::test]
#[ignore = "drives Chromium: bin/browser-tests"]
async fn a_name_that_is_one_long_word_breaks_no_page() -> Result<()> {
    let browser = Browser::open().await?;
    browser.look(Look::SMALLEST).await?;
    browser.sign_in_as("librarian").await?;
    let word = "Donaudampfschifffahrt".repeat(9);
    browser.visit("/catalog/genre/create/").await?;
    browser.fill("name", &word).await?;
    browser.press("main form button.primary").await?;
    assert_eq!(browser.heading().await?, word);
    let edit = browser
        .attribute("main a[href$='/update/']", "href")
        .await?;
    for path in [
        edit.trim_end_matches("/update/"),
        &edit,
        &edit.replace("/update/", "/delete/"),
        "/catalog/genres/",
        "/catalog/book/create/",
    ] {
        browser.visit(path).await?;
        assert!(!browser.scrolls_sideways().await?, "{path}");
    }
    // The page that asks leads to one without the genre again.
    browser.visit(&edit.replace("/update/", "/delete/")).await?;
    browser.press("main form button.danger").await?;
    browser.close().await
}

async fn look_through(browser: &Browser, paths: &[&str]) -> Result<()> {
    for path in paths {
        browser.visit(path).await?;
        assert!(
            !browser.scrolls_sideways().await?,
            "{path} scrolls sideways at 320 pixels"
        );
        let complaints = browser.complaints().await?;
        assert!(complaints.is_empty(), "{path}: {complaints:#?}");
    }
    Ok(())
}
