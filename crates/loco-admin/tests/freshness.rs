//! What is dangerous takes a fresh sign-in, and nothing is lost on the way.
use crate::support::models::{offices, publishers};
use crate::support::{Answer, Caller, TestApp};
use chrono::TimeDelta;
use sea_orm::{EntityTrait, PaginatorTrait};

/// Where a refused request waits, from the address at which its sender signs in.
fn waiting(answer: &Answer, seconds: u32) -> String {
    assert_eq!(answer.status, 303, "{}", answer.text);
    let (path, query) = answer.location().split_once('?').unwrap();
    assert_eq!(path, "/oidc/authenticate/");
    let query: Vec<(String, String)> = url::form_urlencoded::parse(query.as_bytes())
        .into_owned()
        .collect();
    assert_eq!(query[1], ("max_age".to_owned(), seconds.to_string()));
    query[0].1.clone()
}

fn later(app: &TestApp, minutes: i64) {
    app.clock.set(TestApp::noon() + TimeDelta::minutes(minutes));
}

async fn count(app: &TestApp) -> u64 {
    publishers::Entity::find().count(&app.db).await.unwrap()
}

async fn delete(who: &Caller, path: &str) -> Answer {
    who.post(&path.replace("change", "delete"), &[]).await
}

#[tokio::test]
async fn a_deletion_waits_until_somebody_has_signed_in_again() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let one = app.publisher("Insel", 3).await;
    let path = format!("/admin/publishers/{}/change/", one.id);
    let page = admin.page(&path.replace("change", "delete")).await;
    assert!(!page.has("main .notice"), "a fresh sign-in is enough");
    later(&app, 11);
    let page = admin.page(&path.replace("change", "delete")).await;
    assert!(page.has("main .notice"), "it is said before");
    let kept = waiting(&delete(&admin, &path).await, 600);
    assert_eq!(count(&app).await, 1);
    assert_eq!(
        admin.post(&kept, &[]).await.status,
        303,
        "without a sign-in it waits once more"
    );
    assert_eq!(count(&app).await, 1);
    let kept = waiting(&delete(&admin, &path).await, 600);
    let again = app.signs_in_again("admin").await;
    let page = again.page(&kept).await;
    assert_eq!(page.texts("h1"), ["You have signed in again"]);
    let done = again.post(&kept, &[]).await;
    assert_eq!(done.location(), "/admin/publishers/");
    assert_eq!(count(&app).await, 0);
    assert_eq!(again.get(&kept).await.status, 404, "once");
}

#[tokio::test]
async fn what_was_filled_in_is_saved_afterwards_and_seen_by_nobody() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let house = app.publisher("Insel", 3).await.id.to_string();
    let form = admin.page("/admin/offices/add/").await;
    later(&app, 31);
    let fields = [("publisher_id", house.as_str()), ("city", "Leipzig")];
    let refused = admin
        .send(&form, "/admin/offices/add/", &fields, "_continue")
        .await;
    let kept = waiting(&refused, 1800);
    let stranger = app.librarian().await;
    assert_eq!(stranger.get(&kept).await.status, 404);
    assert_eq!(stranger.post(&kept, &[]).await.status, 404);
    let again = app.signs_in_again("admin").await;
    assert!(!again.page(&kept).await.text.contains("Leipzig"));
    let done = again.post(&kept, &[]).await;
    let office = offices::Entity::find().one(&app.db).await.unwrap().unwrap();
    assert_eq!(office.city, "Leipzig");
    assert_eq!(
        done.location(),
        format!("/admin/offices/{}/change/", office.id),
        "the button that was pressed counts"
    );
}

#[tokio::test]
async fn what_was_filled_in_waits_for_an_hour_and_no_longer() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let one = app.publisher("Insel", 3).await;
    let path = format!("/admin/publishers/{}/delete/", one.id);
    later(&app, 11);
    let kept = waiting(&admin.post(&path, &[]).await, 600);
    later(&app, 72);
    let again = app.signs_in_again("admin").await;
    assert_eq!(again.get(&kept).await.status, 404);
    assert_eq!(again.post(&kept, &[]).await.status, 404);
}

#[tokio::test]
async fn an_action_asks_when_it_is_confirmed() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let key = app.publisher("Insel", 3).await.id.to_string();
    let actions = "/admin/publishers/actions/";
    later(&app, 6);
    let form = [("_action", "praise"), ("key", key.as_str())];
    let page = admin.post(actions, &form).await;
    assert_eq!(page.status, 200);
    assert!(page.has("main .notice"));
    let confirmed = [form[0], form[1], ("_confirmed", "1")];
    let kept = waiting(&admin.post(actions, &confirmed).await, 300);
    let again = app.signs_in_again("admin").await;
    assert_eq!(
        again.post(&kept, &[]).await.location(),
        "/admin/publishers/"
    );
}

#[tokio::test]
async fn rows_in_an_inline_keep_to_their_own_rule_and_others_are_not_asked() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let one = app.publisher("Insel", 3).await;
    let path = format!("/admin/publishers/{}/change/", one.id);
    later(&app, 31);
    let form = [("name", "Island"), ("pin", "")];
    waiting(&admin.fill_in(&path, &form, "_save").await, 1800);
    let clerk = app
        .staff_with(&["trade.view_publisher", "trade.change_publisher"])
        .await;
    later(&app, 80);
    let answer = clerk.fill_in(&path, &form, "_save").await;
    assert_eq!(answer.location(), "/admin/publishers/");
}

#[tokio::test]
async fn a_script_is_told_where_to_sign_in() {
    let app = TestApp::start().await;
    let admin = app.admin().await.for_json();
    let one = app.publisher("Insel", 3).await;
    later(&app, 11);
    let path = format!("/admin/publishers/{}/delete/", one.id);
    let answer = admin.post(&path, &[]).await;
    assert_eq!(answer.status, 401);
    assert!(
        answer
            .text
            .contains("/oidc/authenticate/?next=%2Fadmin%2Fkept%2F")
    );
}
