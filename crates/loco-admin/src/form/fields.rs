//! Which fields a form has, in which groups, and which of them somebody may fill in.
use std::collections::BTreeSet;

use crate::declare::FieldRef;
use crate::erased::Entry;
use crate::labels;
use crate::object::Object;
use crate::value::Kind;
use crate::visit::Visit;

/// One group of fields.
pub(crate) struct Part {
    pub title: String,
    pub description: String,
    pub collapsed: bool,
    pub lines: Vec<Vec<&'static str>>,
}

/// The groups that are declared; else one with all fields, and one with what keeps itself.
pub(crate) fn parts(visit: &Visit, entry: &Entry, is_new: bool) -> Vec<Part> {
    if entry.declaration.fieldsets.is_empty() {
        return usual(visit, entry, is_new);
    }
    entry
        .declaration
        .fieldsets
        .iter()
        .map(|set| Part {
            title: visit.said(&set.title),
            description: visit.said(&set.description),
            collapsed: set.collapsed,
            lines: set
                .lines
                .iter()
                .map(|line| {
                    line.iter()
                        .map(|FieldRef(name)| *name)
                        .filter(|name| !is_new || is_there_when_new(entry, name))
                        .collect::<Vec<_>>()
                })
                .filter(|line| !line.is_empty())
                .collect(),
        })
        .filter(|part: &Part| !part.lines.is_empty())
        .collect()
}

/// A new row has nothing yet to show in fields that nobody fills in.
fn is_there_when_new(entry: &Entry, name: &str) -> bool {
    match entry.field(name) {
        Some(field) => !field.is_readonly(),
        None => entry.many(name).is_some(),
    }
}

fn usual(visit: &Visit, entry: &Entry, is_new: bool) -> Vec<Part> {
    let line = |name: &'static str| vec![name];
    let mut lines: Vec<Vec<&'static str>> = entry
        .fields
        .iter()
        .filter(|field| !field.generated && !field.is_made())
        .filter(|field| !field.is_kept() && !field.is_timestamp())
        .filter(|field| !is_new || !field.is_readonly())
        .map(|field| line(field.name))
        .collect();
    lines.extend(entry.declaration.many.iter().map(|many| line(many.name)));
    if !is_new {
        lines.extend(entry.declaration.computed.iter().map(|one| line(one.name)));
    }
    let mut parts = vec![Part {
        title: String::new(),
        description: String::new(),
        collapsed: false,
        lines,
    }];
    let kept: Vec<&'static str> = entry
        .fields
        .iter()
        .filter(|field| field.is_timestamp() && !field.tweak.hidden)
        .map(|field| field.name)
        .collect();
    if !is_new && !kept.is_empty() {
        parts.push(Part {
            title: visit.text("admin-form-bookkeeping"),
            description: String::new(),
            collapsed: true,
            lines: vec![kept],
        });
    }
    parts
}

/// The names in these groups that this person fills in.
pub(crate) fn editable(
    visit: &Visit,
    entry: &Entry,
    names: impl IntoIterator<Item = &'static str>,
    before: Option<&Object>,
) -> Vec<&'static str> {
    let mut seen = BTreeSet::new();
    names
        .into_iter()
        .filter(|name| seen.insert(*name))
        .filter(|name| match entry.field(name) {
            Some(field) => {
                let is_fixed = field.is_readonly()
                    || field.tweak.hidden
                    || field.kind == Kind::Other
                    || field.is_key && before.is_some();
                !is_fixed
                    && field
                        .tweak
                        .needs
                        .is_none_or(|permission| visit.staff.can(permission))
            }
            None => entry.many(name).is_some(),
        })
        .collect()
}

/// What a field is called in a message.
pub(crate) fn label(visit: &Visit, entry: &Entry, name: &str) -> String {
    let said = entry
        .many(name)
        .and_then(|many| many.label.as_deref())
        .or_else(|| {
            entry
                .declaration
                .computed
                .iter()
                .find(|one| one.name == name)
                .and_then(|one| one.label.as_deref())
        });
    labels::field(visit, entry, name, said)
}
