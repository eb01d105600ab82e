//! A fresh sign-in before what is dangerous: the person goes to the provider and comes back to what they wanted. What
//! they had filled in waits here meanwhile, and is sent on when they say so.

mod ask;
mod page;
mod table;

pub(crate) use ask::{ask, is_stale};
pub(crate) use page::{go_on, show};
