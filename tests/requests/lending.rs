//! Borrowing, renewing, returning and reserving, as MDN's tutorial tests it, and past it.

use chrono::{Days, NaiveDate};

use crate::support::{
    TestApp,
    builders::{a_book, a_copy},
};

fn in_days(days: u64) -> NaiveDate {
    TestApp::today() + Days::new(days)
}

#[tokio::test]
async fn somebody_who_is_not_signed_in_has_no_books() {
    let app = TestApp::boot().await;
    let answer = app
        .anonymous()
        .get("/catalog/mybooks/")
        .await
        .expect_status(302);
    assert_eq!(
        answer.location(),
        "/oidc/authenticate/?next=%2Fcatalog%2Fmybooks%2F"
    );
}

#[tokio::test]
async fn a_reader_sees_only_own_loans_ten_on_a_page_in_the_order_of_their_due_dates() {
    let app = TestApp::boot().await;
    let (reader, other) = (app.reader().await, app.other_reader().await);
    assert!(
        reader
            .get("/catalog/mybooks/")
            .await
            .expect_status(200)
            .has(".empty")
    );
    for number in 0..30_u64 {
        let borrower = if number % 2 == 0 {
            reader.user()
        } else {
            other.user()
        };
        let book = a_book().titled(&format!("Book {number}")).save(&app).await;
        a_copy()
            .of(&book)
            .on_loan_to(borrower, in_days(number % 7))
            .save(&app)
            .await;
    }
    a_copy().in_maintenance().save(&app).await;
    let page = reader.get("/catalog/mybooks/").await.expect_status(200);
    assert_eq!(page.all("tbody tr").len(), 10);
    let days = page.attributes("tbody time", "datetime");
    assert!(days.is_sorted(), "{days:?}");
    assert_eq!(
        reader
            .get("/catalog/mybooks/?page=2")
            .await
            .all("tbody tr")
            .len(),
        5
    );
    for title in page.all("tbody .title") {
        let number: u64 = title.trim_start_matches("Book ").parse().unwrap();
        assert_eq!(number % 2, 0, "{title} is another reader's");
    }
}

#[tokio::test]
async fn only_a_librarian_sees_all_loans_and_renews_for_others() {
    let app = TestApp::boot().await;
    let reader = app.reader().await;
    let copy = a_copy()
        .on_loan_to(reader.user(), in_days(5))
        .save(&app)
        .await;
    let renew = format!("/catalog/book/{}/renew/", copy.id);
    for path in [
        "/catalog/borrowed/",
        renew.as_str(),
        &format!("{}/loans/", copy.url()),
    ] {
        app.anonymous().get(path).await.expect_status(302);
        reader.get(path).await.expect_status(403);
        app.librarian().await.get(path).await.expect_status(200);
    }
    assert!(
        app.librarian()
            .await
            .get("/catalog/borrowed/")
            .await
            .text()
            .contains("Reader Example")
    );
    assert!(
        !app.anonymous()
            .get(&copy.url())
            .await
            .text()
            .contains("Reader Example")
    );
}

#[tokio::test]
async fn a_librarian_renews_between_today_and_four_weeks() {
    let app = TestApp::boot().await;
    let reader = app.reader().await;
    let copy = a_copy()
        .on_loan_to(reader.user(), in_days(5))
        .save(&app)
        .await;
    let librarian = app.librarian().await;
    let renew = format!("/catalog/book/{}/renew/", copy.id);
    let form = librarian.get(&renew).await.expect_status(200);
    assert_eq!(form.value_of("renewal_date"), in_days(21).to_string());
    assert_eq!(form.first("label[for=id_renewal_date]"), "Renewal date");
    assert_eq!(
        form.first(".help"),
        "Enter a date between now and 4 weeks (default 3)."
    );
    for (day, message) in [
        (
            TestApp::today() - Days::new(7),
            "Invalid date - renewal in past",
        ),
        (
            in_days(35),
            "Invalid date - renewal more than 4 weeks ahead",
        ),
    ] {
        let page = librarian
            .post(&renew, &[("renewal_date", &day.to_string())])
            .await
            .expect_status(200);
        assert_eq!(page.first(".field .error"), message);
        assert_eq!(page.value_of("renewal_date"), day.to_string());
    }
    for typed in ["", "2026-02-30", "x"] {
        librarian
            .post(&renew, &[("renewal_date", typed)])
            .await
            .expect_status(200);
    }
    let answer = librarian
        .post(&renew, &[("renewal_date", &in_days(14).to_string())])
        .await
        .expect_status(303);
    assert_eq!(answer.location(), "/catalog/borrowed/");
}

