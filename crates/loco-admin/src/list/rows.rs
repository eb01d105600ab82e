//! The query behind a list: keys first, then the rows.
use std::collections::BTreeSet;

use sea_orm::sea_query::{Alias, Expr, ExprTrait, IntoCondition, JoinType, SelectStatement};
use sea_orm::{ConnectionTrait, DbErr, Order};

use crate::declare::Count;
use crate::erased::Entry;
use crate::key::Key;
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
}

impl<'a> Rows<'a> {
    pub fn of(visit: &'a Visit, entry: &'a Entry) -> Self {
        Self {
            visit,
            entry,
            query: entry.scope(&visit.staff),
            joined: BTreeSet::new(),
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

    pub fn order(&mut self, via: Option<&'static str>, column: &'static str, order: Order) {
        let expr = self.column(via, column);
        self.query.order_by_expr(expr, order);
    }

    /// The key comes last in every order, so that no two pages show the same row.
    pub fn order_by_key(&mut self, order: Order) {
        for place in &self.entry.keys {
            let column = self.entry.column(self.entry.fields[*place].name);
            self.query.order_by_expr(column, order.clone());
        }
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

    /// The keys of one page, and of one row more where there is one.
    pub async fn keys(&self, offset: u64, limit: u64) -> Result<Vec<Key>, DbErr> {
        let mut query = self.query.clone();
        query.limit(limit).offset(offset);
        self.entry.keys_of(&self.visit.db(), query).await
    }

    pub fn query(&self) -> &SelectStatement {
        &self.query
    }
}
