//! The list of a model's rows.

mod address;
mod columns;
mod edits;
mod facets;
mod filters;
mod keyset;
mod offers;
mod operators;
mod page;
mod pages;
mod paired;
mod period;
mod rows;
mod search;
mod sorting;
mod wrong;

pub(crate) use address::Address;
pub(crate) use columns::of as columns;
pub(crate) use edits::save;
pub(crate) use operators::can_be_compared;
use page::narrowed;
pub(crate) use page::{everything, show};
pub(crate) use rows::{Counted, Rows};
pub(crate) use search::{CANDIDATES, matching};
