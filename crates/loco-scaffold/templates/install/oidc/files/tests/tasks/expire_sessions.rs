//! Sessions that ended by themselves.

use super::{refusal, run};
use crate::support::TestApp;

#[tokio::test]
async fn sessions_that_are_over_are_deleted_and_others_are_kept() {
    let app = TestApp::boot().await;
    let reader = app.reader().await;
    run(&app, "expire_sessions", &[]).await.expect("it runs");
    reader.get("/accounts/profile/").await.expect_status(200);
    app.clock.advance(chrono::TimeDelta::days(30));
    run(&app, "expire_sessions", &[]).await.expect("it runs");
    reader.get("/accounts/profile/").await.expect_status(302);
}

#[tokio::test]
async fn an_argument_that_it_does_not_know_is_refused() {
    let app = TestApp::boot().await;
    let sentence = refusal(&app, "expire_sessions", &[("nonsense", "1")]).await;
    assert!(sentence.contains("nonsense"), "{sentence}");
}
