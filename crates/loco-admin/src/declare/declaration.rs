//! What options gather, without the entity's type.
use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use sea_orm::Order;

use super::{
    Count, DeclaredAction, DeclaredColumn, DeclaredFieldset, DeclaredFilter, DeclaredImport,
    DeclaredInline, DeclaredMany, DeclaredSearch, Tweak,
};
use crate::object::Object;

pub(crate) type Text = Arc<dyn Fn(&Object) -> String + Send + Sync>;

/// One column that rows are ordered by, of the table itself or of one that a column points to.
#[derive(Clone, Debug)]
pub(crate) struct OrderBy {
    pub via: Option<&'static str>,
    pub column: &'static str,
    /// The column whose type it has, where the entity does not name it.
    pub like: Option<&'static str>,
    pub order: Order,
}

impl OrderBy {
    pub const fn column(column: &'static str) -> Self {
        Self {
            via: None,
            column,
            like: None,
            order: Order::Asc,
        }
    }
}

/// A column that the table has beside another, for its lists.
#[derive(Clone, Copy, Debug)]
pub(crate) struct StandIn {
    pub like: &'static str,
    pub name: &'static str,
    pub none: NaiveDate,
}

/// How far rows are counted where nobody says anything else.
pub(crate) const MOST_COUNTED: u64 = 10_000;

/// Everything that options say, without the entity's type.
#[derive(Clone)]
pub(crate) struct Declaration {
    pub label: Option<(String, String)>,
    pub display: Option<Text>,
    pub on_site: Option<Text>,
    pub columns: Vec<DeclaredColumn>,
    pub order: Vec<OrderBy>,
    pub stand_ins: Vec<StandIn>,
    pub search: Vec<DeclaredSearch>,
    pub search_help: Option<String>,
    /// The search over all models leaves it out.
    pub searched_alone: bool,
    pub filters: Vec<DeclaredFilter>,
    pub facets: bool,
    pub period: Option<&'static str>,
    pub per_page: u64,
    /// `None`: as far as the site says.
    pub count: Option<Count>,
    pub fieldsets: Vec<DeclaredFieldset>,
    pub tweaks: BTreeMap<&'static str, Tweak>,
    pub many: Vec<DeclaredMany>,
    pub computed: Vec<DeclaredColumn>,
    pub inlines: Vec<DeclaredInline>,
    pub actions: Vec<DeclaredAction>,
    /// The columns that can be changed over several rows at once.
    pub bulk: Vec<&'static str>,
    pub save_as_new: bool,
    pub save_on_top: bool,
    pub hidden: bool,
    pub adds: bool,
    pub deletes: bool,
    /// How old a sign-in may be, in minutes, to write anything, and to delete.
    pub fresh: Option<u32>,
    pub fresh_to_delete: Option<u32>,
    pub exports: bool,
    /// The columns that an export begins with; empty for those of the list.
    pub export: Vec<&'static str>,
    pub import: Option<DeclaredImport>,
}

impl Default for Declaration {
    fn default() -> Self {
        Self {
            label: None,
            display: None,
            on_site: None,
            columns: Vec::new(),
            order: Vec::new(),
            stand_ins: Vec::new(),
            search: Vec::new(),
            search_help: None,
            searched_alone: false,
            filters: Vec::new(),
            facets: false,
            period: None,
            per_page: 50,
            count: None,
            fieldsets: Vec::new(),
            tweaks: BTreeMap::new(),
            many: Vec::new(),
            computed: Vec::new(),
            inlines: Vec::new(),
            actions: Vec::new(),
            bulk: Vec::new(),
            save_as_new: false,
            save_on_top: false,
            hidden: false,
            adds: true,
            deletes: true,
            fresh: None,
            fresh_to_delete: None,
            exports: true,
            export: Vec::new(),
            import: None,
        }
    }
}

impl Declaration {
    /// How rows are counted.
    pub fn counted(&self) -> Count {
        self.count.unwrap_or(Count::Capped(MOST_COUNTED))
    }

    /// How old a sign-in may be, in minutes, to delete rows.
    pub fn fresh_to_delete(&self) -> Option<u32> {
        shorter(self.fresh, self.fresh_to_delete)
    }
}

/// The shorter of two limits, where there are any.
pub(crate) fn shorter(one: Option<u32>, other: Option<u32>) -> Option<u32> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}

/// A function of a model as one of an object.
pub(crate) fn typed<M: Send + Sync + 'static, V>(
    function: impl Fn(&M) -> V + Send + Sync + 'static,
) -> Arc<dyn Fn(&Object) -> V + Send + Sync>
where
    V: Default + 'static,
{
    Arc::new(move |object| object.model::<M>().map(&function).unwrap_or_default())
}
