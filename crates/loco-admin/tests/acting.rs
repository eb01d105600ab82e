//! Things to do with many rows.
use crate::support::TestApp;
use crate::support::models::notes;
use loco_admin::history;
use sea_orm::{ConnectionTrait, EntityTrait, Set};

const ACTIONS: &str = "/admin/books/actions/";

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
    assert_eq!(app.lent().await, 0, "nothing has happened yet");
    let confirmed: Vec<_> = ticked.into_iter().chain([("_confirmed", "1")]).collect();
    let answer = librarian.post(ACTIONS, &confirmed).await;
    assert_eq!(answer.status, 303);
    assert_eq!(answer.location(), "/admin/books/");
    assert_eq!(app.lent().await, 2);
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
    assert_eq!(app.lent().await, 1);
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
    assert_eq!(app.lent().await, 30);
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
    assert_eq!(app.lent().await, 0);
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
    assert_eq!(
        notes(&app).await,
        ["Lost: War"],
        "what was to be done afterwards is done for what lasts"
    );
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
    assert_eq!(notes(&app).await, ["Lost: War"]);
}

async fn notes(app: &TestApp) -> Vec<String> {
    let all = notes::Entity::find().all(&app.db).await.unwrap();
    all.into_iter().map(|note| note.title).collect()
}
