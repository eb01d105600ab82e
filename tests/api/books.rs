//! Books in the API.

use axum::http::Method;
use serde_json::{Value, json};

use crate::support::{
    TestApp,
    builders::{a_book, a_copy, a_genre, a_language, an_author, an_isbn},
};

#[tokio::test]
async fn a_book_is_added_read_changed_and_deleted() {
    let app = TestApp::with_api().await;
    let author = an_author().named("Jane", "Austen").save(&app).await;
    let (one, two) = (a_genre(&app, "Novel").await, a_genre(&app, "Satire").await);
    let english = a_language(&app, "English").await;
    let librarian = app.api().as_librarian().await;
    let body = json!({
        "title": " Emma ", "author": author.id, "summary": "A matchmaker.\r\n\r\nErrs.",
        "isbn": "0-306-40615-2", "genres": [two.id, one.id], "language": english.id,
    });
    let made = librarian.post("/books", &body).await.expect_status(201);
    let book = made.json();
    assert_eq!(made.location(), book["url"]);
    assert_eq!(book["title"], "Emma");
    assert_eq!(book["isbn"], "9780306406157");
    assert_eq!(book["summary"], "A matchmaker.\n\nErrs.");
    assert_eq!(book["author"]["name"], "Austen, Jane");
    assert_eq!(
        book["author"]["url"],
        format!("/api/v1/authors/{}", author.id)
    );
    assert_eq!(book["genres"][0]["name"], "Novel");
    assert_eq!(book["language"]["name"], "English");

    let url = made.location();
    let read = app.api().get(url).await.expect_status(200);
    assert_eq!(read.json(), book);
    assert_eq!(read.header("etag"), made.header("etag"));
    assert_eq!(read.header("content-type"), Some("application/json"));

    let patched = librarian
        .patch(url, &json!({ "title": "Emma, again", "language": null }))
        .await
        .expect_status(200);
    let patched = patched.json();
    assert_eq!(patched["title"], "Emma, again");
    assert_eq!(patched["language"], Value::Null);
    assert_eq!(
        patched["genres"], book["genres"],
        "what a patch leaves out stays"
    );

    let whole =
        json!({ "title": "Emma", "author": author.id, "summary": "x", "isbn": "9780306406157" });
    let replaced = librarian.put(url, &whole).await.expect_status(200).json();
    assert_eq!(
        replaced["genres"],
        json!([]),
        "what a replacement leaves out is gone"
    );

    let gone = librarian.delete(url).await.expect_status(204);
    assert_eq!(gone.text(), "");
    app.api().get(url).await.expect_status(404);
}

#[tokio::test]
async fn everything_that_is_wrong_with_a_book_is_said_at_its_member() {
    let app = TestApp::with_api().await;
    let author = an_author().save(&app).await.id;
    let taken = a_book().with_isbn("9780306406157").save(&app).await;
    let librarian = app.api().as_librarian().await;
    let good = || json!({ "title": "T", "author": author, "summary": "s", "isbn": an_isbn(), "genres": [], "language": null });
    let long = |length: usize| Value::from("ë".repeat(length));
    let cases: Vec<(&str, Value, &str)> = vec![
        ("title", json!(""), "/title empty"),
        ("title", json!("  \n "), "/title empty"),
        ("title", json!(null), "/title empty"),
        ("title", json!(7), "/title not-a-text"),
        ("title", json!(["T"]), "/title not-a-text"),
        ("title", long(201), "/title too-long"),
        ("title", json!("a\u{0}b"), "/title control-characters"),
        ("title", json!("a\nb"), "/title control-characters"),
        (
            "title",
            json!("abc\u{202e}fed"),
            "/title control-characters",
        ),
        ("author", json!(null), "/author empty"),
        ("author", json!("1"), "/author not-a-key"),
        ("author", json!(1.5), "/author not-a-key"),
        ("author", json!({ "id": 1 }), "/author not-a-key"),
        ("author", json!(4711), "/author does-not-exist"),
        ("author", json!(-1), "/author does-not-exist"),
        (
            "author",
            json!(99_999_999_999_i64),
            "/author does-not-exist",
        ),
        ("summary", json!(""), "/summary empty"),
        ("summary", long(1_001), "/summary too-long"),
        ("summary", json!("\u{7}"), "/summary control-characters"),
        ("summary", json!(false), "/summary not-a-text"),
        ("isbn", json!(""), "/isbn empty"),
        ("isbn", json!(9_780_306_406_157_i64), "/isbn not-a-text"),
        ("isbn", json!("123"), "/isbn isbn-length"),
        ("isbn", json!("9780306406158"), "/isbn isbn-check-digit"),
        ("isbn", json!("9770306406158"), "/isbn isbn-prefix"),
        ("isbn", json!("97803064\u{0}6157"), "/isbn isbn-length"),
        ("isbn", json!("९७८०३०६४०६१५७"), "/isbn isbn-length"),
        ("isbn", long(41), "/isbn too-long"),
        ("isbn", json!(taken.isbn), "/isbn isbn-taken"),
        ("genres", json!(1), "/genres not-keys"),
        ("genres", json!(["1"]), "/genres not-keys"),
        ("genres", json!([[1]]), "/genres not-keys"),
        ("genres", json!([4711]), "/genres does-not-exist"),
        ("language", json!("en"), "/language not-a-key"),
        ("language", json!(4711), "/language does-not-exist"),
        ("publisher", json!("P"), "/publisher unknown-member"),
        ("id", json!(1), "/id unknown-member"),
        ("a/b~c", json!(1), "/a~1b~0c unknown-member"),
        ("", json!(1), "/ unknown-member"),
    ];
    let existing = a_book().save(&app).await;
    let url = format!("/books/{}", existing.id);
    let tag = librarian.tag(&url).await;
    for (member, value, expected) in cases {
        let mut body = good();
        body[member] = value.clone();
        let answer = librarian.post("/books", &body).await.expect_status(422);
        assert_eq!(
            answer.problem(),
            ("invalid".into(), vec![expected.into()]),
            "{body}"
        );
        let replaced = librarian
            .send(Method::PUT, &url, Some(&tag), Some(&body))
            .await
            .expect_status(422);
        assert_eq!(replaced.problem().1, [expected], "{body}");
        let patch = json!({ member: value });
        let patched = librarian
            .send(Method::PATCH, &url, Some(&tag), Some(&patch))
            .await
            .expect_status(422);
        assert_eq!(patched.problem().1, [expected], "{patch}");
    }
    let answer = librarian
        .post("/books", &json!({ "title": 1, "x": 2 }))
        .await
        .expect_status(422);
    let mut all = answer.problem().1;
    all.sort();
    assert_eq!(
        all,
        [
            "/author empty",
            "/isbn empty",
            "/summary empty",
            "/title not-a-text",
            "/x unknown-member"
        ]
    );
    assert_eq!(librarian.tag(&url).await, tag, "nothing was changed");
}

