//! Rows added and changed, alone and with those below them.

use browser::{Browser, Result};

use super::{SAVE, add_author, administrator, find, saved_row};

#[tokio::test]
#[ignore = "drives Chromium: bin/browser-tests"]
async fn an_administrator_creates_one_object_of_each_type() -> Result<()> {
    let browser = administrator().await?;
    for (model, name) in [("genres", "Sea stories"), ("languages", "Frisian")] {
        browser
            .press(&format!("main a[href='/admin/{model}/add/']"))
            .await?;
        browser.fill("name", name).await?;
        browser.press(SAVE).await?;
        saved_row(&browser).await?;
        browser.visit("/admin/").await?;
    }
    add_author(&browser, "Theodor", "Sturm").await?;

    browser.visit("/admin/books/add/").await?;
    browser.fill("title", "The rider on the grey").await?;
    browser.fill("summary", "A dyke, and who keeps it.").await?;
    browser.fill("isbn", "9783150060155").await?;
    if browser.shows("select[name=author_id]").await? {
        browser
            .choose("select[name=author_id]", "Sturm, Theodor")
            .await?;
    } else {
        find(&browser, "author_id", "Sturm").await?;
    }
    browser
        .choose("select[name=language_id]", "Frisian")
        .await?;
    browser.press(SAVE).await?;
    let book = saved_row(&browser).await?;

    browser.visit("/admin/book_instances/add/").await?;
    find(&browser, "book_id", "rider grey").await?;
    browser.fill("imprint", "Insel, 1963").await?;
    browser.choose("[name=status]", "Available").await?;
    browser.press(SAVE).await?;
    saved_row(&browser).await?;

    browser.visit("/admin/groups/add/").await?;
    browser.fill("name", "Friends of the library").await?;
    browser.press(SAVE).await?;
    saved_row(&browser).await?;

    browser.visit(&book).await?;
    assert_eq!(browser.heading().await?, "The rider on the grey");
    assert_eq!(browser.texts(".inline-name").await?, ["Insel, 1963"]);
    browser.visit("/admin/").await?;
    assert_eq!(
        browser.texts(".recent a").await?[..6],
        [
            "Friends of the library",
            "Insel, 1963",
            "The rider on the grey",
            "Sturm, Theodor",
            "Frisian",
            "Sea stories",
        ]
    );
    assert!(browser.complaints().await?.is_empty());
    browser.close().await
}

#[tokio::test]
#[ignore = "drives Chromium: bin/browser-tests"]
async fn a_copy_is_added_changed_and_taken_away_on_the_page_of_its_book() -> Result<()> {
    let browser = administrator().await?;
    browser.visit("/admin/books/1/change/").await?;
    let before = browser.texts(".inline-row .inline-name").await?.len();
    browser.click(".inline button").await?;
    let new = "[name*='-new'][name$='-imprint']";
    browser.type_into(new, "Reclam, 1998").await?;
    assert!(browser.asks_before_leaving().await?);
    browser.press("[name=_continue]").await?;
    browser.is_told_of_success().await?;
    assert_eq!(
        browser.texts(".inline-row .inline-name").await?.len(),
        before + 1
    );

    let row = "tr.inline-row:has([value='Reclam, 1998'])";
    browser
        .type_into(&format!("{row} [name$=imprint]"), ", second")
        .await?;
    browser.press("[name=_continue]").await?;
    browser.is_told_of_success().await?;
    let row = "tr.inline-row:has([value='Reclam, 1998, second'])";
    browser.click(&format!("{row} [name$=_delete]")).await?;
    browser.press("[name=_continue]").await?;
    browser.is_told_of_success().await?;
    assert!(!browser.shows(row).await?);
    assert_eq!(
        browser.texts(".inline-row .inline-name").await?.len(),
        before
    );
    browser.close().await
}

#[tokio::test]
#[ignore = "drives Chromium: bin/browser-tests"]
async fn two_people_change_an_author_and_the_second_settles_it() -> Result<()> {
    let first = administrator().await?;
    let author = add_author(&first, "Emilie", "Zweig").await?;
    first.visit(&author).await?;
    let second = Browser::open().await?;
    second.sign_in_as("librarian").await?;
    second.heading().await?;
    second.visit(&author).await?;

    first.fill("last_name", "Zweigert").await?;
    first.press(SAVE).await?;
    first.is_told_of_success().await?;

    second.fill("first_name", "Emily").await?;
    second.press(SAVE).await?;
    let page = second.text().await?;
    assert!(
        page.contains("Zweigert"),
        "what they saved is shown:\n{page}"
    );
    assert_eq!(second.value_of("[name=first_name]").await?, "Emily");
    assert_eq!(second.value_of("[name=last_name]").await?, "Zweigert");
    second.press("form.form [name=_save]").await?;
    second.is_told_of_success().await?;
    second.close().await?;

    first.visit(&author).await?;
    assert_eq!(first.heading().await?, "Zweigert, Emily");
    first.close().await
}

#[tokio::test]
#[ignore = "drives Chromium: bin/browser-tests"]
async fn a_form_with_changes_asks_before_it_is_left() -> Result<()> {
    let browser = administrator().await?;
    browser.visit("/admin/genres/add/").await?;
    assert!(!browser.asks_before_leaving().await?);
    browser.fill("name", "Half a genre").await?;
    assert!(browser.asks_before_leaving().await?);
    browser.fill("name", "").await?;
    assert!(!browser.asks_before_leaving().await?, "all is as it was");
    browser.close().await
}
