//! The query behind a list: keys first, then the rows.
use std::collections::BTreeSet;

use sea_orm::sea_query::{Alias, Expr, ExprTrait, IntoCondition, JoinType, SelectStatement};
use sea_orm::{ConnectionTrait, DbBackend, DbErr, Order, Value};

use super::address::Beside;
use super::keyset::{self, Sort};
use crate::declare::{Count, OrderBy};
use crate::erased::Entry;
use crate::field::Field;
use crate::key::Key;
use crate::value::{self, Kind};
use crate::visit::Visit;

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
    query: SelectStatement,
    joined: BTreeSet<&'static str>,
    sorts: Vec<Sort>,
    sorted_by: BTreeSet<(Option<&'static str>, &'static str)>,
}

/// The keys of one page.
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
            joined: BTreeSet::new(),
            sorts: Vec::new(),
            sorted_by: BTreeSet::new(),
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

    /// Sorts by a column, after those before. What is sorted by already is not again.
    pub fn order(&mut self, by: &OrderBy, down: bool) {
        if !self.sorted_by.insert((by.via, by.column)) {
            return;
        }
        let like = by.like.unwrap_or(by.column);
        let field = match by.via {
            None => self.entry.field(like),
            Some(via) => self
                .entry
                .field(via)
                .and_then(|field| field.points_to.as_ref())
                .and_then(|to| self.visit.site.by_table(&to.table))
                .and_then(|target| target.field(like)),
        };
        let comparable = |field: &&Field| !matches!(field.kind, Kind::Json | Kind::Other);
        let of = field.filter(comparable).map(|field| field.array.clone());
        // A column that the entity does not name has a value: `order_by_name` wants it so.
        let null = by.via.is_some() || by.like.is_none() && field.is_none_or(|field| field.null);
        let expr = self.column(by.via, by.column);
        self.sorts.push(Sort {
            expr,
            of,
            null,
            down,
        });
    }

    /// Sorts as the declaration says, and by the key.
    pub fn order_as_declared(&mut self) {
        let mut down = false;
        for by in &self.entry.declaration.order {
            down = by.order == Order::Desc;
            self.order(by, down);
        }
        self.order_by_key(down);
    }

    /// The key comes last in every order, so that no two pages show the same row.
    pub fn order_by_key(&mut self, down: bool) {
        for place in &self.entry.keys {
            let by = OrderBy::column(self.entry.fields[*place].name);
            self.order(&by, down);
        }
    }

    fn sorted(&self, forwards: bool) -> SelectStatement {
        let mut query = self.query.clone();
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
        let mut inner = self.query.clone();
        inner.clear_order_by();
        inner.expr(Expr::val(1));
        if let Some(cap) = cap {
            inner.limit(cap + 1);
        }
        let outer = sea_orm::sea_query::Query::select()
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
        for place in &self.entry.keys {
            query.expr(self.entry.column(self.entry.fields[*place].name));
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

    pub fn query(&self) -> &SelectStatement {
        &self.query
    }
}
