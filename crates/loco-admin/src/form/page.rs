//! The pages of a new row and of one that is there.
use std::collections::BTreeMap;

use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use http::StatusCode;
use serde::Serialize;

use super::conflict;
use super::fields::{self, Part};
use super::inline_view::{self, InlineView};
use super::inlines::Inline;
use super::save::{Refused, Save, version};
use super::view::{self, Lists};
use super::{Draft, FieldView, Submitted, many};
use crate::Op;
use crate::actions::{self, Offered};
use crate::erased::Entry;
use crate::error::{Error, Result};
use crate::flash::Message;
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
    may_add: bool,
    save_as_new: bool,
    save_on_top: bool,
    delete_url: Option<String>,
    history_url: Option<String>,
    site_url: Option<String>,
    key: String,
    actions: Vec<Offered>,
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

/// `GET /admin/{model}/add/`
pub(crate) async fn new(visit: Visit, Path(slug): Path<String>) -> Response {
    visit.respond(blank(&visit, &slug).await)
}

/// `POST /admin/{model}/add/`
pub(crate) async fn create(visit: Visit, Path(slug): Path<String>, body: Bytes) -> Response {
    let sent = Submitted::read(&body);
    visit.respond(made(&visit, &slug, &sent).await)
}

/// `GET /admin/{model}/{key}/change/`
pub(crate) async fn edit(visit: Visit, Path((slug, key)): Path<(String, String)>) -> Response {
    visit.respond(there(&visit, &slug, &key).await)
}

/// `POST /admin/{model}/{key}/change/`
pub(crate) async fn update(
    visit: Visit,
    Path((slug, key)): Path<(String, String)>,
    body: Bytes,
) -> Response {
    let sent = Submitted::read(&body);
    visit.respond(changed(&visit, &slug, &key, &sent).await)
}

fn names(parts: &[Part]) -> Vec<&'static str> {
    parts
        .iter()
        .flat_map(|part| part.lines.iter().flatten().copied())
        .collect()
}

async fn blank(visit: &Visit, slug: &str) -> Result<Response> {
    let entry = visit.entry(slug, Op::Add)?;
    let parts = fields::parts(visit, entry, true);
    let draft = Draft::blank(visit, entry, &names(&parts), visit.query());
    let inlines = Inline::load(visit, entry, None).await?;
    let form = Form::new(entry, None, parts);
    page(visit, StatusCode::OK, &form, &draft, &inlines).await
}

async fn made(visit: &Visit, slug: &str, sent: &Submitted) -> Result<Response> {
    let entry = visit.entry(slug, Op::Add)?;
    create_from(visit, entry, sent).await
}

async fn create_from(visit: &Visit, entry: &Entry, sent: &Submitted) -> Result<Response> {
    let parts = fields::parts(visit, entry, true);
    let editable = fields::editable(visit, entry, names(&parts), None);
    let mut draft =
        Draft::blank(visit, entry, &names(&parts), visit.query()).send(entry, &editable, sent);
    let mut inlines = Inline::load(visit, entry, None).await?;
    for inline in &mut inlines {
        inline.send(visit, sent);
    }
    let save = Save {
        visit,
        entry,
        names: &editable,
        before: None,
        version: "",
    };
    match save.run(&mut draft, &mut inlines).await {
        Ok(object) => Ok(go_on(visit, entry, &object, sent, "admin-added")),
        Err(Refused::Failed(error)) => Err(error),
        Err(_) => {
            let form = Form::new(entry, None, parts);
            page(
                visit,
                StatusCode::UNPROCESSABLE_ENTITY,
                &form,
                &draft,
                &inlines,
            )
            .await
        }
    }
}

/// The row of an address, if this person may see it.
pub(super) async fn find(visit: &Visit, entry: &Entry, key: &str, op: Op) -> Result<Object> {
    let key = entry.parse_key(key).ok_or(Error::NotFound)?;
    let object = entry
        .find(&visit.db(), &visit.staff, &key, false)
        .await?
        .ok_or(Error::NotFound)?;
    if entry.can(&visit.staff, op, Some(&object)) {
        Ok(object)
    } else {
        Err(Error::Forbidden)
    }
}

async fn there(visit: &Visit, slug: &str, key: &str) -> Result<Response> {
    let entry = visit.entry(slug, Op::View)?;
    let object = find(visit, entry, key, Op::View).await?;
    let chosen = many::chosen(visit, &visit.db(), entry, &object).await?;
    let mut form = Form::new(entry, Some(&object), fields::parts(visit, entry, false));
    form.version = version(&object, &chosen);
    let draft = Draft::of(visit, entry, &object, chosen);
    let inlines = Inline::load(visit, entry, Some(&object)).await?;
    page(visit, StatusCode::OK, &form, &draft, &inlines).await
}

