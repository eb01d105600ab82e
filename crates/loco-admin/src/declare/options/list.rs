//! What a model's list shows, and what is done with its rows.
use chrono::NaiveDate;
use sea_orm::{EntityTrait, IdenStatic, Order};

use super::Options;
use crate::declare::{Action, Col, Filter, Import, OrderBy, Search, StandIn};

/// How the rows of a list are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// Up to this many; beyond it the page says "more than".
    Capped(u64),
    /// All of them, however long it takes.
    Exact,
    /// Not at all: pages only lead on and back.
    None,
}

/// The list, and what is done with its rows.
impl<E: EntityTrait> Options<E> {
    /// The columns of the list, in their order.
    #[must_use]
    pub fn list(self, columns: impl IntoIterator<Item = Col<E>>) -> Self {
        self.with(|all| {
            all.columns = columns.into_iter().map(|column| column.declared).collect();
        })
    }

    /// How the list is ordered until somebody chooses. The key always comes last, so that no two
    /// pages show the same row.
    #[must_use]
    pub fn order(self, by: impl IntoIterator<Item = (E::Column, Order)>) -> Self {
        self.with(|all| {
            all.order = by
                .into_iter()
                .map(|(column, order)| OrderBy {
                    order,
                    ..OrderBy::column(column.as_str())
                })
                .collect();
        })
    }

    /// As [`Options::order`], by columns that the table has and the entity does not name, such as
    /// generated ones that an index holds: each with a column of the same type. They must never be
    /// null.
    #[must_use]
    pub fn order_by_name(
        self,
        by: impl IntoIterator<Item = (&'static str, E::Column, Order)>,
    ) -> Self {
        self.with(|all| {
            all.order = by
                .into_iter()
                .map(|(column, like, order)| OrderBy {
                    via: None,
                    column,
                    like: Some(like.as_str()),
                    order,
                })
                .collect();
        })
    }

    /// A column that the table has and the entity does not name, such as a generated one, with the
    /// days of `column`, and with `none` where that has none. Lists are sorted and narrowed by it
    /// instead, so that its index is used: databases do not agree on where no value stands, and enter
    /// no index among many rows without one. `none` is no day that a row can have.
    #[must_use]
    pub fn stand_in(self, column: E::Column, name: &'static str, none: NaiveDate) -> Self {
        let like = column.as_str();
        self.with(|all| all.stand_ins.push(StandIn { like, name, none }))
    }

    /// Where the search box looks. Without it there is none.
    #[must_use]
    pub fn search(self, places: impl IntoIterator<Item = Search<E>>) -> Self {
        self.with(|all| {
            all.search = places
                .into_iter()
                .flat_map(|place| place.declared)
                .collect();
        })
    }

    /// Leaves the model out of the search over all models, which is to be quick: for a table so large
    /// that looking for words in its columns is not.
    #[must_use]
    pub fn searched_alone(self) -> Self {
        self.with(|all| all.searched_alone = true)
    }

    /// What stands below the search box.
    #[must_use]
    pub fn search_help(self, text: &str) -> Self {
        self.with(|all| all.search_help = Some(text.to_owned()))
    }

    /// The filters beside the list, behind those that were named before.
    #[must_use]
    pub fn filters(self, filters: impl IntoIterator<Item = Filter<E>>) -> Self {
        self.with(|all| {
            all.filters
                .extend(filters.into_iter().map(|filter| filter.declared));
        })
    }

    /// Shows how many rows there would be beside what filters offer. Without it, people ask for it
    /// when they want it: it costs one more query, and one for each filter that is set.
    #[must_use]
    pub fn facets(self) -> Self {
        self.with(|all| all.facets = true)
    }

    /// A date or an instant that the list can be opened up by: years, months, days.
    #[must_use]
    pub fn date_hierarchy(self, column: E::Column) -> Self {
        self.with(|all| all.period = Some(column.as_str()))
    }

    /// How many rows a page has until somebody chooses (50).
    #[must_use]
    pub fn per_page(self, rows: u64) -> Self {
        self.with(|all| all.per_page = rows)
    }

    /// How rows are counted (up to 10 000, or as far as the site says).
    #[must_use]
    pub fn count(self, count: Count) -> Self {
        self.with(|all| all.count = Some(count))
    }

    /// Something to do with rows: on the list with those that are ticked, on a row's page with it.
    #[must_use]
    pub fn action(self, action: Action<E>) -> Self {
        self.with(|all| all.actions.push(action.declared))
    }

    /// Offers an action that gives one of these columns the same value in all rows that are ticked,
    /// or that a list shows: with the field's own widget and rules, and each row saved as its form
    /// would be.
    #[must_use]
    pub fn bulk_edit(self, columns: impl IntoIterator<Item = E::Column>) -> Self {
        self.with(|all| {
            all.bulk = columns.into_iter().map(|column| column.as_str()).collect();
        })
    }

    /// The columns that are ticked when somebody exports rows (those of the list).
    #[must_use]
    pub fn export(self, columns: impl IntoIterator<Item = E::Column>) -> Self {
        self.with(|all| {
            all.export = columns.into_iter().map(|column| column.as_str()).collect();
        })
    }

    /// Nobody exports rows here.
    #[must_use]
    pub fn no_export(self) -> Self {
        self.with(|all| all.exports = false)
    }

    /// Lets people import rows from CSV files. Nobody can without it.
    #[must_use]
    pub fn import(self, import: Import<E>) -> Self {
        self.with(|all| all.import = Some(import.declared))
    }
}
