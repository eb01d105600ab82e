//! What nobody should send: whatever it is, the answer says so, nothing breaks, and nothing is half done.
use crate::support::{Caller, TestApp};
use sea_orm::{EntityTrait, PaginatorTrait, Set};

use crate::support::models::{authors, books};

/// Words that mean something elsewhere, or nothing anywhere.
fn odd_words() -> Vec<String> {
    let mut words: Vec<String> = [
        "",
        "\0",
        "a\0b",
        "0",
        "-1",
        "1e309",
        "99999999999999999999",
        "2147483648",
        "' OR 1=1 --",
        "%",
        "\\",
        "_%\\_",
        "..",
        "..9",
        "0001-01-01",
        "9999-12-31",
        "..9999-12-31",
        "+10000-01-01",
        "2026-02-30",
        "2026-03-29T02:30",
        "0001-01-01T00:00",
        "{{ 7 * 7 }}",
        "<script>alert(1)</script>",
        "=cmd|' /C calc'!A0",
        "../../etc/passwd",
        "//evil.example",
        "\u{202e}txt.exe",
        "📚",
        "^ = @ \"",
        "\"open",
        "delete",
        ",",
        "_zz",
        "00000000-0000-0000-0000-000000000000",
    ]
    .map(str::to_owned)
    .to_vec();
    words.push("a".repeat(10_000));
    words.push("é ".repeat(1_500));
    words.push(",".repeat(3_000));
    words
}

fn query(pairs: &[(&str, &str)]) -> String {
    url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(pairs)
        .finish()
}

/// One segment of a path.
fn segment(word: &str) -> String {
    url::form_urlencoded::byte_serialize(word.as_bytes())
        .collect::<String>()
        .replace('+', "%20")
}

/// Somebody is told what they did; nothing broke.
async fn assert_survives(caller: &Caller, path: &str) {
    let answer = caller.get(path).await;
    let short: String = path.chars().take(120).collect();
    assert!(
        answer.status.as_u16() < 500,
        "{short} is answered {}",
        answer.status
    );
    assert!(!answer.text.contains("<script>alert"), "{short}");
}

async fn app_with_books() -> (TestApp, Vec<books::Model>) {
    let app = TestApp::start().await;
    let author = app.author("Leo", "Tolstoy").await;
    let mut books = Vec::new();
    for title in ["War", "Peace"] {
        let book = app
            .book_with(title, &author, |book| {
                book.published = Set(chrono::NaiveDate::from_ymd_opt(2026, 1, 2));
            })
            .await;
        books.push(book);
    }
    (app, books)
}

#[tokio::test]
async fn no_address_is_too_odd() {
    let (app, books) = app_with_books().await;
    let admin = app.admin().await;
    let parameters = [
        "q",
        "o",
        "page",
        "per_page",
        "after",
        "before",
        "facets",
        "period",
        "status",
        "in_print",
        "author_id",
        "genre",
        "published",
        "published__from",
        "published__to",
        "published__less",
        "published__between",
        "published__not",
        "published__op",
        "published__value",
        "title__contains",
        "title__empty",
        "summary__empty",
        "updated_at__is",
        "updated_at__between",
        "in_print__is",
        "title_length",
    ];
    let book = books[0].id;
    for word in odd_words() {
        for name in parameters {
            assert_survives(
                &admin,
                &format!("/admin/books/?{}", query(&[(name, &word)])),
            )
            .await;
        }
        for (list, name) in [
            ("log", "q"),
            ("log", "after"),
            ("log", "period"),
            ("log", "at"),
            ("log", "at__from"),
            ("log", "at__to"),
            ("log", "user_id"),
            ("users", "q"),
            ("users", "after"),
            ("publishers", "q"),
            ("publishers", "after"),
        ] {
            let path = format!("/admin/{list}/?{}", query(&[(name, &word)]));
            assert_survives(&admin, &path).await;
        }
        let asked = query(&[
            ("q", &word),
            ("back", &word),
            ("before", &word),
            ("next", &word),
        ]);
        for path in [
            format!("/admin/search/?{asked}"),
            format!("/admin/books/choices/author_id/?{asked}"),
            format!("/admin/books/choices/{}/", segment(&word)),
            format!("/admin/books/{book}/history/?{asked}"),
            format!("/admin/books/export/?{asked}"),
            format!(
                "/admin/books/add/?{}",
                query(&[("title", &word), ("author_id", &word), ("published", &word)])
            ),
            format!("/admin/books/{}/change/", segment(&word)),
            format!("/admin/books/{}/delete/", segment(&word)),
            format!("/admin/authors/{}/history/", segment(&word)),
            format!("/admin/{}/", segment(&word)),
            format!("/admin/kept/{}/", segment(&word)),
            format!("/admin/books/import/{}/", segment(&word)),
            format!("/admin/static/{}", segment(&word)),
        ] {
            assert_survives(&admin, &path).await;
        }
    }
    for path in [
        "/admin/books/?q=%ff%fe&title__contains=%c3%28",
        "/admin/books/?&&&===&%&%zz",
        "/admin/books/?page=1&page=2&o=title&o=-title&status=a&status=o&q=a&q=b",
        "/admin/books/?page=1000000&per_page=200",
        "/admin/books/?after=x&before=y&page=3",
        "/admin/books/%ff/change/",
    ] {
        assert_survives(&admin, path).await;
    }
}

