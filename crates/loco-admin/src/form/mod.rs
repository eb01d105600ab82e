//! The forms with which rows are made and changed.

mod conflict;
mod draft;
pub(crate) mod fields;
mod form_view;
mod inline_row;
mod inline_view;
mod inlines;
mod many;
mod page;
mod related;
mod save;
mod submitted;
mod view;

pub(crate) use draft::Draft;
pub(crate) use fields::editable;
pub(crate) use page::{create, edit, new, show, update};
pub(crate) use related::Popup;
pub(crate) use save::{Refused, Save, broken_rule, refuse};
pub(crate) use submitted::Submitted;
pub(crate) use view::{FieldView, Lists, field_views};
