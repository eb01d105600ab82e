//! What every page has around it: language, theme, headers, static files.

use axum::http::Method;

use crate::support::{TestApp, builders::a_book};

#[tokio::test]
async fn the_browsers_language_is_spoken_unless_another_is_chosen() {
    let app = TestApp::boot().await;
    let caller = app.anonymous().in_german();
    assert_eq!(caller.get("/catalog/books/").await.first("h1"), "Bücher");
    let answer = caller
        .post(
            "/preferences/",
            &[("language", "en"), ("next", "/catalog/books/")],
        )
        .await;
    assert_eq!(
        (answer.status(), answer.location()),
        (303, "/catalog/books/")
    );
    assert_eq!(caller.get("/catalog/books/").await.first("h1"), "Books");
}

#[tokio::test]
async fn a_theme_can_be_chosen_and_left_to_the_browser_again() {
    let app = TestApp::boot().await;
    let caller = app.anonymous();
    let theme = |answer: crate::support::Answer| answer.attributes("html", "data-theme");
    assert!(theme(caller.get("/catalog/").await).is_empty());
    caller
        .post("/preferences/", &[("theme", "dark"), ("next", "/catalog/")])
        .await;
    assert_eq!(theme(caller.get("/catalog/").await), ["dark"]);
    caller
        .post("/preferences/", &[("theme", "auto"), ("next", "/catalog/")])
        .await;
    assert!(theme(caller.get("/catalog/").await).is_empty());
}

#[tokio::test]
async fn a_choice_leads_to_no_other_site_and_nonsense_changes_nothing() {
    let app = TestApp::boot().await;
    let caller = app.anonymous();
    for next in [
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "",
    ] {
        let answer = caller
            .post(
                "/preferences/",
                &[("language", "xx"), ("theme", "<b>"), ("next", next)],
            )
            .await;
        assert_eq!(answer.location(), "/catalog/", "{next}");
    }
    assert_eq!(caller.get("/catalog/books/").await.first("h1"), "Books");
}

#[tokio::test]
async fn the_front_page_counts_this_browsers_visits() {
    let app = TestApp::boot().await;
    let caller = app.anonymous();
    assert_eq!(
        caller.get("/catalog/").await.first("#visits"),
        "You have visited this page 0 times."
    );
    assert_eq!(
        caller.get("/catalog/").await.first("#visits"),
        "You have visited this page 1 time."
    );
    assert_eq!(
        app.anonymous().get("/catalog/").await.first("#visits"),
        "You have visited this page 0 times."
    );
    let forged = app.anonymous().with_cookie("visits", "1000000");
    assert_eq!(
        forged.get("/catalog/").await.first("#visits"),
        "You have visited this page 0 times."
    );
}

#[tokio::test]
async fn the_front_page_counts_what_the_library_holds() {
    let app = TestApp::boot().await;
    a_book().save(&app).await;
    let page = app.anonymous().get("/catalog/").await.expect_status(200);
    assert_eq!(
        (page.first("#num-books"), page.first("#num-authors")),
        ("1".into(), "1".into())
    );
    assert_eq!(app.anonymous().get("/").await.location(), "/catalog/");
}

#[tokio::test]
async fn browsers_are_told_what_this_site_never_does() {
    let app = TestApp::boot().await;
    for path in ["/catalog/", "/nowhere/"] {
        let answer = app.anonymous().get(path).await;
        let policy = answer.header("content-security-policy").unwrap();
        for part in [
            "default-src 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
            "object-src 'none'",
        ] {
            assert!(policy.contains(part), "{policy}");
        }
        assert!(!policy.contains("unsafe"), "{policy}");
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
        assert_eq!(answer.header("x-powered-by"), None);
    }
    let reader = app.reader().await;
    assert_eq!(
        reader.get("/catalog/").await.header("cache-control"),
        Some("no-store")
    );
}

