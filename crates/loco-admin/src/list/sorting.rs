//! The order of a list: what it is sorted by, and what decides among rows that are alike in it.
use sea_orm::sea_query::{Alias, Expr, ExprTrait, JoinType, SqliteQueryBuilder};
use sea_orm::{ConnectionTrait, DbBackend, Order};

use super::Rows;
use super::keyset::Sort;
use super::rows::Found;
use crate::declare::OrderBy;
use crate::erased::Entry;
use crate::field::{Field, PointsTo};
use crate::value::Kind;

impl Rows<'_> {
    /// Sorts by a column, after those before. What is sorted by already is not again.
    pub fn order(&mut self, by: &OrderBy, down: bool) {
        let by = &self.entry.stand_in(by);
        // Rows that point to the same row are alike in all that it says.
        let decided = by
            .via
            .is_some_and(|via| self.sorted_by.contains(&(None, via)));
        if decided || !self.sorted_by.insert((by.via, by.column)) {
            return;
        }
        let like = by.like.unwrap_or(by.column);
        let field = match by.via {
            None => self.entry.field(like),
            Some(via) => self.target(via).and_then(|target| target.field(like)),
        };
        let comparable = |field: &&Field| !matches!(field.kind, Kind::Json | Kind::Other);
        let of = field.filter(comparable).map(|field| field.array.clone());
        // A column that the entity does not name has a value: `order_by_name` wants it so.
        let null = by.via.is_some_and(|via| !self.is_required(via))
            || by.like.is_none() && field.is_none_or(|field| field.null);
        let expr = self.sort_column(by);
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

    /// Among rows that are alike in what somebody sorts by, the usual order decides, in the same direction: an index
    /// that begins with a column goes on with that.
    pub fn order_alike(&mut self, down: bool) {
        let keys = &self.entry.keys;
        let decided = keys.iter().all(|place| {
            self.sorted_by
                .contains(&(None, self.entry.fields[*place].name))
        });
        if decided {
            return;
        }
        for by in &self.entry.declaration.order {
            self.order(by, down);
        }
        self.order_by_key(down);
    }

    /// The same for rows of another table that the list is sorted by, down to its key, so that rows which belong
    /// together stand together.
    pub fn order_alike_there(&mut self, via: &'static str, down: bool) {
        if !self.is_required(via) {
            return;
        }
        let Some(target) = self.target(via) else {
            return;
        };
        let usual = target
            .declaration
            .order
            .iter()
            .filter(|by| by.via.is_none())
            .cloned();
        let keys = target
            .keys
            .iter()
            .map(|place| OrderBy::column(target.fields[*place].name));
        let all: Vec<OrderBy> = usual.chain(keys).collect();
        for by in all {
            let by = OrderBy {
                via: Some(via),
                ..by
            };
            self.order(&by, down);
        }
    }

    /// The key comes last in every order, so that no two pages show the same row.
    pub fn order_by_key(&mut self, down: bool) {
        for place in &self.entry.keys {
            let by = OrderBy::column(self.entry.fields[*place].name);
            self.order(&by, down);
        }
    }

    fn points_to(&self, via: &str) -> Option<&PointsTo> {
        self.entry.field(via)?.points_to.as_ref()
    }

    fn target(&self, via: &str) -> Option<&Entry> {
        self.visit.site.by_table(&self.points_to(via)?.table)
    }

    /// Whether each row points somewhere.
    fn is_required(&self, via: &str) -> bool {
        self.entry.field(via).is_some_and(|field| !field.null)
    }

    fn sort_column(&mut self, by: &OrderBy) -> Expr {
        if let Some(via) = by.via
            && !self.joined.contains(via)
            && self.is_required(via)
            && self.found == Found::Unknown
            && let Some(to) = self.points_to(via).cloned()
        {
            let alias = Alias::new(format!("via_{via}"));
            let on = Expr::col((alias.clone(), Alias::new(&to.column))).eq(self.entry.column(via));
            let own = Alias::new(self.entry.table);
            if self.can_begin_elsewhere() {
                // SQLite sorts everything unless it is made to read the other table in its order, and the rows of each
                // row there.
                let there = Alias::new(&to.table);
                let query = self.query.from_clear().from_as(there, alias);
                query.cross_join(own).and_where(on);
            } else {
                self.query
                    .join_as(JoinType::InnerJoin, Alias::new(&to.table), alias, on);
            }
            self.joined.insert(via);
        }
        self.column(by.via, by.column)
    }

    fn can_begin_elsewhere(&self) -> bool {
        self.visit.db().get_database_backend() == DbBackend::Sqlite
            && self.sorts.is_empty()
            && self.joined.is_empty()
            && self.pairs.is_empty()
            // What a scope joins stands behind the table that it begins with.
            && !self.query.to_string(SqliteQueryBuilder).contains(" JOIN ")
    }
}
