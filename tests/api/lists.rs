//! Lists: filters, search, orders, and pages that lead to each other.

use serde_json::Value;

use crate::support::{
    Answer, TestApp,
    api::ApiCaller,
    builders::{a_book, a_copy, a_genre, a_language, an_author},
};

fn names(answer: &Answer, member: &str) -> Vec<String> {
    let list = answer.json();
    let items = list["items"].as_array().cloned().unwrap_or_default();
    let text = |item: &Value| item[member].as_str().unwrap_or_default().to_owned();
    items.iter().map(text).collect()
}

/// Every entry of a list, forwards by `next`, and backwards again by `prev`.
async fn both_ways(caller: &ApiCaller<'_>, path: &str, member: &str) -> Vec<String> {
    let mut pages = Vec::new();
    let mut answer = caller.get(path).await.expect_status(200);
    assert_eq!(answer.json()["prev"], Value::Null);
    loop {
        pages.push(names(&answer, member));
        let Some(next) = answer.json()["next"].as_str().map(str::to_owned) else {
            break;
        };
        assert!(
            answer
                .header("link")
                .is_some_and(|link| link.contains("rel=\"next\""))
        );
        answer = caller.get(&next).await.expect_status(200);
    }
    for expected in pages.iter().rev().skip(1) {
        let prev = answer.json()["prev"]
            .as_str()
            .expect("there is a page before")
            .to_owned();
        answer = caller.get(&prev).await.expect_status(200);
        assert_eq!(&names(&answer, member), expected);
    }
    assert_eq!(answer.json()["prev"], Value::Null);
    pages.concat()
}

#[tokio::test]
async fn every_list_can_be_walked_both_ways() {
    let app = TestApp::with_api().await;
    let author = an_author().save(&app).await;
    let genre = a_genre(&app, "Genre 0").await;
    let language = a_language(&app, "Language 0").await;
    let reader = app.api().as_reader().await;
    let mut titles = Vec::new();
    for number in 1..8 {
        let title = format!("Novel {number}");
        let book = a_book()
            .titled(&title)
            .by(&author)
            .in_genre(&genre)
            .in_language(&language);
        let book = book.save(&app).await;
        a_copy().of(&book).printed_by(&title).save(&app).await;
        a_genre(&app, &format!("Genre {number}")).await;
        a_language(&app, &format!("Language {number}")).await;
        an_author()
            .named("A", &format!("Writer {number}"))
            .save(&app)
            .await;
        titles.push(title);
    }
    let reversed: Vec<String> = titles.iter().rev().cloned().collect();
    let books = |query: &str| format!("/books?limit=3{query}");
    for (query, expected) in [
        (String::new(), &titles),
        ("&order=title".into(), &titles),
        ("&order=-title".into(), &reversed),
        ("&order=id".into(), &titles),
        ("&order=-id".into(), &reversed),
        ("&q=nov".into(), &titles),
        (format!("&author={}", author.id), &titles),
        (format!("&genre={}", genre.id), &reversed),
        (format!("&language={}", language.id), &reversed),
    ] {
        assert_eq!(
            &both_ways(&app.api(), &books(&query), "title").await,
            expected,
            "{query}"
        );
    }
    for list in ["/genres", "/languages", "/authors"] {
        let forwards = both_ways(&app.api(), &format!("{list}?limit=3"), "name").await;
        assert_eq!(forwards.len(), 8);
        let mut backwards =
            both_ways(&app.api(), &format!("{list}?limit=3&order=-name"), "name").await;
        backwards.reverse();
        assert_eq!(backwards, forwards);
    }
    assert_eq!(
        both_ways(&app.api(), "/authors?limit=2&q=writer", "name")
            .await
            .len(),
        7
    );
    assert_eq!(
        both_ways(&app.api(), "/copies?limit=3", "id").await.len(),
        7
    );
    let found = both_ways(&app.api(), "/copies?limit=3&q=novel", "imprint").await;
    assert_eq!(found.len(), 7);
    let mut backwards = both_ways(&app.api(), "/copies?limit=3&order=-due_back", "id").await;
    backwards.reverse();
    assert_eq!(
        backwards,
        both_ways(&app.api(), "/copies?limit=2", "id").await
    );

    let copies = app.api().get("/copies").await.json();
    for copy in copies["items"].as_array().into_iter().flatten().take(5) {
        let path = format!("{}/checkout", copy["url"].as_str().unwrap_or_default());
        reader.act(&path).await.expect_status(201);
    }
    assert_eq!(both_ways(&reader, "/loans?limit=2", "url").await.len(), 5);
    assert_eq!(
        both_ways(&reader, "/loans?limit=2&open=true", "url")
            .await
            .len(),
        5
    );
    assert_eq!(
        both_ways(&reader, "/copies?limit=2&status=on-loan", "id")
            .await
            .len(),
        5
    );
}

#[tokio::test]
async fn the_copies_of_a_book_are_its_own() {
    let app = TestApp::with_api().await;
    let book = a_book().save(&app).await;
    for imprint in ["One", "Two", "Three"] {
        a_copy().of(&book).printed_by(imprint).save(&app).await;
    }
    a_copy().save(&app).await;
    let path = format!("/copies?limit=2&book={}", book.id);
    assert_eq!(
        both_ways(&app.api(), &path, "imprint").await,
        ["One", "Two", "Three"]
    );
    assert_eq!(app.api().get("/copies?book=4711").await.json()["total"], 0);
}

