//! Things to do with many rows.
use crate::support::TestApp;
use crate::support::models::books;
use loco_admin::history;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, Set};

const ACTIONS: &str = "/admin/books/actions/";

async fn lent(app: &TestApp) -> u64 {
    books::Entity::find()
        .filter(books::Column::Status.eq("o"))
        .count(&app.db)
        .await
        .unwrap()
}

#[tokio::test]
async fn an_action_is_offered_asked_for_and_done_to_the_rows_that_are_ticked() {
    let app = TestApp::start().await;
    let librarian = app.librarian().await;
    let author = app.author("Leo", "Tolstoy").await;
    let (war, peace) = (
        app.book("War", &author).await,
        app.book("Peace", &author).await,
    );
    app.book("Left out", &author).await;
    let list = librarian.page("/admin/books/").await;
    assert_eq!(
        list.texts("#action option"),
        ["–", "Lend", "Lose", "Change a field", "Delete"]
    );
    assert_eq!(
        list.attributes("input[name=key][form=actions]", "value")
            .len(),
        3
    );
    let keys = [war.id.to_string(), peace.id.to_string()];
    let ticked = [
        ("_action", "lend"),
        ("key", &keys[0] as &str),
        ("key", &keys[1]),
    ];
    let page = librarian.post(ACTIONS, &ticked).await;
    assert_eq!(page.status, 200);
    assert_eq!(page.texts("h1"), ["Lend?"]);
    assert_eq!(page.texts(".card li"), ["War", "Peace"]);
    assert_eq!(lent(&app).await, 0, "nothing has happened yet");
    let confirmed: Vec<_> = ticked.into_iter().chain([("_confirmed", "1")]).collect();
    let answer = librarian.post(ACTIONS, &confirmed).await;
    assert_eq!(answer.status, 303);
    assert_eq!(answer.location(), "/admin/books/");
    assert_eq!(lent(&app).await, 2);
    let told = history::Entity::find().all(&app.db).await.unwrap();
    assert_eq!(told.len(), 2);
    assert_eq!(told[0].action, "lend");
    assert_eq!(told[0].changes, r#"{"status":{"old":"a","new":"o"}}"#);
}

#[tokio::test]
async fn what_cannot_be_done_with_one_row_keeps_nobody_from_the_others() {
    let app = TestApp::start().await;
    let librarian = app.librarian().await;
    let author = app.author("Leo", "Tolstoy").await;
    app.book("War", &author).await;
    app.book_with("Gone", &author, |book| book.status = Set("x".into()))
        .await;
    app.book("Frozen", &author).await;
    let page = librarian
        .post(
            ACTIONS,
            &[
                ("_action", "lend"),
                ("_all", "1"),
                ("_query", ""),
                ("_confirmed", "1"),
            ],
        )
        .await;
    assert_eq!(page.status, 200);
    assert_eq!(page.texts("main [role=status]"), ["Done for one row."]);
    let mut failed = page.texts(".summary li");
    failed.sort();
    assert_eq!(
        failed,
        [
            "Frozen : Your account may not do this.",
            "Gone : Gone is not available."
        ]
    );
    assert_eq!(lent(&app).await, 1);
}

#[tokio::test]
async fn all_rows_of_a_list_are_those_that_its_filters_let_through_on_every_page() {
    let app = TestApp::start().await;
    let librarian = app.librarian().await;
    let author = app.author("Leo", "Tolstoy").await;
    for number in 0..30 {
        app.book(&format!("Book {number}"), &author).await;
    }
    app.book_with("Other", &author, |book| book.in_print = Set(false))
        .await;
    let form = [
        ("_action", "lend"),
        ("_all", "1"),
        ("_query", "in_print=true&per_page=20&page=2"),
        ("_confirmed", "1"),
    ];
    assert_eq!(librarian.post(ACTIONS, &form).await.status, 303);
    assert_eq!(lent(&app).await, 30);
    let forged = librarian
        .post(
            ACTIONS,
            &[
                ("_action", "lend"),
                ("_all", "1"),
                ("_query", "x=1"),
                ("_confirmed", "1"),
            ],
        )
        .await;
    assert_eq!(forged.status, 400);
}

#[tokio::test]
async fn rows_are_deleted_together_except_those_that_others_need() {
    let app = TestApp::start().await;
    let librarian = app.librarian().await;
    let needed = app.author("Leo", "Tolstoy").await;
    let free = app.author("Jane", "Austen").await;
    app.book("War", &needed).await;
    let page = librarian
        .post(
            "/admin/authors/actions/",
            &[
                ("_action", "delete"),
                ("key", &needed.id.to_string()),
                ("key", &free.id.to_string()),
                ("_confirmed", "1"),
            ],
        )
        .await;
    assert_eq!(page.texts(".summary li").len(), 1);
    let list = librarian.page("/admin/authors/").await;
    assert_eq!(list.rows(), ["Leo"]);
}

#[tokio::test]
async fn nothing_happens_without_an_action_rows_or_permission() {
    let app = TestApp::start().await;
    let (librarian, viewer) = (app.librarian().await, app.viewer().await);
    let author = app.author("Leo", "Tolstoy").await;
    let key = app.book("War", &author).await.id.to_string();
    for form in [vec![("key", key.as_str())], vec![("_action", "lend")]] {
        let answer = librarian.post(ACTIONS, &form).await;
        assert_eq!(answer.status, 303);
        assert!(answer.header("set-cookie").contains("Nothing+was+changed"));
    }
    let form = [
        ("_action", "lend"),
        ("key", &key as &str),
        ("_confirmed", "1"),
    ];
    assert_eq!(viewer.post(ACTIONS, &form).await.status, 403);
    assert!(!viewer.page("/admin/books/").await.has("#action"));
    let unknown = [("_action", "burn"), ("key", &key as &str)];
    assert_eq!(librarian.post(ACTIONS, &unknown).await.status, 404);
    assert_eq!(lent(&app).await, 0);
}

#[tokio::test]
async fn a_rows_own_page_offers_its_actions_too() {
    let app = TestApp::start().await;
    let librarian = app.librarian().await;
    let author = app.author("Leo", "Tolstoy").await;
    let book = app.book("War", &author).await;
    let path = format!("/admin/books/{}/change/", book.id);
    let page = librarian.page(&path).await;
    assert_eq!(page.texts(".row-actions button"), ["Lend", "Lose"]);
    let answer = librarian
        .post(
            ACTIONS,
            &[
                ("_action", "lend"),
                ("key", &book.id.to_string()),
                ("_back", &path),
                ("_confirmed", "1"),
            ],
        )
        .await;
    assert_eq!(answer.location(), path);
    let elsewhere = librarian
        .post(
            ACTIONS,
            &[("_action", ""), ("_back", "https://evil.example/")],
        )
        .await;
    assert_eq!(elsewhere.location(), "/admin/books/");
}

#[tokio::test]
async fn what_an_action_does_and_what_the_history_says_of_it_happen_together_or_not_at_all() {
    let app = TestApp::start().await;
    let librarian = app.librarian().await;
    let author = app.author("Leo", "Tolstoy").await;
    let war = app.book("War", &author).await;
    let kept = app.book("Never lost", &author).await;
    let form = [
        ("_action", "lose"),
        ("_all", "1"),
        ("_query", ""),
        ("_confirmed", "1"),
    ];
    let page = librarian.post(ACTIONS, &form).await;
    assert_eq!(
        page.texts(".summary li"),
        ["Never lost : Never lost cannot be lost."]
    );
    assert_eq!(app.stored(&war).await.unwrap().status, "x");
    assert_eq!(
        app.stored(&kept).await.unwrap().status,
        "a",
        "what it had done is undone"
    );
    let told = history::Entity::find().all(&app.db).await.unwrap();
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].changes, r#"{"status":{"old":"a","new":"x"}}"#);
    // Where nothing can be written down, nothing happens.
    app.db
        .execute_unprepared("ALTER TABLE admin_log RENAME TO gone")
        .await
        .unwrap();
    let peace = app.book("Peace", &author).await;
    let key = peace.id.to_string();
    let form = [
        ("_action", "lose"),
        ("key", &key as &str),
        ("_confirmed", "1"),
    ];
    assert_eq!(librarian.post(ACTIONS, &form).await.status, 500);
    assert_eq!(app.stored(&peace).await.unwrap().status, "a");
}

