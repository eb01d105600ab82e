//! Borrowing, returning, renewing, reserving, and the letters about what is late.

use chrono::{Days, TimeDelta};
use locallibrary::models::{
    Conflict, Error, LibrarySettings, PageRequest, Pager, Problem,
    book_instances::{self, Status},
    loans, notices, reservations,
};

use super::authors::rejected;
use crate::support::{
    TestApp,
    builders::{a_book, a_copy},
};

fn conflict<T: std::fmt::Debug>(result: locallibrary::models::Result<T>) -> Conflict {
    match result {
        Err(Error::Conflict(conflict)) => conflict,
        other => panic!("it should have been refused: {other:?}"),
    }
}

fn rules() -> LibrarySettings {
    LibrarySettings::default()
}

#[tokio::test]
async fn a_reader_borrows_an_available_copy_for_three_weeks_and_brings_it_back() {
    let app = TestApp::boot().await;
    let (db, now, reader) = (app.db(), app.clock.now(), app.user("reader").await);
    let copy = a_copy().save(&app).await;
    let loan = copy
        .check_out(db, &reader, now, &rules())
        .await
        .expect("available");
    let lent = book_instances::find(db, copy.id).await.expect("there");
    assert_eq!(
        (lent.state(), lent.borrower_id),
        (Status::OnLoan, Some(reader.id))
    );
    assert_eq!(lent.due_back, Some(TestApp::today() + Days::new(21)));
    assert_eq!(lent.due_back, Some(loan.due_on));
    let again = lent.check_out(db, &reader, now, &rules()).await;
    assert_eq!(conflict(again), Conflict::AlreadyBorrowed);
    let other = app.user("other").await;
    let late = lent.check_out(db, &other, now, &rules()).await;
    assert_eq!(conflict(late), Conflict::NotAvailable);

    let returned = loan.give_back(db, now, &rules()).await.expect("on loan");
    assert_eq!(returned.copy.state(), Status::Available);
    assert_eq!(
        (returned.copy.borrower_id, returned.copy.due_back),
        (None, None)
    );
    assert_eq!(
        conflict(loan.give_back(db, now, &rules()).await),
        Conflict::NotOnLoan
    );
    let pager = Pager::new(&rules());
    for history in [
        loans::of_copy(db, &pager, copy.id, &PageRequest::first())
            .await
            .expect("there"),
        loans::of_reader(db, &pager, reader.id, &PageRequest::first())
            .await
            .expect("there"),
    ] {
        assert_eq!(history.items[0].loan.returned_at, Some(now));
        assert_eq!(history.items[0].reader.as_ref(), Some(&reader));
        assert_eq!(history.total.value, 1);
    }
}

#[tokio::test]
async fn of_two_readers_at_the_same_moment_one_gets_the_copy() {
    let app = TestApp::boot().await;
    let (one, other) = (app.user("reader").await, app.user("other").await);
    let (db, now, rules) = (app.db(), app.clock.now(), rules());
    for _ in 0..5 {
        let copy = a_copy().save(&app).await;
        let (first, second) = tokio::join!(
            copy.check_out(db, &one, now, &rules),
            copy.check_out(db, &other, now, &rules)
        );
        let (winner, loser) = if first.is_ok() {
            (first, second)
        } else {
            (second, first)
        };
        let loan = winner.expect("one gets it");
        assert_eq!(conflict(loser), Conflict::NotAvailable);
        loan.give_back(db, now, &rules).await.expect("on loan");
    }
}

#[tokio::test]
async fn a_reader_has_five_loans_and_no_more_even_at_the_same_moment() {
    let app = TestApp::boot().await;
    let (db, now, rules, reader) = (app.db(), app.clock.now(), rules(), app.user("reader").await);
    for _ in 0..4 {
        a_copy()
            .save(&app)
            .await
            .check_out(db, &reader, now, &rules)
            .await
            .expect("allowed");
    }
    let (fifth, sixth) = (a_copy().save(&app).await, a_copy().save(&app).await);
    let (first, second) = tokio::join!(
        fifth.check_out(db, &reader, now, &rules),
        sixth.check_out(db, &reader, now, &rules)
    );
    let refused = if first.is_ok() { second } else { first };
    assert_eq!(conflict(refused), Conflict::TooManyLoans { max: 5 });
}

