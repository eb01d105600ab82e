//! Things to do with the rows that are ticked, or with all that a list shows.

mod bulk;
mod page;
mod run;
mod selection;

pub(crate) use page::{Offered, act, offered};
