//! An administrator at work: the admin site as Chromium shows it, with its script.

mod fields;
mod forms;
mod keyboard;
mod lists;
mod look;
mod windows;

use browser::{Browser, Key, Result};

const SAVE: &str = "form.form > .buttons [name=_save]";

/// Somebody who may do everything, at the admin's first page.
async fn administrator() -> Result<Browser> {
    let browser = Browser::open().await?;
    browser.sign_in_as("admin").await?;
    browser.heading().await?;
    browser.visit("/admin/").await?;
    Ok(browser)
}

/// Uploads a file on the page for imports, and ends on what it would do.
async fn upload(browser: &Browser, text: &str) -> Result<()> {
    let file = std::env::temp_dir().join(format!("{}.csv", std::process::id()));
    std::fs::write(&file, text)?;
    browser
        .type_into("[name=file]", &file.display().to_string())
        .await?;
    browser.press("form.form .primary").await?;
    Ok(std::fs::remove_file(file)?)
}

/// The same from a model's list.
async fn import(browser: &Browser, model: &str, text: &str) -> Result<()> {
    browser.visit(&format!("/admin/{model}/")).await?;
    browser.press(".tools a[href$='/import/']").await?;
    upload(browser, text).await
}

/// Types into a field that searches, and takes the first row that is found.
async fn find(browser: &Browser, field: &str, typed: &str) -> Result<()> {
    let search = format!("[name='{field}__search']");
    browser.type_into(&search, typed).await?;
    browser
        .wait_for(&format!("[data-name='{field}'] [role=option]"))
        .await?;
    browser.focus(&search).await?;
    browser.press_key(Key::Down).await?;
    browser.press_key(Key::Enter).await
}

/// The address of the row's page that the last message leads to.
async fn saved_row(browser: &Browser) -> Result<String> {
    browser.is_told_of_success().await?;
    browser.attribute(".message.success a", "href").await
}

async fn add_author(browser: &Browser, first: &str, last: &str) -> Result<String> {
    browser.visit("/admin/authors/add/").await?;
    browser.fill("first_name", first).await?;
    browser.fill("last_name", last).await?;
    browser.press(SAVE).await?;
    saved_row(browser).await
}
