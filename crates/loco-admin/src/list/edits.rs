//! Rows that are edited in their list: each is known by its key and version, saved by itself, and
//! only if somebody changed it.
use std::collections::BTreeMap;

use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use http::StatusCode;
use sea_orm::DbErr;

use super::Address;
use super::page;
use crate::Op;
use crate::declare::DeclaredColumn;
use crate::erased::Entry;
use crate::error::{Error, Result};
use crate::flash::Message;
use crate::form::{Draft, FieldView, Lists, Refused, Save, Submitted, editable, field_views};
use crate::fresh;
use crate::key::Key;
use crate::object::Object;
use crate::visit::Visit;

/// What somebody typed into rows of a list, by key.
#[derive(Default)]
pub(super) struct Edits(BTreeMap<String, Edit>);

struct Edit {
    draft: Draft,
    version: String,
}

/// The fields of one row of a list.
#[derive(Default)]
pub(super) struct RowFields {
    pub fields: BTreeMap<&'static str, FieldView>,
    pub version: String,
    pub above: Vec<String>,
}

fn names(columns: &[DeclaredColumn]) -> Vec<&'static str> {
    columns
        .iter()
        .filter(|column| column.editable)
        .map(|column| column.name)
        .collect()
}

fn prefix(key: &str) -> String {
    format!("{key}-")
}

impl Edits {
    /// The fields of each row that this person may edit in the list, with what was typed.
    pub async fn fields(
        &self,
        visit: &Visit,
        entry: &Entry,
        columns: &[DeclaredColumn],
        objects: &[Object],
    ) -> Result<Vec<RowFields>, DbErr> {
        let names = names(columns);
        if names.is_empty() {
            return Ok(Vec::new());
        }
        let mut lists = Lists::default();
        let drafts: Vec<Draft> = objects
            .iter()
            .map(|object| draft(visit, entry, object))
            .collect();
        lists.learn(visit, entry, &names, drafts.iter()).await?;
        let mut rows = Vec::new();
        for (object, draft) in objects.iter().zip(&drafts) {
            if !entry.can(&visit.staff, Op::Change, Some(object)) {
                rows.push(RowFields::default());
                continue;
            }
            let edit = self.0.get(&object.key.text());
            let fills = editable(visit, entry, names.iter().copied(), Some(object));
            let draft = edit.map_or(draft, |edit| &edit.draft);
            rows.push(RowFields {
                fields: field_views(
                    visit,
                    entry,
                    &fills,
                    &fills,
                    draft,
                    Some(object),
                    &mut lists,
                )
                .await?,
                version: edit.map_or_else(
                    || visit.versions.version(entry, object),
                    |edit| edit.version.clone(),
                ),
                above: draft.above.clone(),
            });
        }
        Ok(rows)
    }
}

fn draft(visit: &Visit, entry: &Entry, object: &Object) -> Draft {
    let mut draft = Draft::of(visit, entry, object, BTreeMap::new());
    draft.prefix = prefix(&object.key.text());
    draft
}

/// `POST /admin/{model}/edits/`
pub(crate) async fn save(visit: Visit, Path(slug): Path<String>, body: Bytes) -> Response {
    let sent = Submitted::read(&body);
    visit.respond(saved(&visit, &slug, &sent, &body).await)
}

async fn saved(visit: &Visit, slug: &str, sent: &Submitted, body: &Bytes) -> Result<Response> {
    let entry = visit.entry(slug, Op::Change)?;
    let query = sent.last("_query").unwrap_or_default();
    let parameters: Vec<(String, String)> = url::form_urlencoded::parse(query.as_bytes())
        .map(|(name, value)| (name.into_owned(), value.into_owned()))
        .collect();
    let address = Address::read(visit, entry, &parameters)?;
    let names = names(&super::columns::of(entry));
    if names.is_empty() {
        return Err(Error::NotFound);
    }
    let keys: Vec<Key> = sent
        .names()
        .filter_map(|name| name.strip_suffix("-_version"))
        .map(|key| entry.parse_key(key).ok_or(Error::NotFound))
        .collect::<Result<_>>()?;
    let objects = entry.load(&visit.db(), &visit.staff, &keys, false).await?;
    let mut changed = Vec::new();
    for object in &objects {
        if !entry.can(&visit.staff, Op::Change, Some(object)) {
            continue;
        }
        let fills = editable(visit, entry, names.iter().copied(), Some(object));
        let before = draft(visit, entry, object);
        let draft = before.clone().send(entry, &fills, sent);
        if fills.iter().all(|name| draft.all(name) == before.all(name)) {
            continue;
        }
        changed.push((object, fills, draft));
    }
    if !changed.is_empty() {
        fresh::ask(visit, entry.declaration.fresh, body).await?;
    }
    let mut edits = Edits::default();
    let mut count = 0_usize;
    for (object, fills, mut draft) in changed {
        let version = sent
            .last(&format!("{}_version", draft.prefix))
            .unwrap_or_default();
        let save = Save {
            visit,
            entry,
            names: &fills,
            before: Some(object),
            version,
            body: None,
        };
        let version = match save.run(&mut draft, &mut []).await {
            Ok(_) => {
                count += 1;
                continue;
            }
            Err(Refused::Failed(error)) => return Err(error),
            Err(Refused::Wrong) => version.to_owned(),
            Err(Refused::Gone) => {
                draft.above.push(visit.text("admin-error-gone"));
                version.to_owned()
            }
            Err(Refused::Changed(current)) => {
                // Sent again, it is meant: the page now says that somebody was first.
                draft.above.push(visit.text("admin-inline-changed"));
                visit.versions.version(entry, &current.object)
            }
        };
        edits.0.insert(object.key.text(), Edit { draft, version });
    }
    if edits.0.is_empty() {
        let message = visit.text_with("admin-list-saved", &[("count", count.into())]);
        return Ok(visit.redirect(&address.url(), vec![Message::success(message)]));
    }
    page::with_edits(
        visit,
        entry,
        &address,
        StatusCode::UNPROCESSABLE_ENTITY,
        &edits,
    )
    .await
}
