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
    let office = app.office("Leipzig", &one).await;
    let path = format!("/admin/publishers/{}/change/", one.id);
    let page = admin.page(&path).await;
    assert!(!page.has("main .notice"), "a fresh sign-in is enough");
    later(&app, 31);
    let page = admin.page(&path).await;
    assert_eq!(
        page.texts(".inline .notice").len(),
        1,
        "it is said before, where it is asked"
    );
    assert_eq!(page.texts("main .notice").len(), 1);
    let row = format!("offices-{}", office.id);
    for (field, value) in [
        (format!("{row}-city"), "Berlin"),
        (format!("{row}-_delete"), "true"),
        ("offices-new0-city".to_owned(), "Halle"),
    ] {
        let form = [("name", "Island"), (field.as_str(), value)];
        waiting(&admin.fill_in(&path, &form, "_save").await, 1800);
    }
    assert_eq!(
        app.stored_publisher().await.name,
        "Insel",
        "all of it waits"
    );
    let answer = admin.fill_in(&path, &[("name", "Island")], "_save").await;
    assert_eq!(
        answer.location(),
        "/admin/publishers/",
        "no row of the inline changes"
    );
    assert_eq!(app.stored_publisher().await.name, "Island");
    let clerk = app
        .staff_with(&["trade.view_publisher", "trade.change_publisher"])
        .await;
    later(&app, 80);
    assert!(!clerk.page(&path).await.has("main .notice"));
    let answer = clerk.fill_in(&path, &[("name", "Isle")], "_save").await;
    assert_eq!(answer.location(), "/admin/publishers/");
}

#[tokio::test]
async fn nobody_is_asked_who_changes_nothing_or_makes_a_mistake() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let house = app.publisher("Insel", 3).await;
    let office = app.office("Leipzig", &house).await;
    let path = format!("/admin/offices/{}/change/", office.id);
    later(&app, 31);
    assert_eq!(
        admin.fill_in(&path, &[], "_save").await.location(),
        "/admin/offices/"
    );
    let wrong = admin.fill_in(&path, &[("city", "")], "_save").await;
    assert_eq!(wrong.status, 422);
    assert_eq!(wrong.errors_at("city"), ["Please fill this in."]);
    waiting(
        &admin.fill_in(&path, &[("city", "Berlin")], "_save").await,
        1800,
    );
    let list = admin.page("/admin/offices/").await;
    let edits = "/admin/offices/edits/";
    let answer = admin.send(&list, edits, &[], "_save").await;
    assert_eq!(answer.location(), "/admin/offices/");
    let rent = format!("{}-rent", office.id);
    waiting(
        &admin.send(&list, edits, &[(&rent, "900")], "_save").await,
        1800,
    );
    assert_eq!(app.stored_office(&office).await, Some(office));
}

#[tokio::test]
async fn one_field_changed_over_many_rows_asks_when_its_value_is_right() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let house = app.publisher("Insel", 3).await;
    let office = app.office("Leipzig", &house).await;
    let key = office.id.to_string();
    let actions = "/admin/offices/actions/";
    let form = [
        ("_action", "change_field"),
        ("key", key.as_str()),
        ("_field", "city"),
    ];
    later(&app, 31);
    let page = admin.post(actions, &form).await;
    assert_eq!(page.status, 200);
    assert!(page.has("main .notice"), "it is said before");
    let wrong = admin.send(&page, actions, &[("new-city", "")], "_go").await;
    assert_eq!(wrong.status, 422);
    let refused = admin
        .send(&page, actions, &[("new-city", "Berlin")], "_go")
        .await;
    let kept = waiting(&refused, 1800);
    assert_eq!(app.stored_office(&office).await.unwrap().city, "Leipzig");
    let again = app.signs_in_again("admin").await;
    let done = again.post(&kept, &[]).await;
    assert_eq!(done.location(), "/admin/offices/");
    assert_eq!(app.stored_office(&office).await.unwrap().city, "Berlin");
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
