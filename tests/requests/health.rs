//! The questions that a load balancer asks.

use crate::support::TestApp;

#[tokio::test]
async fn a_load_balancer_hears_that_the_library_is_up() {
    let app = TestApp::boot().await;
    for path in ["/_ping", "/_health", "/_readiness"] {
        app.anonymous().get(path).await.expect_status(200);
    }
}

#[tokio::test]
async fn a_path_with_a_slash_too_many_is_redirected_with_its_query() {
    let app = TestApp::boot().await;
    let answer = app
        .anonymous()
        .get("/_ping/?from=here")
        .await
        .expect_status(301);
    assert_eq!(answer.location(), "/_ping?from=here");
}

#[tokio::test]
async fn a_signed_in_caller_is_known() {
    let app = TestApp::boot().await;
    let reader = app.reader().await;
    assert_eq!(reader.user().username, "reader");
    reader.get("/_ping").await.expect_status(200);
}
