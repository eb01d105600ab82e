//! The page «path».

use crate::support::TestApp;

const PAGE: &str = "/catalog/«path»/";
<% if permission %>
#[tokio::test]
async fn it_is_for_those_with_the_permission() {
    let app = TestApp::boot().await;
    let answer = app.anonymous().get(PAGE).await.expect_status(302);
    assert!(answer.location().starts_with("/oidc/authenticate/?next="));
    app.reader().await.get(PAGE).await.expect_status(403);
    let page = app.admin().await.get(PAGE).await.expect_status(200);
    assert!(page.has("h1"));
}
<% else %>
#[tokio::test]
async fn everybody_sees_it_in_both_languages() {
    let app = TestApp::boot().await;
    for somebody in [app.anonymous(), app.anonymous().in_german()] {
        let page = somebody.get(PAGE).await.expect_status(200);
        assert!(page.has("h1"));
    }
}
<% endif %>