/// Every page that a librarian sees, with what a strict policy would refuse.
#[tokio::test]
async fn no_page_has_inline_scripts_styles_or_handlers() {
    let app = TestApp::boot().await;
    let book = a_book()
        .titled("<script>alert(1)</script>")
        .save(&app)
        .await;
    let librarian = app.librarian().await;
    for path in [
        "/catalog/",
        "/catalog/books/",
        "/catalog/authors/",
        "/catalog/genres/",
        "/catalog/languages/",
        "/catalog/bookinstances/",
        "/catalog/book/create/",
        "/catalog/author/create/",
        "/catalog/genre/create/",
        "/catalog/language/create/",
        "/catalog/bookinstance/create/",
        "/catalog/mybooks/",
        "/catalog/borrowed/",
        "/catalog/mybooks/history/",
        "/nowhere/",
        &book.url(),
        &format!("{}/update/", book.url()),
        &format!("{}/delete/", book.url()),
    ] {
        let page = librarian.get(path).await;
        for (refused, attribute) in [
            ("[style]", "style"),
            ("style", "class"),
            ("script:not([src])", "type"),
        ] {
            assert!(
                !page.has(refused),
                "{path}: {refused} {:?}",
                page.attributes(refused, attribute)
            );
        }
        for handler in [
            "onclick", "onload", "onsubmit", "onchange", "onerror", "onfocus",
        ] {
            assert!(
                !page.text().contains(&format!(" {handler}=")),
                "{path}: {handler}"
            );
        }
        assert!(!page.text().contains("javascript:"), "{path}");
        assert_eq!(page.all("h1").len(), 1, "{path} has one heading");
    }
}

#[tokio::test]
async fn static_files_are_kept_by_their_fingerprint() {
    let app = TestApp::boot().await;
    let page = app.anonymous().get("/catalog/").await;
    for address in page.attributes("link[rel=stylesheet]", "href") {
        let file = app.anonymous().get(&address).await.expect_status(200);
        assert_eq!(
            file.header("cache-control"),
            Some("public, max-age=31536000, immutable"),
            "{address}"
        );
    }
    let icon = app.anonymous().get("/favicon.ico").await.expect_status(307);
    app.anonymous()
        .get(icon.location())
        .await
        .expect_status(200);
    app.anonymous()
        .get("/static/css/none.css")
        .await
        .expect_status(404);
    app.anonymous()
        .get("/static/../Cargo.toml")
        .await
        .expect_status(404);
    let caller = app.anonymous();
    let request = caller
        .request(Method::GET, "/static/css/base.css")
        .body(axum::body::Body::empty())
        .unwrap();
    assert_eq!(caller.send(request).await.header("set-cookie"), None);
}

/// Whether the provider can be told or not, nobody stays signed in here.
#[tokio::test]
async fn signing_out_is_a_form_and_ends_the_session() {
    let app = TestApp::boot().await;
    let reader = app.reader().await;
    // A link signs nobody out, from wherever it comes.
    reader.get("/oidc/logout/").await.expect_status(302);
    reader
        .post_from_another_site("/oidc/logout/", &[])
        .await
        .expect_status(403);
    let home = reader.get("/catalog/").await;
    let form = home.attributes(".account-menu form", "action");
    assert_eq!(form, ["/oidc/logout/"]);
    reader.post(&form[0], &[]).await;
    reader.get("/catalog/mybooks/").await.expect_status(302);
    assert!(!reader.get("/catalog/").await.has(".account-menu"));
}

#[tokio::test]
async fn a_sign_out_that_nobody_confirmed_is_a_page_of_this_site() {
    let app = TestApp::boot().await;
    let page = app
        .anonymous()
        .get("/oidc/logout/")
        .await
        .expect_status(200);
    assert_eq!(page.first("h1"), "You are signed out");
    assert_eq!(page.template(), "error.html");
    assert!(!page.has(".error-page .status"), "nothing went wrong");
}

#[tokio::test]
async fn the_provider_is_asked_to_speak_the_readers_language() {
    let app = TestApp::boot().await;
    let page = app.anonymous().in_german().get("/catalog/books/").await;
    assert_eq!(
        page.attributes(".account a", "href"),
        ["/oidc/authenticate/?next=%2Fcatalog%2Fbooks%2F&ui_locales=de"]
    );
    // A page that wants somebody to sign in says so too, where the provider would not hear it from the browser.
    let chosen = app.anonymous().with_cookie("language", "de");
    assert_eq!(
        chosen.get("/catalog/mybooks/").await.location(),
        "/oidc/authenticate/?next=%2Fcatalog%2Fmybooks%2F&ui_locales=de"
    );
}
