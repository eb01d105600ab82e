//! «sentence»: an action on «humans» in the admin.

use crate::support::{TestApp, builders::«builder»};

#[tokio::test]
async fn it_is_asked_for_and_then_done_to_the_rows_that_are_ticked() {
    let app = TestApp::boot().await;
    let admin = app.admin().await;
    let key = «built».id.to_string();
    let form = [("_action", "«name»"), ("key", key.as_str())];
    let question = admin
        .post("/admin/«table»/actions/", &form)
        .await
        .expect_status(200);
    assert!(question.has("[name=_confirmed]"), "{}", question.text());
    let confirmed = [form[0], form[1], ("_confirmed", "1")];
    let done = admin
        .post("/admin/«table»/actions/", &confirmed)
        .await
        .expect_status(303);
    let list = admin.get(done.location()).await.expect_status(200);
    assert!(list.has("[role=status]"), "{}", list.text());
}

#[tokio::test]
async fn nobody_else_does_it() {
    let app = TestApp::boot().await;
    let key = «built».id.to_string();
    let form = [("_action", "«name»"), ("key", key.as_str())];
    app.reader()
        .await
        .post("/admin/«table»/actions/", &form)
        .await
        .expect_status(403);
}
