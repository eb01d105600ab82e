//! Rows as CSV files: those of a list as it is narrowed, or those that are ticked.

mod columns;
mod page;
mod stream;

pub(crate) use page::{answer, ask, offered};
