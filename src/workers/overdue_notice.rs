//! Sends the letter about an overdue loan, once.

use async_trait::async_trait;
use loco_oidc::Clock;
use loco_rs::{Error, Result, app::AppContext, bgworker::BackgroundWorker};
use serde::{Deserialize, Serialize};

use crate::{
    mailers::loan::{LoanMailer, OverdueLetter},
    models::{LibrarySettings, notices},
};

/// Claims a notice, sends its letter, and notes what became of it.
///
/// A notice that somebody else has claimed is left alone, so a job may be in the queue twice or be run again after a
/// crash: the reader gets one letter. A letter that cannot be sent is tried again by a later run of `overdue_notices`.
pub struct OverdueNoticeWorker {
    ctx: AppContext,
}

/// Which letter.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
pub struct OverdueNotice {
    /// The key of the notice.
    pub notice: i32,
}

#[async_trait]
impl BackgroundWorker<OverdueNotice> for OverdueNoticeWorker {
    fn build(ctx: &AppContext) -> Self {
        Self { ctx: ctx.clone() }
    }

    async fn perform(&self, OverdueNotice { notice }: OverdueNotice) -> Result<()> {
        let clock = Clock::of(&self.ctx);
        let db = &self.ctx.db;
        let Some(letter) = notices::claim(db, notice, clock.now())
            .await
            .map_err(Error::wrap)?
        else {
            return Ok(());
        };
        let letter = OverdueLetter {
            notice,
            name: letter.reader.display_name(),
            email: letter.reader.email,
            locale: letter.reader.locale,
            title: letter.book.title,
            author: format!("{}, {}", letter.author.last_name, letter.author.first_name),
            imprint: letter.copy.imprint,
            due_on: letter.notice.due_on,
            today: LibrarySettings::of(&self.ctx)?.today(clock.now()),
        };
        match LoanMailer::send_overdue(&self.ctx, &letter).await {
            Ok(()) => notices::sent(db, notice, clock.now())
                .await
                .map_err(Error::wrap),
            Err(error) => {
                tracing::warn!(notice, %error, "a letter about an overdue loan could not be sent");
                notices::failed(db, notice, &error.to_string())
                    .await
                    .map_err(Error::wrap)
            }
        }
    }
}