async fn changed(visit: &Visit, slug: &str, key: &str, sent: &Submitted) -> Result<Response> {
    let entry = visit.entry(slug, Op::View)?;
    if sent.has("_saveasnew") && entry.declaration.save_as_new {
        let entry = visit.entry(slug, Op::Add)?;
        return create_from(visit, entry, sent).await;
    }
    let object = find(visit, entry, key, Op::Change).await?;
    let parts = fields::parts(visit, entry, false);
    let editable = fields::editable(visit, entry, names(&parts), Some(&object));
    let chosen = many::chosen(visit, &visit.db(), entry, &object).await?;
    let mut draft = Draft::of(visit, entry, &object, chosen).send(entry, &editable, sent);
    let seen = sent.last("_version").unwrap_or_default();
    let mut inlines = Inline::load(visit, entry, Some(&object)).await?;
    for inline in &mut inlines {
        inline.send(visit, sent);
    }
    let save = Save {
        visit,
        entry,
        names: &editable,
        before: Some(&object),
        version: seen,
    };
    match save.run(&mut draft, &mut inlines).await {
        Ok(object) => Ok(go_on(visit, entry, &object, sent, "admin-changed")),
        Err(Refused::Failed(error)) => Err(error),
        Err(Refused::Gone) => Err(Error::NotFound),
        Err(Refused::Changed(current)) => {
            let mine = conflict::Mine {
                draft,
                base: conflict::base(sent),
                inlines,
            };
            conflict::page(visit, entry, parts, &editable, *current, mine).await
        }
        Err(Refused::Wrong) => {
            let mut form = Form::new(entry, Some(&object), parts);
            seen.clone_into(&mut form.version);
            form.base = sent.last("_base").map(str::to_owned);
            page(
                visit,
                StatusCode::UNPROCESSABLE_ENTITY,
                &form,
                &draft,
                &inlines,
            )
            .await
        }
    }
}

/// Where the button that was pressed leads to.
fn go_on(visit: &Visit, entry: &Entry, object: &Object, sent: &Submitted, key: &str) -> Response {
    let mut message = Message::success(visit.text_with(
        key,
        &[
            ("model", labels::one(visit, entry).into()),
            ("object", object.label.as_str().into()),
        ],
    ));
    message.url = entry.object_url(&object.key, "change");
    let next = if sent.has("_addanother") && entry.can(&visit.staff, Op::Add, None) {
        entry.add_url()
    } else if sent.has("_continue") || sent.has("_saveasnew") {
        entry.object_url(&object.key, "change")
    } else if entry.can(&visit.staff, Op::View, None) {
        entry.url()
    } else {
        "/admin/".to_owned()
    };
    visit.redirect(&next, vec![message])
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
}

async fn page(
    visit: &Visit,
    status: StatusCode,
    form: &Form<'_>,
    draft: &Draft,
    inlines: &[Inline<'_>],
) -> Result<Response> {
    let view = form_view(visit, form, draft, inlines).await?;
    let own = format!("{}/form.html", form.entry.slug);
    let template = if visit.site.views().has(&own) {
        &own
    } else {
        "form.html"
    };
    visit.page(status, template, &serde_json::json!({ "form": view }))
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
    let all = names(&form.parts);
    let editable = if may_change {
        fields::editable(visit, entry, all.iter().copied(), object)
    } else {
        Vec::new()
    };
    let mut lists = Lists::default();
    let mut views =
        view::field_views(visit, entry, &all, &editable, draft, object, &mut lists).await?;
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
    Ok(FormView {
        model: labels::several(visit, entry),
        title: match object {
            Some(object) => object.label.clone(),
            None => visit.text_with("admin-form-add", &[("model", one.as_str().into())]),
        },
        one,
        list_url: entry.url(),
        object: object.map(|object| object.label.clone()),
        action: page("change").unwrap_or_else(|| entry.add_url()),
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
        may_add: entry.can(&visit.staff, Op::Add, None),
        save_as_new: entry.declaration.save_as_new && object.is_some(),
        save_on_top: entry.declaration.save_on_top,
        delete_url: page("delete").filter(|_| can(Op::Delete)),
        history_url: page("history"),
        site_url: object
            .zip(entry.declaration.on_site.as_ref())
            .map(|(object, url)| url(object))
            .filter(|url| url.starts_with('/') && !url.starts_with("//")),
        key: object.map(|object| object.key.text()).unwrap_or_default(),
        actions: match object {
            Some(_) => actions::offered(visit, entry, object),
            None => Vec::new(),
        },
    })
}
