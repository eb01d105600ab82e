//! Who changed what and when: `admin_log`, with the values before and after.

mod log;
mod page;
mod prune;
mod write;

pub use log::{ActiveModel, Column, Entity, Model, Relation};
pub use prune::PruneAdminLog;

pub(crate) use page::{entry_view, show};
pub(crate) use write::{COLUMNS, Changes, Event, Exported, FILTER, Kind, write};