#[tokio::test]
async fn a_loan_is_renewed_twice_unless_somebody_waits() {
    let app = TestApp::boot().await;
    let (db, rules) = (app.db(), rules());
    let (reader, other) = (app.user("reader").await, app.user("other").await);
    let copy = a_copy().save(&app).await;
    let loan = copy
        .check_out(db, &reader, app.clock.now(), &rules)
        .await
        .expect("available");
    assert!(matches!(
        loan.renew(db, &other, app.clock.now(), &rules).await,
        Err(Error::NotFound)
    ));
    let once = loan
        .renew(db, &reader, app.clock.now(), &rules)
        .await
        .expect("allowed");
    assert_eq!(once.due_on, TestApp::today() + Days::new(28));
    assert_eq!(
        conflict(once.renew(db, &reader, app.clock.now(), &rules).await),
        Conflict::RenewedTooEarly
    );
    let later = app.clock.now() + TimeDelta::days(20);
    let twice = once
        .renew(db, &reader, later, &rules)
        .await
        .expect("allowed");
    assert_eq!(twice.renewals, 2);
    let copy = book_instances::find(db, copy.id).await.expect("there");
    assert_eq!(copy.due_back, Some(twice.due_on));
    assert_eq!(
        conflict(twice.renew(db, &reader, later, &rules).await),
        Conflict::NoRenewalsLeft { max: 2 }
    );

    let copy = a_copy().save(&app).await;
    let loan = copy
        .check_out(db, &reader, app.clock.now(), &rules)
        .await
        .expect("available");
    let book = locallibrary::models::books::find(db, copy.book_id)
        .await
        .expect("there");
    book.reserve(db, &other, app.clock.now(), &rules)
        .await
        .expect("on loan");
    assert_eq!(
        conflict(loan.renew(db, &reader, app.clock.now(), &rules).await),
        Conflict::SomebodyWaits
    );
}

#[tokio::test]
async fn a_librarian_renews_from_today_up_to_four_weeks() {
    let app = TestApp::boot().await;
    let (db, now, rules, reader) = (app.db(), app.clock.now(), rules(), app.user("reader").await);
    let today = TestApp::today();
    let copy = a_copy().on_loan_to(&reader, today).save(&app).await;
    let yesterday = copy
        .renew_until(db, today - Days::new(1), now, &rules)
        .await;
    assert_eq!(
        rejected(yesterday),
        [("renewal_date", Problem::RenewalInPast)]
    );
    let too_far = copy
        .renew_until(db, today + Days::new(29), now, &rules)
        .await;
    assert_eq!(
        rejected(too_far),
        [("renewal_date", Problem::RenewalTooFarAhead { max_days: 28 })]
    );
    for due in [today, today + Days::new(28)] {
        let renewed = copy
            .renew_until(db, due, now, &rules)
            .await
            .expect("allowed");
        assert_eq!(renewed.due_back, Some(due));
        assert_eq!(
            renewed
                .open_loan(db)
                .await
                .expect("there")
                .expect("open")
                .due_on,
            due
        );
    }
}

#[tokio::test]
async fn a_returned_copy_is_put_aside_for_the_first_who_waits_and_passed_on_when_nobody_comes() {
    let app = TestApp::boot().await;
    let (db, now, rules) = (app.db(), app.clock.now(), rules());
    let (has, first, second) = (
        app.user("reader").await,
        app.user("first").await,
        app.user("second").await,
    );
    let book = a_book().save(&app).await;
    assert_eq!(
        conflict(book.reserve(db, &first, now, &rules).await),
        Conflict::NoCopies
    );
    let copy = a_copy().of(&book).save(&app).await;
    assert_eq!(
        conflict(book.reserve(db, &first, now, &rules).await),
        Conflict::CopyAvailable
    );
    copy.check_out(db, &has, now, &rules)
        .await
        .expect("available");
    assert_eq!(
        conflict(book.reserve(db, &has, now, &rules).await),
        Conflict::AlreadyBorrowed
    );
    book.reserve(db, &first, now, &rules)
        .await
        .expect("on loan");
    assert_eq!(
        conflict(book.reserve(db, &first, now, &rules).await),
        Conflict::AlreadyReserved
    );
    let waits = book
        .reserve(db, &second, now, &rules)
        .await
        .expect("on loan");
    assert_eq!(waits.readers_before(db).await.expect("counted"), 1);

    let returned = copy.give_back(db, now, &rules).await.expect("on loan");
    assert_eq!(returned.copy.state(), Status::Reserved);
    let held = returned.held_for.expect("somebody waits");
    assert_eq!(
        (held.user_id, held.ready_until),
        (Some(first.id), Some(TestApp::today() + Days::new(3)))
    );
    assert_eq!(
        conflict(copy.check_out(db, &second, now, &rules).await),
        Conflict::HeldForAnother
    );

    let late = now + TimeDelta::days(4);
    assert_eq!(
        reservations::pass_on_expired(db, late, &rules)
            .await
            .expect("passed on"),
        1
    );
    let ready = reservations::find(db, waits.id).await.expect("there");
    assert!(ready.is_ready());
    assert_eq!(
        conflict(copy.check_out(db, &first, late, &rules).await),
        Conflict::HeldForAnother
    );
    copy.check_out(db, &second, late, &rules)
        .await
        .expect("it is held for this reader");
    let done = reservations::find(db, waits.id).await.expect("there");
    assert_eq!(done.outcome, reservations::outcome::COLLECTED);
    assert_eq!(
        conflict(done.cancel(db, &second, late, &rules).await),
        Conflict::ReservationClosed
    );
}

