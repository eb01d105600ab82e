//! Who comes in, and what the pages around everything keep to.
use crate::support::TestApp;

#[tokio::test]
async fn somebody_anonymous_is_sent_to_sign_in_and_back() {
    let app = TestApp::start().await;
    let answer = app.anonymous().get("/admin/books/?q=war").await;
    assert_eq!(answer.status, 302);
    assert_eq!(
        answer.location(),
        "/oidc/authenticate/?next=%2Fadmin%2Fbooks%2F%3Fq%3Dwar"
    );
}

#[tokio::test]
async fn somebody_who_is_not_staff_is_refused_whatever_they_may_do() {
    let app = TestApp::start().await;
    let reader = app.reader().await;
    for path in ["/admin/", "/admin/books/", "/admin/books/add/"] {
        assert_eq!(reader.get(path).await.status, 403, "{path}");
    }
}

#[tokio::test]
async fn the_first_page_shows_what_somebody_may_see_and_nothing_else() {
    let app = TestApp::start().await;
    let page = app.viewer().await.page("/admin/").await;
    assert_eq!(page.texts(".models .name"), ["Books", "Authors"]);
    assert!(!page.text.contains("/admin/books/add/"), "they may not add");
    let page = app.staff_with(&[]).await.page("/admin/").await;
    assert_eq!(page.texts(".empty h2"), ["Nothing to look after"]);
}

#[tokio::test]
async fn the_first_page_shows_what_i_did_last() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    admin
        .fill_in("/admin/genres/add/", &[("name", "Poetry")], "_save")
        .await;
    let page = admin.page("/admin/").await;
    assert_eq!(page.texts(".recent a"), ["Poetry"]);
    assert!(page.texts(".recent li")[0].contains("Added"));
    let other = app.librarian().await.page("/admin/").await;
    assert!(!other.has(".recent"), "only my own");
}

#[tokio::test]
async fn the_pages_speak_german_and_the_application_names_its_own_things() {
    let app = TestApp::start().await;
    let admin = app.admin().await.in_german();
    let page = admin.page("/admin/books/").await;
    assert_eq!(page.texts("h1"), ["Bücher"]);
    assert!(page.text.contains("lang=\"de\""));
    assert_eq!(
        page.texts(".title .button"),
        ["Importieren", "Exportieren", "Buch hinzufügen"]
    );
}

#[tokio::test]
async fn no_page_needs_anything_inline_or_from_elsewhere() {
    let app = TestApp::start().await;
    let author = app.author("Leo", "Tolstoy").await;
    let book = app.book("War and Peace", &author).await;
    let admin = app.admin().await;
    for path in [
        "/admin/".to_owned(),
        "/admin/books/".to_owned(),
        "/admin/books/add/".to_owned(),
        format!("/admin/books/{}/change/", book.id),
        format!("/admin/books/{}/history/", book.id),
        format!("/admin/books/{}/delete/", book.id),
        "/admin/books/choices/author_id/".to_owned(),
    ] {
        let page = admin.page(&path).await;
        assert!(
            page.header("content-security-policy")
                .starts_with("default-src 'self'"),
            "{path}"
        );
        assert_eq!(page.header("cache-control"), "no-store", "{path}");
        assert!(!page.has("[style], style, script:not([src])"), "{path}");
        assert!(
            !page.has("[onclick], [onsubmit], [onchange], [onload]"),
            "{path}"
        );
        for url in page
            .attributes("[src]", "src")
            .into_iter()
            .chain(page.attributes("link", "href"))
        {
            assert!(url.starts_with("/admin/static/"), "{path}: {url}");
            let file = admin.page(&url).await;
            assert!(file.header("cache-control").contains("immutable"), "{url}");
        }
        // Every control has a name that people read.
        for id in page.attributes("form.form input:not([type=hidden]):not([type=checkbox]):not([type=radio]), form.form select, form.form textarea", "id") {
            assert!(page.has(&format!("label[for='{id}']")), "{path}: {id}");
        }
        assert_eq!(page.texts("h1").len(), 1, "{path}");
        assert!(page.has("main#content") && page.has("a.skip"), "{path}");
    }
}

#[tokio::test]
async fn what_is_not_there_is_a_page_that_says_so() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    for path in [
        "/admin/nothing/",
        "/admin/books/1/change/",
        "/admin/books/0193a1c4-0000-7000-8000-000000000001/change/",
        "/admin/genres/99/delete/",
        "/admin/genres/1,2/history/",
        "/admin/books/choices/title/",
        "/admin/nothing/1/",
    ] {
        let answer = admin.get(path).await;
        assert_eq!(answer.status, 404, "{path}");
        assert_eq!(answer.texts("h1"), ["Not found"], "{path}");
    }
}

#[tokio::test]
async fn a_shortened_address_leads_to_the_row() {
    let app = TestApp::start().await;
    let genre = app.genre("Poetry").await;
    let answer = app
        .admin()
        .await
        .get(&format!("/admin/genres/{}/", genre.id))
        .await;
    assert_eq!(answer.status, 303);
    assert_eq!(
        answer.location(),
        format!("/admin/genres/{}/change/", genre.id)
    );
}

#[tokio::test]
async fn a_choice_of_language_and_theme_is_kept() {
    let app = TestApp::start().await;
    let answer = app
        .admin()
        .await
        .post(
            "/admin/preferences/",
            &[("theme", "dark"), ("next", "https://evil.example/")],
        )
        .await;
    assert_eq!(answer.status, 303);
    assert_eq!(answer.location(), "/admin/", "never to another site");
    assert!(answer.header("set-cookie").starts_with("theme=dark"));
}

#[tokio::test]
async fn the_style_sheet_knows_beginnings_and_ends_instead_of_left_and_right() {
    let app = TestApp::start().await;
    let page = app.admin().await.page("/admin/").await;
    assert_eq!(page.attributes("html", "dir"), ["ltr"]);
    let url = page.attributes("link[rel=stylesheet]", "href")[0].clone();
    let css = app.anonymous().page(&url).await.text;
    let physical = [
        "left:", "right:", "-left", "-right", ": left", ": right", "top:", "bottom:",
    ];
    for line in css.lines() {
        for word in physical {
            assert!(!line.contains(word), "{word} in {line}");
        }
        for side in line.split(';').filter_map(|rule| rule.split_once(": ")) {
            let values: Vec<&str> = side.1.split_whitespace().collect();
            let of_a_box = side.0.ends_with("padding") || side.0.ends_with("margin");
            let is_even = !of_a_box || values.len() < 4 || values[1] == values[3];
            assert!(is_even, "left and right differ in {line}");
        }
        // A shadow on one side does not turn round with the page.
        assert!(!line.contains("box-shadow"), "{line}");
    }
}
