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

#[tokio::test]
#[ignore = "drives Chromium: bin/browser-tests"]
async fn a_row_is_found_by_a_filter_and_saved_without_a_mouse() -> Result<()> {
    let browser = administrator().await?;
    browser.visit("/admin/books/").await?;
    browser.tab_to("Danish").await?;
    browser.press_key_and_wait(Key::Enter).await?;
    let titles = browser.texts(".rows tbody th").await?;
    browser.tab_to(&titles[0]).await?;
    browser.press_key_and_wait(Key::Enter).await?;
    assert_eq!(browser.heading().await?, titles[0]);
    browser.tab_to("summary").await?;
    browser.press_control_and('a').await?;
    browser.type_keys("Read again.").await?;
    browser.tab_to("_continue").await?;
    browser.press_key_and_wait(Key::Enter).await?;
    browser.is_told_of_success().await?;
    assert_eq!(browser.value_of("[name=summary]").await?, "Read again.");
    browser.close().await
}
