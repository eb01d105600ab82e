//! The query behind a list: keys first, then the rows.
use std::collections::BTreeSet;

use sea_orm::sea_query::{Alias, Expr, ExprTrait, IntoCondition, JoinType, Query, SelectStatement};
use sea_orm::{ConnectionTrait, DbBackend, DbErr, Value};

use super::address::Beside;
use super::keyset::{self, Sort};
use super::paired::Paired;
use crate::declare::Count;
use crate::erased::Entry;
use crate::key::Key;
use crate::value;
use crate::visit::Visit;

/// So many rows are put in order quickly, whatever they are sorted by.
pub(crate) const FEW: u64 = 10_000;

/// How many rows there are, as far as they were counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Counted {
    Exactly(u64),
    MoreThan(u64),
    Not,
}

/// The rows of a model that somebody sees, narrowed and ordered step by step.
pub(crate) struct Rows<'a> {
    pub visit: &'a Visit,
    pub entry: &'a Entry,
    pub(super) query: SelectStatement,
    pub(super) pairs: Vec<Paired>,
    pub(super) joined: BTreeSet<&'static str>,
    pub(super) sorts: Vec<Sort>,
    pub(super) sorted_by: BTreeSet<(Option<&'static str>, &'static str)>,
    pub(super) found: Found,
}

/// What is known of the rows before they are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// Nothing.
    Unknown,
    /// There are none.
    None,
    /// They are few: gathered by their keys, or all that the table has.
    Few,
}

/// The keys of one page.
#[derive(Default)]
pub(crate) struct Slice {
    pub keys: Vec<Key>,
    /// There are rows before the first, and after the last.
    pub before: bool,
    pub after: bool,
    /// Where the first and the last row stand, for the pages beside this one.
    pub first: Option<String>,
    pub last: Option<String>,
    /// It was asked for as the page before a row, and is the first one.
    pub is_first: bool,
}

impl<'a> Rows<'a> {
    pub fn of(visit: &'a Visit, entry: &'a Entry) -> Self {
        Self {
            visit,
            entry,
            query: entry.scope(&visit.staff),
            pairs: Vec::new(),
            joined: BTreeSet::new(),
            sorts: Vec::new(),
            sorted_by: BTreeSet::new(),
            found: Found::Unknown,
        }
    }

    /// A column of the table, or of the one that `via` points to, which is joined once.
    pub fn column(&mut self, via: Option<&'static str>, column: &'static str) -> Expr {
        let Some(via) = via else {
            return self.entry.column(column);
        };
        let alias = Alias::new(format!("via_{via}"));
        let to = self
            .entry
            .field(via)
            .and_then(|field| field.points_to.as_ref());
        if let Some(to) = to
            && self.joined.insert(via)
        {
            let on = Expr::col((alias.clone(), Alias::new(&to.column))).eq(self.entry.column(via));
            self.query
                .join_as(JoinType::LeftJoin, Alias::new(&to.table), alias.clone(), on);
        }
        Expr::col((alias, Alias::new(column)))
    }

    pub fn narrow(&mut self, condition: impl IntoCondition) {
        self.query.cond_where(condition);
    }

    /// Narrows the rows to those that are paired with a row of another table.
    pub(super) fn pair(&mut self, paired: Paired) {
        self.pairs.push(paired);
    }

    /// The rows, to be counted or gathered: what is paired is joined, so that the database begins wherever there is
    /// least to read.
    pub(super) fn to_be_gathered(&self) -> SelectStatement {
        let mut query = self.query.clone();
        query.clear_order_by();
        for (number, paired) in self.pairs.iter().enumerate() {
            paired.join(&mut query, self.entry, number);
        }
        query
    }

    /// Gets ready to be read in an order, once it is known how many rows there are. Few are gathered first, by whatever
    /// finds them, and then sorted. Many are read in their order and tested one by one: among many rows a page full of
    /// them is near.
    pub fn settle(&mut self, counted: Counted, narrowed: bool) {
        match counted {
            Counted::Exactly(0) => self.found = Found::None,
            Counted::Exactly(count) if narrowed && count <= FEW => {
                let mut keys = self.to_be_gathered();
                for column in self.entry.key_columns() {
                    keys.expr(column);
                }
                keys.limit(FEW);
                let columns = self.entry.key_columns();
                let is_gathered = match &columns[..] {
                    [column] => column.clone().in_subquery(keys),
                    _ => Expr::tuple(columns).in_subquery(keys),
                };
                self.query = Query::select()
                    .from(Alias::new(self.entry.table))
                    .and_where(is_gathered)
                    .to_owned();
                self.pairs.clear();
                self.joined.clear();
                self.found = Found::Few;
            }
            Counted::Exactly(count) if count <= FEW => self.found = Found::Few,
            _ => {
                for paired in std::mem::take(&mut self.pairs) {
                    self.query.and_where(paired.exists(self.entry));
                }
            }
        }
    }

