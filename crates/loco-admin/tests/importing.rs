//! Rows from CSV files: tried first, then written as a whole or not at all.
use crate::support::models::{authors, books};
use crate::support::{Answer, Caller, TestApp};
use sea_orm::{EntityTrait, PaginatorTrait};

const BOOKS: &str = "/admin/books/import/";

/// Uploads a file that can be read, and opens its trial.
async fn tried(who: &Caller, model: &str, content: &str) -> (String, Answer) {
    let path = format!("/admin/{model}/import/");
    let sent = who.upload(&path, "rows.csv", content.as_bytes()).await;
    assert_eq!(sent.status, 303, "{}", sent.text);
    let trial = sent.location().to_owned();
    let page = who.get(&trial).await;
    (trial, page)
}

/// Line, column and message of each mistake.
fn mistakes(page: &Answer) -> Vec<String> {
    page.texts(".wrong-lines tbody tr")
}

async fn count(app: &TestApp) -> u64 {
    books::Entity::find().count(&app.db).await.unwrap()
}

#[tokio::test]
async fn a_file_is_tried_first_and_then_adds_and_changes_rows() {
    let app = TestApp::start().await;
    let librarian = app.librarian().await;
    let author = app.author("Leo", "Tolstoy").await;
    let old = app.book("War", &author).await;
    let file = format!(
        "Title;isbn;author_id;Status;In print;Published;unknown\r\nWar and Peace;{};{id};On loan;yes;;x\r\nAnna Karenina;978111;{id};a;;5.1.1878;x\r\n",
        old.isbn,
        id = author.id
    );
    let (trial, page) = tried(&librarian, "books", &file).await;
    assert_eq!(page.status, 200, "{:?}", mistakes(&page));
    assert!(page.text.contains("New: 1. Changed: 1. As they are: 0."));
    assert!(
        page.texts(".mapping li")
            .contains(&"unknown → left out".to_owned())
    );
    assert!(page.text.contains("<del>War</del>"));
    assert_eq!(count(&app).await, 1, "a trial writes nothing");
    assert_eq!(app.stored(&old).await.unwrap(), old);

    let done = librarian.post(&trial, &[("_import", "1")]).await;
    assert_eq!(done.location(), "/admin/books/");
    let now = app.stored(&old).await.unwrap();
    assert_eq!(
        (now.title.as_str(), now.status.as_str()),
        ("War and Peace", "o")
    );
    let all = books::Entity::find().all(&app.db).await.unwrap();
    let new = all.iter().find(|book| book.isbn == "978111").unwrap();
    assert_eq!(new.published.unwrap().to_string(), "1878-01-05");
    assert!(new.in_print, "as the form's hook does it");
    let history = librarian
        .page(&format!("/admin/books/{}/history/", old.id))
        .await;
    assert!(history.text.contains("War and Peace"));

    let again = librarian.post(&trial, &[("_import", "1")]).await;
    assert_eq!(again.status, 404, "pressed twice, it is imported once");
}

#[tokio::test]
async fn each_broken_line_is_named_with_its_column_and_nothing_is_written() {
    let app = TestApp::start().await;
    let librarian = app.librarian().await;
    let author = app.author("Leo", "Tolstoy").await;
    let hidden = app.author("Not", "Hidden").await;
    let id = author.id;
    let file = format!(
        "title,isbn,author_id,status\nGood,1,{id},a\n,2,{id},a\nForbidden,3,{id},a\nNo author,4,{hidden},a\nLetters,x5,{id},zzz\nToo few,6\nTwice,1,{id},a\n",
        hidden = hidden.id
    );
    let (trial, page) = tried(&librarian, "books", &file).await;
    assert_eq!(page.status, 422);
    assert_eq!(
        mistakes(&page),
        [
            "3 title Please fill this in.",
            "4 title Not with this title.",
            "5 author_id Nothing is there with this key.",
            "6 isbn Only digits.",
            "6 status Please choose something that is offered.",
            "7 This line has 2 cells, the first line 4.",
            "8 Line 2 is about the same row.",
        ]
    );
    assert!(!page.has("[name=_import]"));
    let forced = librarian.post(&trial, &[("_import", "1")]).await;
    assert_eq!(forced.status, 422);
    assert_eq!(count(&app).await, 0, "all or nothing");
}

#[tokio::test]
async fn what_cannot_be_read_is_refused_with_a_sentence() {
    let app = TestApp::start().await;
    let librarian = app.librarian().await;
    let mut endless = b"isbn,title\n1,\"never closed\n".to_vec();
    endless.extend("2,another\n".repeat(120_000).bytes());
    let cases: [(&[u8], &str); 8] = [
        (
            b"title\nM\xfcller\n",
            "This file is not UTF-8: look at line 2.",
        ),
        (b"\xff\xfet\0i\0", "This file is UTF-16."),
        (b"PK\x03\x04....", "This is a workbook, not a CSV file."),
        (b"", "The file is empty."),
        (b"title,isbn\0\n", "This is no text: line 1"),
        (
            b"isbn,title,Title\n1,a,b\n",
            "Two columns go into \u{201c}Title\u{201d}.",
        ),
        (b"title\na\n", "The column \u{201c}Isbn\u{201d} is missing."),
        (&endless, "The record that begins in line 2 has no end."),
    ];
    for (content, sentence) in cases {
        let mut answer = librarian.upload(BOOKS, "x.csv", content).await;
        if answer.status == 303 {
            answer = librarian.get(answer.location()).await;
        }
        assert_eq!(answer.status, 422, "{sentence}");
        let said = answer.texts("#error_file").join(" ");
        assert!(said.contains(sentence), "{sentence}: {said}");
    }
    let answer = librarian.post(BOOKS, &[("file", "x")]).await;
    assert_eq!(answer.status, 400);
    let large = vec![b'a'; 1_000_001];
    let answer = librarian
        .upload("/admin/authors/import/", "x.csv", &large)
        .await;
    assert_eq!(answer.status, 422);
    assert!(answer.text.contains("The file is larger than 1 MB."));
    let long = format!("last_name\n{}", "a\n".repeat(51));
    let (_, page) = tried(&librarian, "authors", &long).await;
    assert!(page.text.contains("The file has more than 50 lines."));
}

