//! The history of one row.
use axum::extract::Path;
use axum::response::Response;
use http::StatusCode;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Serialize;

use super::log;
use crate::Op;
use crate::erased::Entry;
use crate::error::{Error, Result};
use crate::labels;
use crate::show;
use crate::visit::Visit;

/// How many entries a page shows.
const A_PAGE: u64 = 100;

#[derive(Serialize)]
struct HistoryView {
    model: String,
    list_url: String,
    object: String,
    object_url: Option<String>,
    entries: Vec<EntryView>,
    more: Option<String>,
}

/// One thing that happened.
#[derive(Serialize)]
pub(crate) struct EntryView {
    pub at: String,
    pub datetime: String,
    pub user: String,
    pub what: String,
    pub action: String,
    pub changes: Vec<ChangeView>,
}

#[derive(Serialize)]
pub(crate) struct ChangeView {
    pub field: String,
    pub old: String,
    pub new: String,
    pub secret: bool,
}

/// `GET /admin/{model}/{key}/history/`
pub(crate) async fn show(visit: Visit, Path((slug, key)): Path<(String, String)>) -> Response {
    visit.respond(page(&visit, &slug, &key).await)
}

async fn page(visit: &Visit, slug: &str, key: &str) -> Result<Response> {
    let entry = visit.entry(slug, Op::View)?;
    let key = entry.parse_key(key).ok_or(Error::NotFound)?;
    let object = entry
        .find(&visit.db(), &visit.staff, &key, false)
        .await?
        .ok_or(Error::NotFound)?;
    if !entry.can(&visit.staff, Op::View, Some(&object)) {
        return Err(Error::Forbidden);
    }
    let before: Option<i64> = match visit.parameter("before") {
        None => None,
        Some(id) => Some(id.parse().map_err(|_| Error::NotFound)?),
    };
    let mut rows = log::Entity::find()
        .filter(log::Column::Model.eq(entry.slug))
        .filter(log::Column::ObjectKey.eq(object.key.text()))
        .order_by_desc(log::Column::Id)
        .limit(A_PAGE + 1);
    if let Some(before) = before {
        rows = rows.filter(log::Column::Id.lt(before));
    }
    let mut rows = rows.all(&visit.app.db).await?;
    let more = rows.len() as u64 > A_PAGE;
    rows.truncate(usize::try_from(A_PAGE).unwrap_or(usize::MAX));
    let view = HistoryView {
        model: labels::several(visit, entry),
        list_url: entry.url(),
        object_url: Some(entry.object_url(&object.key, "change")),
        object: object.label,
        more: more
            .then(|| rows.last().map(|last| format!("?before={}", last.id)))
            .flatten(),
        entries: rows
            .iter()
            .map(|row| entry_view(visit, Some(entry), row))
            .collect(),
    };
    visit.page(
        StatusCode::OK,
        "history.html",
        &serde_json::json!({ "history": view }),
    )
}

/// What happened, in the person's language.
pub(crate) fn entry_view(visit: &Visit, entry: Option<&Entry>, row: &log::Model) -> EntryView {
    let what = match row.action.as_str() {
        "add" => visit.text("admin-history-add"),
        "change" => visit.text("admin-history-change"),
        "delete" => visit.text("admin-history-delete"),
        "export" => visit.text("admin-export"),
        action => entry
            .and_then(|entry| {
                entry
                    .declaration
                    .actions
                    .iter()
                    .find(|declared| declared.name == action)
            })
            .map_or_else(|| action.to_owned(), |declared| visit.said(&declared.label)),
    };
    let changes: serde_json::Map<String, serde_json::Value> =
        serde_json::from_str(&row.changes).unwrap_or_default();
    EntryView {
        at: show::moment(visit, row.at),
        datetime: row.at.to_rfc3339(),
        user: row.user_name.clone(),
        what,
        action: row.action.clone(),
        changes: changes
            .iter()
            .filter(|(name, _)| {
                let field = entry.and_then(|entry| entry.field(name));
                field.is_none_or(|field| !field.tweak.hidden && !field.is_made())
            })
            .map(|(name, change)| change_view(visit, entry, name, change))
            .collect(),
    }
}

fn change_view(
    visit: &Visit,
    entry: Option<&Entry>,
    name: &str,
    change: &serde_json::Value,
) -> ChangeView {
    let field = entry.and_then(|entry| entry.field(name));
    let text = |side: &str| -> String {
        let Some(text) = change.get(side).and_then(serde_json::Value::as_str) else {
            return String::new();
        };
        let Some(field) = field.filter(|field| field.points_to.is_none()) else {
            return text.to_owned();
        };
        match crate::value::parse(&field.array, text, chrono_tz::UTC) {
            Ok(value) => show::value(visit, field, &value).text,
            Err(_) => text.to_owned(),
        }
    };
    ChangeView {
        field: match name.strip_prefix('+') {
            Some(note) => noted(visit, note),
            None => entry.map_or_else(
                || name.to_owned(),
                |entry| labels::field(visit, entry, name, None),
            ),
        },
        old: text("old"),
        new: text("new"),
        secret: change.get("secret").is_some(),
    }
}

/// What a note is called that is about no field.
fn noted(visit: &Visit, note: &str) -> String {
    let Some(table) = note.strip_prefix("along ") else {
        return visit.text(&format!("admin-history-{note}"));
    };
    let model = visit.site.by_table(table).map_or_else(
        || crate::erased::humanized(table),
        |other| labels::several(visit, other),
    );
    visit.text_with("admin-history-along", &[("models", model.into())])
}
