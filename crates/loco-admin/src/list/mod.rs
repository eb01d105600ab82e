//! The list of a model's rows.

mod address;
mod columns;
mod edits;
mod filters;
mod page;
mod period;
mod rows;
mod search;

pub(crate) use address::Address;
pub(crate) use columns::of as columns;
pub(crate) use edits::save;
pub(crate) use page::{narrowed, show};
pub(crate) use rows::{Counted, Rows};
pub(crate) use search::matching;
