//! Doing it, one row after the other.
use crate::declare::{ActionCx, ActionReport, DeclaredAction};
use crate::delete;
use crate::erased::Entry;
use crate::error::Result;
use crate::form;
use crate::history::{self, Changes, Event};
use crate::object::Object;
use crate::visit::Visit;
use crate::{Op, transaction};

/// Whether somebody may do it with this row.
pub(super) fn may(visit: &Visit, entry: &Entry, action: &DeclaredAction, row: &Object) -> bool {
    if action.name == super::page::DELETE {
        return entry.can(&visit.staff, Op::Delete, Some(row));
    }
    match action.needs {
        // What the action takes besides is in its permission; that the row may be seen is asked.
        Some(_) => entry.can(&visit.staff, Op::View, Some(row)),
        None => entry.can(&visit.staff, Op::Change, Some(row)),
    }
}

/// Treats each row by itself: what cannot be done with one keeps nobody from the others.
pub(super) async fn run(
    visit: &Visit,
    entry: &Entry,
    action: &DeclaredAction,
    objects: &[Object],
    answer: &str,
) -> Result<ActionReport> {
    let mut report = ActionReport::default();
    for object in objects {
        let label = object.label.clone();
        let outcome = if !may(visit, entry, action, object) {
            Err(visit.text("admin-problem-forbidden-text"))
        } else if action.name == super::page::DELETE {
            remove(visit, entry, object).await?
        } else {
            one(visit, entry, action, object, answer).await?
        };
        report = match outcome {
            Ok(()) => report.done(label),
            Err(why) => report.failed(label, visit.said(&why)),
        };
    }
    Ok(report)
}

/// The declaration's own function, and in the history what it changed about the row.
async fn one(
    visit: &Visit,
    entry: &Entry,
    action: &DeclaredAction,
    object: &Object,
    answer: &str,
) -> Result<Result<(), String>> {
    let Some(run) = &action.run else {
        return Ok(Err("admin-action-unknown-row".to_owned()));
    };
    let cx = ActionCx {
        app: visit.app.clone(),
        staff: visit.staff.clone(),
        now: visit.now,
        today: visit.today(),
        language: visit.language,
        answer: answer.to_owned(),
    };
    if let Err(why) = run(cx, object.clone()).await {
        return Ok(Err(why));
    }
    let after = entry
        .find(&visit.db(), &visit.staff, &object.key, false)
        .await?;
    history::write(
        &visit.db(),
        &visit.staff,
        visit.now,
        Event {
            entry,
            object,
            kind: history::Kind::Action(action.name),
            changes: Changes::between(entry, Some(object), after.as_ref()),
        },
    )
    .await?;
    Ok(Ok(()))
}

async fn remove(visit: &Visit, entry: &Entry, object: &Object) -> Result<Result<(), String>> {
    let plan = delete::Plan::of(visit, entry, std::slice::from_ref(object)).await?;
    if !plan.is_possible() {
        return Ok(Err("admin-delete-still-used".to_owned()));
    }
    let transaction = transaction::begin(&visit.app.db).await?;
    match delete::remove(visit, &transaction, entry, object).await {
        Ok(()) => {
            transaction.commit().await?;
            Ok(Ok(()))
        }
        Err(errors) => {
            transaction.rollback().await?;
            let said: Vec<String> = errors
                .messages
                .iter()
                .map(|(_, message)| visit.said(message))
                .collect();
            match errors.database {
                None => Ok(Err(said.join(" "))),
                Some(error) if form::broken_rule(visit, entry, &error).is_some() => {
                    Ok(Err("admin-delete-still-used".to_owned()))
                }
                Some(error) => Err(error.into()),
            }
        }
    }
}
