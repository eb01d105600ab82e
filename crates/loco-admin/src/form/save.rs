//! Saving a row with what belongs to it: one transaction, with its history.
use sea_orm::{DatabaseTransaction, DbErr, RuntimeErr, SqlErr, Value};

use super::inlines::{self, Inline};
use super::many;
use super::{Draft, fields};
use crate::declare::{FormErrors, SaveCx, shorter};
use crate::erased::Entry;
use crate::error::Error;
use crate::fresh;
use crate::history::{self, Changes, Event};
use crate::object::Object;
use crate::visit::Visit;
use crate::{Db, transaction};

/// Why a row was not saved.
#[derive(Debug)]
pub(crate) enum Refused {
    /// With messages beside the fields or above them, which are in the draft.
    Wrong,
    /// Somebody else changed the row since the form was opened.
    Changed(Box<Current>),
    /// Somebody else deleted it.
    Gone,
    Failed(Error),
}

/// A row as somebody else left it.
pub(crate) struct Current {
    pub object: Object,
    pub draft: Draft,
}

impl std::fmt::Debug for Current {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.object.label)
    }
}

impl From<DbErr> for Refused {
    fn from(error: DbErr) -> Self {
        Self::Failed(error.into())
    }
}

/// What is to be saved.
pub(crate) struct Save<'a> {
    pub visit: &'a Visit,
    pub entry: &'a Entry,
    pub names: &'a [&'static str],
    /// The row as it was when the request began; `None` for a new one.
    pub before: Option<&'a Object>,
    /// The version that the form was made from.
    pub version: &'a str,
    /// What was sent, where a fresh sign-in may be asked for: it waits until there is one.
    pub body: Option<&'a [u8]>,
}

