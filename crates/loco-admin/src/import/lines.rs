//! The lines of a file: what each is about, what is wrong with it, and its row.
use std::collections::{BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};

use sea_orm::sea_query::ExprTrait;
use sea_orm::{Condition, DatabaseTransaction, TransactionTrait, Value};

use super::cells;
use super::outcome::{MOST_BROKEN, Outcome, Wrong};
use super::plan::Plan;
use super::records::Record;
use super::run::Run;
use crate::choices;
use crate::declare::SaveCx;
use crate::erased::Entry;
use crate::error::Result;
use crate::field::Field;
use crate::form::{Draft, Refused, fields, refuse};
use crate::history::{self, Changes, Event};
use crate::object::Object;
use crate::value;
use crate::visit::Visit;
use crate::{Db, Op};

/// Lines that are treated together: their rows are looked up at once.
pub(super) const SOME: usize = 200;

/// The lines of a file, some at a time, and what becomes of them.
pub(super) struct Lines<'a> {
    run: &'a Run<'a>,
    transaction: &'a DatabaseTransaction,
    /// The lines on which rows were found, by a hash of what found them.
    seen: HashMap<u64, u64>,
    pub outcome: Outcome,
}

/// What lines that are treated together need of the database.
struct Known {
    /// Rows that are there, by the text that finds them.
    rows: HashMap<String, Vec<Object>>,
    /// Values that a field can point to.
    pointed: HashMap<&'static str, BTreeSet<String>>,
}

impl<'a> Lines<'a> {
    pub fn of(run: &'a Run<'a>, transaction: &'a DatabaseTransaction) -> Self {
        Self {
            run,
            transaction,
            seen: HashMap::new(),
            outcome: Outcome::default(),
        }
    }

    pub async fn treat(&mut self, plan: &Plan, records: &[Record]) -> Result<()> {
        let known = self.look_up(plan, records).await?;
        for record in records {
            match self.line(plan, record, &known).await? {
                Ok(()) => {}
                Err(wrong) => {
                    self.outcome.broken += 1;
                    self.outcome.wrong.extend(wrong);
                    if self.outcome.broken >= MOST_BROKEN {
                        self.outcome.stopped = true;
                        return Ok(());
                    }
                }
            }
        }
        Ok(())
    }

    fn cell(&self, field: &Field, record: &Record, place: usize) -> String {
        let cell = record.cells.get(place).map_or("", String::as_str);
        cells::text(self.run.visit, field, cell)
    }

    /// What a row that is there is found by, as its field would have it.
    fn found_by(&self, field: &Field, record: &Record, place: usize) -> Option<Value> {
        let text = self.cell(field, record, place);
        value::parse(&field.array, &text, self.run.visit.site.zone())
            .ok()
            .filter(|value| !value::is_null(value) && !text.is_empty())
    }

    async fn look_up(&self, plan: &Plan, records: &[Record]) -> Result<Known> {
        let (visit, entry) = (self.run.visit, self.run.entry);
        let db = Db::from(self.transaction);
        let mut known = Known {
            rows: HashMap::new(),
            pointed: HashMap::new(),
        };
        if let Some((place, name)) = plan.by
            && let (Some(field), Some(at)) = (entry.field(name), entry.place(name))
        {
            let wanted: Vec<Value> = records
                .iter()
                .filter_map(|record| self.found_by(field, record, place))
                .collect();
            if !wanted.is_empty() {
                let limit = wanted.len() as u64 * 2;
                let condition = Condition::all().add(entry.column(name).is_in(wanted));
                let found = entry
                    .load_where(&db, &visit.staff, condition, limit, self.run.keep)
                    .await?;
                for row in found {
                    let text = value::text(&row.values[at]).unwrap_or_default();
                    known.rows.entry(text).or_default().push(row);
                }
            }
        }
        for (place, name) in plan.fields.iter().enumerate() {
            let Some(field) = name.and_then(|name| entry.field(name)) else {
                continue;
            };
            let Some(to) = &field.points_to else {
                continue;
            };
            // Of a table that is not registered the database itself knows.
            let Some(target) = visit.site.by_table(&to.table) else {
                continue;
            };
            let mut texts: Vec<String> = records
                .iter()
                .map(|record| self.cell(field, record, place))
                .collect();
            texts.sort();
            texts.dedup();
            let rows = choices::with_values(visit, &db, target, &to.column, &texts).await?;
            let values = rows
                .iter()
                .map(|row| choices::choice(target, row, &to.column).value);
            known.pointed.insert(field.name, values.collect());
        }
        Ok(known)
    }

