//! What librarians do with many rows at once.

use chrono::{Days, NaiveDate};
use locallibrary::models::{book_instances, loans, notices};
use loco_admin::history;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};

use crate::support::{
    TestApp,
    builders::{a_book, a_copy},
};

fn in_days(days: u64) -> NaiveDate {
    TestApp::today() + Days::new(days)
}

#[tokio::test]
async fn copies_come_back_several_at_once_and_what_cannot_be_is_told_by_copy() {
    let app = TestApp::boot().await;
    let (reader, librarian) = (app.reader().await, app.librarian().await);
    let lent = a_copy()
        .on_loan_to(reader.user(), in_days(3))
        .printed_by("Lent")
        .save(&app)
        .await;
    let shelf = a_copy().printed_by("Shelf").save(&app).await;
    let keys = [lent.id.to_string(), shelf.id.to_string()];
    let form = [
        ("_action", "mark_returned"),
        ("key", &keys[0] as &str),
        ("key", &keys[1]),
    ];
    let page = librarian
        .post("/admin/book_instances/actions/", &form)
        .await
        .expect_status(200);
    assert_eq!(page.first("h1"), "Mark as returned?");
    assert_eq!(page.all(".card li").len(), 2, "it is asked first");
    let still = book_instances::find(app.db(), lent.id)
        .await
        .expect("reads");
    assert_eq!(still.status, "o");
    let confirmed: Vec<(&str, &str)> = form.into_iter().chain([("_confirmed", "1")]).collect();
    let page = librarian
        .post("/admin/book_instances/actions/", &confirmed)
        .await
        .expect_status(200);
    assert_eq!(page.first("[role=status]"), "Done for one row.");
    assert_eq!(
        page.all(".summary li"),
        ["Shelf : This copy is not on loan"]
    );
    let back = book_instances::find(app.db(), lent.id)
        .await
        .expect("reads");
    assert_eq!((back.status.as_str(), back.borrower_id), ("a", None));
    let open = loans::Entity::find().filter(loans::Column::ReturnedAt.is_null());
    assert_eq!(
        open.count(app.db()).await.expect("counts"),
        0,
        "the loan has ended too"
    );
    let told = history::Entity::find()
        .one(app.db())
        .await
        .expect("reads")
        .expect("written down");
    assert_eq!(told.action, "mark_returned");
    assert!(
        told.changes.contains(r#""status":{"old":"o","new":"a"}"#),
        "{}",
        told.changes
    );
}

#[tokio::test]
async fn a_loan_is_found_by_the_title_of_its_book() {
    let app = TestApp::boot().await;
    let (momo, other) = (
        a_book().titled("Momo").save(&app).await,
        a_book().titled("Krabat").save(&app).await,
    );
    let (reader, librarian) = (app.reader().await, app.librarian().await);
    for book in [&momo, &other] {
        a_copy()
            .of(book)
            .on_loan_to(reader.user(), in_days(3))
            .save(&app)
            .await;
    }
    let found = librarian
        .get("/admin/loans/?q=momo")
        .await
        .expect_status(200);
    assert_eq!(found.all("tbody tr").len(), 1);
    assert!(found.first("tbody tr").contains("Momo"));
}

#[tokio::test]
async fn loans_are_extended_on_all_pages_of_a_list() {
    let app = TestApp::boot().await;
    let (reader, librarian) = (app.reader().await, app.librarian().await);
    for _ in 0..3 {
        a_copy()
            .on_loan_to(reader.user(), in_days(1))
            .save(&app)
            .await;
    }
    a_copy().save(&app).await;
    let answer = librarian
        .post(
            "/admin/book_instances/actions/",
            &[
                ("_action", "extend_loan"),
                ("_all", "1"),
                ("_query", "status=o"),
                ("_confirmed", "1"),
            ],
        )
        .await
        .expect_status(303);
    assert_eq!(answer.location(), "/admin/book_instances/");
    let extended = book_instances::Entity::find()
        .filter(book_instances::Column::DueBack.eq(in_days(22)))
        .count(app.db())
        .await
        .expect("counts");
    assert_eq!(extended, 3);
}

#[tokio::test]
async fn a_new_state_is_asked_for_before_it_is_given() {
    let app = TestApp::boot().await;
    let librarian = app.librarian().await;
    let copy = a_copy().save(&app).await;
    let key = copy.id.to_string();
    let page = librarian
        .post(
            "/admin/book_instances/actions/",
            &[
                ("_action", "change_status"),
                ("key", &key),
                ("_confirmed", "1"),
            ],
        )
        .await
        .expect_status(422);
    assert!(page.has("select[name=_answer][aria-invalid=true]"));
    librarian
        .post(
            "/admin/book_instances/actions/",
            &[
                ("_action", "change_status"),
                ("key", &key),
                ("_confirmed", "1"),
                ("_answer", "d"),
            ],
        )
        .await
        .expect_status(303);
    let stored = book_instances::find(app.db(), copy.id)
        .await
        .expect("reads");
    assert_eq!(stored.status, "d");
}

#[tokio::test]
async fn whoever_may_not_take_copies_back_finds_no_such_action() {
    let app = TestApp::boot().await;
    let reader = app.reader().await;
    let copy = a_copy().save(&app).await;
    reader
        .post(
            "/admin/book_instances/actions/",
            &[
                ("_action", "mark_returned"),
                ("key", &copy.id.to_string()),
                ("_confirmed", "1"),
            ],
        )
        .await
        .expect_status(403);
}

#[tokio::test]
async fn a_copy_that_is_given_out_in_its_form_has_a_loan_and_cannot_be_deleted() {
    let app = TestApp::boot().await;
    let (reader, librarian) = (app.reader().await, app.librarian().await);
    let book = a_book().save(&app).await;
    librarian
        .post(
            "/admin/book_instances/add/",
            &[
                ("book_id", &book.id.to_string()),
                ("imprint", "Penguin"),
                ("status", "o"),
                ("borrower_id", &reader.user().id.to_string()),
                ("id", "0193a1c4-0000-7000-8000-00000000000a"),
            ],
        )
        .await
        .expect_status(303);
    let loan = loans::Entity::find()
        .one(app.db())
        .await
        .expect("reads")
        .expect("a loan");
    assert_eq!(loan.user_id, Some(reader.user().id));
    assert_eq!(loan.due_on, in_days(21));
    let path = "/admin/book_instances/0193a1c4-0000-7000-8000-00000000000a/delete/";
    librarian.post(path, &[]).await.expect_status(409);
    let page = librarian
        .get("/admin/loans/?state=open")
        .await
        .expect_status(200);
    assert_eq!(page.all("tbody tr").len(), 1);
}

#[tokio::test]
async fn a_reader_is_written_to_only_about_a_loan_that_is_overdue() {
    let app = TestApp::boot().await;
    let (reader, librarian) = (app.reader().await, app.librarian().await);
    a_copy()
        .on_loan_to(reader.user(), in_days(3))
        .save(&app)
        .await;
    let loan = loans::Entity::find()
        .one(app.db())
        .await
        .expect("reads")
        .expect("a loan");
    let form = [
        ("_action", "send_notice"),
        ("key", &loan.id.to_string() as &str),
        ("_confirmed", "1"),
    ];
    let page = librarian
        .post("/admin/loans/actions/", &form)
        .await
        .expect_status(200);
    assert!(page.first(".summary").contains("not overdue"));
}

#[tokio::test]
async fn a_notice_and_what_the_history_says_of_it_are_written_together_or_not_at_all() {
    let app = TestApp::boot().await;
    let (reader, librarian) = (app.reader().await, app.librarian().await);
    let late = TestApp::today() - Days::new(2);
    for _ in 0..2 {
        a_copy().on_loan_to(reader.user(), late).save(&app).await;
    }
    let all = loans::Entity::find().all(app.db()).await.expect("reads");
    let send = async |loan: &loans::Model| {
        let key = loan.id.to_string();
        let form = [
            ("_action", "send_notice"),
            ("key", &key as &str),
            ("_confirmed", "1"),
        ];
        librarian.post("/admin/loans/actions/", &form).await
    };
    send(&all[0]).await.expect_status(303);
    let written = notices::Entity::find().all(app.db()).await.expect("reads");
    assert_eq!(written.len(), 1);
    assert_eq!(written[0].loan_id, all[0].id);
    assert!(written[0].sent_at.is_some(), "the worker heard of it");
    let told = history::Entity::find().all(app.db()).await.expect("reads");
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].action, "send_notice");
    // Where nothing can be written down, nobody is written to.
    app.db()
        .execute_unprepared("ALTER TABLE admin_log RENAME TO gone")
        .await
        .expect("renames");
    send(&all[1]).await.expect_status(500);
    let written = notices::Entity::find().all(app.db()).await.expect("reads");
    assert_eq!(written.len(), 1, "no notice, and so no letter");
}
