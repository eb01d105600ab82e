//! Which template makes which page, as MDN's tutorial names them, and where the navigation leads.

use chrono::Days;

use crate::support::{
    TestApp,
    builders::{a_book, a_copy, a_genre, a_language, an_author},
};

#[tokio::test]
async fn each_page_is_made_by_the_template_that_bears_its_name() {
    let app = TestApp::boot().await;
    let (reader, librarian) = (app.reader().await, app.librarian().await);
    let author = an_author().save(&app).await.url();
    let genre = a_genre(&app, "Novel").await.url();
    let language = a_language(&app, "English").await.url();
    let book = a_book().save(&app).await.url();
    let lent = a_copy()
        .on_loan_to(reader.user(), TestApp::today() + Days::new(5))
        .save(&app)
        .await;
    let copy = lent.url();
    for (kind, name, detail) in [
        ("author", "author", author),
        ("book", "book", book),
        ("genre", "genre", genre),
        ("language", "language", language),
        ("bookinstance", "bookinstance", copy.clone()),
    ] {
        for (path, template) in [
            (format!("/catalog/{kind}s/"), format!("{name}_list")),
            (format!("/catalog/{kind}/create/"), format!("{name}_form")),
            (format!("{detail}/update/"), format!("{name}_form")),
            (
                format!("{detail}/delete/"),
                format!("{name}_confirm_delete"),
            ),
            (detail.clone(), format!("{name}_detail")),
        ] {
            let page = librarian.get(&path).await.expect_status(200);
            assert_eq!(
                page.template(),
                format!("catalog/{template}.html"),
                "{path}"
            );
        }
    }
    let renew = format!("/catalog/book/{}/renew/", lent.id);
    let loans = format!("{copy}/loans/");
    for (path, template) in [
        ("/catalog/", "index.html"),
        (
            "/catalog/mybooks/",
            "catalog/bookinstance_list_borrowed_user.html",
        ),
        (
            "/catalog/borrowed/",
            "catalog/bookinstance_list_borrowed_all.html",
        ),
        ("/catalog/mybooks/history/", "catalog/loan_list_user.html"),
        (&loans, "catalog/loan_list_copy.html"),
        (&renew, "catalog/book_renew_librarian.html"),
        ("/accounts/profile/", "accounts/profile.html"),
    ] {
        let page = librarian.get(path).await.expect_status(200);
        assert_eq!(page.template(), template, "{path}");
        assert_eq!(page.first(".account-name"), "Librarian Example");
    }
    let missing = librarian.get("/nowhere/").await.expect_status(404);
    assert_eq!(missing.template(), "error.html");
}

#[tokio::test]
async fn the_navigation_leads_to_every_list() {
    let app = TestApp::boot().await;
    let librarian = app.librarian().await;
    let home = librarian.get("/catalog/").await;
    let links = home.attributes("nav.nav a", "href");
    let own = [
        "/catalog/",
        "/catalog/books/",
        "/catalog/authors/",
        "/catalog/genres/",
        "/catalog/languages/",
        "/catalog/bookinstances/",
        "/catalog/mybooks/",
        "/catalog/borrowed/",
    ];
    // Generated resources stand among them, and are held to the same.
    let in_order: Vec<&String> = links
        .iter()
        .filter(|link| own.contains(&link.as_str()))
        .collect();
    assert_eq!(in_order, own);
    for link in links {
        let page = librarian.get(&link).await.expect_status(200);
        assert_eq!(page.attributes("nav.nav [aria-current]", "href"), [link]);
    }
}

/// The account menu offers what there is: an admin only where one is mounted.
#[tokio::test]
async fn every_link_of_the_account_menu_leads_somewhere() {
    let app = TestApp::boot().await;
    for caller in [app.reader().await, app.librarian().await, app.admin().await] {
        let home = caller.get("/catalog/").await;
        for link in home.attributes(".account-menu a", "href") {
            caller.get(&link).await.expect_status(200);
        }
    }
}