impl Save<'_> {
    /// Saves the draft, or fills it with what is wrong.
    pub async fn run(
        &self,
        draft: &mut Draft,
        inlines: &mut [Inline<'_>],
    ) -> Result<Object, Refused> {
        let (visit, entry) = (self.visit, self.entry);
        // Before the transaction: it looks at other tables, and SQLite has one writer.
        let mut changes = draft.check(visit, entry, self.names, self.before).await?;
        if self.before.is_none() {
            changes.extend(inlines::unasked(entry, self.names));
        }
        let mut right = draft.is_right();
        for inline in &mut *inlines {
            right &= inline.check(visit).await?;
        }
        if !right {
            return Err(Refused::Wrong);
        }
        if let Some(body) = self.body {
            let limit = self.limit(&changes, draft, inlines).await?;
            fresh::ask(visit, limit, body)
                .await
                .map_err(Refused::Failed)?;
        }
        let transaction = transaction::begin(&visit.app.db).await?;
        let saved = self
            .in_transaction(&transaction, &changes, draft, inlines)
            .await;
        match saved {
            Ok(object) => match transaction.commit().await {
                Ok(()) => Ok(object),
                Err(error) => Err(refuse(
                    visit,
                    entry,
                    self.names,
                    FormErrors::from(error),
                    draft,
                )),
            },
            Err(refused) => {
                transaction.rollback().await?;
                Err(refused)
            }
        }
    }

    /// How old a sign-in may be, in minutes, to write what would be written: nobody is asked because of rows that stay
    /// as they are.
    async fn limit(
        &self,
        changes: &[(usize, Value)],
        draft: &Draft,
        inlines: &[Inline<'_>],
    ) -> Result<Option<u32>, DbErr> {
        let own = match self.entry.declaration.fresh {
            Some(minutes) if !changes.is_empty() || self.chooses_others(draft).await? => {
                Some(minutes)
            }
            _ => None,
        };
        Ok(inlines
            .iter()
            .fold(own, |limit, inline| shorter(limit, inline.limit())))
    }

    /// Whether the row is new, or a choice of many is not what it was.
    async fn chooses_others(&self, draft: &Draft) -> Result<bool, DbErr> {
        let Some(object) = self.before else {
            return Ok(true);
        };
        let had = many::chosen(self.visit, &self.visit.db(), self.entry, object).await?;
        let mut all = self.entry.declaration.many.iter();
        Ok(all.any(|declared| {
            let had = had.get(declared.name).map_or(&[][..], Vec::as_slice);
            self.names.contains(&declared.name) && had != draft.all(declared.name)
        }))
    }

    async fn in_transaction(
        &self,
        transaction: &DatabaseTransaction,
        changes: &[(usize, Value)],
        draft: &mut Draft,
        inlines: &mut [Inline<'_>],
    ) -> Result<Object, Refused> {
        let (visit, entry) = (self.visit, self.entry);
        let db = &Db::from(transaction);
        let before = match self.before {
            None => None,
            Some(object) => Some(
                entry
                    .find(db, &visit.staff, &object.key, true)
                    .await?
                    .ok_or(Refused::Gone)?,
            ),
        };
        let old = match &before {
            Some(object) => many::chosen(visit, db, entry, object).await?,
            None => std::collections::BTreeMap::new(),
        };
        if let Some(object) = &before
            && visit.versions.with_pairs(entry, object, &old) != self.version
            && visit.versions.version(entry, object) != self.version
        {
            return Err(Refused::Changed(Box::new(Current {
                draft: Draft::of(visit, entry, object, old),
                object: object.clone(),
            })));
        }
        let cx = SaveCx {
            db: transaction,
            app: &visit.app,
            staff: &visit.staff,
            now: visit.now,
            language: visit.language,
            before: before.as_ref().map(Object::any),
        };
        let result = self.write(&cx, before.as_ref(), changes, &old, draft).await;
        let object = result.map_err(|errors| refuse(visit, entry, self.names, errors, draft))?;
        for inline in inlines {
            inline.write(visit, transaction, entry, &object).await?;
        }
        Ok(object)
    }

    async fn write(
        &self,
        cx: &SaveCx<'_>,
        before: Option<&Object>,
        changes: &[(usize, Value)],
        old: &std::collections::BTreeMap<&'static str, Vec<String>>,
        draft: &Draft,
    ) -> Result<Object, FormErrors> {
        let (visit, entry) = (self.visit, self.entry);
        let db = &Db::from(cx.db);
        let object = match before {
            Some(object) if changes.is_empty() => object.clone(),
            _ => entry.dressed(entry.core().write(cx, before, changes).await?),
        };
        let mut noted = Changes::between(entry, before, Some(&object));
        for declared in &entry.declaration.many {
            let had = old.get(declared.name).map_or(&[][..], Vec::as_slice);
            let wanted = draft.all(declared.name);
            if !self.names.contains(&declared.name) || had == wanted {
                continue;
            }
            many::write(visit, db, entry, declared, &object, had, wanted).await?;
            noted.note(
                declared.name,
                many::labels(visit, db, declared, had).await?,
                many::labels(visit, db, declared, wanted).await?,
            );
        }
        if before.is_some() && noted.is_empty() {
            return Ok(object);
        }
        entry.core().after_write(cx, &object).await?;
        // A hook may have changed the row once more, or taken it out of this person's sight.
        let object = entry
            .find(db, &visit.staff, &object.key, false)
            .await?
            .unwrap_or(object);
        let kind = if before.is_some() {
            history::Kind::Change
        } else {
            history::Kind::Add
        };
        history::write(
            db,
            &visit.staff,
            visit.now,
            Event {
                entry,
                object: &object,
                kind,
                changes: noted,
            },
        )
        .await?;
        Ok(object)
    }
}

/// Puts what is wrong beside the fields of the draft.
pub(crate) fn refuse(
    visit: &Visit,
    entry: &Entry,
    names: &[&'static str],
    errors: FormErrors,
    draft: &mut Draft,
) -> Refused {
    for (field, message) in errors.messages {
        let message = visit.said(&message);
        match field.filter(|field| names.contains(&field.as_str())) {
            Some(field) => draft.wrong(&field, message),
            None => draft.above.push(message),
        }
    }
    let Some(error) = errors.database else {
        return Refused::Wrong;
    };
    match broken_rule(visit, entry, &error) {
        None => Refused::Failed(error.into()),
        Some((fields, message)) => {
            let beside: Vec<&str> = fields
                .iter()
                .copied()
                .filter(|field| names.contains(field))
                .collect();
            if beside.is_empty() {
                draft.above.push(message.clone());
            }
            for field in beside {
                draft.wrong(field, message.clone());
            }
            Refused::Wrong
        }
    }
}

/// The fields and the message of a rule of the database that was broken; `None` for a failure that
/// is not the person's.
pub(crate) fn broken_rule<'e>(
    visit: &Visit,
    entry: &'e Entry,
    error: &DbErr,
) -> Option<(Vec<&'e str>, String)> {
    let named = |message: &str| -> Vec<&'e str> {
        let mut fields: Vec<&str> = entry
            .fields
            .iter()
            .map(|field| field.name)
            .filter(|name| names_column(message, entry.table, name))
            .collect();
        // What the model makes from a field is wrong because the field is.
        for name in &mut fields {
            if let Some(from) = entry.field(name).and_then(|field| field.tweak.follows) {
                *name = from;
            }
        }
        fields.dedup();
        // The longest name is meant where one is part of another.
        let all = fields.clone();
        fields.retain(|name| {
            !all.iter()
                .any(|other| other != name && other.contains(name))
        });
        fields
    };
    match error.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(message)) => {
            let fields = named(&message);
            let labels: Vec<String> = fields
                .iter()
                .map(|field| fields::label(visit, entry, field))
                .collect();
            Some((
                fields,
                visit.text_with(
                    "admin-error-unique",
                    &[("fields", labels.join(", ").into())],
                ),
            ))
        }
        Some(SqlErr::ForeignKeyConstraintViolation(message)) => {
            Some((named(&message), visit.text("admin-error-foreign-key")))
        }
        _ => {
            let message = driver_message(error)?;
            let lower = message.to_lowercase();
            let broken = [
                "check constraint",
                "not null constraint",
                "not-null constraint",
                "too long",
            ]
            .iter()
            .any(|rule| lower.contains(rule));
            broken.then(|| (named(&message), visit.text("admin-error-rule")))
        }
    }
}

/// SQLite says `table.column`, PostgreSQL the name of the constraint, which has the columns in it.
fn names_column(message: &str, table: &str, column: &str) -> bool {
    message.contains(&format!("{table}.{column}"))
        || message.contains(&format!("\"{column}\""))
        || message.contains(&format!("_{column}_"))
        || message.contains(&format!("_{column}\""))
}

fn driver_message(error: &DbErr) -> Option<String> {
    let (DbErr::Exec(RuntimeErr::SqlxError(error)) | DbErr::Query(RuntimeErr::SqlxError(error))) =
        error
    else {
        return None;
    };
    match &**error {
        sea_orm::sqlx::Error::Database(error) => Some(error.message().to_owned()),
        _ => None,
    }
}
