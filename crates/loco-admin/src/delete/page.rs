//! The page that asks before a row is deleted.
use axum::extract::Path;
use axum::response::Response;
use http::StatusCode;
use sea_orm::DatabaseTransaction;

use super::plan::Plan;
use crate::declare::{FormErrors, SaveCx};
use crate::erased::Entry;
use crate::error::{Error, Result};
use crate::flash::Message;
use crate::form;
use crate::history::{self, Changes, Event};
use crate::labels;
use crate::object::Object;
use crate::visit::Visit;
use crate::{Db, Op, transaction};

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
    let plan = Plan::of(visit, entry, std::slice::from_ref(&object)).await?;
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
    visit.page(
        status,
        "delete.html",
        &serde_json::json!({
            "delete": {
                "model": labels::several(visit, entry),
                "one": labels::one(visit, entry),
                "list_url": entry.url(),
                "object": object.label,
                "object_url": entry.object_url(&object.key, "change"),
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
    let plan = Plan::of(visit, entry, std::slice::from_ref(&object)).await?;
    if !plan.is_possible() {
        return page(visit, StatusCode::CONFLICT, entry, &object, &plan, &[]);
    }
    let transaction = transaction::begin(&visit.app.db).await?;
    let result = remove(visit, &transaction, entry, &object).await;
    let errors = match result {
        Ok(()) => match transaction.commit().await {
            Ok(()) => {
                let message = visit.text_with(
                    "admin-deleted",
                    &[
                        ("model", labels::one(visit, entry).into()),
                        ("object", object.label.as_str().into()),
                    ],
                );
                return Ok(visit.redirect(&entry.url(), vec![Message::success(message)]));
            }
            Err(error) => FormErrors::from(error),
        },
        Err(errors) => {
            transaction.rollback().await?;
            errors
        }
    };
    let mut messages: Vec<String> = errors
        .messages
        .iter()
        .map(|(_, message)| visit.said(message))
        .collect();
    if let Some(error) = errors.database {
        match form::broken_rule(visit, entry, &error) {
            Some(_) => messages.push(visit.text("admin-delete-still-used")),
            None => return Err(error.into()),
        }
    }
    page(
        visit,
        StatusCode::CONFLICT,
        entry,
        &object,
        &plan,
        &messages,
    )
}

/// Deletes a row and writes it down.
pub(crate) async fn remove(
    visit: &Visit,
    transaction: &DatabaseTransaction,
    entry: &Entry,
    object: &Object,
) -> Result<(), FormErrors> {
    let cx = SaveCx {
        db: transaction,
        app: &visit.app,
        staff: &visit.staff,
        now: visit.now,
        language: visit.language,
        before: Some(object.any()),
    };
    entry.core().remove(&cx, object).await?;
    history::write(
        &Db::from(transaction),
        &visit.staff,
        visit.now,
        Event {
            entry,
            object,
            kind: history::Kind::Delete,
            changes: Changes::between(entry, Some(object), None),
        },
    )
    .await?;
    Ok(())
}