#[tokio::test]
async fn a_cancelled_hold_makes_the_copy_available_again() {
    let app = TestApp::boot().await;
    let (db, now, rules) = (app.db(), app.clock.now(), rules());
    let (has, waits) = (app.user("reader").await, app.user("other").await);
    let book = a_book().save(&app).await;
    let copy = a_copy()
        .of(&book)
        .on_loan_to(&has, TestApp::today())
        .save(&app)
        .await;
    let reservation = book
        .reserve(db, &waits, now, &rules)
        .await
        .expect("on loan");
    copy.give_back(db, now, &rules).await.expect("on loan");
    assert!(matches!(
        reservation.cancel(db, &has, now, &rules).await,
        Err(Error::NotFound)
    ));
    reservation
        .cancel(db, &waits, now, &rules)
        .await
        .expect("open");
    let copy = book_instances::find(db, copy.id).await.expect("there");
    assert_eq!(copy.state(), Status::Available);
}

#[tokio::test]
async fn loans_and_holds_follow_what_a_librarian_writes_into_a_copy() {
    let app = TestApp::boot().await;
    let (db, now, rules) = (app.db(), app.clock.now(), rules());
    let (one, other) = (app.user("reader").await, app.user("other").await);
    let book = a_book().save(&app).await;
    let copy = a_copy().of(&book).printed_by("Old Press").save(&app).await;
    let seen = copy.version();
    let mut values = copy.values();
    values.status = Status::OnLoan;
    values.borrower_id = Some(one.id);
    let lent = copy
        .change(db, &values, Some(seen), now, &rules)
        .await
        .expect("valid");
    let loan = lent.open_loan(db).await.expect("there").expect("begun");
    assert_eq!(
        (loan.user_id, loan.due_on),
        (Some(one.id), TestApp::today() + Days::new(21))
    );
    assert_eq!(
        conflict(copy.change(db, &values, Some(seen), now, &rules).await),
        Conflict::Stale
    );
    assert!(matches!(
        lent.remove(db, now, &rules).await,
        Err(Error::Blocked(_))
    ));

    book.reserve(db, &other, now, &rules)
        .await
        .expect("on loan");
    values.status = Status::Available;
    let held = lent
        .change(db, &values, None, now, &rules)
        .await
        .expect("valid");
    assert_eq!((held.state(), held.borrower_id), (Status::Reserved, None));
    assert!(held.open_loan(db).await.expect("there").is_none());

    values.status = Status::OnLoan;
    let refused = held.change(db, &values, None, now, &rules).await;
    assert_eq!(rejected(refused), [("borrower", Problem::HeldForAnother)]);
    values.status = Status::Maintenance;
    let mended = held
        .change(db, &values, None, now, &rules)
        .await
        .expect("valid");
    assert_eq!(mended.state(), Status::Maintenance);
    let waiting = reservations::open_for(db, book.id, other.id)
        .await
        .expect("there")
        .expect("open");
    assert!(!waiting.is_ready());
    assert_eq!(
        a_copy().of(&book).put_aside().save(&app).await.state(),
        Status::Reserved
    );
}

#[tokio::test]
async fn a_notice_is_sent_once_and_tried_again_only_after_a_failure() {
    let app = TestApp::boot().await;
    let (db, now, today) = (app.db(), app.clock.now(), TestApp::today());
    let reader = app.user("reader").await;
    let late = a_copy()
        .on_loan_to(&reader, today - Days::new(1))
        .save(&app)
        .await;
    a_copy().on_loan_to(&reader, today).save(&app).await;
    assert_eq!(
        notices::find_overdue(db, today, now).await.expect("found"),
        1
    );
    assert_eq!(
        notices::find_overdue(db, today, now).await.expect("found"),
        0
    );
    let due = notices::due(db, now, 10).await.expect("found");
    let [id] = due[..] else {
        panic!("one is due: {due:?}")
    };
    let (one, other) = tokio::join!(notices::claim(db, id, now), notices::claim(db, id, now));
    let letters: Vec<_> = [one, other]
        .into_iter()
        .filter_map(|claim| claim.expect("asked"))
        .collect();
    assert_eq!(letters.len(), 1);
    assert_eq!(
        (letters[0].copy.id, letters[0].reader.id),
        (late.id, reader.id)
    );

    notices::failed(db, id, "the server is away")
        .await
        .expect("noted");
    assert!(notices::claim(db, id, now).await.expect("asked").is_none());
    let later = now + TimeDelta::minutes(15);
    assert_eq!(notices::due(db, later, 10).await.expect("found"), [id]);
    assert!(
        notices::claim(db, id, later)
            .await
            .expect("asked")
            .is_some()
    );
    notices::sent(db, id, later).await.expect("noted");
    let much_later = now + TimeDelta::days(9);
    assert!(
        notices::due(db, much_later, 10)
            .await
            .expect("found")
            .is_empty()
    );
    assert!(
        notices::claim(db, id, much_later)
            .await
            .expect("asked")
            .is_none()
    );
}
