//! Every field of every form, with what nobody should type: the form comes back filled in, with a message beside the
//! field, and nothing is stored.

use axum::{body::Body, http::Method};
use chrono::Days;

use crate::support::{
    Answer, TestApp,
    builders::{a_book, a_copy, a_genre, a_language, an_author, an_isbn},
    caller::Caller,
};

/// A form that would be taken, and for each field what is not.
struct Form {
    paths: Vec<String>,
    good: Vec<(&'static str, String)>,
    wrong: Vec<(&'static str, Vec<String>)>,
    /// Where it can be seen that nothing was stored.
    list: &'static str,
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(ToString::to_string).collect()
}

/// What no line takes: nothing, too much, and what cannot be seen.
fn no_line(most: usize) -> Vec<String> {
    let mut lines = texts(&[
        "",
        " \t ",
        "a\u{0}b",
        "a\u{7}b",
        "a\u{1b}[31mb",
        "two\nlines",
        "turned\u{202e}round",
        "\u{2066}hidden",
    ]);
    lines.push("é".repeat(most + 1));
    lines.push("📚".repeat(most + 1));
    lines.push("x".repeat(100_000));
    lines
}

/// What is no day.
fn no_day() -> Vec<String> {
    texts(&[
        "2026-02-30",
        "2025-02-29",
        "2026-13-01",
        "2026-00-10",
        "0000-01-01",
        "-2026-01-01",
        "12026-01-01",
        "31/04/2026",
        "31.4.2026 ",
        "२०२६-०१-०१",
        "tomorrow",
        "1",
        "2026-01-01T00:00:00Z",
        "2026-01-01\u{0}",
        "<b>2026-01-01</b>",
    ])
}

/// What is no key of anything.
fn no_key() -> Vec<String> {
    texts(&[
        "0",
        "-1",
        "4711",
        "x",
        "1.5",
        "1e0",
        "99999999999999999999",
        "1\u{0}",
        "' OR 1=1 --",
        "📚",
    ])
}

async fn forms(app: &TestApp) -> Vec<Form> {
    let author = an_author().save(app).await;
    let genre = a_genre(app, "Novel").await;
    let language = a_language(app, "English").await;
    let taken = a_book().by(&author).save(app).await;
    let book = a_book().by(&author).save(app).await;
    let reader = app.reader().await;
    let copy = a_copy()
        .of(&book)
        .on_loan_to(reader.user(), TestApp::today() + Days::new(5))
        .save(app)
        .await;
    let both = |create: &str, url: String| vec![create.to_owned(), format!("{url}/update/")];
    let with = |mut some: Vec<String>, more: Vec<String>| {
        some.extend(more);
        some
    };
    let name = |create, url, list| Form {
        paths: both(create, url),
        good: vec![("name", "Poetry".to_owned())],
        wrong: vec![("name", no_line(200))],
        list,
    };
    vec![
        name("/catalog/genre/create/", genre.url(), "/catalog/genres/"),
        name(
            "/catalog/language/create/",
            language.url(),
            "/catalog/languages/",
        ),
        Form {
            paths: both("/catalog/author/create/", author.url()),
            good: vec![
                ("first_name", "Emily".to_owned()),
                ("last_name", "Brontë".to_owned()),
                ("date_of_birth", "1818-07-30".to_owned()),
                ("date_of_death", "1848-12-19".to_owned()),
            ],
            wrong: vec![
                ("first_name", no_line(100)),
                ("last_name", no_line(100)),
                ("date_of_birth", no_day()),
                ("date_of_death", with(no_day(), texts(&["1818-07-29"]))),
            ],
            list: "/catalog/authors/",
        },
        Form {
            paths: both("/catalog/book/create/", book.url()),
            good: vec![
                ("title", "Wuthering Heights".to_owned()),
                ("author", author.id.to_string()),
                ("summary", "On the moor.\n\nIt is windy.".to_owned()),
                ("isbn", an_isbn()),
                ("genre", genre.id.to_string()),
                ("language", language.id.to_string()),
            ],
            wrong: vec![
                ("title", no_line(200)),
                ("author", with(no_key(), texts(&["", " "]))),
                (
                    "summary",
                    with(
                        texts(&["", "\r\n\r\n", "a\u{0}b", "a\u{7}b", "turned\u{202e}round"]),
                        vec!["é".repeat(1_001), "x".repeat(100_000)],
                    ),
                ),
                (
                    "isbn",
                    with(
                        texts(&[
                            "",
                            "123",
                            "9780306406158",
                            "9770306406157",
                            "978030640615X",
                            "９７８０３０６４０６１５７",
                            "97803064061571",
                            "ISBN",
                            "978\u{0}0306406157",
                            "-------------",
                        ]),
                        vec![taken.isbn.clone(), "9".repeat(41), "x".repeat(100_000)],
                    ),
                ),
                ("genre", no_key()),
                ("language", no_key()),
            ],
            list: "/catalog/books/",
        },
        Form {
            paths: both("/catalog/bookinstance/create/", copy.url()),
            good: vec![
                ("book", book.id.to_string()),
                ("imprint", "Sample Press, 1999".to_owned()),
                ("status", "o".to_owned()),
                ("due_back", "2026-03-20".to_owned()),
                ("borrower", "reader".to_owned()),
            ],
            wrong: vec![
                ("book", with(no_key(), texts(&["", " "]))),
                ("imprint", no_line(200)),
                ("status", texts(&["", "x", "O", "oo", "1", "a\u{0}", "📚"])),
                ("due_back", no_day()),
                (
                    "borrower",
                    with(
                        texts(&["nobody", "rea\u{0}der", "Reader\n", "📚", "%", "1"]),
                        vec!["x".repeat(151), "x".repeat(100_000)],
                    ),
                ),
            ],
            list: "/catalog/bookinstances/",
        },
        Form {
            paths: vec![format!("/catalog/book/{}/renew/", copy.id)],
            good: vec![("renewal_date", "2026-03-20".to_owned())],
            wrong: vec![(
                "renewal_date",
                with(
                    no_day(),
                    texts(&["", "2026-03-09", "2026-04-08", "9999-12-31"]),
                ),
            )],
            list: "/catalog/borrowed/",
        },
    ]
}

async fn post(caller: &Caller, path: &str, fields: &[(&'static str, String)]) -> Answer {
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    caller.post(path, &fields).await
}

/// Line ends are one character here, and white space around a value is not kept.
fn as_kept(typed: &str) -> String {
    typed.trim().replace("\r\n", "\n")
}

#[tokio::test]
async fn whatever_is_typed_into_a_field_comes_back_with_a_message_beside_it() {
    let app = TestApp::boot().await;
    let librarian = app.librarian().await;
    for form in forms(&app).await {
        // What the last form said is read here.
        librarian.get(form.list).await;
        let before = librarian.get(form.list).await.first("main");
        for path in &form.paths {
            for (field, values) in &form.wrong {
                for value in values {
                    let mut typed = form.good.clone();
                    typed.retain(|(name, _)| name != field);
                    typed.push((field, value.clone()));
                    let shown: String = value.chars().take(40).collect();
                    let page = post(&librarian, path, &typed).await;
                    assert_eq!(page.status(), 200, "{path} {field} {shown:?}");
                    let about = page.attributes(".error-summary a", "href");
                    assert_eq!(about, [format!("#id_{field}")], "{path} {field} {shown:?}");
                    let beside = page.all(&format!("#error_{field}"));
                    assert_eq!(beside.len(), 1, "{path} {field} {shown:?}");
                    assert!(page.has(&format!("#id_{field}[aria-describedby~=error_{field}]")));
                    comes_back(&page, &typed, field);
                }
            }
        }
        let after = librarian.get(form.list).await.first("main");
        assert_eq!(before, after, "nothing was stored");
        // It was the field alone that was wrong.
        let path = form.paths.last().expect("a form has an address");
        post(&librarian, path, &form.good).await.expect_status(303);
    }
}

/// The other fields hold what they held; the wrong one too, where it can.
fn comes_back(page: &Answer, typed: &[(&'static str, String)], wrong: &str) {
    for (name, value) in typed {
        let kept = as_kept(value);
        let held: Vec<String> = page
            .filled_in(name)
            .iter()
            .map(|value| as_kept(value))
            .collect();
        let is_choice = ["author", "book", "genre", "language", "status"].contains(name);
        if *name == wrong && is_choice {
            // A choice that is none cannot be shown as chosen.
            continue;
        }
        // No page can hold a NUL: HTML has U+FFFD in its place.
        let kept = kept.replace('\0', "\u{fffd}");
        let held: Vec<String> = held
            .iter()
            .map(|held| held.replace('\0', "\u{fffd}"))
            .collect();
        assert_eq!(held, [kept], "{name} while {wrong} is wrong");
    }
}

#[tokio::test]
async fn an_empty_form_says_what_it_wants_and_proposes_nothing_else() {
    let app = TestApp::boot().await;
    let librarian = app.librarian().await;
    for (form, wanted) in [
        ("genre", vec!["name"]),
        ("language", vec!["name"]),
        ("author", vec!["first_name", "last_name"]),
        ("book", vec!["title", "author", "summary", "isbn"]),
        ("bookinstance", vec!["book", "imprint", "status"]),
    ] {
        let path = format!("/catalog/{form}/create/");
        let page = librarian.post(&path, &[]).await.expect_status(200);
        let mut about: Vec<String> = page.attributes(".error-summary a", "href");
        about.sort();
        let mut wanted: Vec<String> = wanted.iter().map(|name| format!("#id_{name}")).collect();
        wanted.sort();
        assert_eq!(about, wanted, "{form}");
        for field in &wanted {
            assert!(page.has(field), "{form}: the summary leads to {field}");
        }
    }
}

#[tokio::test]
async fn every_script_and_sign_of_the_world_is_taken_as_it_is() {
    let app = TestApp::boot().await;
    let librarian = app.librarian().await;
    for name in [
        "O’Brien-Núñez",
        "北島 三郎",
        "نجيب محفوظ",
        "Ægir & Søn <Oslo>",
        "\"quoted\" 'twice'",
        "👩🏽‍🚀 Reader",
        "{{ site.user }}",
        "%s %d \\ $1",
    ] {
        for form in ["genre", "language"] {
            let path = format!("/catalog/{form}/create/");
            let created = librarian.post(&path, &[("name", name)]).await;
            let page = librarian.get(created.expect_status(303).location()).await;
            assert_eq!(page.first("h1"), name);
        }
        let fields = [("first_name", name), ("last_name", name)];
        let created = librarian.post("/catalog/author/create/", &fields).await;
        let page = librarian.get(created.expect_status(303).location()).await;
        assert_eq!(page.first("h1"), format!("{name}, {name}"));
    }
}

#[tokio::test]
async fn a_version_that_no_form_of_ours_had_counts_as_an_old_one() {
    let app = TestApp::boot().await;
    let librarian = app.librarian().await;
    for form in forms(&app).await {
        let path = form.paths.last().expect("a form has an address");
        if !path.ends_with("/update/") || form.good.iter().any(|(name, _)| *name == "name") {
            continue;
        }
        for version in ["0", "-1", "x", "99999999999999999999", "\u{0}", "📚"] {
            let mut fields = form.good.clone();
            fields.push(("version", version.to_owned()));
            let page = post(&librarian, path, &fields).await.expect_status(409);
            comes_back(&page, &form.good, "");
            assert!(page.has(".error-summary a[target=_blank]"));
        }
    }
}

#[tokio::test]
async fn a_body_that_no_browser_sends_is_refused_and_breaks_nothing() {
    let app = TestApp::boot().await;
    let librarian = app.librarian().await;
    for form in forms(&app).await {
        for path in &form.paths {
            for (body, statuses) in [
                // A field that is there once may not come twice.
                (
                    form.good
                        .iter()
                        .map(|(name, _)| format!("{name}=1&{name}=2"))
                        .collect::<Vec<_>>()
                        .join("&"),
                    &[200, 422][..],
                ),
                ("%ff=%fe&%00=%00".to_owned(), &[200][..]),
                ("&&&===&".to_owned(), &[200]),
                ("[]{}".to_owned(), &[200]),
                ("x=1&".repeat(50_000), &[200]),
                ("genre=1&".repeat(50_000), &[200]),
            ] {
                let request = librarian
                    .request(Method::POST, path)
                    .header("content-type", "application/x-www-form-urlencoded")
                    .body(Body::from(body.clone()))
                    .expect("a valid request");
                let answer = librarian.send(request).await;
                assert!(
                    statuses.contains(&answer.status()),
                    "{path}: {} for {:.40}",
                    answer.status(),
                    body
                );
            }
            for (content_type, body) in [
                ("application/json", "{}"),
                ("text/plain", "name=x"),
                ("multipart/form-data; boundary=x", "--x--"),
            ] {
                let request = librarian
                    .request(Method::POST, path)
                    .header("content-type", content_type)
                    .body(Body::from(body))
                    .expect("a valid request");
                let answer = librarian.send(request).await.expect_status(415);
                assert_eq!(answer.template(), "error.html");
            }
        }
    }
}
