//! Trying a file, and importing it: the same transaction, which a trial takes back.
use sea_orm::{DatabaseTransaction, EntityTrait, QuerySelect};
use uuid::Uuid;

use super::file;
use super::lines::{Lines, SOME};
use super::outcome::Outcome;
use super::plan::{Mapped, Plan};
use super::records::Records;
use crate::declare::DeclaredImport;
use crate::erased::Entry;
use crate::error::{Error, Result};
use crate::visit::Visit;
use crate::{Db, transaction};

/// What is wrong with a file as a whole, or what becomes of it.
pub(super) type Tried = Result<(Vec<Mapped>, Outcome), String>;

/// A file and who imports it.
pub(super) struct Run<'a> {
    pub visit: &'a Visit,
    pub entry: &'a Entry,
    pub import: DeclaredImport,
    pub id: Uuid,
    /// Whether the rows are to stay.
    pub keep: bool,
}

impl Run<'_> {
    /// Reads the file through. Everything happens in one transaction: it is kept when `keep` is
    /// asked for and no line is broken, else nothing of it stays. Hooks that run after a save do
    /// so only where the rows are to stay.
    pub async fn run(&self) -> Result<Tried> {
        let transaction = transaction::begin(&self.visit.app.db).await?;
        let tried = self.within(&transaction).await;
        let stays = self.keep && matches!(&tried, Ok(Ok((_, outcome))) if outcome.broken == 0);
        if stays {
            file::delete(&Db::from(&transaction), self.id).await?;
            transaction.commit().await?;
        } else {
            transaction.rollback().await?;
        }
        tried
    }

    async fn within(&self, transaction: &DatabaseTransaction) -> Result<Tried> {
        let db = Db::from(transaction);
        // Whoever presses twice imports once: the second finds the file gone.
        let mut mine = file::Entity::find_by_id(self.id);
        if self.keep {
            mine = mine.lock_exclusive();
        }
        if mine.one(transaction).await?.is_none() {
            return Err(Error::NotFound);
        }
        let mut records = Records::of(self.id);
        let mut plan = None;
        let mut lines = Lines::of(self, transaction);
        let mut rows = 0;
        loop {
            let mut some = match records.next(&db).await? {
                Ok(some) => some,
                Err(endless) => {
                    return Ok(Err(self
                        .visit
                        .text_with("admin-import-endless", &[("line", endless.0.into())])));
                }
            };
            if some.is_empty() {
                break;
            }
            let plan = match &plan {
                Some(plan) => plan,
                None => {
                    let head = some.remove(0);
                    match Plan::of(self.visit, self.entry, self.import, &head.cells) {
                        Ok(made) => plan.insert(made),
                        Err(wrong) => return Ok(Err(wrong)),
                    }
                }
            };
            rows += some.len() as u64;
            if rows > self.import.most_rows {
                let most = self.import.most_rows;
                return Ok(Err(self
                    .visit
                    .text_with("admin-import-too-many", &[("most", most.into())])));
            }
            for some in some.chunks(SOME) {
                lines.treat(plan, some).await?;
                if lines.outcome.stopped {
                    break;
                }
            }
            if lines.outcome.stopped {
                break;
            }
        }
        let Some(plan) = plan else {
            return Ok(Err(self.visit.text("admin-import-empty")));
        };
        Ok(Ok((plan.columns, lines.outcome)))
    }
}
