//! Rows that are paired with one row of another table, such as the books of a genre: one condition, which can be asked
//! in three ways. Which of them is quick depends on how many rows it lets through.
use sea_orm::Value;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, JoinType, Query, SelectStatement};

use crate::declare::DeclaredMany;
use crate::erased::Entry;

/// The condition.
#[derive(Clone, Debug)]
pub(crate) struct Paired {
    /// The table of pairs.
    through: String,
    /// Its column that points to the rows, and the column there.
    left: (String, String),
    /// Its column that points to the other table.
    right: String,
    with: Value,
}

impl Paired {
    pub fn new(many: &DeclaredMany, with: Value) -> Self {
        Self {
            through: many.through.clone(),
            left: many.left.clone(),
            right: many.right.0.clone(),
            with,
        }
    }

    /// Rows that are in the list of all pairs: the database reads that first.
    pub fn among(&self, entry: &Entry) -> Expr {
        let pairs = Query::select()
            .column(Alias::new(&self.left.0))
            .from(Alias::new(&self.through))
            .and_where(Expr::col(Alias::new(&self.right)).eq(self.with.clone()))
            .to_owned();
        entry.column(&self.left.1).in_subquery(pairs)
    }

    /// Rows for which there is a pair: each row is tested by itself.
    pub fn exists(&self, entry: &Entry) -> Expr {
        let through = |column: &str| Expr::col((Alias::new(&self.through), Alias::new(column)));
        let pair = Query::select()
            .expr(Expr::val(1))
            .from(Alias::new(&self.through))
            .and_where(through(&self.left.0).eq(entry.column(&self.left.1)))
            .and_where(through(&self.right).eq(self.with.clone()))
            .to_owned();
        Expr::exists(pair)
    }

    /// Joins the pairs. There is one for a row at most: they are the key of their table.
    pub fn join(&self, query: &mut SelectStatement, entry: &Entry, number: usize) {
        let alias = Alias::new(format!("paired_{number}"));
        let through = |column: &str| Expr::col((alias.clone(), Alias::new(column)));
        let on = through(&self.left.0)
            .eq(entry.column(&self.left.1))
            .and(through(&self.right).eq(self.with.clone()));
        query.join_as(
            JoinType::InnerJoin,
            Alias::new(&self.through),
            alias.clone(),
            on,
        );
    }
}
