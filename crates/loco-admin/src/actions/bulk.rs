//! One field changed over many rows: which one, what it is to be, and each row saved as its own form
//! would save it.
use std::collections::BTreeMap;

use axum::response::Response;
use http::StatusCode;
use serde::Serialize;

use super::page::{self, Asked};
use super::selection::Selection;
use crate::Op;
use crate::declare::{ActionReport, DeclaredAction};
use crate::erased::Entry;
use crate::error::{Error, Result};
use crate::form::{
    Draft, FieldView, Lists, Refused, Save, Submitted, editable, field_views, fields,
};
use crate::fresh;
use crate::object::Object;
use crate::visit::Visit;

/// The action that every model has whose declaration names fields for it.
pub(super) const CHANGE: &str = "change_field";
/// Before the field's name in the form: its own may be one of the page's.
const PREFIX: &str = "new-";
/// Before the key of a row, for the version that was there when somebody was asked.
const VERSION: &str = "_version-";

/// What the page asks for beside which rows.
#[derive(Serialize, Default)]
pub(super) struct BulkView {
    /// The fields to choose from, each with its label; empty when one is chosen.
    fields: Vec<(&'static str, String)>,
    name: Option<&'static str>,
    field: Option<FieldView>,
    /// Of each row that is named by its key.
    versions: Vec<(String, String)>,
}

/// Which fields this person may change so.
pub(super) fn offered(visit: &Visit, entry: &Entry) -> Vec<&'static str> {
    if !entry.can(&visit.staff, Op::Change, None) {
        return Vec::new();
    }
    let names = entry.declaration.bulk.iter().copied();
    editable(visit, entry, names, None)
}

/// Asks for the field, then for its value, then does it.
pub(super) async fn act(
    visit: &Visit,
    entry: &Entry,
    action: &DeclaredAction,
    selection: &Selection,
    sent: &Submitted,
    body: &[u8],
    back: &str,
) -> Result<Response> {
    let offered = offered(visit, entry);
    let wanted = sent.last("_field").filter(|name| !name.is_empty());
    let Some(wanted) = wanted else {
        let bulk = BulkView {
            fields: offered
                .iter()
                .map(|name| (*name, fields::label(visit, entry, name)))
                .collect(),
            ..BulkView::default()
        };
        let asked = Asked {
            bulk: Some(bulk),
            ..Asked::default()
        };
        return page::ask(visit, entry, action, selection, back, asked);
    };
    let name = *offered
        .iter()
        .find(|name| **name == wanted)
        .ok_or(Error::Forbidden)?;
    let label = fields::label(visit, entry, name);
    let action = &DeclaredAction {
        label: visit.text_with("admin-action-changes", &[("field", label.into())]),
        ..action.clone()
    };
    let mut draft = Draft {
        prefix: PREFIX.to_owned(),
        values: BTreeMap::from([(name, vec![String::new()])]),
        ..Draft::default()
    };
    if sent.has("_confirmed") {
        draft = draft.send(entry, &[name], sent);
        draft.check(visit, entry, &[name], None).await?;
        if draft.is_right() {
            fresh::ask(visit, entry.declaration.fresh, body).await?;
            let report = each(visit, entry, selection, sent, name, &draft).await?;
            return page::tell(visit, entry, action, selection, &report, back);
        }
    }
    let wrong = !draft.is_right();
    let mut lists = Lists::default();
    let mut views = field_views(visit, entry, &[name], &[name], &draft, None, &mut lists).await?;
    let bulk = BulkView {
        name: Some(name),
        field: views.remove(name),
        versions: if selection.query.is_some() {
            Vec::new()
        } else {
            selection
                .objects
                .iter()
                .map(|row| {
                    let version = visit.versions.version(entry, row);
                    (format!("{VERSION}{}", row.key.text()), version)
                })
                .collect()
        },
        ..BulkView::default()
    };
    let status = if wrong {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    let asked = Asked {
        bulk: Some(bulk),
        status,
        ..Asked::default()
    };
    page::ask(visit, entry, action, selection, back, asked)
}

/// Saves each row by itself: what cannot be done with one keeps nobody from the others.
async fn each(
    visit: &Visit,
    entry: &Entry,
    selection: &Selection,
    sent: &Submitted,
    name: &'static str,
    wanted: &Draft,
) -> Result<ActionReport> {
    let mut report = ActionReport::default();
    for row in &selection.objects {
        let label = row.label.clone();
        report = match one(visit, entry, row, sent, name, wanted).await? {
            Ok(()) => report.done(label),
            Err(why) => report.failed(label, why),
        };
    }
    Ok(report)
}

async fn one(
    visit: &Visit,
    entry: &Entry,
    row: &Object,
    sent: &Submitted,
    name: &'static str,
    wanted: &Draft,
) -> Result<std::result::Result<(), String>> {
    let may = entry.can(&visit.staff, Op::Change, Some(row))
        && editable(visit, entry, [name], Some(row)).contains(&name);
    if !may {
        return Ok(Err(visit.text("admin-problem-forbidden-text")));
    }
    let version = sent
        .last(&format!("{VERSION}{}", row.key.text()))
        .map_or_else(|| visit.versions.version(entry, row), str::to_owned);
    let mut draft = Draft::of(visit, entry, row, BTreeMap::new());
    draft.values.insert(name, wanted.all(name).to_vec());
    let save = Save {
        visit,
        entry,
        names: &[name],
        before: Some(row),
        version: &version,
        body: None,
    };
    Ok(match save.run(&mut draft, &mut []).await {
        Ok(_) => Ok(()),
        Err(Refused::Failed(error)) => return Err(error),
        Err(Refused::Gone) => Err(visit.text("admin-error-gone")),
        Err(Refused::Changed(_)) => Err(visit.text("admin-action-changed-meanwhile")),
        Err(Refused::Wrong) => {
            let beside = draft.errors.values().flatten();
            let all: Vec<&str> = draft
                .above
                .iter()
                .chain(beside)
                .map(String::as_str)
                .collect();
            Err(all.join(" "))
        }
    })
}
