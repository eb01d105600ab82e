//! Takes pictures of pages into a folder: narrow and wide, light and dark, signed out and as each account; or those of
//! the documentation.

use std::path::{Path, PathBuf};

use browser::{Browser, Look, Result};

/// Who looks at which pages when none are named.
const TOUR: [(&str, &[&str]); 4] = [
    (
        "anonymous",
        &[
            "/catalog/",
            "/catalog/books/",
            "/catalog/book/1",
            "/catalog/authors/",
            "/catalog/author/1",
            "/catalog/genres/",
            "/api/docs/",
            "/nowhere/",
        ],
    ),
    (
        "reader",
        &[
            "/catalog/book/1",
            "/catalog/mybooks/",
            "/catalog/mybooks/history/",
            "/accounts/profile/",
        ],
    ),
    (
        "librarian",
        &[
            "/catalog/",
            "/catalog/borrowed/",
            "/catalog/bookinstances/",
            "/catalog/book/create/",
            "/catalog/book/1/update/",
            "/catalog/author/1/delete/",
        ],
    ),
    (
        "admin",
        &[
            "/admin/",
            "/admin/books/",
            "/admin/loans/?state=open",
            "/admin/books/add/",
            BOOK,
            DELETE,
            "/admin/books/1/history/",
            "/admin/groups/1/change/",
            CONFLICT,
        ],
    ),
];

const BOOK: &str = "/admin/books/1/change/";
const DELETE: &str = "/admin/authors/1/delete/";
/// This author's page once somebody else has saved it meanwhile.
const CONFLICT: &str = "/admin/authors/2/change/?_conflict";

/// What docs/admin.md shows, each in every look.
const DOCS: [(&str, &str); 5] = [
    ("index", "/admin/"),
    (
        "list",
        "/admin/book_instances/?status=o&due_back=this-month",
    ),
    ("form", BOOK),
    ("delete", DELETE),
    ("conflict", CONFLICT),
];

/// `screenshots FOLDER [docs | ACCOUNT PATH…]`; the account may be `anonymous`.
#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(
        arguments
            .next()
            .unwrap_or_else(|| "target/screenshots".to_string()),
    );
    match arguments.next() {
        None => {
            for (account, paths) in TOUR {
                take(&folder, account, paths).await?;
            }
            Ok(())
        }
        Some(what) if what == "docs" => take_for_docs(&folder).await,
        Some(account) => {
            let paths: Vec<String> = arguments.collect();
            take(
                &folder,
                &account,
                &paths.iter().map(String::as_str).collect::<Vec<_>>(),
            )
            .await
        }
    }
}

async fn take(folder: &Path, account: &str, paths: &[&str]) -> Result<()> {
    let browser = Browser::open().await?;
    if account != "anonymous" {
        browser.visit("/oidc/authenticate/?next=/catalog/").await?;
        browser
            .take_picture(&folder.join("provider-wide-light.png"))
            .await?;
        browser.answer_provider(account, account).await?;
        browser.heading().await?;
    }
    for path in paths {
        let name = path.trim_matches('/').replace(['/', '?', '=', '&'], "-");
        open(&browser, path).await?;
        for look in Look::ALL {
            browser.look(look).await?;
            let file = folder.join(format!("{account}-{name}-{}.png", look.name()));
            browser.take_picture(&file).await?;
            println!(
                "{}{}",
                file.display(),
                if browser.scrolls_sideways().await? {
                    "  (scrolls sideways)"
                } else {
                    ""
                }
            );
        }
        for complaint in browser.complaints().await? {
            println!("  {path}: {complaint}");
        }
    }
    browser.close().await
}

async fn take_for_docs(folder: &Path) -> Result<()> {
    let browser = Browser::open().await?;
    browser.sign_in_as("admin").await?;
    browser.heading().await?;
    for (name, path) in DOCS {
        open(&browser, path).await?;
        for look in Look::ALL {
            browser.look(look).await?;
            let file = folder.join(format!("admin-{name}-{}.webp", look.name()));
            browser.take_picture(&file).await?;
            println!("{}", file.display());
        }
    }
    browser.close().await
}

async fn open(browser: &Browser, path: &str) -> Result<()> {
    if path != CONFLICT {
        return browser.visit(path).await;
    }
    // Two people at one row: the second form is made from what the first has changed since.
    let path = path.trim_end_matches("?_conflict");
    let other = Browser::open().await?;
    other.sign_in_as("librarian").await?;
    other.heading().await?;
    browser.visit(path).await?;
    other.visit(path).await?;
    let name = other.value_of("[name=last_name]").await?;
    other.fill("last_name", &format!("{name}-Example")).await?;
    other.fill("first_name", "Somebody").await?;
    other.press("form.form [name=_save]").await?;
    other.close().await?;
    browser.fill("first_name", "Somebody else").await?;
    browser.press("form.form [name=_save]").await
}
