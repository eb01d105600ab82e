//! Rows as CSV files.
use crate::support::{Answer, Caller, TestApp};
use sea_orm::{EntityTrait, Set};

/// Downloads an export with these fields of its form.
async fn download(who: &Caller, model: &str, fields: &[(&str, &str)]) -> Answer {
    let mut form = vec![("_download", "1")];
    form.extend_from_slice(fields);
    let answer = who.post(&format!("/admin/{model}/export/"), &form).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer
}

fn lines(answer: &Answer) -> Vec<&str> {
    answer.text.lines().collect()
}

#[tokio::test]
async fn an_export_has_the_rows_that_the_list_was_narrowed_to_and_the_columns_that_were_ticked() {
    let app = TestApp::start().await;
    let librarian = app.librarian().await;
    let tolstoy = app.author("Leo", "Tolstoy").await;
    app.book("War and Peace", &tolstoy).await;
    app.book_with("Anna Karenina", &tolstoy, |book| {
        book.status = Set("o".into());
    })
    .await;
    let list = librarian.page("/admin/books/?status=o").await;
    let page = librarian.page(&list.link("Export")).await;
    assert!(page.text.contains("One row goes into the file."));
    let query = page
        .fields()
        .into_iter()
        .find(|(name, _)| name == "_query")
        .unwrap()
        .1;
    let answer = download(
        &librarian,
        "books",
        &[
            ("_query", &query),
            ("column", "title"),
            ("column", "author_id"),
            ("column", "status"),
            ("column", "in_print"),
            ("column", "length"),
        ],
    )
    .await;
    assert_eq!(
        lines(&answer),
        [
            "Title,Author,Status,In print,Length of the title",
            "Anna Karenina,\"Tolstoy, Leo\",On loan,Yes,13"
        ]
    );
    assert_eq!(answer.header("content-type"), "text/csv; charset=utf-8");
    assert_eq!(
        answer.header("content-disposition"),
        "attachment; filename=\"books-2026-03-15.csv\""
    );
}

#[tokio::test]
async fn an_export_of_ticked_rows_has_those_alone() {
    let app = TestApp::start().await;
    let librarian = app.librarian().await;
    let author = app.author("Leo", "Tolstoy").await;
    let one = app.book("One", &author).await;
    let two = app.book("Two", &author).await;
    app.book("Three", &author).await;
    let (one, two) = (one.id.to_string(), two.id.to_string());
    let page = librarian
        .post("/admin/books/export/", &[("key", &two), ("key", &one)])
        .await;
    assert!(page.text.contains("2 rows go into the file."));
    let kept: Vec<String> = page.attributes("input[name=key]", "value");
    assert_eq!(kept, [two.clone(), one.clone()]);
    let answer = download(
        &librarian,
        "books",
        &[("key", &two), ("key", &one), ("column", "title")],
    )
    .await;
    assert_eq!(lines(&answer), ["Title", "Two", "One"]);
}

#[tokio::test]
async fn what_a_spreadsheet_would_compute_is_exported_as_text() {
    let app = TestApp::start().await;
    let librarian = app.librarian().await;
    let author = app.author("=cmd|'/c calc'!A1", "@Evil").await;
    app.book("+1 \"quoted\", and more", &author).await;
    let answer = download(
        &librarian,
        "books",
        &[("column", "title"), ("column", "author_id")],
    )
    .await;
    assert_eq!(
        lines(&answer)[1],
        "\"'+1 \"\"quoted\"\", and more\",\"'@Evil, =cmd|'/c calc'!A1\""
    );
}

