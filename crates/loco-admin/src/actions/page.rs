//! The page that asks before an action happens, and the page that says what became of each row.
use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use http::StatusCode;
use serde::Serialize;
use serde_json::json;

use super::bulk::{self, BulkView, CHANGE};
use super::run;
use super::selection::Selection;
use crate::Op;
use crate::declare::{ActionReport, Confirm, DeclaredAction, shorter};
use crate::erased::Entry;
use crate::error::{Error, Result};
use crate::flash::Message;
use crate::form::Submitted;
use crate::fresh;
use crate::labels;
use crate::object::Object;
use crate::visit::Visit;

/// The action that every model has which can be deleted.
pub(super) const DELETE: &str = "delete";
/// How many rows the pages name.
const NAMED: usize = 50;

/// An action as the list and a row's page offer it.
#[derive(Serialize)]
pub(crate) struct Offered {
    pub name: &'static str,
    pub label: String,
    pub danger: bool,
}

/// The actions that somebody may use, on a row's page with this row.
pub(crate) fn offered(visit: &Visit, entry: &Entry, row: Option<&Object>) -> Vec<Offered> {
    all(entry)
        .into_iter()
        .filter(|action| allowed(visit, entry, action))
        .filter(|action| row.is_none_or(|row| run::may(visit, entry, action, row)))
        // A row's page has its own form and a button for these already.
        .filter(|action| row.is_none() || ![CHANGE, DELETE].contains(&action.name))
        .map(|action| Offered {
            label: visit.said(&action.label),
            name: action.name,
            danger: action.danger,
        })
        .collect()
}

fn all(entry: &Entry) -> Vec<DeclaredAction> {
    let own = |name, label: &str, danger| DeclaredAction {
        name,
        label: label.to_owned(),
        needs: None,
        confirm: Confirm::Page,
        danger,
        fresh: None,
        asks: None,
        run: None,
    };
    let mut actions = entry.declaration.actions.clone();
    if !entry.declaration.bulk.is_empty() {
        actions.push(own(CHANGE, "admin-action-change-field", false));
    }
    if entry.declaration.deletes {
        actions.push(DeclaredAction {
            fresh: entry.declaration.fresh_to_delete(),
            ..own(DELETE, "admin-action-delete", true)
        });
    }
    actions
}

fn allowed(visit: &Visit, entry: &Entry, action: &DeclaredAction) -> bool {
    match action.needs {
        Some(permission) => visit.staff.can(permission),
        None if action.name == CHANGE => !bulk::offered(visit, entry).is_empty(),
        None if action.name == DELETE => entry.can(&visit.staff, Op::Delete, None),
        None => entry.can(&visit.staff, Op::Change, None),
    }
}

/// `POST /admin/{model}/actions/`
pub(crate) async fn act(visit: Visit, Path(slug): Path<String>, body: Bytes) -> Response {
    let sent = Submitted::read(&body);
    visit.respond(acted(&visit, &slug, &sent, &body).await)
}

async fn acted(visit: &Visit, slug: &str, sent: &Submitted, body: &Bytes) -> Result<Response> {
    let entry = visit.entry(slug, Op::View)?;
    let back = back(entry, sent);
    let name = sent.last("_action").unwrap_or_default();
    if name.is_empty() {
        let message = visit.text("admin-action-choose");
        return Ok(visit.redirect(&back, vec![Message::warning(message)]));
    }
    let action = all(entry)
        .into_iter()
        .find(|action| action.name == name)
        .ok_or(Error::NotFound)?;
    if !allowed(visit, entry, &action) {
        return Err(Error::Forbidden);
    }
    let selection = Selection::of(visit, entry, sent).await?;
    if selection.objects.is_empty() {
        let message = visit.text("admin-action-nothing-chosen");
        return Ok(visit.redirect(&back, vec![Message::warning(message)]));
    }
    if action.name == CHANGE {
        return bulk::act(visit, entry, &action, &selection, sent, body, &back).await;
    }
    let answer = sent.last("_answer").unwrap_or_default();
    let answered = action
        .asks
        .as_ref()
        .is_none_or(|(_, choices)| choices.iter().any(|choice| choice.value == answer));
    let confirmed = sent.has("_confirmed") || action.confirm == Confirm::No;
    if !confirmed || !answered {
        let asked = if confirmed && !answered {
            Asked {
                wrong: true,
                status: StatusCode::UNPROCESSABLE_ENTITY,
                bulk: None,
            }
        } else {
            Asked::default()
        };
        return ask(visit, entry, &action, &selection, &back, asked);
    }
    fresh::ask(visit, limit(entry, &action), body).await?;
    let report = run::run(visit, entry, &action, &selection.objects, answer).await?;
    tell(visit, entry, &action, &selection, &report, &back)
}