#[tokio::test]
async fn a_reader_borrows_renews_and_the_librarian_takes_it_back() {
    let app = TestApp::boot().await;
    let book = a_book().titled("Emma").save(&app).await;
    let copy = a_copy().of(&book).save(&app).await;
    let (reader, librarian) = (app.reader().await, app.librarian().await);
    let checkout = format!("{}/checkout/", copy.url());
    app.anonymous()
        .post(&checkout, &[])
        .await
        .expect_status(401);
    assert!(
        reader
            .get(&book.url())
            .await
            .has(&format!("form[action='{checkout}']"))
    );
    reader.post(&checkout, &[]).await.expect_status(303);
    let mine = reader.get("/catalog/mybooks/").await;
    assert!(mine.first(".messages").contains("Emma"));
    let twice = reader.post(&checkout, &[]).await.expect_status(409);
    assert_eq!(twice.first("h1"), "You have this book");
    let renewal = mine.attributes("tbody form", "action").remove(0);
    app.other_reader()
        .await
        .post(&renewal, &[])
        .await
        .expect_status(404);
    reader.post(&renewal, &[]).await.expect_status(303);
    let give_back = format!("{}/return/", copy.url());
    reader.post(&give_back, &[]).await.expect_status(403);
    librarian.post(&give_back, &[]).await.expect_status(303);
    let again = librarian.post(&give_back, &[]).await.expect_status(409);
    assert_eq!(again.first("h1"), "This copy is not on loan");
    assert!(
        reader
            .get("/catalog/mybooks/history/")
            .await
            .first("tbody")
            .contains("Emma")
    );
    assert!(
        librarian
            .get(&format!("{}/loans/", copy.url()))
            .await
            .first("tbody")
            .contains("Reader Example")
    );
}

#[tokio::test]
async fn of_two_readers_one_gets_the_copy_and_the_other_a_clear_page() {
    let app = TestApp::boot().await;
    let copy = a_copy().save(&app).await;
    let (reader, other) = (app.reader().await, app.other_reader().await);
    let checkout = format!("{}/checkout/", copy.url());
    let (one, two) = tokio::join!(reader.post(&checkout, &[]), other.post(&checkout, &[]));
    let mut statuses = [one.status(), two.status()];
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 409]);
    let lost = if one.status() == 409 { one } else { two };
    assert_eq!(lost.first("h1"), "This copy is not available any more");
    assert!(lost.has("main a.primary[href^='/catalog/book/']"));
}

#[tokio::test]
async fn a_reader_waits_for_a_book_and_gives_the_place_up_again() {
    let app = TestApp::boot().await;
    let book = a_book().titled("Emma").save(&app).await;
    let (reader, other) = (app.reader().await, app.other_reader().await);
    a_copy()
        .of(&book)
        .on_loan_to(other.user(), in_days(5))
        .save(&app)
        .await;
    let reserve = format!("{}/reservation/", book.url());
    assert!(
        reader
            .get(&book.url())
            .await
            .has(&format!("form[action='{reserve}']"))
    );
    reader.post(&reserve, &[]).await.expect_status(303);
    reader.post(&reserve, &[]).await.expect_status(409);
    let page = reader.get(&book.url()).await;
    assert!(page.first("article .message").contains("you are next"));
    let cancel = page
        .attributes("form[action$='/cancellation/']", "action")
        .remove(0);
    other.post(&cancel, &[]).await.expect_status(404);
    reader.post(&cancel, &[]).await.expect_status(303);
    reader.post(&cancel, &[]).await.expect_status(409);
}

#[tokio::test]
async fn a_librarian_renews_an_own_loan_and_a_stranger_signs_in_first() {
    let app = TestApp::boot().await;
    let librarian = app.librarian().await;
    let copy = a_copy()
        .on_loan_to(librarian.user(), in_days(5))
        .save(&app)
        .await;
    let renew = format!("/catalog/book/{}/renew/", copy.id);
    librarian.get(&renew).await.expect_status(200);
    let answer = app.anonymous().get(&renew).await.expect_status(302);
    let next = renew.replace('/', "%2F");
    assert_eq!(
        answer.location(),
        format!("/oidc/authenticate/?next={next}")
    );
    let post = app.anonymous().post(&renew, &[]).await.expect_status(401);
    assert!(post.has("main a[href^='/oidc/authenticate/']"));
}

