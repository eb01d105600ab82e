//! What models, fields and columns are called, in the person's language.
//!
//! The application's messages come first: `admin-app-<app>`, `admin-<model>`,
//! `admin-<model>-several`, `admin-<model>-<field>` (with hyphens for underscores). Then what the
//! declaration says, then what follows from the name.
use crate::erased::{Entry, humanized, spoken};
use crate::visit::Visit;

fn key(entry: &Entry, rest: &str) -> String {
    format!("admin-{}{rest}", entry.model).replace('_', "-")
}

fn find(visit: &Visit, key: &str) -> Option<String> {
    visit.site.texts().find(visit.language, key)
}

pub(crate) fn app(visit: &Visit, app: &str) -> String {
    find(visit, &format!("admin-app-{}", app.replace('_', "-"))).unwrap_or_else(|| humanized(app))
}

/// What one row is called: `book`.
pub(crate) fn one(visit: &Visit, entry: &Entry) -> String {
    find(visit, &key(entry, "")).unwrap_or_else(|| match &entry.declaration.label {
        Some((one, _)) => visit.said(one),
        None => spoken(&entry.model, entry.table),
    })
}

/// What several rows are called: `Books`.
pub(crate) fn several(visit: &Visit, entry: &Entry) -> String {
    let several =
        find(visit, &key(entry, "-several")).unwrap_or_else(|| match &entry.declaration.label {
            Some((_, several)) => visit.said(several),
            None => entry.table.to_owned(),
        });
    humanized(&several)
}

/// What a field, a column, a filter or a choice of many is called.
pub(crate) fn field(visit: &Visit, entry: &Entry, name: &str, said: Option<&str>) -> String {
    find(visit, &key(entry, &format!("-{name}"))).unwrap_or_else(|| {
        let tweak = entry
            .field(name)
            .and_then(|field| field.tweak.label.as_deref());
        match said.or(tweak) {
            Some(said) => visit.said(said),
            None => humanized(name),
        }
    })
}

/// What stands below a field.
pub(crate) fn help(visit: &Visit, entry: &Entry, name: &str, said: Option<&str>) -> String {
    find(visit, &key(entry, &format!("-{name}-help")))
        .or_else(|| said.map(|said| visit.said(said)))
        .unwrap_or_default()
}
