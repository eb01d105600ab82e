//! The pages of a new row and of one that is there.
use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use http::StatusCode;

use super::conflict;
use super::fields;
use super::form_view::{Form, form_view, names};
use super::inlines::Inline;
use super::related::Popup;
use super::save::{Refused, Save};
use super::{Draft, Submitted, many};
use crate::Op;
use crate::erased::Entry;
use crate::error::{Error, Result};
use crate::flash::Message;
use crate::labels;
use crate::object::Object;
use crate::visit::Visit;

/// The button that loads choices again and saves nothing: for people without a script, once they have added a row
/// beside the form.
const REFRESH: &str = "_refresh";

/// `GET /admin/{model}/add/`
pub(crate) async fn new(visit: Visit, Path(slug): Path<String>) -> Response {
    visit.respond(blank(&visit, &slug).await)
}

/// `POST /admin/{model}/add/`
pub(crate) async fn create(visit: Visit, Path(slug): Path<String>, body: Bytes) -> Response {
    let sent = Submitted::read(&body);
    visit.respond(made(&visit, &slug, &sent, &body).await)
}

/// `GET /admin/{model}/{key}/`: to the row's page, as in addresses that people shorten or remember from Django.
pub(crate) async fn show(visit: Visit, Path((slug, key)): Path<(String, String)>) -> Response {
    let found = visit.entry(&slug, Op::View).and_then(|entry| {
        let key = entry.parse_key(&key).ok_or(Error::NotFound)?;
        Ok(visit.redirect(&entry.object_url(&key, "change"), Vec::new()))
    });
    visit.respond(found)
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
    visit.respond(changed(&visit, &slug, &key, &sent, &body).await)
}

async fn blank(visit: &Visit, slug: &str) -> Result<Response> {
    let entry = visit.entry(slug, Op::Add)?;
    let parts = fields::parts(visit, entry, true);
    let draft = Draft::blank(visit, entry, &names(&parts), visit.query());
    let inlines = Inline::load(visit, entry, None).await?;
    let form = Form::new(entry, None, parts);
    page(visit, StatusCode::OK, &form, &draft, &inlines).await
}

async fn made(visit: &Visit, slug: &str, sent: &Submitted, body: &Bytes) -> Result<Response> {
    let entry = visit.entry(slug, Op::Add)?;
    create_from(visit, entry, sent, body).await
}

async fn create_from(
    visit: &Visit,
    entry: &Entry,
    sent: &Submitted,
    body: &Bytes,
) -> Result<Response> {
    let parts = fields::parts(visit, entry, true);
    let editable = fields::editable(visit, entry, names(&parts), None);
    let mut draft =
        Draft::blank(visit, entry, &names(&parts), visit.query()).send(entry, &editable, sent);
    let mut inlines = Inline::load(visit, entry, None).await?;
    for inline in &mut inlines {
        inline.send(visit, sent);
    }
    if sent.has(REFRESH) {
        let form = Form::new(entry, None, parts);
        return page(visit, StatusCode::OK, &form, &draft, &inlines).await;
    }
    let popup = Popup::of(visit, entry)?;
    let save = Save {
        visit,
        entry,
        names: &editable,
        before: None,
        version: "",
        body: Some(body),
    };
    match save.run(&mut draft, &mut inlines).await {
        Ok(object) => Ok(go_on(visit, entry, &object, sent, popup, "admin-added")),
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
    form.version = visit.versions.with_pairs(entry, &object, &chosen);
    let draft = Draft::of(visit, entry, &object, chosen);
    let inlines = Inline::load(visit, entry, Some(&object)).await?;
    page(visit, StatusCode::OK, &form, &draft, &inlines).await
}

async fn changed(
    visit: &Visit,
    slug: &str,
    key: &str,
    sent: &Submitted,
    body: &Bytes,
) -> Result<Response> {
    let entry = visit.entry(slug, Op::View)?;
    if sent.has("_saveasnew") && entry.declaration.save_as_new {
        let entry = visit.entry(slug, Op::Add)?;
        return create_from(visit, entry, sent, body).await;
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
    if sent.has(REFRESH) {
        let form = Form::again(entry, &object, parts, sent);
        return page(visit, StatusCode::OK, &form, &draft, &inlines).await;
    }
    let popup = Popup::of(visit, entry)?;
    let save = Save {
        visit,
        entry,
        names: &editable,
        before: Some(&object),
        version: seen,
        body: Some(body),
    };
    match save.run(&mut draft, &mut inlines).await {
        Ok(object) => Ok(go_on(visit, entry, &object, sent, popup, "admin-changed")),
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
            let form = Form::again(entry, &object, parts, sent);
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
fn go_on(
    visit: &Visit,
    entry: &Entry,
    object: &Object,
    sent: &Submitted,
    popup: Option<Popup>,
    key: &str,
) -> Response {
    let mut message = Message::success(visit.text_with(
        key,
        &[
            ("model", labels::one(visit, entry).into()),
            ("object", object.label.as_str().into()),
        ],
    ));
    message.url = entry.object_url(&object.key, "change");
    if let Some(popup) = popup {
        return popup.saved(visit, entry, object, message);
    }
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
