//! The first page: what the library holds, what is on loan, and how lending goes.

use chrono::{Days, TimeDelta};
use locallibrary::models::{figures, loans};
use sea_orm::{ActiveModelTrait, Set};

use crate::support::{
    Answer, TestApp,
    builders::{a_book, a_copy},
    statements::counted,
};

fn figures_on(page: &Answer) -> Vec<String> {
    page.all(".figure-card:has(.figure)")
}

#[tokio::test]
async fn the_first_page_says_what_the_library_holds_and_what_is_late() {
    let app = TestApp::boot().await;
    let (reader, librarian) = (app.reader().await, app.librarian().await);
    let late = TestApp::today() - Days::new(1);
    let book = a_book().save(&app).await;
    for due in [late, TestApp::today()] {
        a_copy()
            .of(&book)
            .on_loan_to(reader.user(), due)
            .save(&app)
            .await;
    }
    a_copy().of(&book).save(&app).await;
    let page = librarian.get("/admin/").await.expect_status(200);
    assert_eq!(
        figures_on(&page),
        [
            "Books 1",
            "Copies on loan 2",
            "Overdue loans 1",
            "Open reservations 0"
        ]
    );
    let links = page.attributes(".figure-card h2 a", "href");
    assert_eq!(links.len(), 6, "{links:?}");
    for link in &links {
        librarian.get(link).await.expect_status(200);
    }
    let overdue = librarian.get(&links[2]).await.expect_status(200);
    assert_eq!(overdue.all("tbody th").len(), 1, "a card leads to its rows");
    let german = librarian
        .in_german()
        .get("/admin/")
        .await
        .expect_status(200);
    assert_eq!(figures_on(&german)[2], "Überfällige Ausleihen 1");
}

#[tokio::test]
async fn loans_are_counted_by_the_librarys_own_days() {
    let app = TestApp::boot_with(|config| {
        let settings = config.settings.as_mut().expect("the test has settings");
        settings["library"]["time_zone"] = "Pacific/Auckland".into();
    })
    .await;
    let (reader, librarian) = (app.reader().await, app.librarian().await);
    let copy = a_copy()
        .on_loan_to(reader.user(), TestApp::today())
        .save(&app)
        .await;
    // It is one in the morning of the 11th there; two hours ago it was the day before.
    let loan = copy.open_loan(app.db()).await.expect("reads");
    let mut loan: loans::ActiveModel = loan.expect("the copy is on loan").into();
    loan.borrowed_at = Set(app.clock.now() - TimeDelta::hours(2));
    loan.update(app.db()).await.expect("writes");
    let page = librarian.get("/admin/").await.expect_status(200);
    let rows = page.all(".values tr");
    assert!(rows.contains(&"10 Mar 2026 1".to_owned()), "{rows:?}");
    assert!(rows.contains(&"11 Mar 2026 0".to_owned()), "{rows:?}");
    assert!(rows.contains(&"12 Feb 2026 0".to_owned()), "four weeks");
}

#[tokio::test]
async fn whoever_may_not_see_loans_is_told_nothing_of_them() {
    let app = TestApp::boot().await;
    let reader = app.reader().await;
    reader.get("/admin/").await.expect_status(403);
    let admin = app.admin().await;
    let page = admin.get("/admin/").await.expect_status(200);
    assert_eq!(page.all(".figure-card").len(), 6);
    assert!(page.has("a[href='/admin/jobs/']"));
    admin.get("/admin/jobs/").await.expect_status(200);
    let librarian = app.librarian().await;
    librarian.get("/admin/jobs/").await.expect_status(403);
}

#[tokio::test]
async fn each_figure_is_one_statement_however_much_there_is() {
    let app = TestApp::boot().await;
    let reader = app.reader().await;
    let yesterday = TestApp::today() - Days::new(1);
    let now = app.clock.now();
    let instants: Vec<_> = (0..=28)
        .rev()
        .map(|days| now + TimeDelta::hours(1) - TimeDelta::days(days))
        .collect();
    for there in 0..3 {
        let (loans, statements) = counted(figures::loans_between(app.db(), &instants)).await;
        let loans = loans.expect("reads");
        assert_eq!((loans.len(), loans[27], statements), (28, there, 1));
        let (overdue, statements) = counted(figures::overdue(app.db(), TestApp::today())).await;
        assert_eq!((overdue.expect("reads"), statements), (there, 1));
        a_copy()
            .on_loan_to(reader.user(), yesterday)
            .save(&app)
            .await;
    }
}