/// How old a sign-in may be, in minutes.
fn limit(entry: &Entry, action: &DeclaredAction) -> Option<u32> {
    shorter(entry.declaration.fresh, action.fresh)
}

/// The list that the action was chosen on, or the page of the row.
fn back(entry: &Entry, sent: &Submitted) -> String {
    sent.last("_back")
        .filter(|back| {
            back.starts_with(&entry.url())
                && back.chars().all(|c| c.is_ascii_graphic() && c != '\\')
        })
        .map_or_else(|| entry.url(), str::to_owned)
}

/// What the page asks for beside which rows, and whether it was answered wrongly.
#[derive(Default)]
pub(super) struct Asked {
    pub wrong: bool,
    pub status: StatusCode,
    pub bulk: Option<BulkView>,
}

pub(super) fn ask(
    visit: &Visit,
    entry: &Entry,
    action: &DeclaredAction,
    selection: &Selection,
    back: &str,
    asked: Asked,
) -> Result<Response> {
    let (can, cannot): (Vec<&Object>, Vec<&Object>) = selection
        .objects
        .iter()
        .partition(|row| run::may(visit, entry, action, row));
    let named = |rows: &[&Object]| -> Vec<String> {
        rows.iter()
            .take(NAMED)
            .map(|row| row.label.clone())
            .collect()
    };
    let asks = action.asks.as_ref().map(|(label, choices)| {
        let choices: Vec<_> = choices
            .iter()
            .map(|choice| json!({ "value": choice.value, "label": visit.said(&choice.label) }))
            .collect();
        json!({ "label": visit.said(label), "choices": choices, "wrong": asked.wrong })
    });
    let view = json!({
        "action": {
            "name": action.name,
            "label": visit.said(&action.label),
            "danger": action.danger,
            "model": labels::several(visit, entry),
            "list_url": entry.url(),
            "url": format!("{}actions/", entry.url()),
            "back": back,
            "keys": selection.keys,
            "query": selection.query,
            "count": can.len(),
            "rows": named(&can),
            "others": can.len().saturating_sub(NAMED),
            "cannot": named(&cannot),
            "cannot_count": cannot.len(),
            "missing": selection.missing,
            "asks": asks,
            "bulk": asked.bulk,
            "stale": fresh::is_stale(visit, limit(entry, action)),
        }
    });
    visit.page(asked.status, "action.html", &view)
}

pub(super) fn tell(
    visit: &Visit,
    entry: &Entry,
    action: &DeclaredAction,
    selection: &Selection,
    report: &ActionReport,
    back: &str,
) -> Result<Response> {
    let done = report.done.len();
    let label = visit.said(&action.label);
    if report.failed.is_empty() && selection.missing == 0 {
        let message = visit.text_with(
            "admin-action-done",
            &[("action", label.into()), ("count", done.into())],
        );
        // The page of a row that was deleted is gone with it.
        let back = if action.name == DELETE {
            entry.url()
        } else {
            back.to_owned()
        };
        return Ok(visit.redirect(&back, vec![Message::success(message)]));
    }
    let view = json!({
        "report": {
            "label": label,
            "model": labels::several(visit, entry),
            "list_url": entry.url(),
            "back": back,
            "done": done,
            "failed": report.failed.iter().take(500).map(|(row, why)| json!({ "row": row, "why": why })).collect::<Vec<_>>(),
            "failed_count": report.failed.len(),
            "missing": selection.missing,
        }
    });
    visit.page(StatusCode::OK, "report.html", &view)
}
