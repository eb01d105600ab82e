//! One field changed over many rows.
use crate::support::TestApp;
use crate::support::models::books;
use loco_admin::history;
use sea_orm::{EntityTrait, Set};

const ACTIONS: &str = "/admin/books/actions/";

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
    assert_eq!(app.lent().await, 60);
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
