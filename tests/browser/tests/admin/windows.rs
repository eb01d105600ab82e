//! Rows beside a field, in a window above the form.

use browser::{Key, Result};

use super::administrator;

#[tokio::test]
#[ignore = "drives Chromium: bin/browser-tests"]
async fn an_author_is_added_without_leaving_the_form_of_a_book() -> Result<()> {
    let browser = administrator().await?;
    browser.visit("/admin/books/add/").await?;
    browser.fill("title", "Immensee").await?;
    let author = ".field:has([name^=author_id])";
    browser
        .click(&format!("{author} [data-related-link=add]"))
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
    let chosen = "option:checked, label:has(:checked)";
    assert_eq!(
        browser.texts(&format!("{author} :is({chosen})")).await?,
        ["Woldsen, Hans"]
    );

    browser
        .click(&format!("{author} [data-related-link=change]"))
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
