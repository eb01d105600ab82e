//! What an answer costs: as many queries for a page of many as for a page of few.

use crate::support::{
    TestApp,
    api::ApiCaller,
    builders::{a_book, a_copy, a_genre, a_language, an_author},
    statements::counted,
};

async fn queries_of(caller: &ApiCaller<'_>, path: &str) -> usize {
    // The first request fetches the provider's keys.
    caller.get(path).await.expect_status(200);
    let (answer, queries) = counted(caller.get(path)).await;
    answer.expect_status(200);
    queries
}

#[tokio::test]
async fn a_page_of_many_costs_as_many_queries_as_a_page_of_few() {
    let app = TestApp::with_api().await;
    let reader = app.api().as_reader().await;
    let author = an_author().save(&app).await;
    let genre = a_genre(&app, "Genre").await;
    let language = a_language(&app, "Language").await;
    let mut url = String::new();
    for number in 0..30 {
        let other = a_genre(&app, &format!("Genre {number}")).await;
        let book = a_book()
            .by(&author)
            .in_genre(&genre)
            .in_genre(&other)
            .in_language(&language);
        let book = book.save(&app).await;
        let copy = a_copy().of(&book);
        if number < 5 {
            copy.on_loan_to(reader.user(), TestApp::today())
                .save(&app)
                .await;
        } else {
            copy.save(&app).await;
        }
        url = format!("/books/{}", book.id);
    }
    for (path, most) in [
        ("/books?".to_owned(), 3),
        ("/books?order=-id&".into(), 3),
        ("/books?q=book&".into(), 3),
        (format!("/books?author={}&", author.id), 3),
        (format!("/books?genre={}&", genre.id), 3),
        (format!("/books?language={}&", language.id), 3),
        ("/authors?".into(), 1),
        ("/genres?".into(), 1),
        ("/languages?".into(), 1),
        ("/copies?".into(), 3),
        ("/copies?status=on-loan&".into(), 3),
    ] {
        let few = queries_of(&app.api(), &format!("{path}limit=1")).await;
        let many = queries_of(&app.api(), &format!("{path}limit=100")).await;
        assert_eq!((few, many), (most, most), "{path}");
    }
    for (path, most) in [("/copies?", 4), ("/loans?", 4), ("/loans?open=true&", 4)] {
        let few = queries_of(&reader, &format!("{path}limit=1")).await;
        let many = queries_of(&reader, &format!("{path}limit=100")).await;
        assert_eq!((few, many), (most, most), "{path}");
    }
    assert_eq!(queries_of(&app.api(), &url).await, 2);
    assert_eq!(queries_of(&reader, "/reservations").await, 2);
    assert_eq!(queries_of(&reader, "/me").await, 1);
    assert_eq!(queries_of(&app.api(), "/api/openapi.json").await, 0);
}
