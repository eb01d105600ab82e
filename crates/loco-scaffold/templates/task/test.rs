//! «sentence».

use super::{refusal, run};
use crate::support::TestApp;

#[tokio::test]
async fn it_runs() {
    let app = TestApp::boot().await;
    run(&app, "«name»", &[]).await.expect("the task runs");
}

#[tokio::test]
async fn an_argument_that_it_does_not_know_is_refused() {
    let app = TestApp::boot().await;
    let sentence = refusal(&app, "«name»", &[("nonsense", "1")]).await;
    assert!(sentence.contains("nonsense"), "{sentence}");
}
