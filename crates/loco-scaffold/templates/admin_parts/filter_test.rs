//! «sentence»: a filter of «humans» in the admin.

use crate::support::TestApp;
<% if builder %>use crate::support::builders::«builder»;
<% endif %>
const LIST: &str = "/admin/«table»/";

#[tokio::test]
async fn it_stands_beside_the_list_and_narrows_it() {
    let app = TestApp::boot().await;
    let admin = app.admin().await;
<%- if builder %>
    «built»;
<%- endif %>
    let list = admin.get(LIST).await.expect_status(200);
    for choice in [<% if created %>"week", "month"<% else %>"yes", "no"<% endif %>] {
        let address = format!("«name»={choice}");
        assert!(list.has(&format!("a[href*='{address}']")), "{choice}");
        admin
            .get(&format!("{LIST}?{address}"))
            .await
            .expect_status(200);
    }
}

#[tokio::test]
async fn a_choice_that_it_does_not_have_is_refused() {
    let app = TestApp::boot().await;
    let admin = app.admin().await;
    admin
        .get(&format!("{LIST}?«name»=nonsense"))
        .await
        .expect_status(400);
}