#[tokio::test]
async fn no_form_is_too_odd_and_none_changes_anything() {
    let (app, stored) = app_with_books().await;
    let admin = app.admin().await;
    let key = stored[0].id.to_string();
    let forms = [
        "/admin/books/actions/".to_owned(),
        "/admin/books/edits/".to_owned(),
        "/admin/books/export/".to_owned(),
        "/admin/books/views/".to_owned(),
        "/admin/books/views/1/delete/".to_owned(),
        "/admin/preferences/".to_owned(),
        "/admin/jobs/".to_owned(),
        format!("/admin/books/{key}/change/"),
        "/admin/kept/1/".to_owned(),
        "/admin/books/import/1/".to_owned(),
    ];
    for word in odd_words() {
        let edited = format!("{key}-status");
        let version = format!("{key}-_version");
        let fields: Vec<(&str, &str)> = [
            "_action",
            "key",
            "_query",
            "_back",
            "_answer",
            "_all",
            "_field",
            "_version",
            "version",
            "_base",
            "_popup",
            "name",
            "query",
            "title",
            "author_id",
            "isbn",
            "status",
            "published",
            "genres",
            "in_print",
            "id",
            "column",
            "style",
            "separator",
            "next",
            "language",
            "theme",
            "book_genres-0-id",
            "_confirmed",
            "base-title",
            &edited,
            &version,
        ]
        .iter()
        .map(|name| (*name, word.as_str()))
        .collect();
        for path in &forms {
            for with in [
                &[][..],
                &[("_action", "lose"), ("_confirmed", "1")],
                &[("key", &key)],
            ] {
                let form = [&fields[..], with].concat();
                let answer = admin.post(path, &form).await;
                assert!(
                    answer.status.as_u16() < 500,
                    "{path} with {:.60?} is answered {}",
                    word,
                    answer.status
                );
            }
        }
    }
    let now = books::Entity::find().all(&app.db).await.unwrap();
    assert_eq!(now.len(), stored.len());
    for book in &stored {
        let kept = now.iter().find(|one| one.id == book.id).unwrap();
        assert_eq!((&kept.title, &kept.isbn), (&book.title, &book.isbn));
    }
}

#[tokio::test]
async fn a_body_that_is_no_form_or_has_no_end_is_refused() {
    let (app, _) = app_with_books().await;
    let admin = app.admin().await;
    let large = "x".repeat(3 * 1024 * 1024);
    for path in [
        "/admin/books/actions/",
        "/admin/books/add/",
        "/admin/books/edits/",
    ] {
        let answer = admin.post(path, &[("title", &large)]).await;
        assert!(answer.status.is_client_error(), "{path}: {}", answer.status);
    }
    for file in [
        &b""[..],
        b"\0",
        b"\xff\xfe\xff\xfe",
        b"\"",
        b"title\n\"open",
        b"title,title\na,b\n",
        b",,,\n,,,\n",
        "title;isbn\nW\u{e4}r;1\n".as_bytes(),
        b"title,isbn\nW\xe4r,1\n",
        b"isbn,title\n1\n2,3,4,5\n",
    ] {
        for list in ["books", "authors", "notes"] {
            let path = format!("/admin/{list}/import/");
            let answer = admin.upload(&path, "odd.csv", file).await;
            assert!(answer.status.as_u16() < 500, "{path}: {}", answer.status);
            if !answer.location().is_empty() {
                let trial = answer.location().to_owned();
                let page = admin.get(&trial).await;
                assert!(page.status.as_u16() < 500, "{trial}: {}", page.status);
                let done = admin.post(&trial, &[("_import", "1")]).await;
                assert!(done.status.as_u16() < 500, "{trial}: {}", done.status);
            }
        }
    }
    assert_eq!(books::Entity::find().count(&app.db).await.unwrap(), 2);
    assert_eq!(authors::Entity::find().count(&app.db).await.unwrap(), 1);
}

#[tokio::test]
async fn ten_thousand_rows_are_asked_about_and_one_more_is_too_many() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    app.many_authors(10_001).await;
    let keys: Vec<String> = authors::Entity::find()
        .all(&app.db)
        .await
        .unwrap()
        .into_iter()
        .map(|author| author.id.to_string())
        .collect();
    let mut form: Vec<(&str, &str)> = keys.iter().map(|key| ("key", key.as_str())).collect();
    form.push(("_action", "delete"));
    let answer = admin.post("/admin/authors/actions/", &form).await;
    assert_eq!(answer.status, 400);
    assert!(
        answer.texts("main p")[0].starts_with("More than 10"),
        "{:?}",
        answer.texts("main p")
    );
    let all = [("_action", "delete"), ("_all", "1"), ("_query", "")];
    let answer = admin.post("/admin/authors/actions/", &all).await;
    assert_eq!(answer.status, 400, "nor by the list that shows them");
    let answer = admin.post("/admin/authors/actions/", &form[1..]).await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.attributes("input[name=key]", "value").len(), 10_000);
    let twice = [
        ("_action", "delete"),
        ("key", &keys[0]),
        ("key", &keys[0]),
        ("_confirmed", "1"),
    ];
    let answer = admin.post("/admin/authors/actions/", &twice).await;
    assert!(answer.status.as_u16() < 400, "chosen twice, deleted once");
    assert_eq!(
        authors::Entity::find().count(&app.db).await.unwrap(),
        10_000
    );
}
