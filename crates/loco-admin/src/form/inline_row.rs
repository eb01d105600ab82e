//! One row of an inline, and whether somebody wants something of it.
use sea_orm::Value;

use super::Draft;
use crate::erased::Entry;
use crate::object::Object;

/// One row, there or new.
pub(crate) struct Row {
    pub object: Option<Object>,
    pub draft: Draft,
    pub version: String,
    pub delete: bool,
    pub may_change: bool,
    pub may_delete: bool,
    pub(super) blank: Draft,
    pub(super) changes: Vec<(usize, Value)>,
}

impl Row {
    /// Whether somebody has typed anything into a new row.
    pub(super) fn is_touched(&self, child: &Entry, names: &[&'static str]) -> bool {
        names
            .iter()
            .filter(|name| child.field(name).is_none_or(|field| !field.is_key))
            .any(|name| {
                let typed = self.draft.text(name);
                self.draft
                    .searched
                    .get(name)
                    .is_some_and(|(typed, _)| !typed.is_empty())
                    || !typed.is_empty() && typed != self.blank.text(name)
            })
    }

    /// Whether saving the page writes this row.
    pub(super) fn is_written(&self, child: &Entry, names: &[&'static str]) -> bool {
        match self.object {
            None => self.is_touched(child, names),
            Some(_) => self.delete || !self.changes.is_empty(),
        }
    }

    pub(super) fn counts(&self, child: &Entry, names: &[&'static str]) -> bool {
        !self.delete && (self.object.is_some() || self.is_touched(child, names))
    }
}
