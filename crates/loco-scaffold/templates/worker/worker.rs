//! «sentence»: what happens in the background, in one line.

use async_trait::async_trait;
use loco_rs::{Result, app::AppContext, bgworker::BackgroundWorker};
use serde::{Deserialize, Serialize};

/// What it does. A job may be in the queue twice, or be run again after a crash: it must not matter.
pub struct «pascal»Worker {
    _ctx: AppContext,
}

/// What one job is about.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
pub struct «pascal» {
    /// The key of what it is about.
    pub id: i32,
}

#[async_trait]
impl BackgroundWorker<«pascal»> for «pascal»Worker {
    fn build(ctx: &AppContext) -> Self {
        Self { _ctx: ctx.clone() }
    }

    async fn perform(&self, «pascal» { id }: «pascal») -> Result<()> {
        tracing::info!(id, "«name» was performed");
        Ok(())
    }
}
