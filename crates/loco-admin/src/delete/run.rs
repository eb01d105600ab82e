//! Deleting: one transaction with the history of all that goes.
use sea_orm::DatabaseTransaction;

use super::plan::Plan;
use crate::declare::{FormErrors, SaveCx};
use crate::erased::Entry;
use crate::error::Result;
use crate::form;
use crate::history::{self, Changes, Event};
use crate::object::Object;
use crate::visit::Visit;
use crate::{Db, transaction};

/// Why a row was not deleted.
pub(crate) struct Refused {
    pub plan: Plan,
    /// What hooks and the database said; nothing where the plan says it all.
    pub messages: Vec<String>,
}

/// Deletes a row in one transaction with its history. What points to it is looked at once more:
/// that may have changed since somebody was asked.
pub(crate) async fn in_transaction(
    visit: &Visit,
    entry: &Entry,
    object: &Object,
) -> Result<std::result::Result<(), Refused>> {
    let transaction = transaction::begin(&visit.app.db).await?;
    let db = Db::from(&transaction);
    let plan = Plan::of(visit, &db, entry, std::slice::from_ref(object)).await?;
    if !plan.is_possible() {
        transaction.rollback().await?;
        let messages = Vec::new();
        return Ok(Err(Refused { plan, messages }));
    }
    let errors = match gone(visit, &transaction, entry, object, &plan).await {
        Ok(()) => match transaction.commit().await {
            Ok(()) => return Ok(Ok(())),
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
    Ok(Err(Refused { plan, messages }))
}

/// Deletes a row as part of something else, if nothing forbids it.
pub(crate) async fn remove(
    visit: &Visit,
    transaction: &DatabaseTransaction,
    entry: &Entry,
    object: &Object,
) -> std::result::Result<(), FormErrors> {
    let db = Db::from(transaction);
    let plan = Plan::of(visit, &db, entry, std::slice::from_ref(object)).await?;
    if !plan.forbidden.is_empty() {
        return Err(FormErrors::form("admin-delete-forbidden-along"));
    }
    if !plan.protected.is_empty() {
        return Err(FormErrors::form("admin-delete-still-used"));
    }
    gone(visit, transaction, entry, object, &plan).await
}

/// Deletes a row and writes it down, with each row that goes along.
async fn gone(
    visit: &Visit,
    transaction: &DatabaseTransaction,
    entry: &Entry,
    object: &Object,
    plan: &Plan,
) -> std::result::Result<(), FormErrors> {
    let db = &Db::from(transaction);
    let mut changes = Changes::between(entry, Some(object), None);
    for along in &plan.along {
        changes.went_along(&along.table, along.count(db).await?);
    }
    let cx = SaveCx {
        db: transaction,
        app: &visit.app,
        staff: &visit.staff,
        now: visit.now,
        language: visit.language,
        before: Some(object.any()),
    };
    entry.core().remove(&cx, object).await?;
    for along in &plan.along {
        let Some(other) = visit.site.by_table(&along.table) else {
            continue;
        };
        for row in &along.objects {
            let mut changes = Changes::between(other, Some(row), None);
            changes.went_with(&object.label);
            written(visit, db, other, row, changes).await?;
        }
    }
    written(visit, db, entry, object, changes).await?;
    Ok(())
}

async fn written(
    visit: &Visit,
    db: &Db<'_>,
    entry: &Entry,
    object: &Object,
    changes: Changes,
) -> std::result::Result<(), sea_orm::DbErr> {
    let event = Event {
        entry,
        object,
        kind: history::Kind::Delete,
        changes,
    };
    history::write(db, &visit.staff, visit.now, event).await
}
