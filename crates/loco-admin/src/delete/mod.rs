//! Deleting rows: what goes along, what forbids it, and what somebody may not delete.

mod page;
mod plan;
mod run;

pub(crate) use page::{ask, delete};
pub(crate) use run::{in_transaction, remove};
