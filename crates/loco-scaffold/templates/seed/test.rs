//! Invented «humans».

use «library»::models::«plural»::Entity;
use sea_orm::{EntityTrait, PaginatorTrait};

use super::{refusal, run};
use crate::support::TestApp;

async fn there(app: &TestApp) -> u64 {
    Entity::find().count(app.db()).await.expect("counts")
}

#[tokio::test]
async fn as_many_are_added_as_were_asked_for() {
    let app = TestApp::boot().await;
<%- if people %>
    app.user("reader").await;
<%- endif %>
    run(&app, "«task»", &[("count", "7")]).await.expect("the task runs");
    assert_eq!(there(&app).await, 7);
    run(&app, "«task»", &[]).await.expect("the task runs again");
    assert_eq!(there(&app).await, 27);
}

#[tokio::test]
async fn what_makes_no_sense_is_refused() {
    let app = TestApp::boot().await;
    for (name, value) in [("count", "0"), ("count", "many"), ("count", "10001"), ("number", "1")] {
        let sentence = refusal(&app, "«task»", &[(name, value)]).await;
        assert!(sentence.contains(name), "{sentence}");
    }
    assert_eq!(there(&app).await, 0);
}
