//! The remembered keys of every thousandth row of a list. May be lost at any time: it is built again.

use std::{sync::Arc, time::Duration};

use moka::future::Cache;
use sea_orm::Value;
use tokio::sync::Mutex;

/// Rows between two rungs: what a page is skipped over at most, all of them within the covering index.
pub(super) const STEP: u64 = 1_000;

/// The values of a key's columns.
pub(super) type Rung = Vec<Value>;

/// One list's rungs: the first is the key of the thousandth row. Grows as far as somebody has asked.
pub(super) type Ladder = Arc<Mutex<Vec<Rung>>>;

/// The ladders of all lists.
#[derive(Clone, Debug)]
pub(super) struct Ladders {
    by_list: Cache<(&'static str, i64), Ladder>,
}

impl Default for Ladders {
    fn default() -> Self {
        Self {
            by_list: Cache::builder()
                .max_capacity(16)
                .time_to_idle(Duration::from_secs(600))
                .build(),
        }
    }
}

impl Ladders {
    /// The ladder of a list after so many changes of its order.
    pub(super) async fn of(&self, list: &'static str, changes: i64) -> Ladder {
        self.by_list
            .get_with((list, changes), async { Ladder::default() })
            .await
    }
}