#[tokio::test]
async fn one_field_is_changed_over_many_rows_by_its_own_rules() {
    let app = TestApp::start().await;
    let librarian = app.librarian().await;
    let author = app.author("Leo", "Tolstoy").await;
    let (war, peace) = (
        app.book("War", &author).await,
        app.book("Peace", &author).await,
    );
    let frozen = app.book("Frozen", &author).await;
    let keys = [&war, &peace, &frozen].map(|book| book.id.to_string());
    let mut form = vec![("_action", "change_field")];
    form.extend(keys.iter().map(|key| ("key", key.as_str())));
    let page = librarian.post(ACTIONS, &form).await;
    assert_eq!(page.status, 200);
    assert_eq!(
        page.texts("[name=_field] option"),
        ["Status", "Author", "Title", "Isbn"],
        "what this person may change"
    );
    form.push(("_field", "status"));
    let page = librarian.post(ACTIONS, &form).await;
    assert_eq!(page.texts("h1"), ["Change “Status”?"]);
    assert_eq!(
        page.attributes("[name=new-status]", "value"),
        ["a", "o", "x"],
        "the field's own widget"
    );
    assert_eq!(page.texts(".card li"), ["War", "Peace"], "may be changed");
    assert_eq!(page.texts(".summary li"), ["Frozen"], "may not");
    let wrong = librarian
        .send(
            &page,
            ACTIONS,
            &[("key", "\0"), ("new-status", "zzz")],
            "_go",
        )
        .await;
    assert_eq!(wrong.status, 303, "no rows were chosen");
    let send = async |value: &str| {
        let mut form: Vec<(String, String)> = page.fields();
        form.push(("new-status".into(), value.into()));
        let form: Vec<(&str, &str)> = form
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        librarian.post(ACTIONS, &form).await
    };
    let wrong = send("zzz").await;
    assert_eq!(wrong.status, 422);
    assert_eq!(
        wrong.errors_at("new-status"),
        ["Please choose something that is offered."]
    );
    // Somebody else is first with one of them.
    let mut other: books::ActiveModel = peace.clone().into();
    other.summary = Set("Changed meanwhile.".into());
    sea_orm::ActiveModelTrait::update(other, &app.db)
        .await
        .unwrap();
    let report = send("x").await;
    assert_eq!(report.status, 200);
    assert_eq!(report.texts("main [role=status]"), ["Done for one row."]);
    let mut failed = report.texts(".summary li");
    failed.sort();
    assert_eq!(
        failed,
        [
            "Frozen : Your account may not do this.",
            "Peace : Somebody else changed it meanwhile. Look at it, and do it again."
        ]
    );
    assert_eq!(app.stored(&war).await.unwrap().status, "x");
    assert_eq!(app.stored(&peace).await.unwrap().status, "a");
    let told = history::Entity::find().all(&app.db).await.unwrap();
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].action, "change");
    assert_eq!(told[0].changes, r#"{"status":{"old":"a","new":"x"}}"#);
}

