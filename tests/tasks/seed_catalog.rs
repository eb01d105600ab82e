//! The sample catalogue.

use std::collections::BTreeSet;

use locallibrary::{
    models::{
        _entities::{authors, book_instances, books, languages, loans, reservations},
        counts::Counts,
        isbn,
    },
    tasks::seed_catalog,
};
use loco_oidc::models::users;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use super::{refusal, run};
use crate::support::TestApp;

#[tokio::test]
async fn the_sample_catalogue_has_objects_of_each_type() {
    let app = TestApp::boot().await;
    let added = seed_catalog::sample(&app.ctx)
        .await
        .expect("the catalogue is seeded");
    assert!(added.authors >= 60 && added.books >= 150, "{added:?}");
    assert!(added.overdue > 0 && added.reservations > 0, "{added:?}");

    let copies = book_instances::Entity::find()
        .all(app.db())
        .await
        .expect("copies");
    let statuses: BTreeSet<&str> = copies.iter().map(|copy| copy.status.as_str()).collect();
    assert_eq!(
        statuses.into_iter().collect::<Vec<_>>(),
        ["a", "d", "o", "r"]
    );
    assert_eq!(copies.len(), added.copies.total());
    assert!(
        languages::Entity::find()
            .count(app.db())
            .await
            .expect("languages")
            >= 8
    );

    let counts = Counts::read(app.db()).await.expect("counts");
    assert_eq!(counts.books as usize, added.books);
    assert_eq!(counts.copies as usize, added.copies.total());
    assert_eq!(counts.copies_on_loan as usize, added.copies.on_loan);
}

#[tokio::test]
async fn a_second_run_changes_nothing() {
    let app = TestApp::boot().await;
    seed_catalog::sample(&app.ctx)
        .await
        .expect("the catalogue is seeded");
    let before = everything(&app).await;
    let added = seed_catalog::sample(&app.ctx)
        .await
        .expect("the catalogue is seeded again");
    assert_eq!(added, seed_catalog::Added::default());
    assert_eq!(everything(&app).await, before);
    assert!(seed_catalog::describe(&added).contains("nothing was changed"));
}

#[tokio::test]
async fn a_sample_book_that_was_deleted_comes_back_alone() {
    let app = TestApp::boot().await;
    seed_catalog::sample(&app.ctx)
        .await
        .expect("the catalogue is seeded");
    let emma = books::Entity::find()
        .filter(books::Column::Title.eq("Emma"))
        .one(app.db())
        .await
        .expect("books");
    let emma = emma.expect("Emma is there");
    let copies =
        book_instances::Entity::delete_many().filter(book_instances::Column::BookId.eq(emma.id));
    copies.exec(app.db()).await.expect("copies are deleted");
    books::Entity::delete_by_id(emma.id)
        .exec(app.db())
        .await
        .expect("the book is deleted");

    let added = seed_catalog::sample(&app.ctx)
        .await
        .expect("the catalogue is seeded again");
    assert_eq!((added.books, added.authors), (1, 0));
}

#[tokio::test]
async fn sample_isbns_have_valid_check_digits() {
    let app = TestApp::boot().await;
    seed_catalog::sample(&app.ctx)
        .await
        .expect("the catalogue is seeded");
    for book in books::Entity::find().all(app.db()).await.expect("books") {
        assert_eq!(isbn::parse(&book.isbn).as_deref(), Ok(book.isbn.as_str()));
    }
}

#[tokio::test]
async fn copies_agree_with_their_loans_and_reservations() {
    let app = TestApp::boot().await;
    seed_catalog::sample(&app.ctx)
        .await
        .expect("the catalogue is seeded");
    let copies = book_instances::Entity::find()
        .all(app.db())
        .await
        .expect("copies");
    let loans = loans::Entity::find().all(app.db()).await.expect("loans");
    let held = reservations::Entity::find()
        .all(app.db())
        .await
        .expect("reservations");
    for copy in &copies {
        let open = loans
            .iter()
            .find(|loan| loan.copy_id == copy.id && loan.returned_at.is_none());
        assert_eq!(open.is_some(), copy.status == "o", "{}", copy.imprint);
        assert_eq!(open.map(|loan| loan.due_on), copy.due_back);
        assert_eq!(open.and_then(|loan| loan.user_id), copy.borrower_id);
        assert_eq!(
            held.iter().any(|held| held.copy_id == Some(copy.id)),
            copy.status == "r"
        );
    }
    let reader = users::Model::find_by_username(app.db(), "reader")
        .await
        .expect("users")
        .expect("the sample reader");
    assert!(
        loans
            .iter()
            .any(|loan| loan.user_id == Some(reader.id) && loan.due_on < TestApp::today())
    );
}

#[tokio::test]
async fn arguments_that_make_no_sense_are_refused_in_one_sentence() {
    let app = TestApp::boot().await;
    for arguments in [
        [("books", "x")],
        [("books", "-1")],
        [("books", "0")],
        [("seed", "3")],
        [("bok", "1")],
    ] {
        let sentence = refusal(&app, "seed_catalog", &arguments).await;
        assert!(
            sentence.contains(arguments[0].0) && !sentence.contains('\n'),
            "{sentence}"
        );
    }
    assert_eq!(
        books::Entity::find().count(app.db()).await.expect("books"),
        0
    );
    run(&app, "seed_catalog", &[])
        .await
        .expect("without arguments there is the sample catalogue");
}

async fn everything(app: &TestApp) -> [u64; 6] {
    let db = app.db();
    [
        authors::Entity::find().count(db).await.expect("authors"),
        books::Entity::find().count(db).await.expect("books"),
        book_instances::Entity::find()
            .count(db)
            .await
            .expect("copies"),
        loans::Entity::find().count(db).await.expect("loans"),
        reservations::Entity::find()
            .count(db)
            .await
            .expect("reservations"),
        users::Entity::find().count(db).await.expect("users"),
    ]
}