#[tokio::test]
async fn a_line_with_a_key_changes_that_row_and_no_other() {
    let app = TestApp::start().await;
    let librarian = app.librarian().await;
    let author = app.author("Leo", "Tolstoi").await;
    let hidden = app.author("Not", "Hidden").await;
    let file = format!(
        "id,first_name,last_name\n{},Leo,Tolstoy\n,Jane,Austen\n{},Now,Seen\n",
        author.id, hidden.id
    );
    let (_, page) = tried(&librarian, "authors", &file).await;
    assert_eq!(
        mistakes(&page),
        ["4 No row has this key. Leave the cell empty for a new row."],
        "what is out of sight is not there"
    );
    let file = file.lines().take(3).collect::<Vec<_>>().join("\n");
    let (trial, _) = tried(&librarian, "authors", &file).await;
    librarian.post(&trial, &[("_import", "1")]).await;
    let mut names: Vec<String> = authors::Entity::find()
        .all(&app.db)
        .await
        .unwrap()
        .into_iter()
        .map(|author| author.last_name)
        .collect();
    names.sort();
    assert_eq!(names, ["Austen", "Hidden", "Tolstoy"]);
}

#[tokio::test]
async fn an_export_as_stored_can_be_imported_and_changes_nothing() {
    let app = TestApp::start().await;
    let librarian = app.librarian().await;
    let author = app.author("Leo", "Tolstoy").await;
    app.book("=War, \"and\" Peace", &author).await;
    let columns = [
        "title",
        "isbn",
        "author_id",
        "status",
        "in_print",
        "published",
    ];
    let mut form = vec![("_download", "1"), ("style", "stored"), ("mark", "1")];
    form.extend(columns.map(|name| ("column", name)));
    let file = librarian.post("/admin/books/export/", &form).await;
    let (_, page) = tried(&librarian, "books", &file.text).await;
    assert!(
        page.text.contains("New: 0. Changed: 0. As they are: 1."),
        "{:?}",
        mistakes(&page)
    );
}

#[tokio::test]
async fn an_import_asks_for_the_same_permissions_as_the_forms() {
    let app = TestApp::start().await;
    let author = app.author("Leo", "Tolstoy").await;
    let frozen = app.book("Frozen", &author).await;
    let librarian = app.librarian().await;
    let file = format!("isbn,title\n{},Thawed\n", frozen.isbn);
    let (trial, page) = tried(&librarian, "books", &file).await;
    assert_eq!(mistakes(&page), ["2 You may not change this row."]);
    let file = format!("isbn,in_print\n{},false\n", frozen.isbn);
    let (_, page) = tried(&librarian, "books", &file).await;
    assert!(
        page.texts(".mapping li")
            .contains(&"in_print → left out".to_owned()),
        "a field that takes a permission"
    );

    let changes = app
        .staff_with(&["catalog.view_book", "catalog.change_book"])
        .await;
    let file = format!("isbn,title,author_id,status\n77,New,{},a\n", author.id);
    let (_, page) = tried(&changes, "books", &file).await;
    assert_eq!(mistakes(&page), ["2 You may not add rows."]);
    assert_eq!(
        changes.get(&trial).await.status,
        404,
        "somebody else's file"
    );

    let viewer = app.viewer().await;
    assert!(
        !viewer
            .page("/admin/books/")
            .await
            .has("a[href$='/import/']")
    );
    assert_eq!(viewer.get(BOOKS).await.status, 403);
    let admin = app.admin().await;
    assert_eq!(
        admin.get("/admin/genres/import/").await.status,
        404,
        "not declared"
    );
}

#[tokio::test]
async fn a_discarded_file_is_gone() {
    let app = TestApp::start().await;
    let librarian = app.librarian().await;
    let (trial, page) = tried(
        &librarian.clone().in_german(),
        "authors",
        "last_name\nZola\n",
    )
    .await;
    assert_eq!(page.status, 422, "the first name is missing");
    assert_eq!(mistakes(&page), ["2 First name Bitte ausfüllen."]);
    let answer = librarian.post(&trial, &[("_discard", "1")]).await;
    assert_eq!(answer.location(), "/admin/authors/");
    assert_eq!(librarian.get(&trial).await.status, 404);
}

#[tokio::test]
async fn fifty_megabytes_with_broken_lines_leave_nothing_behind() {
    let app = TestApp::start().await;
    let librarian = app.librarian().await;
    let author = app.author("Leo", "Tolstoy").await;
    let mut file = String::from("isbn,title,author_id,status\n");
    for number in 0.. {
        if file.len() > 50_000_000 {
            break;
        }
        let status = if number % 3 == 2 { "broken" } else { "a" };
        let title = "A title of some length, as books have them";
        file.push_str(&format!("{number},\"{title}\",{},{status}\n", author.id));
    }
    let (trial, page) = tried(&librarian, "books", &file).await;
    assert_eq!(page.status, 422);
    assert!(
        page.text
            .contains("Reading stopped after 100 broken lines.")
    );
    assert_eq!(mistakes(&page).len(), 100);
    let forced = librarian.post(&trial, &[("_import", "1")]).await;
    assert_eq!(forced.status, 422);
    assert_eq!(count(&app).await, 0);
}
