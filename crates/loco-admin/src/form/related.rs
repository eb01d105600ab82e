//! Links beside a field that points elsewhere: rows there are added, changed, looked at and deleted without leaving the
//! form. Without a script they open beside it; with it, in a window above it, and the row goes into the field.
use axum::Json;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::json;

use crate::Op;
use crate::erased::Entry;
use crate::error::{Error, Result};
use crate::flash::Message;
use crate::key::Key;
use crate::labels;
use crate::object::Object;
use crate::value;
use crate::visit::Visit;

/// The parameter of pages that were opened from beside a field: the column that the field points to.
const POPUP: &str = "_popup";
/// Stands for the key in addresses that a script completes.
const KEY: &str = "__key__";

/// What somebody may do with the rows that a field points to.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct RelatedView {
    /// What one row there is called.
    one: String,
    table: String,
    add: Option<String>,
    links: Vec<Link>,
}

/// A page of the row that the field points to.
#[derive(Clone, Debug, Serialize)]
struct Link {
    what: &'static str,
    /// The message with the word for it, and the whole of it.
    word: String,
    label: String,
    /// The address, with a place for the key.
    pattern: String,
    /// The address for the row that is chosen.
    url: Option<String>,
}

impl RelatedView {
    /// `None` where nothing may be done.
    pub fn of(visit: &Visit, target: &Entry, column: &str, chosen: &str) -> Option<Self> {
        let can = |op| target.can(&visit.staff, op, None);
        let mut links = Vec::new();
        if let [place] = target.keys[..]
            && target.fields[place].name == column
        {
            let key = value::parse(&target.fields[place].array, chosen, visit.site.zone())
                .ok()
                .filter(|key| !value::is_null(key))
                .map(|key| Key(vec![key]).text());
            let mut link = |what: &'static str, page: &str| {
                let label = format!("admin-related-{what}");
                let one = labels::one(visit, target);
                let pattern = format!("{}{KEY}/{page}/?{POPUP}={column}", target.url());
                links.push(Link {
                    what,
                    word: format!("admin-{what}"),
                    label: visit.text_with(&label, &[("model", one.into())]),
                    url: key.as_ref().map(|key| pattern.replace(KEY, key)),
                    pattern,
                });
            };
            if can(Op::Change) {
                link("change", "change");
            } else if can(Op::View) {
                link("view", "change");
            }
            if can(Op::Delete) {
                link("delete", "delete");
            }
        }
        let add = can(Op::Add).then(|| format!("{}?{POPUP}={column}", target.add_url()));
        (add.is_some() || !links.is_empty()).then(|| Self {
            one: labels::one(visit, target),
            table: target.table.to_owned(),
            add,
            links,
        })
    }

    /// Only the link to add a row: choices of many have no single row to change.
    pub fn to_add(visit: &Visit, target: &Entry, column: &str) -> Option<Self> {
        let mut view = Self::of(visit, target, column, "")?;
        view.links.clear();
        view.add.is_some().then_some(view)
    }
}

/// A page that was opened from beside a field.
pub(crate) struct Popup {
    column: &'static str,
}

impl Popup {
    /// Whether this request is for one. Only columns that something points to are answered with.
    pub fn of(visit: &Visit, entry: &Entry) -> Result<Option<Self>> {
        let Some(asked) = visit.parameter(POPUP) else {
            return Ok(None);
        };
        let is_pointed_to = visit.site.entries().any(|other| {
            let fields = other.fields.iter();
            let mut pointers = fields.filter_map(|field| field.points_to.as_ref());
            pointers.any(|to| to.table == entry.table && to.column == asked)
                || other
                    .declaration
                    .many
                    .iter()
                    .any(|many| many.target == entry.table && many.right.1 == asked)
        });
        match entry.field(asked).filter(|_| is_pointed_to) {
            Some(field) => Ok(Some(Self { column: field.name })),
            None => Err(Error::BadRequest(
                visit.text_with("admin-list-unknown", &[("name", POPUP.into())]),
            )),
        }
    }

    /// What goes behind the addresses of further pages of the same row.
    pub fn query(&self) -> String {
        format!("?{POPUP}={}", self.column)
    }

    /// The answer to a save: the row for the field, or the row's page once more.
    pub fn saved(
        &self,
        visit: &Visit,
        entry: &Entry,
        object: &Object,
        message: Message,
    ) -> Response {
        let value = entry
            .place(self.column)
            .and_then(|place| value::text(&object.values[place]));
        if visit.wants_json() {
            return Json(json!({ "saved": { "value": value, "label": object.label } }))
                .into_response();
        }
        let next = if entry.can(&visit.staff, Op::View, Some(object)) {
            entry.object_url(&object.key, "change") + &self.query()
        } else {
            "/admin/".to_owned()
        };
        visit.redirect(&next, vec![message])
    }

    /// The answer to a deletion.
    pub fn deleted(&self, visit: &Visit, entry: &Entry, message: Message) -> Response {
        if visit.wants_json() {
            return Json(json!({ "deleted": true })).into_response();
        }
        let note = Message::success(visit.text("admin-popup-note"));
        visit.redirect(&entry.url(), vec![message, note])
    }
}
