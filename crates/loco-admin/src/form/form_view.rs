//! A whole form as templates get it.
use std::collections::BTreeMap;

use serde::Serialize;

use super::fields::{self, Part};
use super::inline_view::{self, InlineView};
use super::inlines::Inline;
use super::related::Popup;
use super::view::{self, Lists};
use super::{Draft, FieldView, Submitted};
use crate::Op;
use crate::actions::{self, Offered};
use crate::erased::Entry;
use crate::error::Result;
use crate::fresh;
use crate::labels;
use crate::object::Object;
use crate::visit::Visit;

#[derive(Serialize)]
pub(super) struct FormView {
    model: String,
    one: String,
    list_url: String,
    title: String,
    object: Option<String>,
    action: String,
    version: String,
    base: String,
    parts: Vec<PartView>,
    inlines: Vec<InlineView>,
    above: Vec<String>,
    mistakes: Vec<Mistake>,
    may_change: bool,
    /// There is something to fill in.
    fills: bool,
    may_add: bool,
    save_as_new: bool,
    save_on_top: bool,
    delete_url: Option<String>,
    history_url: Option<String>,
    site_url: Option<String>,
    key: String,
    actions: Vec<Offered>,
    /// Opened from beside a field of another form.
    popup: bool,
    /// To save a change of it, somebody has to sign in again.
    stale: bool,
}

#[derive(Serialize)]
struct PartView {
    title: String,
    description: String,
    collapsed: bool,
    lines: Vec<Vec<FieldView>>,
}

#[derive(Serialize)]
struct Mistake {
    id: String,
    label: String,
    text: String,
}

/// What a form is about.
pub(super) struct Form<'a> {
    pub entry: &'a Entry,
    pub object: Option<&'a Object>,
    pub parts: Vec<Part>,
    pub version: String,
    /// The texts that the form was made from, where it comes back.
    pub base: Option<String>,
}

impl<'a> Form<'a> {
    pub fn new(entry: &'a Entry, object: Option<&'a Object>, parts: Vec<Part>) -> Self {
        Self {
            entry,
            object,
            parts,
            version: String::new(),
            base: None,
        }
    }

    /// The form as it was sent.
    pub fn again(entry: &'a Entry, object: &'a Object, parts: Vec<Part>, sent: &Submitted) -> Self {
        Self {
            version: sent.last("_version").unwrap_or_default().to_owned(),
            base: sent.last("_base").map(str::to_owned),
            ..Self::new(entry, Some(object), parts)
        }
    }
}

pub(super) fn names(parts: &[Part]) -> Vec<&'static str> {
    parts
        .iter()
        .flat_map(|part| part.lines.iter().flatten().copied())
        .collect()
}

pub(super) async fn form_view(
    visit: &Visit,
    form: &Form<'_>,
    draft: &Draft,
    inlines: &[Inline<'_>],
) -> Result<FormView> {
    let (entry, object) = (form.entry, form.object);
    let op = if object.is_some() {
        Op::Change
    } else {
        Op::Add
    };
    let may_change = entry.can(&visit.staff, op, object);
    let stale = fresh::is_stale(visit, entry.declaration.fresh);
    let all = names(&form.parts);
    let editable = if may_change {
        fields::editable(visit, entry, all.iter().copied(), object)
    } else {
        Vec::new()
    };
    let mut lists = Lists::of_form();
    let popup = Popup::of(visit, entry)?;
    let query = popup.as_ref().map(Popup::query).unwrap_or_default();
    let mut views =
        view::field_views(visit, entry, &all, &editable, draft, object, &mut lists).await?;
    let fills = !editable.is_empty() || inlines.iter().any(Inline::fills);
    let inlines = inline_view::views(visit, inlines, &mut lists).await?;
    let mut mistakes: Vec<Mistake> = all
        .iter()
        .filter_map(|name| views.get(name))
        .flat_map(|field| {
            field.errors.iter().map(|text| Mistake {
                id: format!("id_{}", field.name),
                label: field.label.clone(),
                text: text.clone(),
            })
        })
        .collect();
    for (id, label, text) in inlines.iter().flat_map(InlineView::mistakes) {
        mistakes.push(Mistake { id, label, text });
    }
    let base = form.base.clone().unwrap_or_else(|| {
        let texts: BTreeMap<&str, &[String]> = editable
            .iter()
            .map(|name| (*name, draft.all(name)))
            .collect();
        serde_json::to_string(&texts).unwrap_or_default()
    });
    let parts = form
        .parts
        .iter()
        .map(|part| {
            let lines: Vec<Vec<FieldView>> = part
                .lines
                .iter()
                .map(|line| line.iter().filter_map(|name| views.remove(name)).collect())
                .collect();
            let wrong = lines.iter().flatten().any(|field| !field.errors.is_empty());
            PartView {
                title: part.title.clone(),
                description: part.description.clone(),
                // What is wrong must be seen.
                collapsed: part.collapsed && !wrong,
                lines,
            }
        })
        .collect();
    let one = labels::one(visit, entry);
    let can = |op| object.is_some_and(|object| entry.can(&visit.staff, op, Some(object)));
    let page = |page: &str| object.map(|object| entry.object_url(&object.key, page));
    let with_query = |url: String| url + &query;
    Ok(FormView {
        model: labels::several(visit, entry),
        title: match object {
            Some(object) => object.label.clone(),
            None => visit.text_with("admin-form-add", &[("model", one.as_str().into())]),
        },
        one,
        list_url: entry.url(),
        object: object.map(|object| object.label.clone()),
        action: with_query(page("change").unwrap_or_else(|| entry.add_url())),
        version: form.version.clone(),
        base: if object.is_some() {
            base
        } else {
            String::new()
        },
        parts,
        inlines,
        above: draft.above.clone(),
        mistakes,
        may_change,
        fills: may_change && fills,
        may_add: entry.can(&visit.staff, Op::Add, None),
        save_as_new: entry.declaration.save_as_new && object.is_some(),
        save_on_top: entry.declaration.save_on_top,
        delete_url: page("delete").filter(|_| can(Op::Delete)).map(with_query),
        history_url: page("history"),
        site_url: object
            .zip(entry.declaration.on_site.as_ref())
            .map(|(object, url)| url(object))
            .filter(|url| url.starts_with('/') && !url.starts_with("//")),
        key: object.map(|object| object.key.text()).unwrap_or_default(),
        actions: match object {
            Some(_) if popup.is_none() => actions::offered(visit, entry, object),
            _ => Vec::new(),
        },
        popup: popup.is_some(),
        stale,
    })
}
