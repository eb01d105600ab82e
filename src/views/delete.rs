//! The page that asks before something is deleted, or says what forbids it.

use serde::Serialize;

use super::TotalView;
use crate::models::{self, Blocked, Pointer};

#[derive(Serialize)]
pub struct DeleteView {
    /// What is to be deleted, as people call it.
    name: String,
    url: String,
    blocked: Option<BlockedView>,
}

#[derive(Serialize)]
struct BlockedView {
    by: Vec<PointerView>,
    total: TotalView,
    /// How many there are beside those that are named.
    others: u64,
}

#[derive(Serialize)]
struct PointerView {
    title: String,
    url: String,
}

impl DeleteView {
    /// For something that can be deleted unless the check says what still points there.
    ///
    /// # Errors
    ///
    /// When the check itself failed.
    pub fn new(
        name: impl Into<String>,
        url: String,
        checked: models::Result<()>,
    ) -> models::Result<Self> {
        let blocked = match checked {
            Ok(()) => None,
            Err(models::Error::Blocked(blocked)) => Some(blocked.into()),
            Err(error) => return Err(error),
        };
        Ok(Self {
            name: name.into(),
            url,
            blocked,
        })
    }
}

impl From<Blocked> for BlockedView {
    fn from(blocked: Blocked) -> Self {
        let pointer = |Pointer { title, url }| PointerView { title, url };
        Self {
            others: blocked.total.value.saturating_sub(blocked.by.len() as u64),
            total: blocked.total.into(),
            by: blocked.by.into_iter().map(pointer).collect(),
        }
    }
}
