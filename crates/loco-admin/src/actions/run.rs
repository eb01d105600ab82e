//! Doing it, one row after the other.
use std::sync::{Mutex, PoisonError};

use crate::declare::{ActionCx, ActionReport, ActionTx, DeclaredAction, Run, Together};
use crate::delete;
use crate::erased::Entry;
use crate::error::Result;
use crate::form;
use crate::history::{self, Changes, Event};
use crate::object::Object;
use crate::visit::Visit;
use crate::{Db, Op, transaction};

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
    let cx = ActionCx {
        app: visit.app.clone(),
        staff: visit.staff.clone(),
        now: visit.now,
        today: visit.today(),
        language: visit.language,
        answer: answer.to_owned(),
    };
    match &action.run {
        None => Ok(Err("admin-action-unknown-row".to_owned())),
        Some(Run::Together(run)) => together(visit, entry, action, object, cx, run).await,
        Some(Run::Alone(run)) => {
            if let Err(why) = run(cx, object.clone()).await {
                return Ok(Err(why));
            }
            tell(visit, &visit.db(), entry, action, object).await?;
            Ok(Ok(()))
        }
    }
}

/// In one transaction: the row as it is now, what is done with it, and what the history says.
async fn together(
    visit: &Visit,
    entry: &Entry,
    action: &DeclaredAction,
    object: &Object,
    cx: ActionCx,
    run: &Together,
) -> Result<Result<(), String>> {
    let cx = ActionTx {
        db: transaction::begin(&visit.app.db).await?,
        cx,
        afterwards: Mutex::default(),
    };
    // Not locked: which rows are locked in which order is for the declaration's function to say.
    let now = entry
        .find(&Db::from(&cx.db), &visit.staff, &object.key, false)
        .await?;
    let outcome = match now {
        None => Err("admin-error-gone".to_owned()),
        Some(now) if !may(visit, entry, action, &now) => {
            Err("admin-problem-forbidden-text".to_owned())
        }
        Some(now) => match run(&cx, now.clone()).await {
            Ok(()) => {
                tell(visit, &Db::from(&cx.db), entry, action, &now).await?;
                Ok(())
            }
            Err(why) => Err(why),
        },
    };
    if outcome.is_err() {
        cx.db.rollback().await?;
        return Ok(outcome);
    }
    let ActionTx { db, afterwards, .. } = cx;
    match db.commit().await {
        Ok(()) => {
            for work in afterwards
                .into_inner()
                .unwrap_or_else(PoisonError::into_inner)
            {
                work.await;
            }
            Ok(Ok(()))
        }
        Err(error) => match form::broken_rule(visit, entry, &error) {
            Some((_, message)) => Ok(Err(message)),
            None => Err(error.into()),
        },
    }
}

async fn tell(
    visit: &Visit,
    db: &Db<'_>,
    entry: &Entry,
    action: &DeclaredAction,
    before: &Object,
) -> Result<()> {
    let after = entry.find(db, &visit.staff, &before.key, false).await?;
    let event = Event {
        entry,
        object: before,
        kind: history::Kind::Action(action.name),
        changes: Changes::between(entry, Some(before), after.as_ref()),
    };
    history::write(db, &visit.staff, visit.now, event).await?;
    Ok(())
}

async fn remove(visit: &Visit, entry: &Entry, object: &Object) -> Result<Result<(), String>> {
    match delete::in_transaction(visit, entry, object).await? {
        Ok(()) => Ok(Ok(())),
        Err(refused) if !refused.plan.forbidden.is_empty() => {
            Ok(Err("admin-delete-forbidden-along".to_owned()))
        }
        Err(refused) if refused.messages.is_empty() => {
            Ok(Err("admin-delete-still-used".to_owned()))
        }
        Err(refused) => Ok(Err(refused.messages.join(" "))),
    }
}
