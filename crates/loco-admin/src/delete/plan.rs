//! What happens when rows are deleted, found out before anybody presses the button.
use std::collections::BTreeSet;

use sea_orm::sea_query::{Alias, Expr, ExprTrait, ForeignKeyAction, Query};
use sea_orm::{Condition, ConnectionTrait, DbErr, Value};
use serde::Serialize;

use crate::erased::Entry;
use crate::labels;
use crate::object::Object;
use crate::visit::Visit;
use crate::{Db, Op};

/// Of each relation, as many rows are counted …
const COUNTED: u64 = 100;
/// … and as many shown.
const SHOWN: usize = 10;
/// Chains of tables are followed this far.
const DEEPEST: usize = 5;

/// Rows of one table that are concerned in one way.
#[derive(Serialize)]
pub(crate) struct Group {
    pub model: String,
    pub count: usize,
    /// There are more than were counted.
    pub more: bool,
    pub rows: Vec<RowView>,
    /// How many are not shown.
    pub others: usize,
}

#[derive(Serialize)]
pub(crate) struct RowView {
    pub label: String,
    pub url: Option<String>,
}

/// Rows of one table that go along with a deletion, as the history tells it.
pub(crate) struct Along {
    pub table: String,
    /// Those that are told one by one; of a table that is not registered none.
    pub objects: Vec<Object>,
    /// Where there are more than were looked at, what finds all of them.
    beyond: Option<(String, Vec<Value>)>,
}

impl Along {
    /// How many rows there are.
    pub async fn count(&self, db: &Db<'_>) -> Result<u64, DbErr> {
        match &self.beyond {
            None => Ok(self.objects.len() as u64),
            Some((column, values)) => pointed(db, &self.table, column, values, None).await,
        }
    }
}

#[derive(Default, Serialize)]
pub(crate) struct Plan {
    /// These keep the row from being deleted.
    pub protected: Vec<Group>,
    /// These would go along, and this person may not delete them.
    pub forbidden: Vec<Group>,
    /// These go along.
    pub cascaded: Vec<Group>,
    /// These stay, and point nowhere afterwards.
    pub emptied: Vec<Group>,
    /// What goes along, for the history.
    #[serde(skip)]
    pub along: Vec<Along>,
}

impl Plan {
    pub fn is_possible(&self) -> bool {
        self.protected.is_empty() && self.forbidden.is_empty()
    }

    /// Follows what points to these rows.
    pub async fn of(
        visit: &Visit,
        db: &Db<'_>,
        entry: &Entry,
        objects: &[Object],
    ) -> Result<Self, DbErr> {
        let mut plan = Self::default();
        let mut open: Vec<(&Entry, Vec<Object>, usize)> = vec![(entry, objects.to_vec(), 0)];
        let mut seen: BTreeSet<(String, String)> = BTreeSet::new();
        while let Some((entry, objects, depth)) = open.pop() {
            for other in visit.site.entries() {
                for field in &other.fields {
                    let Some(to) = field
                        .points_to
                        .as_ref()
                        .filter(|to| to.table == entry.table)
                    else {
                        continue;
                    };
                    let values = values(entry, &to.column, &objects);
                    let all =
                        pointed(db, other.table, field.name, &values, Some(COUNTED + 1)).await?;
                    if all == 0 {
                        continue;
                    }
                    let found = pointing(visit, db, other, field.name, &values).await?;
                    // Whoever asks: what they may not see forbids as well.
                    let hidden = all.saturating_sub(found.len() as u64);
                    let found: Vec<Object> = found
                        .into_iter()
                        .filter(|row| seen.insert((other.table.to_owned(), row.key.text())))
                        .collect();
                    let hidden = (hidden > 0).then(|| unseen(visit, other, hidden));
                    let group = (!found.is_empty()).then(|| group(visit, other, &found));
                    match to.on_delete {
                        Some(ForeignKeyAction::Cascade) => {
                            plan.forbidden.extend(hidden);
                            let may = found
                                .iter()
                                .all(|row| other.core().can(&visit.staff, Op::Delete, Some(row)));
                            if may {
                                plan.cascaded.extend(group);
                            } else {
                                plan.forbidden.extend(group);
                            }
                            if found.is_empty() {
                                continue;
                            }
                            let beyond = all > COUNTED;
                            plan.along.push(Along {
                                table: other.table.to_owned(),
                                objects: found.clone(),
                                beyond: beyond.then(|| (field.name.to_owned(), values)),
                            });
                            if depth < DEEPEST {
                                open.push((other, found, depth + 1));
                            }
                        }
                        Some(ForeignKeyAction::SetNull | ForeignKeyAction::SetDefault) => {
                            plan.emptied.extend(group);
                        }
                        _ => {
                            plan.protected.extend(hidden);
                            plan.protected.extend(group);
                        }
                    }
                }
            }
            plan.pairs(visit, db, entry, &objects).await?;
        }
        Ok(plan)
    }

