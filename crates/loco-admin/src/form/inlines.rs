//! Rows of other tables that are edited on the page of the row they point to. Each is known by its
//! key, never by its place, and all are saved in the transaction of the page.
use std::collections::BTreeMap;

use sea_orm::sea_query::ExprTrait;
use sea_orm::{Condition, DatabaseTransaction, DbErr, Value};

use super::Draft;
use super::Submitted;
use super::fields;
use super::inline_row::Row;
use super::save::{self, Refused};
use crate::declare::{DeclaredInline, SaveCx, shorter};
use crate::delete;
use crate::erased::Entry;
use crate::history::{self, Changes, Event};
use crate::object::Object;
use crate::value::Kind;
use crate::visit::Visit;
use crate::{Db, Op};

/// The rows of one inline.
pub(crate) struct Inline<'a> {
    pub declared: &'a DeclaredInline,
    pub child: &'a Entry,
    pub names: Vec<&'static str>,
    pub rows: Vec<Row>,
    pub may_add: bool,
    /// There are more rows than are shown.
    pub more: bool,
}

impl<'a> Inline<'a> {
    /// The inlines of a page that somebody may see, with the rows that are there and empty ones.
    pub async fn load(
        visit: &'a Visit,
        entry: &'a Entry,
        parent: Option<&Object>,
    ) -> Result<Vec<Self>, DbErr> {
        let mut all = Vec::new();
        for declared in &entry.declaration.inlines {
            let Some(child) = visit.site.by_table(&declared.table) else {
                continue;
            };
            let may_add = child.can(&visit.staff, Op::Add, None)
                && entry.can(
                    &visit.staff,
                    if parent.is_some() {
                        Op::Change
                    } else {
                        Op::Add
                    },
                    parent,
                );
            if !may_add && !child.can(&visit.staff, Op::View, None) {
                continue;
            }
            let names = names(visit, child, declared);
            let mut inline = Self {
                declared,
                child,
                names,
                rows: Vec::new(),
                may_add,
                more: false,
            };
            if let Some(value) = parent.and_then(|parent| inline.value(entry, parent)) {
                let condition = Condition::all().add(child.column(declared.key).eq(value));
                let limit = declared.max as u64 + 1;
                let mut objects = child
                    .load_where(&visit.db(), &visit.staff, condition, limit, false)
                    .await?;
                inline.more = objects.len() > declared.max;
                objects.truncate(declared.max);
                for object in objects {
                    inline.push(visit, object);
                }
            }
            let there = inline.rows.len();
            let wanted = declared.extra.max(declared.min.saturating_sub(there));
            for number in 0..wanted.min(declared.max.saturating_sub(there)) {
                inline.push_new(visit, &number.to_string());
            }
            all.push(inline);
        }
        Ok(all)
    }

    /// The value by which rows point to their parent.
    fn value(&self, entry: &Entry, parent: &Object) -> Option<Value> {
        let to = self.child.field(self.declared.key)?.points_to.as_ref()?;
        Some(parent.values[entry.place(&to.column)?].clone())
    }

    fn push(&mut self, visit: &Visit, object: Object) {
        let mut draft = Draft::of(visit, self.child, &object, BTreeMap::new());
        draft.prefix = format!("{}-{}-", self.declared.table, object.key.text());
        self.rows.push(Row {
            version: visit.versions.version(self.child, &object),
            delete: false,
            may_change: self.child.can(&visit.staff, Op::Change, Some(&object)),
            may_delete: self.declared.deletes
                && self.child.can(&visit.staff, Op::Delete, Some(&object)),
            blank: draft.clone(),
            draft,
            object: Some(object),
            changes: Vec::new(),
        });
    }

    /// Whether somebody can add, change or delete rows here.
    pub fn fills(&self) -> bool {
        let mut rows = self.rows.iter();
        self.may_add || rows.any(|row| row.may_change || row.may_delete)
    }

