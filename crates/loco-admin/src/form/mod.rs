//! The forms with which rows are made and changed.

mod conflict;
mod draft;
mod fields;
mod many;
mod page;
mod save;
mod submitted;
mod view;

pub(crate) use draft::Draft;
pub(crate) use page::{create, edit, new, update};
pub(crate) use save::broken_rule;
pub(crate) use submitted::Submitted;
pub(crate) use view::FieldView;