/// MDN's first case: the books exist, but they are in maintenance.
#[tokio::test]
async fn a_list_of_loans_has_no_copy_that_is_not_on_loan() {
    let app = TestApp::boot().await;
    let reader = app.reader().await;
    for _ in 0..3 {
        a_copy().in_maintenance().save(&app).await;
        a_copy().put_aside().save(&app).await;
        a_copy().save(&app).await;
    }
    let none = reader.get("/catalog/mybooks/").await.expect_status(200);
    assert_eq!(none.first(".empty h2"), "There are no books borrowed");
    let lent = a_copy()
        .on_loan_to(reader.user(), in_days(5))
        .save(&app)
        .await;
    let one = reader.get("/catalog/mybooks/").await;
    assert_eq!(one.attributes("tbody .title a", "href"), [lent.url()]);
}

#[tokio::test]
async fn a_form_for_a_loan_that_ended_says_so_instead_of_renewing_it() {
    let app = TestApp::boot().await;
    let copy = a_copy().save(&app).await;
    let librarian = app.librarian().await;
    let renew = format!("/catalog/book/{}/renew/", copy.id);
    for answer in [
        librarian.get(&renew).await,
        librarian
            .post(&renew, &[("renewal_date", "2026-03-20")])
            .await,
    ] {
        let page = answer.expect_status(409);
        assert_eq!(page.first("h1"), "This copy is not on loan");
        assert_eq!(page.attributes("main a.primary", "href"), [copy.url()]);
    }
}

/// A session that ran out while a page was open, and a choice of language on the page that says so.
#[tokio::test]
async fn whoever_must_sign_in_to_send_a_form_comes_back_to_the_page_it_was_on() {
    let app = TestApp::boot().await;
    let book = a_book().save(&app).await;
    let copy = a_copy().of(&book).save(&app).await;
    let checkout = format!("{}/checkout/", copy.url());
    let from = |referer: &str| app.anonymous().with_header("referer", referer);
    let page = from(&format!("http://localhost:5150{}", book.url()))
        .post(&checkout, &[])
        .await
        .expect_status(401);
    let back = format!("next={}", book.url().replace('/', "%2F"));
    for link in page.attributes("a[href^='/oidc/authenticate/']", "href") {
        assert!(link.contains(&back), "{link}");
    }
    let next = page.attributes("footer [name=next]", "value");
    assert_eq!(next, [book.url()]);
    for elsewhere in [
        "https://evil.example/catalog/",
        "http://localhost:5150//evil.example",
        "x",
    ] {
        let page = from(elsewhere).post(&checkout, &[]).await;
        let next = page.attributes("footer [name=next]", "value");
        assert_eq!(next, ["/catalog/"], "{elsewhere}");
    }
}

#[tokio::test]
async fn a_button_that_is_pressed_twice_renews_once() {
    let app = TestApp::boot().await;
    let reader = app.reader().await;
    a_copy()
        .on_loan_to(reader.user(), in_days(1))
        .save(&app)
        .await;
    let page = reader.get("/catalog/mybooks/").await;
    let renewal = page.attributes("tbody form", "action").remove(0);
    let due_on = page.value_of("due_on");
    assert_eq!(due_on, in_days(1).to_string());
    for _ in 0..2 {
        let answer = reader.post(&renewal, &[("due_on", &due_on)]).await;
        assert_eq!(answer.expect_status(303).location(), "/catalog/mybooks/");
        let page = reader.get("/catalog/mybooks/").await;
        assert!(
            page.first(".messages")
                .contains("now due back on 1 April 2026")
        );
        assert!(page.first("tbody").contains("1 of 2"));
    }
    // A press on the page as it is now counts again, and so does one that does not say what it saw.
    for fields in [&[("due_on", "x")][..], &[]] {
        let answer = reader.post(&renewal, fields).await;
        assert!([303, 409].contains(&answer.status()));
    }
    let page = reader.get("/catalog/mybooks/").await;
    assert!(page.first("tbody").contains("2 of 2"));
}
