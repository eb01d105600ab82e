//! «humans | capitalize» in the admin.

use crate::support::TestApp;

#[tokio::test]
async fn they_are_listed_and_added_by_those_who_may() {
    let app = TestApp::boot().await;
    let admin = app.admin().await;
    for path in ["/admin/«table»/", "/admin/«table»/add/"] {
        let page = admin.get(path).await.expect_status(200);
        assert!(page.has("h1"), "{}", page.text());
        app.reader().await.get(path).await.expect_status(403);
    }
}