    /// How old a sign-in may be, in minutes, for all that somebody could do here.
    pub fn may_ask(&self) -> Option<u32> {
        let fills = self.may_add || self.rows.iter().any(|row| row.may_change);
        let deletes = self.rows.iter().any(|row| row.may_delete);
        let declared = &self.child.declaration;
        shorter(
            declared.fresh.filter(|_| fills),
            declared.fresh_to_delete().filter(|_| deletes),
        )
    }

    /// How old a sign-in may be, in minutes, for what would be written once all is checked.
    pub fn limit(&self) -> Option<u32> {
        let declared = &self.child.declaration;
        self.rows
            .iter()
            .filter(|row| row.is_written(self.child, &self.names))
            .map(|row| {
                if row.delete {
                    declared.fresh_to_delete()
                } else {
                    declared.fresh
                }
            })
            .fold(None, shorter)
    }

    /// An empty row, if somebody may add one.
    pub fn push_new(&mut self, visit: &Visit, number: &str) {
        if self.may_add {
            let row = self.new_row(visit, number);
            self.rows.push(row);
        }
    }

    pub fn new_row(&self, visit: &Visit, number: &str) -> Row {
        let mut draft = Draft::blank(visit, self.child, &self.names, &[]);
        draft.prefix = format!("{}-new{number}-", self.declared.table);
        Row {
            object: None,
            version: String::new(),
            delete: false,
            may_change: true,
            may_delete: false,
            blank: draft.clone(),
            draft,
            changes: Vec::new(),
        }
    }

    /// The fields of a row that this person fills in.
    pub fn editable(&self, visit: &Visit, row: &Row) -> Vec<&'static str> {
        if !row.may_change {
            return Vec::new();
        }
        fields::editable(
            visit,
            self.child,
            self.names.iter().copied(),
            row.object.as_ref(),
        )
    }

    /// Takes over what was sent. A script may have added rows.
    pub fn send(&mut self, visit: &Visit, sent: &Submitted) {
        let prefix = |number: usize| format!("{}-new{number}-", self.declared.table);
        let there = self.rows.iter().filter(|row| row.object.is_some()).count();
        let known = self.rows.len() - there;
        let last = (0..self.declared.max)
            .rev()
            .find(|number| sent.has_any(&prefix(*number)));
        for number in known..last.map_or(0, |last| last + 1) {
            self.push_new(visit, &number.to_string());
        }
        let mut rows = std::mem::take(&mut self.rows);
        for row in &mut rows {
            let editable = self.editable(visit, row);
            let prefix = row.draft.prefix.clone();
            row.draft = std::mem::take(&mut row.draft).send(self.child, &editable, sent);
            row.delete = row.may_delete && sent.last(&format!("{prefix}_delete")) == Some("true");
            if let Some(version) = sent.last(&format!("{prefix}_version")) {
                version.clone_into(&mut row.version);
            }
        }
        self.rows = rows;
    }

    /// Checks each row; whether all are right.
    pub async fn check(&mut self, visit: &Visit) -> Result<bool, DbErr> {
        let mut all_right = true;
        let mut rows = std::mem::take(&mut self.rows);
        for row in &mut rows {
            if !row.counts(self.child, &self.names) {
                continue;
            }
            let editable = self.editable(visit, row);
            let mut changes = row
                .draft
                .check(visit, self.child, &editable, row.object.as_ref())
                .await?;
            if row.object.is_none() {
                changes.extend(unasked(self.child, &editable));
            }
            row.changes = changes;
            all_right &= row.draft.is_right();
        }
        let count = rows
            .iter()
            .filter(|row| row.counts(self.child, &self.names))
            .count();
        if count < self.declared.min
            && let Some(row) = rows.last_mut()
        {
            row.draft
                .above
                .push(visit.text_with("admin-inline-min", &[("count", self.declared.min.into())]));
            all_right = false;
        }
        self.rows = rows;
        Ok(all_right)
    }

    /// Writes what changed, after the parent. What a row refuses stands in its draft.
    pub async fn write(
        &mut self,
        visit: &Visit,
        transaction: &DatabaseTransaction,
        entry: &Entry,
        parent: &Object,
    ) -> Result<(), Refused> {
        let points = self
            .child
            .place(self.declared.key)
            .zip(self.value(entry, parent));
        let mut refused = None;
        let mut rows = std::mem::take(&mut self.rows);
        for row in &mut rows {
            let result = self
                .write_row(visit, transaction, row, points.as_ref())
                .await;
            match result {
                Ok(()) => {}
                Err(Refused::Wrong) => {
                    refused = Some(Refused::Wrong);
                    // After a broken rule PostgreSQL takes nothing more in this transaction.
                    break;
                }
                Err(other) => {
                    refused = Some(other);
                    break;
                }
            }
        }
        self.rows = rows;
        refused.map_or(Ok(()), Err)
    }

    async fn write_row(
        &self,
        visit: &Visit,
        transaction: &DatabaseTransaction,
        row: &mut Row,
        points: Option<&(usize, Value)>,
    ) -> Result<(), Refused> {
        let child = self.child;
        let db = Db::from(transaction);
        let current = match &row.object {
            _ if !row.is_written(child, &self.names) => return Ok(()),
            None => None,
            Some(object) => {
                let Some(current) = child.find(&db, &visit.staff, &object.key, true).await? else {
                    row.draft.above.push(visit.text("admin-error-gone"));
                    return Err(Refused::Wrong);
                };
                let version = visit.versions.version(child, &current);
                if version != row.version {
                    // Sent again, it is meant: the page now says what somebody else did.
                    row.version = version;
                    row.draft.above.push(visit.text("admin-inline-changed"));
                    return Err(Refused::Wrong);
                }
                Some(current)
            }
        };
        if row.delete
            && let Some(current) = &current
        {
            return delete::remove(visit, transaction, child, current)
                .await
                .map_err(|errors| save::refuse(visit, child, &self.names, errors, &mut row.draft));
        }
        let mut changes = row.changes.clone();
        if current.is_none() {
            changes.extend(points.cloned());
        }
        let cx = SaveCx {
            db: transaction,
            app: &visit.app,
            staff: &visit.staff,
            now: visit.now,
            language: visit.language,
            before: current.as_ref().map(Object::any),
        };
        let written = async {
            let object = child.dressed(child.core().write(&cx, current.as_ref(), &changes).await?);
            child.core().after_write(&cx, &object).await?;
            Ok(object)
        };
        let object = written
            .await
            .map_err(|errors| save::refuse(visit, child, &self.names, errors, &mut row.draft))?;
        let event = Event {
            entry: child,
            kind: if current.is_some() {
                history::Kind::Change
            } else {
                history::Kind::Add
            },
            changes: Changes::between(child, current.as_ref(), Some(&object)),
            object: &object,
        };
        history::write(&db, &visit.staff, visit.now, event).await?;
        Ok(())
    }
}

