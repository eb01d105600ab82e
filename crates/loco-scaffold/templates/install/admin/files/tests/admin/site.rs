//! Who may enter the admin site, and whether what is declared can be shown.

use crate::support::TestApp;

#[test]
fn what_is_declared_can_be_shown() {
    let problems = «library»::admin::models().problems();
    assert!(problems.is_empty(), "{problems:?}");
}

#[tokio::test]
async fn it_is_for_those_who_look_after_the_site() {
    let app = TestApp::boot().await;
    let answer = app.anonymous().get("/admin/").await.expect_status(302);
    assert!(answer.location().starts_with("/oidc/authenticate/?next="));
    app.reader().await.get("/admin/").await.expect_status(403);
    let admin = app.admin().await;
    let page = admin.get("/admin/").await.expect_status(200);
    assert!(page.has("h1"));
    let page = admin.get("/admin/users/").await.expect_status(200);
    assert!(page.has("tbody tr"));
    let page = admin.get("/catalog/").await.expect_status(200);
    assert!(page.has("a[href='/admin/']"));
}