    fn sorted(&self, forwards: bool) -> SelectStatement {
        let mut query = self.query();
        for sort in &self.sorts {
            query.order_by_expr(sort.expr.clone(), sort.order(forwards));
        }
        query
    }

    /// How many rows there are.
    pub async fn count(&self, count: Count) -> Result<Counted, DbErr> {
        let cap = match count {
            Count::None => return Ok(Counted::Not),
            Count::Exact => None,
            Count::Capped(most) => Some(most),
        };
        let mut inner = self.to_be_gathered();
        inner.expr(Expr::val(1));
        if let Some(cap) = cap {
            inner.limit(cap + 1);
        }
        let outer = Query::select()
            .expr(Expr::col(sea_orm::sea_query::Asterisk).count())
            .from_subquery(inner, Alias::new("counted"))
            .to_owned();
        let counted: i64 = match self.visit.db().query_one(&outer).await? {
            Some(row) => row.try_get_by_index(0)?,
            None => 0,
        };
        let counted = u64::try_from(counted).unwrap_or_default();
        Ok(match cap {
            Some(cap) if counted > cap => Counted::MoreThan(cap),
            _ => Counted::Exactly(counted),
        })
    }

    /// The keys of this many rows, in order.
    pub async fn keys(&self, offset: u64, limit: u64) -> Result<Vec<Key>, DbErr> {
        let mut query = self.sorted(true);
        query.limit(limit).offset(offset);
        self.entry.keys_of(&self.visit.db(), query).await
    }

    /// The page of this number, or the one beside a row. `None` where no row can stand there.
    pub async fn slice(
        &self,
        beside: Option<&Beside>,
        page: u64,
        size: u64,
    ) -> Result<Option<Slice>, DbErr> {
        let (text, forwards) = match beside {
            None if self.found == Found::None => return Ok(Some(Slice::default())),
            None => {
                let offset = page.saturating_sub(1).saturating_mul(size);
                let mut query = self.sorted(true);
                // Where one more row is known to be, there is a next page.
                query.limit(size + 1).offset(offset);
                return Ok(Some(self.read(query, size, true, offset > 0).await?));
            }
            Some(Beside::After(text)) => (text, true),
            Some(Beside::Before(text)) => (text, false),
        };
        let Some(values) = keyset::read(&self.sorts, text) else {
            return Ok(None);
        };
        if self.found == Found::None {
            return Ok(Some(Slice::default()));
        }
        let nulls_low = self.visit.db().get_database_backend() != DbBackend::Postgres;
        let mut query = self.sorted(forwards);
        query
            .cond_where(keyset::beyond(&self.sorts, &values, forwards, nulls_low))
            .limit(size + 1);
        let slice = self.read(query, size, forwards, true).await?;
        if forwards || slice.before {
            return Ok(Some(slice));
        }
        // Too few rows before: this is the first page, and it is to be a full one.
        let mut query = self.sorted(true);
        query.limit(size + 1);
        let mut slice = self.read(query, size, true, false).await?;
        slice.is_first = true;
        Ok(Some(slice))
    }

    /// Reads one row more than a page has; `behind`: there are rows on the side that it was begun at.
    async fn read(
        &self,
        mut query: SelectStatement,
        size: u64,
        forwards: bool,
        behind: bool,
    ) -> Result<Slice, DbErr> {
        let keys = self.entry.keys.len();
        for column in self.entry.key_columns() {
            query.expr(column);
        }
        let types: Option<Vec<_>> = self.sorts.iter().map(|sort| sort.of.as_ref()).collect();
        if types.is_some() {
            for sort in &self.sorts {
                query.expr(sort.expr.clone());
            }
        }
        let mut rows = self.visit.db().query_all(&query).await?;
        let more = rows.len() as u64 > size;
        rows.truncate(usize::try_from(size).unwrap_or(usize::MAX));
        if !forwards {
            rows.reverse();
        }
        let place = |row: Option<&sea_orm::QueryResult>| -> Result<Option<String>, DbErr> {
            let (Some(row), Some(types)) = (row, &types) else {
                return Ok(None);
            };
            let values = types
                .iter()
                .enumerate()
                .map(|(index, of)| value::get(row, keys + index, of))
                .collect::<Result<Vec<Value>, _>>()?;
            Ok(keyset::write(&values))
        };
        Ok(Slice {
            before: if forwards { behind } else { more },
            after: if forwards { more } else { behind },
            first: place(rows.first())?,
            last: place(rows.last())?,
            keys: rows
                .iter()
                .map(|row| self.entry.read_key(row))
                .collect::<Result<_, _>>()?,
            is_first: false,
        })
    }

    /// The rows under all conditions.
    pub fn query(&self) -> SelectStatement {
        let mut query = self.query.clone();
        for paired in &self.pairs {
            query.and_where(paired.among(self.entry));
        }
        query
    }
}
