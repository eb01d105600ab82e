//! What happens in the background, in a process that reads the queue.

use loco_rs::{
    Result,
    app::AppContext,
    bgworker::{BackgroundWorker, Queue},
};

pub mod overdue_notice;

/// Makes all workers known to the queue.
///
/// # Errors
/// When the queue does not take them.
pub async fn register(ctx: &AppContext, queue: &Queue) -> Result<()> {
    queue
        .register(overdue_notice::OverdueNoticeWorker::build(ctx))
        .await
}