#[tokio::test]
async fn one_field_is_changed_over_all_that_a_list_shows_and_each_row_says_what_the_database_says()
{
    let app = TestApp::start().await;
    let librarian = app.librarian().await;
    let author = app.author("Leo", "Tolstoy").await;
    for number in 0..60 {
        app.book(&format!("Book {number}"), &author).await;
    }
    app.book_with("Out of print", &author, |book| book.in_print = Set(false))
        .await;
    let of = |field: &'static str, new: &'static str, value: &'static str| {
        vec![
            ("_action", "change_field"),
            ("_all", "1"),
            ("_query", "in_print=true"),
            ("_field", field),
            ("_confirmed", "1"),
            (new, value),
        ]
    };
    let answer = librarian
        .post(ACTIONS, &of("status", "new-status", "o"))
        .await;
    assert_eq!(answer.status, 303);
    assert_eq!(lent(&app).await, 60);
    let same = vec![
        ("_action", "change_field"),
        ("_all", "1"),
        ("_query", "status=o"),
        ("_field", "isbn"),
        ("_confirmed", "1"),
        ("new-isbn", "123"),
    ];
    let report = librarian.post(ACTIONS, &same).await;
    assert_eq!(report.texts("main [role=status]"), ["Done for one row."]);
    assert!(report.texts(".summary li")[0].ends_with("There is already one with this: Isbn."));
    for forged in [
        of("in_print", "new-in_print", "true"),
        of("summary", "new-summary", "x"),
    ] {
        assert_eq!(librarian.post(ACTIONS, &forged).await.status, 403);
    }
}

#[tokio::test]
async fn a_row_that_is_not_there_is_a_mistake_beside_the_field_wherever_it_is_typed() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let author = app.author("Leo", "Tolstoy").await;
    let book = app.book("War", &author).await;
    let note = app.note("First", &book).await;
    // Nobody has registered shelves: only the database knows that there is none.
    let key = note.id.to_string();
    let edited = admin
        .fill_in(
            &format!("/admin/notes/{key}/change/"),
            &[("shelf_id", "99")],
            "_save",
        )
        .await;
    assert_eq!(edited.status, 422);
    assert!(edited.text.contains("no longer there"));
    let page = admin.page("/admin/notes/").await;
    let field = format!("{key}-shelf_id");
    let answer = admin
        .send(&page, "/admin/notes/edits/", &[(&field, "99")], "_save")
        .await;
    assert_eq!(answer.status, 422);
    assert!(answer.text.contains("no longer there"));
    let form = [
        ("_action", "change_field"),
        ("key", &key),
        ("_field", "shelf_id"),
        ("_confirmed", "1"),
        ("new-shelf_id", "99"),
    ];
    let report = admin.post("/admin/notes/actions/", &form).await;
    assert_eq!(report.status, 200);
    assert_eq!(
        report.texts(".summary li"),
        ["First : What this points to is no longer there."]
    );
    let file = format!("id,shelf_id\n{key},99\n");
    let answer = admin
        .upload("/admin/notes/import/", "notes.csv", file.as_bytes())
        .await;
    let trial = admin.get(answer.location()).await;
    assert_eq!(trial.status, 422);
    assert!(trial.text.contains("no longer there"), "{}", trial.text);
    assert!(!trial.text.contains("name=\"_commit\""));
}
