//! Saved views of a list: a name for how it is narrowed and sorted, one's own or for all.

mod page;
mod table;

pub(crate) use page::{SavedView, delete, of, save};
