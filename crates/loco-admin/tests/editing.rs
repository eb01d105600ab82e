//! Forms: what they offer, what they refuse, and what they keep.
use crate::support::models::{book_genres, books};
use crate::support::{Answer, Caller, TestApp};
use sea_orm::{EntityTrait, PaginatorTrait};

async fn only_book(app: &TestApp) -> books::Model {
    books::Entity::find().one(&app.db).await.unwrap().unwrap()
}

async fn add(caller: &Caller, fields: &[(&str, &str)]) -> Answer {
    caller.fill_in("/admin/books/add/", fields, "_save").await
}

#[tokio::test]
async fn an_empty_declaration_is_already_a_good_form() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let page = admin.page("/admin/genres/add/").await;
    assert_eq!(page.texts("h1"), ["Add genre"]);
    assert_eq!(page.texts("form.form label"), ["Name *"]);
    let answer = admin
        .fill_in("/admin/genres/add/", &[("name", "Poetry")], "_save")
        .await;
    assert_eq!(answer.status, 303);
    assert_eq!(answer.location(), "/admin/genres/");
    assert!(answer.header("set-cookie").contains("Poetry"));
    assert_eq!(admin.page("/admin/genres/").await.rows(), ["Poetry"]);
}

#[tokio::test]
async fn a_form_has_fieldsets_lines_help_and_values_to_begin_with() {
    let app = TestApp::start().await;
    app.author("Leo", "Tolstoy").await;
    let page = app.librarian().await.page("/admin/books/add/").await;
    assert_eq!(page.texts(".part h2"), ["Catalogue"]);
    assert_eq!(page.texts("details.part summary"), ["More"]);
    assert_eq!(page.texts(".description"), ["As printed on the back."]);
    assert_eq!(page.texts("#help_isbn"), ["13 digits."]);
    assert!(page.has("input[name=title][maxlength='60'][required]"));
    assert!(page.has("textarea[name=summary]"));
    assert!(page.has("input[type=radio][name=status][value=a]"));
    assert!(page.has("input[type=date][name=published]"));
    assert_eq!(
        page.texts("select[name=author_id] option"),
        ["–", "Tolstoy, Leo"]
    );
    let id = page.attributes("input[name=id]", "value").remove(0);
    assert!(
        uuid::Uuid::parse_str(&id).is_ok(),
        "a key that can be edited: {id}"
    );
    assert!(!page.has("[name=updated_at]"), "nobody fills this in");
}

#[tokio::test]
async fn a_new_row_is_saved_with_all_it_belongs_to() {
    let app = TestApp::start().await;
    let librarian = app.librarian().await;
    let author = app.author("Leo", "Tolstoy").await;
    let (novel, epic) = (app.genre("Novel").await, app.genre("Epic").await);
    let answer = add(
        &librarian,
        &[
            ("id", "0193a1c4-0000-7000-8000-00000000000a"),
            ("title", "  War and Peace "),
            ("author_id", &author.id.to_string()),
            ("summary", "One\r\nTwo"),
            ("isbn", "9780140447934"),
            ("status", "o"),
            ("genres", &novel.id.to_string()),
            ("genres", &epic.id.to_string()),
            ("published", "1869-01-05"),
        ],
    )
    .await;
    assert_eq!(answer.status, 303, "{}", answer.text);
    let book = only_book(&app).await;
    assert_eq!(book.id.to_string(), "0193a1c4-0000-7000-8000-00000000000a");
    assert_eq!(book.title, "War and Peace");
    assert_eq!(book.summary, "One\nTwo");
    assert_eq!(book.status, "o");
    assert!(book.in_print, "set by the hook");
    assert_eq!(book.updated_at, TestApp::noon(), "kept by itself");
    assert_eq!(book_genres::Entity::find().count(&app.db).await.unwrap(), 2);
}