#[tokio::test]
async fn an_export_can_be_marked_as_utf_8_separated_by_semicolons_and_as_stored() {
    let app = TestApp::start().await;
    let author = app.author("Günter", "Grass").await;
    let book = app.book("Die Blechtrommel", &author).await;
    for name in ["Roman", "Epik"] {
        let genre = app.genre(name).await;
        app.pair(&book, &genre).await;
    }
    let librarian = app.librarian().await.in_german();
    let shown = download(
        &librarian,
        "books",
        &[
            ("column", "title"),
            ("column", "genres"),
            ("mark", "1"),
            ("separator", "semicolon"),
        ],
    )
    .await;
    assert!(shown.text.starts_with('\u{feff}'));
    assert_eq!(lines(&shown)[1], "Die Blechtrommel;Epik, Roman");
    let stored = download(
        &librarian,
        "books",
        &[
            ("column", "title"),
            ("column", "author_id"),
            ("column", "status"),
            ("style", "stored"),
        ],
    )
    .await;
    assert_eq!(
        lines(&stored),
        [
            "title,author_id,status",
            &format!("Die Blechtrommel,{},a", author.id)
        ]
    );
}

#[tokio::test]
async fn an_export_shows_nobody_what_the_list_does_not() {
    let app = TestApp::start().await;
    let hidden = app.author("Not", "Hidden").await;
    app.author("Leo", "Tolstoy").await;
    let viewer = app.viewer().await;
    let columns = [("column", "last_name")];
    let answer = download(&viewer, "authors", &columns).await;
    assert_eq!(lines(&answer), ["Last name", "Tolstoy"]);
    let key = hidden.id.to_string();
    let ticked = [("column", "last_name"), ("key", &key)];
    let answer = download(&viewer, "authors", &ticked).await;
    assert_eq!(lines(&answer), ["Last name"], "ticked by a forged form");
    let nobody = app.staff_with(&["catalog.view_genre"]).await;
    let answer = nobody
        .post("/admin/authors/export/", &[("_download", "1")])
        .await;
    assert_eq!(answer.status, 403);
    let answer = viewer
        .post("/admin/books/export/", &[("_download", "1")])
        .await;
    assert_eq!(answer.status, 422);
    assert!(answer.text.contains("Tick at least one column."));
    let answer = viewer
        .post(
            "/admin/books/export/",
            &[("_download", "1"), ("column", "title"), ("_query", "x=1")],
        )
        .await;
    assert_eq!(answer.status, 400);
}

#[tokio::test]
async fn a_long_export_comes_in_parts_that_each_cost_the_same() {
    let app = TestApp::start().await;
    let librarian = app.librarian().await;
    app.many_authors(2_100).await;
    let before = app.queries();
    let answer = download(&librarian, "authors", &[("column", "last_name")]).await;
    let mut names = lines(&answer)[1..].to_vec();
    assert_eq!(names.len(), 2_100);
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), 2_100, "each row once");
    let asked = app.queries() - before;
    assert!(asked < 40, "{asked} queries for 2 100 rows");
}

#[tokio::test]
async fn whoever_takes_rows_away_is_written_down_with_what_they_took() {
    let app = TestApp::start().await;
    let librarian = app.librarian().await;
    let author = app.author("Leo", "Tolstoy").await;
    for title in ["War", "Peace", "Other"] {
        app.book(title, &author).await;
    }
    let form = [
        ("column", "title"),
        ("column", "isbn"),
        ("_query", "title__contains=a&page=2"),
    ];
    download(&librarian, "books", &form).await;
    let told = loco_admin::history::Entity::find()
        .all(&app.db)
        .await
        .unwrap();
    assert_eq!(told.len(), 1);
    let told = &told[0];
    assert_eq!(
        (told.action.as_str(), told.model.as_str()),
        ("export", "books")
    );
    assert_eq!(told.user_name, "librarian");
    for part in [
        r#""+filter":{"new":"title__contains=a"}"#,
        r#""+columns":{"new":"title, isbn"}"#,
        r#""+rows":{"new":"2"}"#,
    ] {
        assert!(told.changes.contains(part), "{part}: {}", told.changes);
    }
    let index = librarian.page("/admin/").await;
    assert!(index.texts(".recent li")[0].contains("Books"));
    assert!(index.texts(".recent li")[0].contains("Export"));
}
