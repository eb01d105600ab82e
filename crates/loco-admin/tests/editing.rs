//! Forms: what they offer, what they refuse, and what they keep.
use crate::support::models::{book_genres, books};
use crate::support::{Caller, TestApp};
use loco_admin::history;
use sea_orm::{EntityTrait, PaginatorTrait, QueryOrder, Set};

async fn only_book(app: &TestApp) -> books::Model {
    books::Entity::find().one(&app.db).await.unwrap().unwrap()
}

async fn add(caller: &Caller, fields: &[(&str, &str)]) -> crate::support::Answer {
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
async fn saving_writes_what_changed_and_the_history_says_from_what_to_what() {
    let app = TestApp::start().await;
    let librarian = app.librarian().await;
    let author = app.author("Leo", "Tolstoy").await;
    let (novel, epic) = (app.genre("Novel").await, app.genre("Epic").await);
    let book = app.book("War", &author).await;
    app.pair(&book, &novel).await;
    let change = format!("/admin/books/{}/change/", book.id);
    let answer = librarian
        .fill_in(
            &change,
            &[
                ("title", "War and Peace"),
                ("status", "o"),
                ("genres", &epic.id.to_string()),
            ],
            "_save",
        )
        .await;
    assert_eq!(answer.status, 303, "{}", answer.text);
    let stored = app.stored(&book).await.unwrap();
    assert_eq!(stored.title, "War and Peace");
    let pairs = book_genres::Entity::find().all(&app.db).await.unwrap();
    assert_eq!(pairs.len(), 1);
    assert_eq!(pairs[0].genre_id, epic.id);
    let page = librarian
        .page(&format!("/admin/books/{}/history/", book.id))
        .await;
    assert_eq!(page.texts(".history h2"), ["Changed"]);
    let told = page.texts(".history tbody tr");
    assert_eq!(
        told,
        [
            "Title War War and Peace",
            "Status Available On loan",
            "Genres Novel Epic"
        ]
    );
    let rows = history::Entity::find().all(&app.db).await.unwrap();
    assert_eq!(rows[0].user_name, "librarian");
    assert_eq!(rows[0].at, TestApp::noon());
}

#[tokio::test]
async fn saving_nothing_changes_nothing() {
    let app = TestApp::start().await;
    let librarian = app.librarian().await;
    let author = app.author("Leo", "Tolstoy").await;
    // A rule that came later must not keep people from saving something else.
    let book = app
        .book_with("War", &author, |book| book.isbn = Set("old-style".into()))
        .await;
    let change = format!("/admin/books/{}/change/", book.id);
    assert_eq!(librarian.fill_in(&change, &[], "_save").await.status, 303);
    assert_eq!(history::Entity::find().count(&app.db).await.unwrap(), 0);
    let answer = librarian
        .fill_in(&change, &[("title", "Peace")], "_save")
        .await;
    assert_eq!(answer.status, 303, "{}", answer.text);
}

#[tokio::test]
async fn whoever_saves_second_sees_mine_theirs_and_what_both_began_with() {
    let app = TestApp::start().await;
    let (mine, theirs) = (app.librarian().await, app.admin().await);
    let author = app.author("Leo", "Tolstoy").await;
    let book = app.book("War", &author).await;
    let change = format!("/admin/books/{}/change/", book.id);
    let my_page = mine.page(&change).await;
    let answer = theirs
        .fill_in(
            &change,
            &[("title", "Theirs"), ("summary", "Also theirs")],
            "_save",
        )
        .await;
    assert_eq!(answer.status, 303);
    let answer = mine
        .send(
            &my_page,
            &change,
            &[("title", "Mine"), ("isbn", "42")],
            "_save",
        )
        .await;
    assert_eq!(answer.status, 409);
    assert_eq!(
        app.stored(&book).await.unwrap().title,
        "Theirs",
        "nothing was overwritten"
    );
    assert_eq!(
        answer.texts(".compare tr.both td"),
        ["War", "Theirs", "Mine"]
    );
    let fields = answer.fields();
    let has = |name: &str, value: &str| fields.contains(&(name.to_owned(), value.to_owned()));
    assert!(has("title", "Mine"), "what I typed is not lost");
    assert!(has("isbn", "42"));
    assert!(
        has("summary", "Also theirs"),
        "what only they changed is kept"
    );
    let answer = mine.send(&answer, &change, &[], "_save").await;
    assert_eq!(answer.status, 303, "{}", answer.text);
    let stored = app.stored(&book).await.unwrap();
    assert_eq!(
        (stored.title.as_str(), stored.summary.as_str()),
        ("Mine", "Also theirs")
    );
}

#[tokio::test]
async fn a_form_without_its_version_saves_nothing() {
    let app = TestApp::start().await;
    let genre = app.genre("Poetry").await;
    let change = format!("/admin/genres/{}/change/", genre.id);
    let answer = app.admin().await.post(&change, &[("name", "Verse")]).await;
    assert_eq!(answer.status, 409);
}

#[tokio::test]
async fn a_row_that_was_deleted_meanwhile_is_not_found() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let genre = app.genre("Poetry").await;
    let change = format!("/admin/genres/{}/change/", genre.id);
    let page = admin.page(&change).await;
    admin
        .post(&format!("/admin/genres/{}/delete/", genre.id), &[])
        .await;
    assert_eq!(
        admin
            .send(&page, &change, &[("name", "x")], "_save")
            .await
            .status,
        404
    );
}