    /// Tables that are not registered, such as those of pairs: only how many rows go along is told.
    async fn pairs(
        &mut self,
        visit: &Visit,
        db: &Db<'_>,
        entry: &Entry,
        objects: &[Object],
    ) -> Result<(), DbErr> {
        for incoming in &entry.incoming {
            if visit.site.by_table(&incoming.table).is_some() {
                continue;
            }
            let values = values(entry, &incoming.to, objects);
            let (table, column) = (&incoming.table, &incoming.column);
            let count = pointed(db, table, column, &values, Some(COUNTED + 1)).await?;
            if count > 0 {
                self.cascaded.push(Group {
                    model: crate::erased::humanized(table),
                    count: usize::try_from(Ord::min(count, COUNTED)).unwrap_or(usize::MAX),
                    more: count > COUNTED,
                    rows: Vec::new(),
                    others: 0,
                });
                self.along.push(Along {
                    table: table.clone(),
                    objects: Vec::new(),
                    beyond: Some((column.clone(), values)),
                });
            }
        }
        Ok(())
    }
}

/// What rows that point here have in their column.
fn values(entry: &Entry, to: &str, objects: &[Object]) -> Vec<Value> {
    let place = entry.place(to);
    objects
        .iter()
        .filter_map(|object| Some(object.values[place?].clone()))
        .collect()
}

/// How many rows of a table have one of these values, counted up to a limit.
async fn pointed(
    db: &Db<'_>,
    table: &str,
    column: &str,
    values: &[Value],
    limit: Option<u64>,
) -> Result<u64, DbErr> {
    if values.is_empty() {
        return Ok(0);
    }
    let mut some = Query::select();
    some.expr_as(Expr::val(1), "one")
        .from(Alias::new(table))
        .and_where(Expr::col(Alias::new(column)).is_in(values.to_vec()));
    if let Some(limit) = limit {
        some.limit(limit);
    }
    let count = Query::select()
        .expr(Expr::cust("COUNT(*)"))
        .from_subquery(some, "some")
        .to_owned();
    let count: i64 = match db.query_one(&count).await? {
        Some(row) => row.try_get_by_index(0)?,
        None => 0,
    };
    Ok(u64::try_from(count).unwrap_or_default())
}

/// Rows of `other` with one of these values in a column, as far as this person sees them.
async fn pointing(
    visit: &Visit,
    db: &Db<'_>,
    other: &Entry,
    column: &str,
    values: &[Value],
) -> Result<Vec<Object>, DbErr> {
    let condition = Condition::all().add(other.column(column).is_in(values.to_vec()));
    other
        .load_where(db, &visit.staff, condition, COUNTED + 1, false)
        .await
}

/// Rows that this person may not see: only how many there are is told.
fn unseen(visit: &Visit, entry: &Entry, count: u64) -> Group {
    Group {
        model: labels::several(visit, entry),
        count: usize::try_from(Ord::min(count, COUNTED)).unwrap_or(usize::MAX),
        more: count > COUNTED,
        rows: Vec::new(),
        others: 0,
    }
}

fn group(visit: &Visit, entry: &Entry, found: &[Object]) -> Group {
    let most = usize::try_from(COUNTED).unwrap_or(usize::MAX);
    let count = found.len().min(most);
    let rows: Vec<RowView> = found
        .iter()
        .take(SHOWN)
        .map(|row| RowView {
            label: row.label.clone(),
            url: entry
                .can(&visit.staff, Op::View, Some(row))
                .then(|| entry.object_url(&row.key, "change")),
        })
        .collect();
    Group {
        model: labels::several(visit, entry),
        count,
        more: found.len() > most,
        others: count - rows.len(),
        rows,
    }
}