    async fn line(
        &mut self,
        plan: &Plan,
        record: &Record,
        known: &Known,
    ) -> Result<Result<(), Vec<Wrong>>> {
        let (visit, entry) = (self.run.visit, self.run.entry);
        let wrong = |message: String| {
            Ok(Err(vec![Wrong {
                line: record.line,
                column: String::new(),
                message,
            }]))
        };
        if record.cells.len() != plan.columns.len() {
            return wrong(visit.text_with(
                "admin-import-cells",
                &[
                    ("cells", record.cells.len().into()),
                    ("columns", plan.columns.len().into()),
                ],
            ));
        }
        let before = match self.before(plan, record, known) {
            Ok(before) => before,
            Err(message) => return wrong(message),
        };
        let may = match before {
            Some(row) => entry.can(&visit.staff, Op::Change, Some(row)),
            None => entry.can(&visit.staff, Op::Add, None),
        };
        if !may {
            let key = match before {
                Some(_) => "admin-import-may-not-change",
                None => "admin-import-may-not-add",
            };
            return wrong(visit.text(key));
        }
        let names: &[&'static str] = if before.is_some() {
            &plan.old
        } else {
            &plan.new
        };
        let mut draft = match before {
            Some(_) => Draft::default(),
            None => Draft::blank(visit, entry, names, &[]),
        };
        let mut changes = Vec::new();
        for name in names {
            let (Some(at), Some(field)) = (entry.place(name), entry.field(name)) else {
                continue;
            };
            let place = plan.fields.iter().position(|mapped| *mapped == Some(name));
            let text = match place.map(|place| self.cell(field, record, place)) {
                // A new row has its own key where the file gives none.
                Some(text) if text.is_empty() && field.is_key => draft.text(name).to_owned(),
                Some(text) => text,
                None if before.is_some() => continue,
                None => draft.text(name).to_owned(),
            };
            let old = before.map(|row| value::input(&row.values[at], visit.site.zone()));
            if old.as_ref() == Some(&text) {
                continue;
            }
            match Draft::value(visit, field, &text) {
                Err(message) => draft.wrong(name, message),
                Ok(value) => {
                    // The same value, written in another way.
                    if before.is_some_and(|row| row.values[at] == value) {
                        continue;
                    }
                    let is_there = value::is_null(&value)
                        || known.pointed.get(name).is_none_or(|values| {
                            value::text(&value).is_some_and(|text| values.contains(&text))
                        });
                    if !is_there && place.is_some() {
                        draft.wrong(name, visit.text("admin-import-nothing-there"));
                    }
                    let left_to_table =
                        before.is_none() && value::is_null(&value) && field.has_default;
                    if !left_to_table {
                        changes.push((at, value));
                    }
                }
            }
        }
        if draft.is_right() {
            if before.is_some() && changes.is_empty() {
                self.outcome.same += 1;
                return Ok(Ok(()));
            }
            match self.write(names, before, &changes, &mut draft).await? {
                Some((row, noted)) => {
                    self.outcome
                        .note((visit, entry), record, before, (&row, &noted));
                    return Ok(Ok(()));
                }
                None if draft.is_right() => return wrong(visit.text("admin-error-gone")),
                None => {}
            }
        }
        Ok(Err(wrongs(visit, entry, plan, record, &draft)))
    }

    /// The row that a line is about; `Err` says why there is more than one answer.
    fn before<'k>(
        &mut self,
        plan: &Plan,
        record: &Record,
        known: &'k Known,
    ) -> Result<Option<&'k Object>, String> {
        let (visit, entry) = (self.run.visit, self.run.entry);
        let Some((place, name)) = plan.by else {
            return Ok(None);
        };
        let Some(field) = entry.field(name) else {
            return Ok(None);
        };
        let Some(text) = self
            .found_by(field, record, place)
            .and_then(|value| value::text(&value))
        else {
            return Ok(None);
        };
        let mut hash = DefaultHasher::new();
        text.hash(&mut hash);
        if let Some(line) = self.seen.insert(hash.finish(), record.line) {
            return Err(visit.text_with("admin-import-again", &[("line", line.into())]));
        }
        match known.rows.get(&text).map(Vec::as_slice) {
            Some([row]) => Ok(Some(row)),
            Some([_, ..]) => Err(visit.text("admin-import-several")),
            // The database numbers new rows itself.
            _ if field.generated => Err(visit.text("admin-import-no-row")),
            _ => Ok(None),
        }
    }

    /// Writes one row; `None` leaves in the draft why not.
    async fn write(
        &self,
        names: &[&'static str],
        before: Option<&Object>,
        changes: &[(usize, Value)],
        draft: &mut Draft,
    ) -> Result<Option<(Object, Changes)>> {
        let (visit, entry) = (self.run.visit, self.run.entry);
        // A line that breaks a rule of the database must not end the whole transaction.
        let line = self.transaction.begin().await?;
        let cx = SaveCx {
            db: &line,
            app: &visit.app,
            staff: &visit.staff,
            now: visit.now,
            language: visit.language,
            before: before.map(Object::any),
        };
        let written = async {
            let row = entry.dressed(entry.core().write(&cx, before, changes).await?);
            if self.run.keep {
                entry.core().after_write(&cx, &row).await?;
                let kind = match before {
                    Some(_) => history::Kind::Change,
                    None => history::Kind::Add,
                };
                let event = Event {
                    entry,
                    object: &row,
                    kind,
                    changes: Changes::between(entry, before, Some(&row)),
                };
                history::write(&Db::from(&line), &visit.staff, visit.now, event).await?;
            }
            Ok(row)
        };
        match written.await {
            Ok(row) => {
                line.commit().await?;
                let noted = Changes::between(entry, before, Some(&row));
                Ok(Some((row, noted)))
            }
            Err(errors) => {
                line.rollback().await?;
                match refuse(visit, entry, names, errors, draft) {
                    Refused::Failed(error) => Err(error),
                    _ => Ok(None),
                }
            }
        }
    }
}

/// What the draft says is wrong, by the file's own columns.
fn wrongs(visit: &Visit, entry: &Entry, plan: &Plan, record: &Record, draft: &Draft) -> Vec<Wrong> {
    let above = draft.above.iter().map(|message| (String::new(), message));
    let beside = draft.errors.iter().flat_map(|(name, messages)| {
        let column = plan
            .fields
            .iter()
            .position(|mapped| *mapped == Some(name.as_str()))
            .map_or_else(
                || fields::label(visit, entry, name),
                |place| plan.columns[place].header.clone(),
            );
        messages
            .iter()
            .map(move |message| (column.clone(), message))
    });
    above
        .chain(beside)
        .map(|(column, message)| Wrong {
            line: record.line,
            column,
            message: message.clone(),
        })
        .collect()
}