#[tokio::test]
async fn whoever_may_only_look_gets_a_page_to_look_at() {
    let app = TestApp::start().await;
    let viewer = app.viewer().await;
    let author = app.author("Leo", "Tolstoy").await;
    let book = app.book("War", &author).await;
    let change = format!("/admin/books/{}/change/", book.id);
    let page = viewer.page(&change).await;
    assert!(!page.has("form.form"));
    assert!(page.text.contains("You may look at this"));
    assert!(page.texts(".shown").contains(&"Tolstoy, Leo".to_owned()));
    assert_eq!(viewer.post(&change, &[("title", "x")]).await.status, 403);
    assert_eq!(viewer.get("/admin/books/add/").await.status, 403);
    assert_eq!(viewer.post("/admin/books/add/", &[]).await.status, 403);
    assert_eq!(
        viewer
            .get(&format!("/admin/books/{}/delete/", book.id))
            .await
            .status,
        403
    );
    assert_eq!(viewer.get("/admin/genres/").await.status, 403);
}

#[tokio::test]
async fn permissions_hold_by_row_and_by_field() {
    let app = TestApp::start().await;
    let librarian = app.librarian().await;
    let author = app.author("Leo", "Tolstoy").await;
    let frozen = app.book("Frozen", &author).await;
    let change = format!("/admin/books/{}/change/", frozen.id);
    assert!(!librarian.page(&change).await.has("form.form"));
    assert_eq!(librarian.post(&change, &[("title", "x")]).await.status, 403);
    let book = app.book("War", &author).await;
    let change = format!("/admin/books/{}/change/", book.id);
    assert!(!librarian.page(&change).await.has("[name=in_print]"));
    let forged = librarian
        .fill_in(
            &change,
            &[("in_print", "false"), ("title", "Peace")],
            "_save",
        )
        .await;
    assert_eq!(forged.status, 303);
    let stored = app.stored(&book).await.unwrap();
    assert!(stored.in_print, "a field that was not offered is not taken");
    assert_eq!(stored.title, "Peace");
    assert!(
        app.admin()
            .await
            .page(&change)
            .await
            .has("[type=checkbox][name=in_print]")
    );
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
async fn the_history_keeps_the_order_in_which_things_happened() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    admin
        .fill_in("/admin/genres/add/", &[("name", "A")], "_save")
        .await;
    let genre = crate::support::models::genres::Entity::find()
        .one(&app.db)
        .await
        .unwrap()
        .unwrap();
    let change = format!("/admin/genres/{}/change/", genre.id);
    admin.fill_in(&change, &[("name", "B")], "_save").await;
    let page = admin
        .page(&format!("/admin/genres/{}/history/", genre.id))
        .await;
    assert_eq!(page.texts(".history h2"), ["Changed", "Added"]);
    let rows = history::Entity::find()
        .order_by_asc(history::Column::Id)
        .all(&app.db)
        .await
        .unwrap();
    assert_eq!(rows[1].changes, r#"{"name":{"old":"A","new":"B"}}"#);
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
