//! An administrator at work: the admin site as Chromium shows it, with its script.

use browser::{Browser, Key, Look, Result};

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
    assert_eq!(browser.texts(".recent a").await?.len(), 6);
    assert!(browser.complaints().await?.is_empty());
    browser.close().await
}

#[tokio::test]
#[ignore = "drives Chromium: bin/browser-tests"]
async fn an_action_is_done_to_the_rows_of_all_pages() -> Result<()> {
    let browser = administrator().await?;
    let names: String = (1..=25)
        .map(|number| format!("Shelf mark {number}\n"))
        .collect();
    import(&browser, "genres", &format!("name\n{names}")).await?;
    browser.press("[name=_import]").await?;

    let list = "/admin/genres/?q=%22shelf+mark%22&per_page=20";
    browser.visit(list).await?;
    assert_eq!(browser.texts(".rows tbody tr").await?.len(), 20);
    browser.choose("[name=_action]", "Delete").await?;
    browser.click("#actions [name=_all]").await?;
    browser.press("#actions button[type=submit]").await?;
    assert!(
        browser.text().await?.contains("Shelf mark 25"),
        "rows of the second page are asked about too"
    );
    browser.press("main form .primary").await?;
    browser.is_told_of_success().await?;
    assert!(browser.text().await?.contains("25"));
    browser.visit(list).await?;
    assert!(browser.texts(".rows tbody tr").await?.is_empty());
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
async fn a_file_is_tried_corrected_and_imported() -> Result<()> {
    let browser = administrator().await?;
    import(&browser, "genres", "name\nBallads\n\"\"\nOdes\n").await?;
    assert_eq!(browser.texts(".wrong-lines tbody th").await?, ["3"]);
    assert!(browser.text().await?.contains("Nothing has been written"));

    browser.press("main a.primary").await?;
    upload(&browser, "name\nBallads\nOdes\n").await?;
    browser.press("[name=_import]").await?;
    browser.is_told_of_success().await?;
    browser.visit("/admin/genres/?q=Ballads").await?;
    assert_eq!(browser.texts(".rows tbody th").await?, ["Ballads"]);
    browser.close().await
}

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

#[tokio::test]
#[ignore = "drives Chromium: bin/browser-tests"]
async fn genres_are_chosen_from_one_list_into_another() -> Result<()> {
    let browser = administrator().await?;
    browser.visit("/admin/books/2/change/").await?;
    let (available, chosen) = (".side:first-child select", ".side:last-child select");
    let before = browser.texts(&format!("{chosen} option")).await?.len();
    let genre = browser.texts(&format!("{available} option")).await?[0].clone();
    browser.focus(".two-lists [type=search]").await?;
    browser.type_keys(&genre).await?;
    browser.press_key(Key::Down).await?;
    browser.press_key(Key::Enter).await?;
    let told = browser.texts(".many [role=status]").await?;
    assert!(
        told[0].starts_with(&format!("{} chosen", before + 1)),
        "it is said: {told:?}"
    );
    browser.press("[name=_continue]").await?;
    browser.is_told_of_success().await?;
    let now = browser.texts(&format!("{chosen} option")).await?;
    assert!(now.len() == before + 1 && now.contains(&genre), "{now:?}");

    browser.choose(chosen, &genre).await?;
    browser
        .click(".two-lists .middle button:last-child")
        .await?;
    browser.press("[name=_continue]").await?;
    assert_eq!(
        browser.texts(&format!("{chosen} option")).await?.len(),
        before
    );
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