#[tokio::test]
async fn unicode_is_kept_as_it_is_and_composed() {
    let app = TestApp::with_api().await;
    let author = an_author().save(&app).await.id;
    let librarian = app.api().as_librarian().await;
    for (sent, kept) in [
        ("Bro\u{308}nte\u{308} 北京 🕮", "Brönt\u{eb} 北京 🕮"),
        (
            "<script>alert(1)</script> & \"q\"",
            "<script>alert(1)</script> & \"q\"",
        ),
        ("'; DROP TABLE books; --", "'; DROP TABLE books; --"),
        ("{{ 7 * 7 }} ${x}", "{{ 7 * 7 }} ${x}"),
    ] {
        let body = json!({ "title": sent, "author": author, "summary": sent, "isbn": an_isbn() });
        let book = librarian
            .post("/books", &body)
            .await
            .expect_status(201)
            .json();
        assert_eq!(book["title"], kept);
        assert_eq!(book["summary"], kept);
    }
}

#[tokio::test]
async fn a_book_with_copies_stays_and_says_what_still_points_there() {
    let app = TestApp::with_api().await;
    let book = a_book().titled("Emma").save(&app).await;
    let copy = a_copy().of(&book).printed_by("Penguin").save(&app).await;
    let librarian = app.api().as_librarian().await;
    let answer = librarian
        .delete(&format!("/books/{}", book.id))
        .await
        .expect_status(409);
    assert_eq!(answer.problem().0, "blocked");
    let blocked = &answer.json()["blocked_by"][0];
    assert_eq!(blocked["title"], "Emma, Penguin");
    assert_eq!(
        blocked["page"],
        format!("/catalog/bookinstance/{}", copy.id)
    );
}

#[tokio::test]
async fn a_change_says_what_it_has_seen() {
    let app = TestApp::with_api().await;
    let book = a_book().titled("Emma").save(&app).await;
    let url = format!("/books/{}", book.id);
    let librarian = app.api().as_librarian().await;
    let seen = librarian.tag(&url).await;
    let change = json!({ "title": "Emma, again" });
    for method in [Method::PUT, Method::PATCH, Method::DELETE] {
        let body = (method != Method::DELETE).then_some(&change);
        let answer = librarian.send(method.clone(), &url, None, body).await;
        assert_eq!(
            answer.expect_status(428).problem().0,
            "precondition-required"
        );
        for other in ["\"other\"", "", "Emma", "\u{e9}", &format!("W/{seen}")] {
            let answer = librarian
                .send(method.clone(), &url, Some(other), body)
                .await;
            assert_eq!(
                answer.expect_status(412).problem().0,
                "stale",
                "{method} {other}"
            );
        }
    }
    let list = format!("\"other\", {seen}");
    librarian
        .send(Method::PATCH, &url, Some(&list), Some(&change))
        .await
        .expect_status(200);
    // What was seen is not how it is any more.
    librarian
        .send(Method::PATCH, &url, Some(&seen), Some(&change))
        .await
        .expect_status(412);
    librarian
        .send(Method::DELETE, &url, Some("*"), None)
        .await
        .expect_status(204);
}

#[tokio::test]
async fn of_two_who_saw_the_same_book_one_changes_it() {
    let app = TestApp::with_api().await;
    let book = a_book().save(&app).await;
    let url = format!("/books/{}", book.id);
    let librarian = app.api().as_librarian().await;
    let seen = librarian.tag(&url).await;
    let change = |title: &str| json!({ "title": title });
    let (one, other) = (change("One"), change("Other"));
    let (one, other) = tokio::join!(
        librarian.send(Method::PATCH, &url, Some(&seen), Some(&one)),
        librarian.send(Method::PATCH, &url, Some(&seen), Some(&other)),
    );
    let mut statuses = [one.status(), other.status()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 412]);
}

#[tokio::test]
async fn what_has_not_changed_is_not_sent_again() {
    let app = TestApp::with_api().await;
    let book = a_book().save(&app).await;
    for path in [format!("/books/{}", book.id), "/books".into()] {
        let tag = app.api().tag(&path).await;
        for seen in [
            tag.clone(),
            format!("W/{tag}"),
            format!("\"x\", {tag}"),
            "*".into(),
        ] {
            let again = app.api().with_header("if-none-match", seen);
            let answer = again.get(&path).await.expect_status(304);
            assert_eq!(answer.text(), "");
            assert_eq!(answer.header("etag"), Some(tag.as_str()));
        }
        let other = app.api().with_header("if-none-match", "\"x\"");
        other.get(&path).await.expect_status(200);
    }
}
