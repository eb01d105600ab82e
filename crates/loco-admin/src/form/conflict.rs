//! Somebody else saved first: what they have, what I have, and what we both began with.
use std::collections::BTreeMap;

use axum::response::Response;
use http::StatusCode;
use serde::Serialize;

use super::fields::{self, Part};
use super::form_view::{Form, form_view};
use super::inlines::Inline;
use super::save::Current;
use super::view::{self, Lists};
use super::{Draft, Submitted};
use crate::erased::Entry;
use crate::error::Result;
use crate::labels;
use crate::object::Object;
use crate::visit::Visit;

pub(super) type Texts = BTreeMap<String, Vec<String>>;

#[derive(Serialize)]
struct Difference {
    label: String,
    name: String,
    base: String,
    theirs: String,
    mine: String,
    /// Both changed it, each to something else: mine would undo theirs.
    both: bool,
}

/// The texts that the form was made from. They come from the browser and are only shown.
pub(super) fn base(sent: &Submitted) -> Texts {
    sent.last("_base")
        .and_then(|json| serde_json::from_str(json).ok())
        .unwrap_or_default()
}

/// What this person has typed, and what their form was made from.
pub(super) struct Mine<'a> {
    pub draft: Draft,
    pub base: Texts,
    pub inlines: Vec<Inline<'a>>,
}

/// The form again, with the row's new version: fields that only they changed have what they
/// wrote, fields that I changed have what I wrote, and a table says which is which.
pub(super) async fn page(
    visit: &Visit,
    entry: &Entry,
    parts: Vec<Part>,
    editable: &[&'static str],
    current: Current,
    mine: Mine<'_>,
) -> Result<Response> {
    let Mine {
        draft: mine,
        base,
        inlines,
    } = mine;
    let theirs = current.draft;
    let mut merged = mine.clone();
    let mut differences = Vec::new();
    for name in editable {
        let (my, their) = (mine.all(name), theirs.all(name));
        let began = base.get(*name).map_or(their, Vec::as_slice);
        let (i_changed, they_changed) = (my != began, their != began);
        if !i_changed {
            merged.values.insert(name, their.to_vec());
        }
        if !i_changed && !they_changed || my == their {
            continue;
        }
        differences.push(Difference {
            label: fields::label(visit, entry, name),
            name: (*name).to_owned(),
            base: said(visit, entry, name, began, &current.object).await?,
            theirs: said(visit, entry, name, their, &current.object).await?,
            mine: said(visit, entry, name, my, &current.object).await?,
            both: i_changed && they_changed,
        });
    }
    let chosen = entry
        .declaration
        .many
        .iter()
        .map(|many| (many.name, theirs.all(many.name).to_vec()))
        .collect();
    let mut form = Form::new(entry, Some(&current.object), parts);
    form.version = visit.versions.with_pairs(entry, &current.object, &chosen);
    let texts: BTreeMap<&str, &[String]> = editable
        .iter()
        .map(|name| (*name, theirs.all(name)))
        .collect();
    form.base = serde_json::to_string(&texts).ok();
    let view = form_view(visit, &form, &merged, &inlines).await?;
    let history = entry.object_url(&current.object.key, "history");
    visit.page(
        StatusCode::CONFLICT,
        "conflict.html",
        &serde_json::json!({
            "form": view,
            "conflict": {
                "differences": differences,
                "reload_url": entry.object_url(&current.object.key, "change"),
                "history_url": history,
                "one": labels::one(visit, entry),
            }
        }),
    )
}

/// The texts of a field as a person reads them.
async fn said(
    visit: &Visit,
    entry: &Entry,
    name: &'static str,
    texts: &[String],
    object: &Object,
) -> Result<String> {
    let mut draft = Draft::default();
    draft.values.insert(name, texts.to_vec());
    let views = view::field_views(
        visit,
        entry,
        &[name],
        &[name],
        &draft,
        Some(object),
        &mut Lists::default(),
    )
    .await?;
    let Some(field) = views.get(name) else {
        return Ok(texts.join(", "));
    };
    let chosen: Vec<&str> = field
        .choices
        .iter()
        .filter(|choice| choice.selected)
        .map(|choice| choice.label.as_str())
        .collect();
    Ok(if chosen.is_empty() {
        texts.join(", ")
    } else {
        chosen.join(", ")
    })
}
