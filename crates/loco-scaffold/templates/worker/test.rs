//! «sentence», in the background.

use «library»::workers::«name»::{«pascal», «pascal»Worker};
use loco_rs::bgworker::BackgroundWorker;

use crate::support::TestApp;

#[tokio::test]
async fn a_job_may_be_performed_twice() {
    let app = TestApp::boot().await;
    let worker = «pascal»Worker::build(&app.ctx);
    for _ in 0..2 {
        worker
            .perform(«pascal» { id: 1 })
            .await
            .expect("the job is performed");
    }
}
