//! Borrowing, returning, renewing and reserving through the API: the rules of the pages.

use chrono::{Days, TimeDelta};
use serde_json::json;

use crate::support::{
    TestApp,
    builders::{a_book, a_copy},
};

#[tokio::test]
async fn a_reader_borrows_renews_and_sees_a_loan_and_the_desk_takes_it_back() {
    let app = TestApp::with_api().await;
    let book = a_book().titled("Emma").save(&app).await;
    let copy = a_copy().of(&book).save(&app).await;
    let reader = app.api().as_reader().await;
    let borrowed = reader.act(&format!("/copies/{}/checkout", copy.id)).await;
    let borrowed = borrowed.expect_status(201);
    let loan = borrowed.json();
    assert_eq!(borrowed.location(), loan["url"]);
    assert_eq!(
        loan["due_on"],
        (TestApp::today() + Days::new(21)).to_string()
    );
    assert_eq!(loan["book"]["name"], "Emma");
    assert_eq!(loan["reader"], "reader");
    let url = borrowed.location();
    assert_eq!(reader.get(url).await.json(), loan);
    assert_eq!(reader.get("/loans").await.json()["items"][0], loan);

    let early = reader
        .act(&format!("{url}/renewal"))
        .await
        .expect_status(200);
    assert_eq!(
        early.json()["due_on"],
        (TestApp::today() + Days::new(28)).to_string()
    );
    let refused = reader
        .act(&format!("{url}/renewal"))
        .await
        .expect_status(409);
    assert_eq!(refused.problem().0, "renewed-too-early");

    let back = format!("/copies/{}/return", copy.id);
    let forbidden = reader.act(&back).await.expect_status(403);
    assert_eq!(forbidden.problem().0, "forbidden");
    let librarian = app.api().as_librarian().await;
    let returned = librarian.act(&back).await.expect_status(200).json();
    assert_eq!(returned["copy"]["status"], "available");
    assert_eq!(
        librarian.act(&back).await.expect_status(409).problem().0,
        "not-on-loan"
    );
    assert_eq!(reader.get("/loans?open=true").await.json()["total"], 0);
    let past = reader.get("/loans?open=false").await.json();
    assert_eq!(past["items"][0]["returned_at"], "2026-03-10T12:00:00Z");
}

#[tokio::test]
async fn somebody_elses_loan_is_not_there_but_for_the_desk() {
    let app = TestApp::with_api().await;
    let copy = a_copy().save(&app).await;
    let reader = app.api().as_reader().await;
    let borrowed = reader.act(&format!("/copies/{}/checkout", copy.id)).await;
    let url = borrowed.location();
    let other = app.api().as_other_reader().await;
    other.get(url).await.expect_status(404);
    other
        .act(&format!("{url}/renewal"))
        .await
        .expect_status(404);
    assert_eq!(other.get("/loans").await.json()["total"], 0);
    let of_copy = format!("/loans?copy={}", copy.id);
    other.get(&of_copy).await.expect_status(403);
    let librarian = app.api().as_librarian().await;
    librarian.get(url).await.expect_status(200);
    assert_eq!(
        librarian.get(&of_copy).await.json()["items"][0]["reader"],
        "reader"
    );
}

#[tokio::test]
async fn of_two_who_borrow_the_same_copy_one_gets_it() {
    let app = TestApp::with_api().await;
    let copy = a_copy().save(&app).await;
    let (one, other) = (
        app.api().as_reader().await,
        app.api().as_other_reader().await,
    );
    let path = format!("/copies/{}/checkout", copy.id);
    let (one, other) = tokio::join!(one.act(&path), other.act(&path));
    let mut statuses = [one.status(), other.status()];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409]);
    let loser = if one.status() == 409 { one } else { other };
    assert_eq!(loser.problem().0, "not-available");
}