#[tokio::test]
async fn what_is_wrong_stands_beside_its_field_and_nothing_is_lost() {
    let app = TestApp::start().await;
    let librarian = app.librarian().await;
    let author = app.author("Leo", "Tolstoy").await;
    let genre = app.genre("Novel").await;
    let taken = app.book("Taken", &author).await;
    let answer = add(
        &librarian,
        &[
            ("title", &"x".repeat(61)),
            ("isbn", "abc"),
            ("status", "zzz"),
            ("published", "2026-02-30"),
            ("author_id", "999"),
            ("summary", "Kept <b>as typed</b>"),
            ("genres", &genre.id.to_string()),
        ],
    )
    .await;
    assert_eq!(answer.status, 422);
    assert_eq!(
        answer.errors_at("title"),
        ["Please use at most 60 characters."]
    );
    assert_eq!(answer.errors_at("isbn"), ["Only digits."]);
    assert_eq!(answer.errors_at("status").len(), 1);
    assert_eq!(
        answer.errors_at("published"),
        ["Please enter a day such as 2026-03-31."]
    );
    assert_eq!(answer.errors_at("author_id").len(), 1);
    assert_eq!(answer.texts(".summary h2"), ["Please correct 5 things"]);
    assert!(answer.texts("textarea")[0].contains("Kept <b>as typed</b>"));
    assert!(answer.has("input[name=genres][checked]"));
    assert!(answer.has("details.part") || answer.has("section.part [name=published]"));
    assert!(answer.has("input[name=title][aria-invalid=true][aria-describedby=error_title]"));

    let right = [
        ("title", "Right"),
        ("author_id", &author.id.to_string() as &str),
        ("status", "a"),
    ];
    let with = |more: (&'static str, String)| {
        let mut fields: Vec<(String, String)> = right
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        fields.retain(|(name, _)| name != more.0);
        fields.push((more.0.to_owned(), more.1));
        fields
    };
    let send = async |fields: Vec<(String, String)>| {
        let fields: Vec<(&str, &str)> = fields
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        add(&librarian, &fields).await
    };
    let answer = send(with(("isbn", taken.isbn.clone()))).await;
    assert_eq!(answer.status, 422);
    assert_eq!(
        answer.errors_at("isbn"),
        ["There is already one with this: Isbn."]
    );
    let answer = send(with(("isbn", String::new()))).await;
    assert_eq!(answer.errors_at("isbn"), ["Please fill this in."]);
    let mut forbidden = with(("title", "Forbidden".into()));
    forbidden.push(("isbn".into(), "1".into()));
    let answer = send(forbidden).await;
    assert_eq!(
        answer.errors_at("title"),
        ["Not with this title."],
        "the hook's word"
    );
    let answer = send(with(("isbn", "1\u{0}2".into()))).await;
    assert_eq!(answer.status, 422, "what the database cannot keep");
    assert_eq!(
        books::Entity::find().count(&app.db).await.unwrap(),
        1,
        "nothing was saved"
    );
}

#[tokio::test]
async fn the_buttons_lead_where_they_say() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let genre = app.genre("Poetry").await;
    let change = format!("/admin/genres/{}/change/", genre.id);
    let answer = admin
        .fill_in(&change, &[("name", "Verse")], "_continue")
        .await;
    assert_eq!(answer.location(), change);
    let answer = admin
        .fill_in(&change, &[("name", "Poems")], "_addanother")
        .await;
    assert_eq!(answer.location(), "/admin/genres/add/");
    let answer = admin.fill_in(&change, &[], "_save").await;
    assert_eq!(answer.location(), "/admin/genres/");
}

#[tokio::test]
async fn save_as_new_makes_another_row() {
    let app = TestApp::start().await;
    let librarian = app.librarian().await;
    let author = app.author("Leo", "Tolstoy").await;
    let genre = app.genre("Novel").await;
    let book = app.book("War", &author).await;
    app.pair(&book, &genre).await;
    let change = format!("/admin/books/{}/change/", book.id);
    let answer = librarian
        .fill_in(&change, &[("title", "Peace"), ("isbn", "2")], "_saveasnew")
        .await;
    assert_eq!(answer.status, 303, "{}", answer.text);
    assert_eq!(books::Entity::find().count(&app.db).await.unwrap(), 2);
    assert_eq!(book_genres::Entity::find().count(&app.db).await.unwrap(), 2);
    assert_eq!(app.stored(&book).await.unwrap().title, "War");
}

#[tokio::test]
async fn among_many_rows_one_is_found_by_typing_without_a_script() {
    let app = TestApp::start().await;
    let librarian = app.librarian().await;
    for number in 0..7 {
        app.author("Author", &format!("Number {number}")).await;
    }
    let tolstoy = app.author("Leo", "Tolstoy").await;
    let fields = |search: &'static str| {
        [
            ("title", "War"),
            ("isbn", "1"),
            ("status", "a"),
            ("author_id__search", search),
        ]
    };
    let answer = add(&librarian, &fields("number")).await;
    assert_eq!(answer.status, 422);
    assert_eq!(
        answer.errors_at("author_id"),
        ["Several were found: please choose one."]
    );
    assert_eq!(
        answer
            .attributes("input[type=radio][name=author_id]", "value")
            .len(),
        7
    );
    let answer = add(&librarian, &fields("nobody")).await;
    assert_eq!(
        answer.errors_at("author_id")[0],
        "Nothing was found for this."
    );
    let answer = add(&librarian, &fields("tolstoy")).await;
    assert_eq!(answer.status, 303, "{}", answer.text);
    assert_eq!(only_book(&app).await.author_id, tolstoy.id);
}

#[tokio::test]
async fn a_choice_of_many_is_boxes_that_a_script_makes_two_lists_of() {
    let app = TestApp::start().await;
    app.genre("Novel").await;
    let page = app.librarian().await.page("/admin/books/add/").await;
    let lists = ".many[data-two-lists]";
    assert!(page.has(&format!("{lists} [type=checkbox][name=genres]")));
    assert_eq!(
        page.attributes(lists, "data-status"),
        ["#1 chosen, #2 more to choose from"],
        "what is said to those who do not see it"
    );
    for words in [
        "data-available",
        "data-chosen",
        "data-search",
        "data-add",
        "data-remove",
    ] {
        assert_eq!(page.attributes(lists, words).len(), 1, "{words}");
    }
}
