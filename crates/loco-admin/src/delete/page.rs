//! The page that asks before a row is deleted.
use axum::extract::Path;
use axum::response::Response;
use http::StatusCode;

use super::in_transaction;
use super::plan::Plan;
use crate::Op;
use crate::erased::Entry;
use crate::error::{Error, Result};
use crate::flash::Message;
use crate::form::Popup;
use crate::fresh;
use crate::labels;
use crate::object::Object;
use crate::visit::Visit;

/// `GET /admin/{model}/{key}/delete/`
pub(crate) async fn ask(visit: Visit, Path((slug, key)): Path<(String, String)>) -> Response {
    visit.respond(asked(&visit, &slug, &key).await)
}

/// `POST /admin/{model}/{key}/delete/`
pub(crate) async fn delete(visit: Visit, Path((slug, key)): Path<(String, String)>) -> Response {
    visit.respond(deleted(&visit, &slug, &key).await)
}

async fn find(visit: &Visit, entry: &Entry, key: &str) -> Result<Object> {
    let key = entry.parse_key(key).ok_or(Error::NotFound)?;
    let object = entry
        .find(&visit.db(), &visit.staff, &key, false)
        .await?
        .ok_or(Error::NotFound)?;
    if entry.can(&visit.staff, Op::Delete, Some(&object)) {
        Ok(object)
    } else {
        Err(Error::Forbidden)
    }
}

async fn asked(visit: &Visit, slug: &str, key: &str) -> Result<Response> {
    let entry = visit.entry(slug, Op::Delete)?;
    let object = find(visit, entry, key).await?;
    let plan = Plan::of(visit, &visit.db(), entry, std::slice::from_ref(&object)).await?;
    page(visit, StatusCode::OK, entry, &object, &plan, &[])
}

fn page(
    visit: &Visit,
    status: StatusCode,
    entry: &Entry,
    object: &Object,
    plan: &Plan,
    errors: &[String],
) -> Result<Response> {
    let popup = Popup::of(visit, entry)?;
    let query = popup.as_ref().map(Popup::query).unwrap_or_default();
    visit.page(
        status,
        "delete.html",
        &serde_json::json!({
            "delete": {
                "model": labels::several(visit, entry),
                "one": labels::one(visit, entry),
                "list_url": entry.url(),
                "object": object.label,
                "object_url": entry.object_url(&object.key, "change") + &query,
                "popup": popup.is_some(),
                "stale": fresh::is_stale(visit, entry.declaration.fresh_to_delete()),
                "plan": plan,
                "possible": plan.is_possible(),
                "errors": errors,
            }
        }),
    )
}

async fn deleted(visit: &Visit, slug: &str, key: &str) -> Result<Response> {
    let entry = visit.entry(slug, Op::Delete)?;
    let object = find(visit, entry, key).await?;
    let popup = Popup::of(visit, entry)?;
    fresh::ask(visit, entry.declaration.fresh_to_delete(), &[]).await?;
    match in_transaction(visit, entry, &object).await? {
        Ok(()) => {
            let message = visit.text_with(
                "admin-deleted",
                &[
                    ("model", labels::one(visit, entry).into()),
                    ("object", object.label.as_str().into()),
                ],
            );
            let message = Message::success(message);
            Ok(match popup {
                Some(popup) => popup.deleted(visit, entry, message),
                None => visit.redirect(&entry.url(), vec![message]),
            })
        }
        Err(refused) => page(
            visit,
            StatusCode::CONFLICT,
            entry,
            &object,
            &refused.plan,
            &refused.messages,
        ),
    }
}
