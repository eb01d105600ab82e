//! Rows from CSV files: tried first, then written as a whole or not at all.

mod cells;
mod file;
mod lines;
mod outcome;
mod page;
mod plan;
mod records;
mod run;
mod upload;

pub(crate) use page::{ask, commit, offered, preview, receive};
