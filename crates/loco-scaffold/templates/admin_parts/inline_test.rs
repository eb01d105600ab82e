//! «humans | capitalize» with their «children» in the admin.

use crate::support::{TestApp, builders::«builder»};

#[tokio::test]
async fn they_stand_on_the_same_page() {
    let app = TestApp::boot().await;
    let admin = app.admin().await;
    let path = format!("/admin/«table»/{}/change/", «built».id);
    let page = admin.get(&path).await.expect_status(200);
    assert!(page.has("[name^='«child»-new0-']"), "{}", page.text());
}
