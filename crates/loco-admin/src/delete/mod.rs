//! Deleting rows: what goes along, what forbids it, and what somebody may not delete.

mod page;
mod plan;

pub(crate) use page::{ask, delete, remove};
pub(crate) use plan::Plan;
