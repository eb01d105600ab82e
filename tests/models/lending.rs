//! Borrowing and returning.

use locallibrary::models::{
    Conflict, Error, LibrarySettings,
    book_instances::{self, Status},
    loans,
};

use crate::support::{TestApp, builders::a_copy};

#[tokio::test]
async fn a_reader_borrows_an_available_copy_for_three_weeks() {
    let app = TestApp::boot().await;
    let rules = LibrarySettings::of(&app.ctx).expect("valid");
    let reader = app.user("reader").await;
    let copy = a_copy().save(&app).await;
    let loan = copy
        .check_out(app.db(), &reader, app.clock.now(), &rules)
        .await
        .expect("is available");
    let copy = book_instances::find(app.db(), copy.id)
        .await
        .expect("there");
    assert_eq!(copy.state(), Status::OnLoan);
    assert_eq!(copy.borrower_id, Some(reader.id));
    assert_eq!(copy.due_back, Some(loan.due_on));
    assert_eq!((loan.due_on - TestApp::today()).num_days(), 21);
    assert_eq!(loans::find(app.db(), loan.id).await.expect("there"), loan);

    let again = copy
        .check_out(app.db(), &reader, app.clock.now(), &rules)
        .await;
    assert!(matches!(
        again,
        Err(Error::Conflict(Conflict::NotAvailable))
    ));
}