#[tokio::test]
async fn an_empty_list_is_a_list() {
    let app = TestApp::with_api().await;
    let reader = app.api().as_reader().await;
    for path in [
        "/books",
        "/books?q=nothing",
        "/authors",
        "/genres",
        "/languages",
        "/copies",
        "/loans",
        "/reservations",
    ] {
        let list = reader.get(path).await.expect_status(200).json();
        assert_eq!(list["items"], serde_json::json!([]), "{path}");
        assert_eq!(
            (&list["next"], &list["prev"]),
            (&Value::Null, &Value::Null),
            "{path}"
        );
    }
}

#[tokio::test]
async fn queries_that_make_no_sense_are_refused_by_their_parameter() {
    let app = TestApp::with_api().await;
    let genre = a_genre(&app, "Novel").await;
    for _ in 0..3 {
        a_book().in_genre(&genre).save(&app).await;
    }
    let first = app.api().get("/books?limit=1").await.json();
    let next = first["next"].as_str().unwrap_or_default();
    let cursor = next.split("cursor=").nth(1).unwrap_or_default().to_owned();
    let reader = app.api().as_reader().await;
    let mut cases: Vec<(String, &str)> = [
        ("/books?limit=0", "limit limit"),
        ("/books?limit=101", "limit limit"),
        ("/books?limit=-1", "limit limit"),
        ("/books?limit=99999999999999999999", "limit limit"),
        ("/books?limit=ten", "limit limit"),
        ("/books?limit=", "limit limit"),
        ("/books?limit=10&limit=10", "limit repeated-parameter"),
        ("/books?order=isbn", "order order"),
        ("/books?order=title;drop", "order order"),
        ("/books?q=", "q search"),
        ("/books?q=%20%0a", "q search"),
        ("/books?q=a&genre=1", "genre not-together"),
        ("/books?q=a&order=title", "order not-together"),
        ("/books?author=abc", "author filter"),
        ("/books?genre=1.5", "genre filter"),
        ("/books?language=99999999999", "language filter"),
        ("/books?titel=x", "titel unknown-parameter"),
        ("/books?page=2", "page unknown-parameter"),
        ("/books?%00=%00", "\0 unknown-parameter"),
        ("/books?Limit=1", "Limit unknown-parameter"),
        ("/genres?q=x", "q unknown-parameter"),
        ("/copies?status=lost", "status status"),
        ("/copies?book=1&status=on-loan", "status not-together"),
        ("/loans?open=yes", "open yes-or-no"),
        ("/loans?copy=1", "copy filter"),
        ("/loans?order=x", "order unknown-parameter"),
        ("/reservations?limit=5&x=y", "x unknown-parameter"),
        ("/books?cursor=", "cursor cursor"),
        ("/books?cursor=x", "cursor cursor"),
        ("/books?cursor=%F0%9F%95%AE", "cursor cursor"),
        ("/books?cursor=cGFnZT05OTk5", "cursor cursor"),
    ]
    .map(|(path, expected)| (path.to_owned(), expected))
    .to_vec();
    // A genuine cursor belongs to its own list, filters and limit.
    cases.push((format!("/books?limit=2&cursor={cursor}"), "cursor cursor"));
    cases.push((format!("/authors?limit=1&cursor={cursor}"), "cursor cursor"));
    cases.push((
        format!("/books?limit=1&order=-title&cursor={cursor}"),
        "cursor cursor",
    ));
    cases.push((
        format!("/books?limit=1&genre={}&cursor={cursor}", genre.id),
        "cursor cursor",
    ));
    cases.push((format!("/books?limit=1&cursor={cursor}A"), "cursor cursor"));
    cases.push((
        format!("/books?cursor={}", "A".repeat(6_000)),
        "cursor cursor",
    ));
    cases.push((format!("/books?q={}", "x".repeat(201)), "q search"));
    for (path, expected) in cases {
        let answer = reader.get(&path).await.expect_status(400);
        assert_eq!(
            answer.problem(),
            ("bad-parameters".into(), vec![expected.into()]),
            "{path:.100}"
        );
    }
    app.api().get(next).await.expect_status(200);
    let several = app.api().get("/books?limit=0&order=x&y=1").await;
    assert_eq!(several.expect_status(400).problem().1.len(), 3);
}

#[tokio::test]
async fn searches_find_what_the_pages_find_whatever_is_in_them() {
    let app = TestApp::with_api().await;
    let author = an_author().named("Albert", "Camus").save(&app).await;
    a_book()
        .titled("L'Étranger")
        .by(&author)
        .with_isbn("9780306406157")
        .save(&app)
        .await;
    for query in [
        "etranger",
        "ÉTRANGER",
        "camus",
        "978-0-306",
        "%22étr%22*",
        "0-306-40615-2",
    ] {
        let answer = app
            .api()
            .get(
                &format!("/books?q={query}")
                    .replace('É', "%C3%89")
                    .replace('é', "%C3%A9"),
            )
            .await;
        assert_eq!(
            names(&answer.expect_status(200), "title"),
            ["L'Étranger"],
            "{query}"
        );
    }
    for query in [
        "%00",
        "%FF%FE",
        "NOT",
        "*",
        "%22",
        "a%20OR%20b",
        "%F0%9F%95%AE",
        "%27%3B--",
        "%26%7C%21",
    ] {
        let answer = app.api().get(&format!("/books?q={query}")).await;
        assert_eq!(answer.expect_status(200).json()["total"], 0, "{query}");
    }
}
