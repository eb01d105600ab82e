//! The catalogue in use.

use browser::{Browser, Result};

const BORROW: &str = "main form[action$='/checkout/']";

/// Opens the first book of the list that has a copy to borrow.
async fn open_a_book_with_an_available_copy(browser: &Browser) -> Result<String> {
    browser.visit("/catalog/books/").await?;
    for book in browser.links("/catalog/book/").await? {
        browser.visit(&book).await?;
        if browser.shows(BORROW).await? {
            return Ok(book);
        }
    }
    panic!("no book on the first page has a copy to borrow");
}

#[tokio::test]
#[ignore = "drives Chromium: bin/browser-tests"]
async fn a_reader_borrows_a_copy_and_a_librarian_takes_it_back() -> Result<()> {
    let reader = Browser::open().await?;
    reader.sign_in_as("reader").await?;
    let book = open_a_book_with_an_available_copy(&reader).await?;
    let title = reader.heading().await?;
    let checkout = reader.attribute(BORROW, "action").await?;

    reader
        .press(&format!("form[action='{checkout}'] button"))
        .await?;
    reader.is_told_of_success().await?;
    reader.visit("/catalog/mybooks/").await?;
    assert!(
        reader.text().await?.contains(&title),
        "{title} is not among my books"
    );

    let librarian = Browser::open().await?;
    librarian.sign_in_as("librarian").await?;
    librarian.visit(&book).await?;
    let give_back = checkout.replace("/checkout/", "/return/");
    librarian
        .press(&format!("form[action='{give_back}'] button"))
        .await?;
    // A window that is closed before the answer may take its request along.
    librarian.is_told_of_success().await?;
    librarian.close().await?;

    reader.visit("/catalog/mybooks/").await?;
    assert!(
        !reader.text().await?.contains(&title),
        "{title} is still among my books"
    );
    reader.close().await
}

#[tokio::test]
#[ignore = "drives Chromium: bin/browser-tests"]
async fn a_librarian_adds_an_author() -> Result<()> {
    let browser = Browser::open().await?;
    browser.sign_in_as("librarian").await?;
    browser.visit("/catalog/author/create/").await?;
    browser.fill("first_name", "Wilhelmine").await?;
    browser.fill("last_name", "Zwölffinger").await?;
    browser.press("main form.form [type=submit]").await?;
    assert_eq!(browser.heading().await?, "Zwölffinger, Wilhelmine");
    browser.close().await
}

#[tokio::test]
#[ignore = "drives Chromium: bin/browser-tests"]
async fn a_refused_form_keeps_what_was_typed() -> Result<()> {
    let browser = Browser::open().await?;
    browser.sign_in_as("librarian").await?;
    browser.visit("/catalog/book/create/").await?;
    browser.fill("title", "A book with half a number").await?;
    browser.fill("isbn", "978-1").await?;
    browser.press("main form.form [type=submit]").await?;
    assert!(browser.address().await?.ends_with("/catalog/book/create/"));
    assert!(
        browser
            .shows("[name=title][value='A book with half a number']")
            .await?
    );
    browser.close().await
}

#[tokio::test]
#[ignore = "drives Chromium: bin/browser-tests"]
async fn the_search_field_of_every_page_finds_books() -> Result<()> {
    let browser = Browser::open().await?;
    browser.visit("/catalog/authors/").await?;
    browser.fill("q", "Austen").await?;
    browser.press("header form[role=search] button").await?;
    assert!(
        browser
            .address()
            .await?
            .contains("/catalog/books/?q=Austen"),
        "at {}",
        browser.address().await?
    );
    assert!(
        !browser.links("/catalog/book/").await?.is_empty(),
        "nothing was found"
    );
    browser.close().await
}
