//! What MDN's tutorial registers in catalog/admin.py, point by point.

use chrono::NaiveDate;
use locallibrary::models::{book_instances, books, genres};
use sea_orm::{EntityTrait, PaginatorTrait};

use crate::support::{
    Caller, TestApp,
    builders::{a_book, a_copy, a_genre, a_language, an_author},
};

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a real day")
}

/// Sends a form as it came, with these fields filled in.
async fn save(caller: &Caller, path: &str, names: &[&str], fields: &[(&str, &str)]) -> u16 {
    let page = caller.get(path).await.expect_status(200);
    let mut form: Vec<(&str, String)> = ["_version", "_base"]
        .iter()
        .chain(names)
        .flat_map(|name| page.filled_in(name).into_iter().map(|value| (*name, value)))
        .filter(|(name, _)| !fields.iter().any(|(given, _)| given == name))
        .collect();
    form.extend(
        fields
            .iter()
            .map(|(name, value)| (*name, (*value).to_owned())),
    );
    let borrowed: Vec<(&str, &str)> = form
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    caller.post(path, &borrowed).await.status()
}

fn columns(page: &crate::support::Answer) -> Vec<String> {
    page.all("thead th:not(.tick)")
}

#[tokio::test]
async fn a1_genres_are_registered() {
    let app = TestApp::boot().await;
    let librarian = app.librarian().await;
    assert_eq!(
        save(&librarian, "/admin/genres/add/", &[], &[("name", "Poetry")]).await,
        303
    );
    let page = librarian.get("/admin/genres/").await.expect_status(200);
    assert_eq!(page.all("tbody th"), ["Poetry"]);
    let twice = librarian
        .post("/admin/genres/add/", &[("name", "poetry")])
        .await
        .expect_status(422);
    assert!(
        twice.first(".summary").contains("already"),
        "without regard to case"
    );
    assert_eq!(
        genres::Entity::find()
            .count(app.db())
            .await
            .expect("counts"),
        1
    );
}

#[tokio::test]
async fn a2_languages_are_registered() {
    let app = TestApp::boot().await;
    let librarian = app.librarian().await;
    assert_eq!(
        save(
            &librarian,
            "/admin/languages/add/",
            &[],
            &[("name", "Latin")]
        )
        .await,
        303
    );
    let page = librarian.get("/admin/languages/").await.expect_status(200);
    assert_eq!(page.all("tbody th"), ["Latin"]);
}

#[tokio::test]
async fn a3_the_list_of_authors_has_their_names_and_dates() {
    let app = TestApp::boot().await;
    an_author()
        .named("Leo", "Tolstoy")
        .born(day(1828, 9, 9))
        .died(day(1910, 11, 20))
        .save(&app)
        .await;
    let page = app
        .librarian()
        .await
        .get("/admin/authors/")
        .await
        .expect_status(200);
    assert_eq!(
        columns(&page),
        ["Last name", "First name", "Date of birth", "Died"]
    );
    assert_eq!(page.all("tbody th"), ["Tolstoy"]);
    assert_eq!(
        page.all("tbody td:not(.tick)"),
        ["Leo", "9 Sep 1828", "20 Nov 1910"]
    );
}

#[tokio::test]
async fn a4_an_authors_form_has_both_dates_on_one_line() {
    let app = TestApp::boot().await;
    let page = app
        .librarian()
        .await
        .get("/admin/authors/add/")
        .await
        .expect_status(200);
    let lines: Vec<usize> = [1, 2, 3]
        .map(|number| {
            page.all(&format!(
                ".part:not(.inline) .line:nth-of-type({number}) label"
            ))
            .len()
        })
        .to_vec();
    assert_eq!(lines, [1, 1, 2]);
    assert!(page.has(".line:nth-of-type(3) input[name=date_of_death]"));
}

#[tokio::test]
async fn a5_an_authors_page_has_their_books_in_a_table() {
    let app = TestApp::boot().await;
    let librarian = app.librarian().await;
    let author = an_author().named("Leo", "Tolstoy").save(&app).await;
    let book = a_book().titled("War").by(&author).save(&app).await;
    let path = format!("/admin/authors/{}/change/", author.id);
    let page = librarian.get(&path).await.expect_status(200);
    assert_eq!(page.all(".inline h2"), ["Books"]);
    assert!(page.has("table.tabular"));
    let title = format!("books-{}-title", book.id);
    let version = format!("books-{}-_version", book.id);
    assert_eq!(page.value_of(&title), "War");
    let status = save(
        &librarian,
        &path,
        &["first_name", "last_name", &version],
        &[(&title, "War and Peace")],
    )
    .await;
    assert_eq!(status, 303);
    let stored = books::find(app.db(), book.id).await.expect("it is there");
    assert_eq!(stored.title, "War and Peace");
    assert_eq!(
        stored.sort_title, "war and peace",
        "the model's own rules hold"
    );
}

#[tokio::test]
async fn a6_the_list_of_books_has_title_author_and_the_first_three_genres() {
    let app = TestApp::boot().await;
    let author = an_author().named("Leo", "Tolstoy").save(&app).await;
    let mut book = a_book().titled("War").by(&author);
    for name in ["Novel", "Epic", "History", "Romance"] {
        book = book.in_genre(&a_genre(&app, name).await);
    }
    book.save(&app).await;
    let page = app
        .librarian()
        .await
        .get("/admin/books/")
        .await
        .expect_status(200);
    assert_eq!(columns(&page), ["Title", "Author", "Genre"]);
    assert_eq!(page.all("tbody th"), ["War"]);
    let cells = page.all("tbody td:not(.tick)");
    assert_eq!(cells[0], "Tolstoy, Leo");
    assert_eq!(cells[1].split(", ").count(), 3, "{}", cells[1]);
}

