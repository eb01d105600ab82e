//! Authors: names, dates, and the delete that books forbid.

use chrono::NaiveDate;
use locallibrary::models::{Conflict, Error, Problem, Version, authors};
use sea_orm::EntityTrait;

use crate::support::{
    TestApp,
    builders::{a_book, an_author},
};

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

#[tokio::test]
async fn an_author_is_shown_last_name_first_and_has_a_page() {
    let app = TestApp::boot().await;
    let author = an_author().named("Astrid", "Lindgren").save(&app).await;
    assert_eq!(author.to_string(), "Lindgren, Astrid");
    assert_eq!(author.url(), format!("/catalog/author/{}", author.id));
    assert_eq!(author.url(), "/catalog/author/1");
}

#[tokio::test]
async fn names_are_at_most_a_hundred_characters() {
    let app = TestApp::boot().await;
    let at_most = an_author().named(&"ä".repeat(100), &"ö".repeat(100));
    at_most.save(&app).await;
    let values = authors::Values {
        first_name: "a".repeat(101),
        last_name: "b".repeat(101),
        ..Default::default()
    };
    let problems = rejected(authors::create(app.db(), &values, app.clock.now()).await);
    let too_long = Problem::TooLong { max: 100 };
    assert_eq!(
        problems,
        [("first_name", too_long), ("last_name", too_long)]
    );
}

#[tokio::test]
async fn nobody_dies_before_being_born() {
    let app = TestApp::boot().await;
    let author = an_author()
        .born(day("1907-11-14"))
        .died(day("2002-01-28"))
        .save(&app)
        .await;
    let mut values = author.values();
    values.date_of_death = Some(day("1907-11-13"));
    let result = author
        .change(app.db(), &values, None, app.clock.now())
        .await;
    assert_eq!(
        rejected(result),
        [("date_of_death", Problem::DiedBeforeBirth)]
    );
}

#[tokio::test]
async fn an_edit_that_did_not_see_the_last_change_is_refused_and_nothing_is_lost() {
    let app = TestApp::boot().await;
    let author = an_author().named("Selma", "Lagerlof").save(&app).await;
    let seen = Version::parse(&author.version().to_string());

    let mut mine = author.values();
    mine.last_name = "Lagerlöf".into();
    let changed = author
        .change(app.db(), &mine, Some(seen), app.clock.now())
        .await
        .expect("nobody was faster");

    let mut theirs = author.values();
    theirs.first_name = "Zelma".into();
    let result = author
        .change(app.db(), &theirs, Some(seen), app.clock.now())
        .await;
    assert!(matches!(result, Err(Error::Conflict(Conflict::Stale))));
    let stored = authors::find(app.db(), author.id).await.expect("is there");
    assert_eq!(stored, changed);
    assert_eq!(stored.to_string(), "Lagerlöf, Selma");
}

#[tokio::test]
async fn an_author_with_books_cannot_be_deleted_and_one_without_can() {
    let app = TestApp::boot().await;
    let author = an_author().save(&app).await;
    for number in 0..12 {
        a_book()
            .titled(&format!("Volume {number:02}"))
            .by(&author)
            .save(&app)
            .await;
    }
    let Err(Error::Blocked(blocked)) = author.remove(app.db()).await else {
        panic!("the books forbid it");
    };
    assert_eq!(blocked.total.value, 12);
    assert_eq!(blocked.by.len(), 10);
    assert_eq!(blocked.by[0].title, "Volume 00");
    assert!(blocked.by[0].url.starts_with("/catalog/book/"));

    let other = an_author().save(&app).await;
    other.remove(app.db()).await.expect("has no books");
    assert!(matches!(
        authors::find(app.db(), other.id).await,
        Err(Error::NotFound)
    ));
    assert!(matches!(other.remove(app.db()).await, Err(Error::NotFound)));
}

#[tokio::test]
async fn a_row_that_others_point_to_is_in_use_whoever_says_so() {
    let app = TestApp::boot().await;
    let author = an_author().save(&app).await;
    a_book().by(&author).save(&app).await;
    let refused = authors::Entity::delete_by_id(author.id)
        .exec(app.db())
        .await
        .expect_err("the database forbids it");
    assert!(matches!(
        Error::from(refused),
        Error::Conflict(Conflict::InUse)
    ));
}

/// The fields that were refused, and why.
pub(super) fn rejected<T: std::fmt::Debug>(
    result: locallibrary::models::Result<T>,
) -> Vec<(&'static str, Problem)> {
    match result {
        Err(Error::Invalid(rejected)) => rejected
            .into_iter()
            .map(|one| (one.field, one.problem))
            .collect(),
        other => panic!("the values should have been refused: {other:?}"),
    }
}
