//! Roles by hand, and what the scheduler clears away.

use chrono::TimeDelta;
use locallibrary::{models::_entities::reservations, tasks::seed_catalog};
use loco_oidc::models::{sessions, users};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use super::{refusal, run};
use crate::support::TestApp;

async fn user(app: &TestApp) -> users::Model {
    app.user("ada").await
}

#[tokio::test]
async fn a_role_is_granted_and_revoked() {
    let app = TestApp::boot().await;
    user(&app).await;
    run(&app, "grant", &[("username", "ada"), ("role", "admin")])
        .await
        .expect("the role is granted");
    assert!(user(&app).await.is_superuser && user(&app).await.is_staff);
    run(&app, "grant", &[("username", "ada"), ("role", "librarian")])
        .await
        .expect("the role is granted");
    run(&app, "revoke", &[("username", "ada"), ("role", "admin")])
        .await
        .expect("the role is revoked");
    let ada = user(&app).await;
    assert!(
        !ada.is_superuser && ada.is_staff,
        "a librarian is still staff"
    );
    run(
        &app,
        "revoke",
        &[("username", "ada"), ("role", "librarian")],
    )
    .await
    .expect("the role is revoked");
    assert!(!user(&app).await.is_staff);
}

#[tokio::test]
async fn unknown_people_and_roles_are_refused_in_one_sentence() {
    let app = TestApp::boot().await;
    let sentence = refusal(&app, "grant", &[("username", "nobody"), ("role", "admin")]).await;
    assert!(
        sentence.contains("nobody") && sentence.contains("first sign-in"),
        "{sentence}"
    );
    let sentence = refusal(&app, "grant", &[("username", "ada"), ("role", "king")]).await;
    assert!(
        sentence.contains("king") && sentence.contains("librarian"),
        "{sentence}"
    );
    let sentence = refusal(&app, "grant", &[("role", "admin")]).await;
    assert!(sentence.contains("username"), "{sentence}");
}

#[tokio::test]
async fn expired_sessions_are_deleted_and_live_ones_kept() {
    let app = TestApp::boot().await;
    app.reader().await;
    app.clock.advance(TimeDelta::days(30));
    app.librarian().await;
    run(&app, "expire_sessions", &[])
        .await
        .expect("the task runs");
    assert_eq!(
        sessions::Entity::find()
            .count(app.db())
            .await
            .expect("sessions"),
        1
    );
}

#[tokio::test]
async fn a_copy_that_nobody_came_for_is_passed_on() {
    let app = TestApp::boot().await;
    seed_catalog::sample(&app.ctx)
        .await
        .expect("the catalogue is seeded");
    app.clock.advance(TimeDelta::days(4));
    run(&app, "expire_holds", &[]).await.expect("the task runs");
    let ready = reservations::Entity::find().filter(reservations::Column::Outcome.eq("ready"));
    assert_eq!(ready.count(app.db()).await.expect("reservations"), 0);
}
