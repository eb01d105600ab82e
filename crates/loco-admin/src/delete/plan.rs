//! What happens when rows are deleted, found out before anybody presses the button.
use std::collections::BTreeSet;

use sea_orm::sea_query::{Alias, Expr, ExprTrait, ForeignKeyAction, Query};
use sea_orm::{Condition, ConnectionTrait, DbErr, Value};
use serde::Serialize;

use crate::Op;
use crate::erased::Entry;
use crate::labels;
use crate::object::Object;
use crate::visit::Visit;

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
}

impl Plan {
    pub fn is_possible(&self) -> bool {
        self.protected.is_empty() && self.forbidden.is_empty()
    }

    /// Follows what points to these rows.
    pub async fn of(visit: &Visit, entry: &Entry, objects: &[Object]) -> Result<Self, DbErr> {
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
                    let found =
                        pointing(visit, other, field.name, entry, &to.column, &objects).await?;
                    let found: Vec<Object> = found
                        .into_iter()
                        .filter(|row| seen.insert((other.table.to_owned(), row.key.text())))
                        .collect();
                    if found.is_empty() {
                        continue;
                    }
                    let group = group(visit, other, &found);
                    match to.on_delete {
                        Some(ForeignKeyAction::Cascade) => {
                            let may = found
                                .iter()
                                .all(|row| other.core().can(&visit.staff, Op::Delete, Some(row)));
                            if may {
                                plan.cascaded.push(group);
                            } else {
                                plan.forbidden.push(group);
                            }
                            if depth < DEEPEST {
                                open.push((other, found, depth + 1));
                            }
                        }
                        Some(ForeignKeyAction::SetNull | ForeignKeyAction::SetDefault) => {
                            plan.emptied.push(group);
                        }
                        _ => plan.protected.push(group),
                    }
                }
            }
            plan.pairs(visit, entry, &objects).await?;
        }
        Ok(plan)
    }

    /// Tables that are not registered, such as those of pairs: only how many rows go along is told.
    async fn pairs(
        &mut self,
        visit: &Visit,
        entry: &Entry,
        objects: &[Object],
    ) -> Result<(), DbErr> {
        for incoming in &entry.incoming {
            if visit.site.by_table(&incoming.table).is_some() {
                continue;
            }
            let Some(place) = entry.place(&incoming.to) else {
                continue;
            };
            let values: Vec<Value> = objects
                .iter()
                .map(|object| object.values[place].clone())
                .collect();
            let query = Query::select()
                .expr(Expr::val(1))
                .from(Alias::new(&incoming.table))
                .and_where(Expr::col(Alias::new(&incoming.column)).is_in(values))
                .limit(COUNTED + 1)
                .to_owned();
            let count = visit.db().query_all(&query).await?.len();
            if count > 0 {
                self.cascaded.push(Group {
                    model: crate::erased::humanized(&incoming.table),
                    count: count.min(usize::try_from(COUNTED).unwrap_or(usize::MAX)),
                    more: count as u64 > COUNTED,
                    rows: Vec::new(),
                    others: 0,
                });
            }
        }
        Ok(())
    }
}

/// Rows of `other` whose `column` points to one of these. Whoever asks: what they may not see
/// forbids as well.
async fn pointing(
    visit: &Visit,
    other: &Entry,
    column: &str,
    entry: &Entry,
    to: &str,
    objects: &[Object],
) -> Result<Vec<Object>, DbErr> {
    let Some(place) = entry.place(to) else {
        return Ok(Vec::new());
    };
    let values: Vec<Value> = objects
        .iter()
        .map(|object| object.values[place].clone())
        .collect();
    let condition = Condition::all().add(other.column(column).is_in(values));
    other
        .load_where(&visit.db(), &visit.staff, condition, COUNTED + 1, false)
        .await
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
