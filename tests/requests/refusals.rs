//! Every route of the library refuses what it is not for: other methods, other sites, bodies that no form has.

use axum::{
    body::Body,
    http::{Method, header},
};
use locallibrary::app::App;
use loco_rs::{app::Hooks, controller::ListRoutes};

use crate::support::{Answer, TestApp, caller::Caller};

const METHODS: [Method; 5] = [
    Method::GET,
    Method::POST,
    Method::PUT,
    Method::PATCH,
    Method::DELETE,
];

/// The addresses of the library's own pages with the methods that they take. Keys in them are nobody's.
fn pages(app: &TestApp) -> Vec<(String, Vec<Method>)> {
    let address = |route: ListRoutes| {
        let numbered = !["bookinstance", "renew/", "/renew"]
            .iter()
            .any(|uuid| route.uri.contains(uuid));
        let key = if numbered {
            "4711"
        } else {
            "00000000-0000-4000-8000-000000000000"
        };
        (route.uri.replace("{id}", key), route.actions)
    };
    let pages: Vec<_> = App::routes(&app.ctx)
        .collect()
        .into_iter()
        .filter(|route| {
            ["/catalog", "/accounts", "/preferences"]
                .iter()
                .any(|own| route.uri.starts_with(own))
        })
        .map(address)
        .collect();
    assert!(pages.len() > 30, "the library's pages are looked at");
    pages
}

/// Routes are listed without the final slash that their addresses may have.
async fn send(caller: &Caller, method: &Method, path: &str, origin: &str, body: &str) -> Answer {
    let mut path = path.to_owned();
    loop {
        let mut request = caller
            .request(method.clone(), &path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body.to_owned()))
            .expect("a valid request");
        if !method.is_safe() {
            let origin = origin.parse().expect("a header's value");
            request.headers_mut().insert("sec-fetch-site", origin);
        }
        let answer = caller.send(request).await;
        match answer.status() {
            301 | 308 => answer.location().clone_into(&mut path),
            _ => return answer,
        }
    }
}

#[tokio::test]
async fn every_page_names_the_methods_that_it_takes_to_those_who_try_another() {
    let app = TestApp::boot().await;
    let admin = app.admin().await;
    for (path, taken) in pages(&app) {
        for method in METHODS.iter().filter(|method| !taken.contains(method)) {
            let answer = send(&admin, method, &path, "same-origin", "")
                .await
                .expect_status(405);
            let allowed = answer.header("allow").unwrap_or_default();
            for method in &taken {
                assert!(allowed.contains(method.as_str()), "{path}: {allowed}");
            }
            assert_eq!(answer.template(), "error.html", "{method} {path}");
        }
    }
}

#[tokio::test]
async fn every_page_that_changes_something_refuses_another_sites_form() {
    let app = TestApp::boot().await;
    let admin = app.admin().await;
    for (path, taken) in pages(&app) {
        for method in taken.iter().filter(|method| !method.is_safe()) {
            for origin in ["cross-site", "same-site"] {
                let answer = send(&admin, method, &path, origin, "")
                    .await
                    .expect_status(403);
                assert_eq!(answer.first("h1"), "Sent from another site", "{path}");
            }
        }
    }
}

#[tokio::test]
async fn every_key_that_is_nobodys_is_not_found_whatever_is_done_with_it() {
    let app = TestApp::boot().await;
    let admin = app.admin().await;
    for (path, taken) in pages(&app) {
        for key in ["4711", "00000000-0000-4000-8000-000000000000"] {
            let Some((before, after)) = path.split_once(key) else {
                continue;
            };
            for nobodys in [key, "-1", "0", "x", "99999999999999999999", "%00", "1%2F2"] {
                for method in &taken {
                    let path = format!("{before}{nobodys}{after}");
                    send(&admin, method, &path, "same-origin", "")
                        .await
                        .expect_status(404);
                }
            }
        }
    }
}

#[tokio::test]
async fn no_page_takes_more_than_a_megabyte() {
    let app = TestApp::boot().await;
    let admin = app.admin().await;
    let large = format!("name={}", "x".repeat(1_200_000));
    for form in ["author", "book", "genre", "language", "bookinstance"] {
        let path = format!("/catalog/{form}/create/");
        let answer = send(&admin, &Method::POST, &path, "same-origin", &large)
            .await
            .expect_status(413);
        assert_eq!(answer.first("h1"), "That is too much at once");
    }
    send(&admin, &Method::POST, "/preferences", "same-origin", &large)
        .await
        .expect_status(413);
}

#[tokio::test]
async fn lists_have_no_page_zero_none_before_it_and_none_past_the_end() {
    let app = TestApp::boot().await;
    let admin = app.admin().await;
    let book = crate::support::builders::a_book().save(&app).await;
    let copy = crate::support::builders::a_copy()
        .of(&book)
        .save(&app)
        .await;
    let author = book.author(app.db()).await.expect("it has an author");
    let genre = crate::support::builders::a_genre(&app, "Novel").await;
    let language = crate::support::builders::a_language(&app, "English").await;
    for list in [
        "/catalog/books/".to_owned(),
        "/catalog/authors/".to_owned(),
        "/catalog/genres/".to_owned(),
        "/catalog/languages/".to_owned(),
        "/catalog/bookinstances/".to_owned(),
        "/catalog/borrowed/".to_owned(),
        "/catalog/mybooks/".to_owned(),
        "/catalog/mybooks/history/".to_owned(),
        format!("{}/loans/", copy.url()),
        author.url(),
        genre.url(),
        language.url(),
    ] {
        for page in ["0", "-1", "x", "1.5", "2", "99999999999999999999", "%00"] {
            let path = format!("{list}?page={page}");
            admin.get(&path).await.expect_status(404);
        }
        for page in [
            "?page=1",
            "?page=",
            "?page=1&page=2",
            "?other=x",
            "?%ff",
            "?after=x",
            "?before=%00&after=%ff",
        ] {
            let path = format!("{list}{page}");
            admin.get(&path).await.expect_status(200);
        }
    }
    for odd in [
        "%00",
        "%22+OR+1",
        "*",
        "%27%3B--",
        "%F0%9F%95%AE",
        "%ff",
        "%E2%80%AE",
    ] {
        for list in ["books", "authors", "bookinstances"] {
            let path = format!("/catalog/{list}/?q={odd}");
            admin.get(&path).await.expect_status(200);
        }
    }
    for search in [
        "/catalog/books/?q=emma",
        "/catalog/authors/?q=doe",
        "/catalog/bookinstances/?q=emma",
    ] {
        for page in ["0", "-1", "x", "9"] {
            let path = format!("{search}&page={page}");
            admin.get(&path).await.expect_status(404);
        }
    }
}
