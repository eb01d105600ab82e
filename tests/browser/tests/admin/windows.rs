//! Rows beside a field, in a window above the form.

use browser::{Browser, Key, Result};

use super::{add_author, administrator, find};

const AUTHOR: &str = ".field:has([name^=author_id])";

/// Chooses the author of a book, whichever way the form offers.
async fn choose_author(browser: &Browser, name: &str) -> Result<()> {
    if browser.shows("select[name=author_id]").await? {
        browser.choose("select[name=author_id]", name).await
    } else {
        find(browser, "author_id", name).await
    }
}

/// The author of the book in the form.
async fn chosen_author(browser: &Browser) -> Result<Vec<String>> {
    let chosen = "option:checked, label:has(:checked)";
    browser.texts(&format!("{AUTHOR} :is({chosen})")).await
}

#[tokio::test]
#[ignore = "drives Chromium: bin/browser-tests"]
async fn an_author_is_added_without_leaving_the_form_of_a_book() -> Result<()> {
    let browser = administrator().await?;
    browser.visit("/admin/books/add/").await?;
    browser.fill("title", "Immensee").await?;
    browser
        .click(&format!("{AUTHOR} [data-related-link=add]"))
        .await?;
    browser.wait_for("dialog.window [name=first_name]").await?;
    browser.fill("first_name", "Hans").await?;
    browser.click("dialog.window [name=_save]").await?;
    browser.wait_for("dialog.window .summary").await?;
    assert_eq!(
        browser.value_of("dialog.window [name=first_name]").await?,
        "Hans",
        "a mistake loses nothing"
    );
    browser.fill("last_name", "Woldsen").await?;
    browser.click("dialog.window [name=_save]").await?;
    browser.wait_for("body:not(:has(dialog.window))").await?;
    assert_eq!(browser.value_of("[name=title]").await?, "Immensee");
    assert_eq!(chosen_author(&browser).await?, ["Woldsen, Hans"]);

    browser
        .click(&format!("{AUTHOR} [data-related-link=change]"))
        .await?;
    browser.wait_for("dialog.window [value=Woldsen]").await?;
    browser.press_key(Key::Escape).await?;
    browser.wait_for("body:not(:has(dialog.window))").await?;
    assert!(
        browser
            .complaints()
            .await?
            .iter()
            .all(|one| one.contains("422"))
    );
    browser.close().await
}

#[tokio::test]
#[ignore = "drives Chromium: bin/browser-tests"]
async fn an_author_is_deleted_without_leaving_the_form_of_a_book() -> Result<()> {
    let browser = administrator().await?;
    let author = add_author(&browser, "Erna", "Zwiebler").await?;
    browser.visit("/admin/books/add/").await?;
    browser.fill("title", "Kept").await?;
    choose_author(&browser, "Zwiebler, Erna").await?;
    let delete = format!("{AUTHOR} [data-related-link=delete]");
    browser.click(&delete).await?;
    browser.wait_for("dialog.window [data-keep]").await?;
    browser.click("dialog.window [data-keep]").await?;
    browser.wait_for("body:not(:has(dialog.window))").await?;
    assert_eq!(chosen_author(&browser).await?, ["Zwiebler, Erna"]);

    browser.click(&delete).await?;
    browser.click("dialog.window button.danger").await?;
    browser.wait_for("body:not(:has(dialog.window))").await?;
    let chosen = chosen_author(&browser).await?;
    assert!(!chosen.contains(&"Zwiebler, Erna".to_owned()), "{chosen:?}");
    assert!(!browser.shows(&format!("{delete}:not([hidden])")).await?);
    assert_eq!(browser.value_of("[name=title]").await?, "Kept");
    browser.visit(&author).await?;
    assert_eq!(browser.heading().await?, "Not found");
    browser.close().await
}

#[tokio::test]
#[ignore = "drives Chromium: bin/browser-tests"]
async fn a_session_that_ends_while_a_window_is_open_loses_nothing() -> Result<()> {
    let browser = administrator().await?;
    browser.visit("/admin/books/add/").await?;
    browser.fill("title", "Typed before").await?;
    browser
        .click(&format!("{AUTHOR} [data-related-link=add]"))
        .await?;
    browser.fill("first_name", "Carl").await?;
    browser.fill("last_name", "Zyprian").await?;
    browser.lose_the_session().await?;
    browser.click("dialog.window [name=_save]").await?;
    browser.wait_for("dialog.window [role=alert] a").await?;
    let page = browser.text().await?;
    assert!(page.contains("You are no longer signed in"), "{page}");
    assert_eq!(browser.value_of("[name=last_name]").await?, "Zyprian");

    browser.sign_in_beside_as("admin").await?;
    browser.click("dialog.window [name=_save]").await?;
    browser.wait_for("body:not(:has(dialog.window))").await?;
    assert_eq!(chosen_author(&browser).await?, ["Zyprian, Carl"]);
    assert_eq!(browser.value_of("[name=title]").await?, "Typed before");
    browser.close().await
}
