//! Refusals and failures as pages of the site.

use async_trait::async_trait;
use axum::{body::Body, http::Method, response::Response};
use locallibrary::app::App;
use locallibrary_migration::Migrator;
use loco_rs::{
    app::{AppContext, Hooks, Initializer},
    bgworker::Queue,
    boot::{BootResult, StartMode, create_app},
    config::Config,
    controller::{AppRoutes, Routes},
    environment::Environment,
    prelude::get,
    task::Tasks,
};

use crate::support::{TestApp, builders::a_book};

#[tokio::test]
async fn an_address_that_is_nobodys_is_a_page_with_a_way_on() {
    let app = TestApp::boot().await;
    let answer = app.anonymous().get("/nowhere/").await.expect_status(404);
    assert_eq!(answer.first("h1"), "Nothing stands on this shelf");
    assert!(answer.has("main a[href='/catalog/']"));
    let german = app.anonymous().in_german().get("/nowhere/").await;
    assert_eq!(german.first("h1"), "In diesem Regal steht nichts");
}

#[tokio::test]
async fn keys_that_cannot_be_are_like_keys_that_are_nobodys() {
    let app = TestApp::boot().await;
    let librarian = app.librarian().await;
    for key in [
        "999999",
        "-1",
        "0",
        "abc",
        "1e3",
        "99999999999999999999",
        "%00",
        "%F0%9F%95%AE",
        "+1",
    ] {
        for page in ["book", "author", "genre", "language"] {
            for rest in ["", "/update/", "/delete/"] {
                librarian
                    .get(&format!("/catalog/{page}/{key}{rest}"))
                    .await
                    .expect_status(404);
            }
        }
    }
    for key in ["1", "not-a-uuid", "00000000-0000-0000-0000-000000000000"] {
        for rest in ["", "/update/", "/delete/", "/loans/"] {
            librarian
                .get(&format!("/catalog/bookinstance/{key}{rest}"))
                .await
                .expect_status(404);
        }
        librarian
            .get(&format!("/catalog/book/{key}/renew/"))
            .await
            .expect_status(404);
    }
}

#[tokio::test]
async fn pages_that_a_list_does_not_have_are_not_found() {
    let app = TestApp::boot().await;
    for list in ["books", "authors", "genres", "languages", "bookinstances"] {
        for page in ["0", "-1", "x", "2", "99999999999999999999"] {
            app.anonymous()
                .get(&format!("/catalog/{list}/?page={page}"))
                .await
                .expect_status(404);
        }
        app.anonymous()
            .get(&format!("/catalog/{list}/?page=1"))
            .await
            .expect_status(200);
    }
}

#[tokio::test]
async fn a_method_that_does_not_fit_is_refused_with_those_that_do() {
    let app = TestApp::boot().await;
    let answer = app
        .anonymous()
        .post("/catalog/books/", &[])
        .await
        .expect_status(405);
    assert_eq!(answer.header("allow"), Some("GET,HEAD"));
    assert_eq!(answer.first("h1"), "That does not work here");
}

#[tokio::test]
async fn a_form_from_another_site_changes_nothing() {
    let app = TestApp::boot().await;
    let librarian = app.librarian().await;
    let answer = librarian
        .post_from_another_site("/catalog/genre/create/", &[("name", "Poetry")])
        .await;
    assert_eq!(answer.status(), 403);
    assert_eq!(answer.first("h1"), "Sent from another site");
    assert!(
        !librarian
            .get("/catalog/genres/")
            .await
            .text()
            .contains("Poetry")
    );
}

#[tokio::test]
async fn a_body_that_is_too_large_or_no_form_is_refused() {
    let app = TestApp::boot().await;
    let librarian = app.librarian().await;
    let large = "x".repeat(1_200_000);
    librarian
        .post("/catalog/genre/create/", &[("name", &large)])
        .await
        .expect_status(413);
    let json = librarian
        .request(Method::POST, "/catalog/genre/create/")
        .header("content-type", "application/json")
        .body(Body::from("{}"))
        .unwrap();
    librarian.send(json).await.expect_status(415);
}