#[tokio::test]
async fn a7_a_books_page_has_its_copies_in_a_table() {
    let app = TestApp::boot().await;
    let librarian = app.librarian().await;
    let book = a_book().titled("War").save(&app).await;
    a_copy()
        .of(&book)
        .printed_by("Penguin, 2005")
        .save(&app)
        .await;
    let path = format!("/admin/books/{}/change/", book.id);
    let page = librarian.get(&path).await.expect_status(200);
    assert!(page.all(".inline h2").contains(&"Copies".to_owned()));
    assert_eq!(page.all(".inline .inline-name"), ["Penguin, 2005"]);
    let status = save(
        &librarian,
        &path,
        &[
            "title",
            "summary",
            "isbn",
            "author_id",
            "language_id",
            "genres",
        ],
        &[
            ("book_instances-new0-imprint", "Oxford, 2010"),
            ("book_instances-new0-status", "a"),
        ],
    )
    .await;
    assert_eq!(status, 303);
    assert_eq!(
        book_instances::Entity::find()
            .count(app.db())
            .await
            .expect("counts"),
        2
    );
}

#[tokio::test]
async fn a8_the_list_of_copies_says_which_book_its_state_and_who_has_it() {
    let app = TestApp::boot().await;
    let reader = app.reader().await;
    let book = a_book().titled("War").save(&app).await;
    let copy = a_copy()
        .of(&book)
        .on_loan_to(reader.user(), day(2026, 3, 20))
        .save(&app)
        .await;
    let page = app
        .librarian()
        .await
        .get("/admin/book_instances/")
        .await
        .expect_status(200);
    assert_eq!(
        columns(&page),
        ["Book", "Status", "Borrower", "Due back", "Id"]
    );
    assert_eq!(page.all("tbody th"), ["War"]);
    let cells = page.all("tbody td:not(.tick)");
    assert_eq!(cells[0], "On loan");
    assert_eq!(cells[2], "20 Mar 2026");
    assert_eq!(cells[3], copy.id.to_string());
}

#[tokio::test]
async fn a9_copies_are_filtered_by_state_and_by_when_they_are_due() {
    let app = TestApp::boot().await;
    let (reader, librarian) = (app.reader().await, app.librarian().await);
    let book = a_book().titled("War").save(&app).await;
    a_copy().of(&book).printed_by("Shelf").save(&app).await;
    a_copy()
        .of(&book)
        .printed_by("Lent")
        .on_loan_to(reader.user(), day(2026, 3, 9))
        .save(&app)
        .await;
    let count = async |query: &str| {
        let path = format!("/admin/book_instances/?{query}");
        librarian
            .get(&path)
            .await
            .expect_status(200)
            .all("tbody tr")
            .len()
    };
    assert_eq!(count("").await, 2);
    assert_eq!(count("status=o").await, 1);
    assert_eq!(count("status=a").await, 1);
    assert_eq!(count("status=r").await, 0);
    assert_eq!(count("due_back=before-today").await, 1);
    assert_eq!(count("due_back=today").await, 0);
    assert_eq!(count("due_back__empty=1").await, 1);
    librarian
        .get("/admin/book_instances/?status=m")
        .await
        .expect_status(400);
}

#[tokio::test]
async fn a10_a_copys_form_has_two_groups_and_a_key_that_can_be_edited() {
    let app = TestApp::boot().await;
    let librarian = app.librarian().await;
    let book = a_book().titled("War").save(&app).await;
    let page = librarian
        .get("/admin/book_instances/add/")
        .await
        .expect_status(200);
    assert_eq!(page.all(".part h2"), ["Availability"]);
    for name in ["book_id__search", "imprint", "id"] {
        assert!(
            page.has(&format!(".part:first-of-type [name='{name}']")),
            "{name}"
        );
    }
    for name in ["status", "due_back", "borrower_id__search"] {
        assert!(
            page.has(&format!(".part:last-of-type [name='{name}']")),
            "{name}"
        );
    }
    assert!(
        uuid::Uuid::parse_str(&page.value_of("id")).is_ok(),
        "with a default"
    );
    let answer = librarian
        .post(
            "/admin/book_instances/add/",
            &[
                ("book_id", &book.id.to_string()),
                ("imprint", "Penguin, 2005"),
                ("id", "0193a1c4-0000-7000-8000-00000000000a"),
                ("status", "a"),
            ],
        )
        .await
        .expect_status(303);
    assert_eq!(answer.location(), "/admin/book_instances/");
    let copies = book_instances::Entity::find()
        .all(app.db())
        .await
        .expect("reads");
    assert_eq!(
        copies[0].id.to_string(),
        "0193a1c4-0000-7000-8000-00000000000a"
    );
}

#[tokio::test]
async fn the_rules_of_the_library_hold_in_its_admin() {
    let app = TestApp::boot().await;
    let librarian = app.librarian().await;
    let author = an_author().save(&app).await;
    a_language(&app, "Latin").await;
    let answer = librarian
        .post(
            "/admin/books/add/",
            &[
                ("title", "War"),
                ("author_id", &author.id.to_string()),
                ("summary", "x"),
                ("isbn", "9780140447930"),
            ],
        )
        .await
        .expect_status(422);
    assert!(
        answer
            .first("[id=error_isbn]")
            .contains("One of the digits must be wrong")
    );
    let answer = librarian
        .post(
            "/admin/authors/add/",
            &[
                ("first_name", "A"),
                ("last_name", "B"),
                ("date_of_birth", "1900-01-01"),
                ("date_of_death", "1899-01-01"),
            ],
        )
        .await
        .expect_status(422);
    assert!(
        answer
            .first("[id=error_date_of_death]")
            .contains("Nobody dies before being born")
    );
}
