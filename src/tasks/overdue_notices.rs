//! `cargo loco task overdue_notices`: finds overdue loans and puts the letters about them into the queue.

use async_trait::async_trait;
use loco_oidc::Clock;
use loco_rs::{
    Error, Result,
    app::AppContext,
    bgworker::BackgroundWorker,
    config::WorkerMode,
    task::{Task, TaskInfo, Vars},
};

use super::arguments::Arguments;
use crate::{
    models::{LibrarySettings, notices},
    workers::overdue_notice::{OverdueNotice, OverdueNoticeWorker},
};

/// So many letters go into the queue at a time; the next run takes the rest.
const LETTERS_A_RUN: u64 = 1_000;

/// Tells readers that a loan is overdue, once for each due date.
pub struct OverdueNotices;

#[async_trait]
impl Task for OverdueNotices {
    fn task(&self) -> TaskInfo {
        TaskInfo {
            name: "overdue_notices".to_string(),
            detail: "Writes to the readers whose loans are overdue".to_string(),
        }
    }

    async fn run(&self, ctx: &AppContext, vars: &Vars) -> Result<()> {
        Arguments::of("overdue_notices", vars, &[])?;
        let now = Clock::of(ctx).now();
        let today = LibrarySettings::of(ctx)?.today(now);
        let new = notices::find_overdue(&ctx.db, today, now)
            .await
            .map_err(Error::wrap)?;
        let due = notices::due(&ctx.db, now, LETTERS_A_RUN)
            .await
            .map_err(Error::wrap)?;
        let letters: Vec<OverdueNotice> = due
            .into_iter()
            .map(|notice| OverdueNotice { notice })
            .collect();
        let handed_over = letters.len();
        hand_over(ctx, letters).await?;
        println!(
            "Overdue loans without a notice so far: {new}. Letters handed over to be sent: {handed_over}."
        );
        Ok(())
    }
}

async fn hand_over(ctx: &AppContext, letters: Vec<OverdueNotice>) -> Result<()> {
    if matches!(ctx.config.workers.mode, WorkerMode::BackgroundAsync) {
        // Nothing would wait for jobs in the background of this process: it ends with the task.
        let worker = OverdueNoticeWorker::build(ctx);
        for letter in letters {
            worker.perform(letter).await?;
        }
        return Ok(());
    }
    if let Some(queue) = &ctx.queue_provider {
        // The scheduler may be faster than the first worker, which makes the queue's table otherwise.
        queue.setup().await?;
    }
    OverdueNoticeWorker::perform_all_later(ctx, letters).await?;
    Ok(())
}
