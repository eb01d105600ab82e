//! Uses the application of docs/your-own-app.md, with the catalogue's five resources in it, as its editor and as its
//! administrator do: makes one of each, reads and changes them on the pages and in the admin, and takes pictures.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use browser::{Browser, Error, Look, Result};

const SAVE: &str = "form.form button.primary";
const SAVE_IN_ADMIN: &str = "form.form > .buttons [name=_save]";

/// The resources by the first words of their lists, and of their pages in the admin.
const LISTS: [(&str, &str, &str); 5] = [
    ("genres", "genres", "Sea stories"),
    ("languages", "languages", "Frisian"),
    ("authors", "authors", "Storm"),
    ("books", "books", "The rider on the grey"),
    ("bookinstances", "book_instances", "Berlin, 1888"),
];

/// `own_app FOLDER APP`: where the pictures go, and what its addresses begin with.
#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let (Some(folder), Some(app)) = (arguments.next(), arguments.next()) else {
        return Err(Error::NotSet("the folder for pictures or the application"));
    };
    let folder = PathBuf::from(folder);
    let pages = edit(&folder, &app).await?;
    administer(&folder, &pages).await
}

/// Somebody who has signed in at the provider inside.
async fn signed_in(account: &str) -> Result<Browser> {
    let browser = Browser::open().await?;
    browser.visit("/oidc/authenticate/?next=/").await?;
    browser.answer_provider(account, account).await?;
    if !browser.is_signed_in().await? {
        return Err(Error::NotThere {
            what: format!("{account}'s way to sign out"),
            address: browser.address().await?,
            page: browser.text().await?,
        });
    }
    Ok(browser)
}

/// Makes one of each on the application's own pages. Returns where the list of each is.
async fn edit(folder: &Path, app: &str) -> Result<Vec<(String, &'static str)>> {
    let editor = signed_in("editor").await?;
    let path = |rest: &str| format!("/{app}/{rest}");

    for (kind, name) in [("genre", "Sea stories"), ("language", "Frisian")] {
        editor.visit(&path(&format!("{kind}/create/"))).await?;
        editor.fill("name", name).await?;
        saved(&editor, &[name]).await?;
    }

    editor.visit(&path("author/create/")).await?;
    editor.press(SAVE).await?;
    // Nothing is filled in yet, and nothing is lost by that.
    editor.wait_for("#id_last_name[aria-invalid=true]").await?;
    editor.fill("last_name", "Storm").await?;
    editor.fill("first_name", "Theodor").await?;
    editor.fill_date("date_of_birth", "1817-09-14").await?;
    saved(&editor, &["Storm", "Theodor", "1817"]).await?;

    editor.visit(&path("book/create/")).await?;
    editor.fill("title", "The rider on the gray").await?;
    editor.choose("[name=author]", "Storm").await?;
    editor.fill("summary", "A dyke, and who keeps it.").await?;
    editor.fill("isbn", "9783150060155").await?;
    editor.click("[name=genres]").await?;
    editor.choose("[name=language]", "Frisian").await?;
    picture(&editor, folder, "form").await?;
    saved(&editor, &["Storm", "Sea stories", "Frisian", "A dyke"]).await?;
    editor.press("main a[href$='/update/']").await?;
    editor.fill("title", "The rider on the grey").await?;
    saved(&editor, &["The rider on the grey", "9783150060155"]).await?;
    picture(&editor, folder, "book").await?;

    editor.visit(&path("bookinstance/create/")).await?;
    editor
        .choose("[name=book]", "The rider on the grey")
        .await?;
    editor.fill("imprint", "Berlin, 1888").await?;
    editor.fill_date("due_back", "2030-01-31").await?;
    editor.choose("[name=status]", "On loan").await?;
    saved(&editor, &["Berlin, 1888", "On loan", "2030"]).await?;

    let mut pages = Vec::new();
    for (list, _, name) in LISTS {
        let list = path(&format!("{list}/"));
        editor.visit(&list).await?;
        editor.wait_for_words(name).await?;
        pages.push((list, name));
    }
    without_complaints(&editor).await?;
    // The author has a book, so the author stays, and the page says why. Chromium itself complains of the 409.
    editor.visit(&path("authors/")).await?;
    editor.press("tbody td.title a").await?;
    editor.press("main a[href$='/delete/']").await?;
    if editor.shows("form button.danger").await? {
        editor.press("form button.danger").await?;
    }
    editor.wait_for_words("This is still needed").await?;
    editor.close().await?;
    Ok(pages)
}

/// Looks at the same in the admin, and at what everybody sees.
async fn administer(folder: &Path, pages: &[(String, &str)]) -> Result<()> {
    let admin = signed_in("admin").await?;
    admin.visit("/admin/").await?;
    picture(&admin, folder, "admin").await?;
    for (_, table, name) in LISTS {
        admin.visit(&format!("/admin/{table}/add/")).await?;
        admin.wait_for(SAVE_IN_ADMIN).await?;
        admin.visit(&format!("/admin/{table}/")).await?;
        admin.wait_for_words(name).await?;
        admin.press("tbody a[href$='/change/']").await?;
        admin.press(SAVE_IN_ADMIN).await?;
        admin.is_told_of_success().await?;
    }
    admin.visit("/admin/books/").await?;
    picture(&admin, folder, "admin-books").await?;
    admin.press("tbody a[href$='/change/']").await?;
    picture(&admin, folder, "admin-book").await?;
    without_complaints(&admin).await?;
    admin.close().await?;

    let anybody = Browser::open().await?;
    for (list, name) in pages {
        anybody.visit(list).await?;
        anybody.wait_for_words(name).await?;
        anybody.press("tbody td.title a").await?;
        anybody.heading().await?;
    }
    without_complaints(&anybody).await?;
    anybody.close().await
}

/// Sends the form, and reads the page that follows.
async fn saved(browser: &Browser, words: &[&str]) -> Result<()> {
    browser.press(SAVE).await?;
    browser.is_told_of_success().await?;
    for word in words {
        browser.wait_for_words(word).await?;
    }
    Ok(())
}

async fn picture(browser: &Browser, folder: &Path, name: &str) -> Result<()> {
    for look in [Look::NARROW_DARK, Look::WIDE_LIGHT] {
        browser.look(look).await?;
        // Colours take a moment to change.
        tokio::time::sleep(Duration::from_millis(400)).await;
        let file = folder.join(format!("{name}-{}.png", look.name()));
        browser.take_picture(&file).await?;
        println!("{}", file.display());
    }
    Ok(())
}

/// What Chromium refuses or misses, nobody sees who only reads the page.
async fn without_complaints(browser: &Browser) -> Result<()> {
    let mut complaints = browser.complaints().await?;
    // Chromium asks for it where a page names no picture, as the provider's do not.
    complaints.retain(|complaint| !complaint.contains("/favicon.ico"));
    if complaints.is_empty() {
        return Ok(());
    }
    Err(Error::NotThere {
        what: "a page without complaints".to_owned(),
        address: browser.address().await?,
        page: complaints.join("\n"),
    })
}
