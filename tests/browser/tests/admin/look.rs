//! The admin's pages in every window, and nothing that Chromium complains of.

use browser::{Look, Result};

use super::administrator;

#[tokio::test]
#[ignore = "drives Chromium: bin/browser-tests"]
async fn no_page_scrolls_sideways_or_breaks_the_content_security_policy() -> Result<()> {
    let browser = administrator().await?;
    browser.complaints().await?;
    for look in [Look::SMALLEST, Look::NARROW_DARK, Look::WIDE_LIGHT] {
        browser.look(look).await?;
        for path in PAGES {
            browser.visit(path).await?;
            assert!(
                !browser.scrolls_sideways().await?,
                "{path} scrolls sideways, {}",
                look.name()
            );
            let complaints = browser.complaints().await?;
            assert!(complaints.is_empty(), "{path}: {complaints:#?}");
            browser.turn_round().await?;
            assert!(
                !browser.scrolls_sideways().await?,
                "{path} scrolls sideways from right to left, {}",
                look.name()
            );
        }
    }
    browser.close().await
}

#[tokio::test]
#[ignore = "drives Chromium: bin/browser-tests"]
async fn a_list_is_read_on_the_narrowest_telephone_without_moving_it() -> Result<()> {
    let browser = administrator().await?;
    browser.look(Look::SMALLEST).await?;
    for model in ["users", "book_instances", "loans", "permissions"] {
        browser.visit(&format!("/admin/{model}/")).await?;
        assert!(!browser.scrolls_sideways().await?, "{model}");
        assert!(!browser.overflows(".scroll-x").await?, "{model}");
        let labels = browser.attribute(".rows tbody td[data-label]", "data-label");
        assert!(
            !labels.await?.is_empty(),
            "{model}: cells say what they are"
        );
    }
    browser.close().await
}

/// One of each kind of page.
const PAGES: [&str; 16] = [
    "/admin/",
    "/admin/search/?q=a",
    "/admin/jobs/",
    "/admin/books/",
    "/admin/book_instances/",
    "/admin/loans/",
    "/admin/users/",
    "/admin/books/add/",
    "/admin/books/1/change/",
    "/admin/books/1/delete/",
    "/admin/books/1/history/",
    "/admin/authors/1/change/",
    "/admin/users/1/change/",
    "/admin/groups/1/change/",
    "/admin/books/import/",
    "/admin/books/export/",
];
