//! The admin site without a mouse.

use browser::{Key, Result};

use super::administrator;

#[tokio::test]
#[ignore = "drives Chromium: bin/browser-tests"]
async fn the_keyboard_is_enough() -> Result<()> {
    let browser = administrator().await?;
    browser.press_key(Key::Tab).await?;
    assert_eq!(browser.focused().await?, "Skip to content");
    browser.press_key(Key::Enter).await?;
    assert_eq!(browser.focused().await?, "content");

    browser.visit("/admin/books/").await?;
    browser.type_keys("/").await?;
    assert_eq!(browser.focused().await?, "q");
    browser.type_keys("emma").await?;
    browser.press_key(Key::Enter).await?;
    browser.wait_for("a[href='/admin/books/']").await?;

    browser.press_control_and('k').await?;
    browser.wait_for("dialog.palette[open]").await?;
    browser.type_keys("languages").await?;
    browser
        .wait_for("dialog [data-url='/admin/languages/']")
        .await?;
    browser.press_key(Key::Escape).await?;
    assert!(!browser.shows("dialog[open]").await?);

    browser.visit("/admin/authors/add/").await?;
    browser.focus("[name=first_name]").await?;
    let mut order = Vec::new();
    for _ in 0..4 {
        order.push(browser.focused().await?);
        browser.press_key(Key::Tab).await?;
        // A date has three parts to go through.
        while browser.focused().await? == order[order.len() - 1] {
            browser.press_key(Key::Tab).await?;
        }
    }
    assert_eq!(
        order,
        ["first_name", "last_name", "date_of_birth", "date_of_death"]
    );
    browser.close().await
}
