//! Genres and languages: what has nothing but a name.

use crate::support::{
    TestApp,
    builders::{a_book, a_genre},
};

#[tokio::test]
async fn a_librarian_adds_renames_and_deletes_genres_and_languages() {
    let app = TestApp::boot().await;
    let librarian = app.librarian().await;
    for kind in ["genre", "language"] {
        let created = librarian
            .post(&format!("/catalog/{kind}/create/"), &[("name", "Poetry")])
            .await
            .expect_status(303);
        let url = created.location().to_owned();
        assert_eq!(librarian.get(&url).await.first("h1"), "Poetry");
        librarian
            .post(&format!("{url}/update/"), &[("name", "Lyrik")])
            .await
            .expect_status(303);
        assert!(
            librarian
                .get(&format!("/catalog/{kind}s/"))
                .await
                .text()
                .contains("Lyrik")
        );
        librarian
            .get(&format!("{url}/delete/"))
            .await
            .expect_status(200);
        librarian
            .post(&format!("{url}/delete/"), &[])
            .await
            .expect_status(303);
        librarian.get(&url).await.expect_status(404);
    }
}

#[tokio::test]
async fn a_name_that_differs_in_case_alone_exists_already() {
    let app = TestApp::boot().await;
    let librarian = app.librarian().await;
    for kind in ["genre", "language"] {
        let create = format!("/catalog/{kind}/create/");
        librarian
            .post(&create, &[("name", "Ästhetik")])
            .await
            .expect_status(303);
        let page = librarian
            .post(&create, &[("name", "äSTHETIK")])
            .await
            .expect_status(200);
        assert!(
            page.first(".field .error")
                .contains("already exists (case insensitive match)")
        );
        assert_eq!(page.value_of("name"), "äSTHETIK");
    }
}

#[tokio::test]
async fn names_are_wanted_short_and_visible() {
    let app = TestApp::boot().await;
    let librarian = app.librarian().await;
    for name in ["", "   ", &"x".repeat(201), "a\u{7}b"] {
        let page = librarian
            .post("/catalog/genre/create/", &[("name", name)])
            .await
            .expect_status(200);
        assert!(page.has("#id_name[aria-invalid=true]"), "{name:?}");
    }
    librarian
        .post("/catalog/genre/create/", &[])
        .await
        .expect_status(200);
}

#[tokio::test]
async fn readers_and_strangers_do_not_change_names() {
    let app = TestApp::boot().await;
    let genre = a_genre(&app, "Poetry").await;
    let reader = app.reader().await;
    for path in [
        "/catalog/genre/create/".to_owned(),
        format!("{}/update/", genre.url()),
        format!("{}/delete/", genre.url()),
    ] {
        reader.get(&path).await.expect_status(403);
        app.anonymous().get(&path).await.expect_status(302);
    }
}

#[tokio::test]
async fn a_genre_shows_its_books_and_they_stay_when_it_goes() {
    let app = TestApp::boot().await;
    let genre = a_genre(&app, "Poetry").await;
    let book = a_book()
        .titled("Leaves of Grass")
        .in_genre(&genre)
        .save(&app)
        .await;
    assert!(
        app.anonymous()
            .get(&genre.url())
            .await
            .first("tbody")
            .contains("Leaves of Grass")
    );
    app.librarian()
        .await
        .post(&format!("{}/delete/", genre.url()), &[])
        .await
        .expect_status(303);
    app.anonymous().get(&book.url()).await.expect_status(200);
}