#[tokio::test]
async fn programs_get_json() {
    let app = TestApp::boot().await;
    let program = app.anonymous().with_header("accept", "application/json");
    let answer = program.get("/nowhere/").await.expect_status(404);
    assert_eq!(
        answer.header("content-type"),
        Some("application/problem+json")
    );
    assert!(answer.text().contains("\"status\":404"));
}

#[tokio::test]
async fn a_question_for_the_head_of_a_page_has_no_body() {
    let app = TestApp::boot().await;
    let caller = app.anonymous();
    for (path, status) in [("/catalog/", 200), ("/nowhere/", 404)] {
        let request = caller
            .request(Method::HEAD, path)
            .body(Body::empty())
            .unwrap();
        let answer = caller.send(request).await.expect_status(status);
        assert_eq!(answer.text(), "");
    }
}

#[tokio::test]
async fn an_address_without_its_final_slash_leads_to_the_right_one() {
    let app = TestApp::boot().await;
    let answer = app
        .anonymous()
        .get("/catalog/books?page=1&q=x")
        .await
        .expect_status(301);
    assert_eq!(answer.location(), "/catalog/books/?page=1&q=x");
    app.anonymous()
        .get("/catalog/book/1/")
        .await
        .expect_status(301);
}

/// The library with a page that somebody got wrong.
struct Broken;

async fn panics() -> Response {
    panic!("somebody got this page wrong")
}

#[async_trait]
impl Hooks for Broken {
    fn app_name() -> &'static str {
        App::app_name()
    }

    async fn boot(
        mode: StartMode,
        environment: &Environment,
        config: Config,
    ) -> loco_rs::Result<BootResult> {
        create_app::<Self, Migrator>(mode, environment, config).await
    }

    async fn initializers(ctx: &AppContext) -> loco_rs::Result<Vec<Box<dyn Initializer>>> {
        App::plugged_into::<Self>(ctx)
    }

    fn routes(ctx: &AppContext) -> AppRoutes {
        App::routes(ctx).add_route(Routes::new().add("/panics", get(panics)))
    }

    async fn connect_workers(ctx: &AppContext, queue: &Queue) -> loco_rs::Result<()> {
        App::connect_workers(ctx, queue).await
    }

    fn register_tasks(tasks: &mut Tasks) {
        App::register_tasks(tasks);
    }

    async fn truncate(ctx: &AppContext) -> loco_rs::Result<()> {
        App::truncate(ctx).await
    }

    async fn seed(ctx: &AppContext, path: &std::path::Path) -> loco_rs::Result<()> {
        App::seed(ctx, path).await
    }
}

#[tokio::test]
async fn a_page_that_breaks_says_so_in_the_readers_language_and_tells_nothing_of_the_inside() {
    let app = TestApp::boot_as::<Broken>(|_| {}).await;
    let answer = app.anonymous().get("/panics").await.expect_status(500);
    assert_eq!(answer.first("h1"), "Something broke on our side");
    assert!(answer.has("main a[href='/catalog/']"));
    assert!(!answer.text().contains("got this page wrong"));
    let german = app.anonymous().in_german().get("/panics").await;
    assert_eq!(german.first("h1"), "Bei uns ist etwas zerbrochen");
    app.anonymous().get("/catalog/").await.expect_status(200);
}

#[tokio::test]
async fn a_database_that_does_not_answer_is_a_page_too() {
    let app = TestApp::boot().await;
    let book = a_book().save(&app).await;
    let reader = app.reader().await;
    app.db().clone().close().await.expect("it can be closed");
    for path in ["/catalog/", "/catalog/books/?q=emma", &book.url()] {
        for caller in [&app.anonymous(), &reader] {
            let answer = caller.get(path).await;
            assert!([500, 503].contains(&answer.status()), "{}", answer.status());
            assert_eq!(answer.all("h1").len(), 1, "{path}");
            assert!(!answer.text().contains("sqlite"), "{path}");
        }
    }
}
