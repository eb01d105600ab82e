//! Takes pictures of pages into a folder: narrow and wide, light and dark, signed out and as each account.

use std::path::PathBuf;

use browser::{Browser, Look, Result};

/// Who looks at which pages when none are named.
const TOUR: [(&str, &[&str]); 3] = [
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
];

/// `screenshots FOLDER [ACCOUNT PATH…]`; the account may be `anonymous`.
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

async fn take(folder: &std::path::Path, account: &str, paths: &[&str]) -> Result<()> {
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
        browser.visit(path).await?;
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