/// The columns that are declared, else those of the child's own form, without the one that points
/// here.
fn names(visit: &Visit, child: &Entry, declared: &DeclaredInline) -> Vec<&'static str> {
    let all: Vec<&'static str> = if declared.columns.is_empty() {
        fields::parts(visit, child, false)
            .iter()
            .flat_map(|part| part.lines.iter().flatten().copied())
            .filter(|name| child.field(name).is_some_and(|field| !field.is_timestamp()))
            .collect()
    } else {
        declared.columns.clone()
    };
    all.into_iter()
        .filter(|name| *name != declared.key)
        .filter(|name| child.field(name).is_none_or(|field| !field.tweak.hidden))
        .collect()
}

/// What a new row needs and its form does not ask for: a UUID as its key, and an empty text where one
/// may be left out.
pub(super) fn unasked(entry: &Entry, names: &[&'static str]) -> Vec<(usize, Value)> {
    let value = |field: &crate::field::Field| -> Option<Value> {
        if names.contains(&field.name) || field.generated || field.has_default {
            return None;
        }
        if field.is_key && field.kind == Kind::Uuid && entry.keys.len() == 1 {
            return Some(uuid::Uuid::now_v7().into());
        }
        (field.is_text && field.tweak.optional && !field.null).then(|| "".into())
    };
    entry
        .fields
        .iter()
        .enumerate()
        .filter_map(|(place, field)| Some((place, value(field)?)))
        .collect()
}