#[tokio::test]
async fn the_desk_renews_up_to_a_day_within_four_weeks() {
    let app = TestApp::with_api().await;
    let user = app.user("reader").await;
    let copy = a_copy()
        .on_loan_to(&user, TestApp::today())
        .save(&app)
        .await;
    let librarian = app.api().as_librarian().await;
    let path = format!("/copies/{}/renewal", copy.id);
    let day = |days: i64| (TestApp::today() + TimeDelta::days(days)).to_string();
    for (body, expected) in [
        (json!({}), "/renewal_date empty"),
        (json!({ "renewal_date": null }), "/renewal_date empty"),
        (
            json!({ "renewal_date": "2026-02-30" }),
            "/renewal_date not-a-day",
        ),
        (json!({ "renewal_date": 3 }), "/renewal_date not-a-day"),
        (
            json!({ "renewal_date": day(-1) }),
            "/renewal_date renewal-in-past",
        ),
        (
            json!({ "renewal_date": day(29) }),
            "/renewal_date renewal-too-far-ahead",
        ),
        (
            json!({ "renewal_date": day(7), "until": 1 }),
            "/until unknown-member",
        ),
    ] {
        let answer = librarian.post(&path, &body).await.expect_status(422);
        assert_eq!(
            answer.problem(),
            ("invalid".into(), vec![expected.into()]),
            "{body}"
        );
    }
    let renewed = librarian
        .post(&path, &json!({ "renewal_date": day(28) }))
        .await;
    assert_eq!(renewed.expect_status(200).json()["due_back"], day(28));
    let reader = app.api().as_reader().await;
    reader
        .post(&path, &json!({ "renewal_date": day(1) }))
        .await
        .expect_status(403);
    let shelved = a_copy().save(&app).await;
    let answer = librarian
        .post(
            &format!("/copies/{}/renewal", shelved.id),
            &json!({ "renewal_date": day(1) }),
        )
        .await;
    assert_eq!(answer.expect_status(409).problem().0, "not-on-loan");
}

#[tokio::test]
async fn a_reader_waits_for_a_book_and_leaves_the_queue() {
    let app = TestApp::with_api().await;
    let other = app.user("other").await;
    let book = a_book().titled("Emma").save(&app).await;
    let copy = a_copy()
        .of(&book)
        .on_loan_to(&other, TestApp::today())
        .save(&app)
        .await;
    let reader = app.api().as_reader().await;
    let reserve = format!("/books/{}/reservation", book.id);
    let made = reader.act(&reserve).await.expect_status(201);
    let url = made.location();
    assert_eq!(made.json()["outcome"], "waiting");
    assert_eq!(reader.get(url).await.json(), made.json());
    assert_eq!(
        reader.act(&reserve).await.expect_status(409).problem().0,
        "already-reserved"
    );
    assert_eq!(
        reader.get("/reservations").await.json()["items"][0],
        made.json()
    );
    app.api()
        .as_other_reader()
        .await
        .get(url)
        .await
        .expect_status(404);

    let librarian = app.api().as_librarian().await;
    let returned = librarian.act(&format!("/copies/{}/return", copy.id)).await;
    let returned = returned.expect_status(200).json();
    assert_eq!(returned["copy"]["status"], "reserved");
    assert_eq!(
        returned["put_aside_until"],
        (TestApp::today() + Days::new(3)).to_string()
    );
    assert_eq!(reader.get(url).await.json()["copy"], copy.id.to_string());

    let cancel = format!("{url}/cancellation");
    app.api()
        .as_other_reader()
        .await
        .act(&cancel)
        .await
        .expect_status(404);
    let left = reader.act(&cancel).await.expect_status(200);
    assert_eq!(left.json()["outcome"], "cancelled");
    assert_eq!(
        reader.act(&cancel).await.expect_status(409).problem().0,
        "reservation-closed"
    );
    assert_eq!(reader.get("/reservations").await.json()["total"], 0);
}

#[tokio::test]
async fn the_limit_of_loans_is_said_in_numbers() {
    let app = TestApp::with_api().await;
    let reader = app.api().as_reader().await.in_german();
    for _ in 0..5 {
        let copy = a_copy().save(&app).await;
        reader
            .act(&format!("/copies/{}/checkout", copy.id))
            .await
            .expect_status(201);
    }
    let copy = a_copy().save(&app).await;
    let answer = reader.act(&format!("/copies/{}/checkout", copy.id)).await;
    let answer = answer.expect_status(409);
    assert_eq!(answer.problem().0, "too-many-loans");
    let detail = answer.json()["detail"].to_string();
    assert!(detail.contains('5'), "{detail}");
    assert_eq!(answer.header("content-language"), Some("de"));
}
