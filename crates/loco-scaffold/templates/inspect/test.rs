//! «humans | capitalize».

use «library»::models::{Error, «table»};

use crate::support::TestApp;

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let app = TestApp::boot().await;
    let nobody = «table»::find(app.db(), «nobody»).await;
    assert!(matches!(nobody, Err(Error::NotFound)), "{nobody:?}");
}
