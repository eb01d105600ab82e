//! What a model's pages show: the builder, and what it gathers.
use std::collections::BTreeMap;
use std::marker::PhantomData;
use std::sync::Arc;

use sea_orm::{EntityTrait, IdenStatic, Order};

use super::{
    Action, Col, DeclaredAction, DeclaredColumn, DeclaredFieldset, DeclaredFilter, DeclaredImport,
    DeclaredInline, DeclaredMany, DeclaredSearch, FieldRef, Filter, Import, Inline, Many, Search,
    Tweak, Widget,
};
use crate::object::Object;

pub use sea_orm::Order::{Asc, Desc};

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

/// Everything that options say, without the entity's type.
#[derive(Clone)]
pub(crate) struct Declaration {
    pub label: Option<(String, String)>,
    pub display: Option<Text>,
    pub on_site: Option<Text>,
    pub columns: Vec<DeclaredColumn>,
    pub order: Vec<OrderBy>,
    pub search: Vec<DeclaredSearch>,
    pub search_help: Option<String>,
    pub filters: Vec<DeclaredFilter>,
    pub facets: bool,
    pub period: Option<&'static str>,
    pub per_page: u64,
    pub count: Count,
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
            search: Vec::new(),
            search_help: None,
            filters: Vec::new(),
            facets: false,
            period: None,
            per_page: 50,
            count: Count::Capped(10_000),
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

/// What a model's pages show. Whatever is not said follows from the table.
///
/// Every text is a key of the application's messages (`assets/i18n/<language>/*.ftl`), or the
/// words themselves.
///
/// ```
/// # mod books {
/// #     use sea_orm::entity::prelude::*;
/// #     #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
/// #     #[sea_orm(table_name = "books")]
/// #     pub struct Model { #[sea_orm(primary_key)] pub id: i32, pub title: String, #[sea_orm(unique)] pub isbn: String }
/// #     #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
/// #     pub enum Relation {}
/// #     impl ActiveModelBehavior for ActiveModel {}
/// # }
/// use books::Column as C;
/// use loco_admin::{Asc, Col, Options, Search, row};
///
/// let options: Options<books::Entity> = Options::new()
///     .label("book", "books")
///     .display(|book: &books::Model| book.title.clone())
///     .list([Col::field(C::Title).link(), Col::field(C::Isbn)])
///     .order([(C::Title, Asc)])
///     .search([Search::contains(C::Title), Search::exact(C::Isbn)])
///     .fieldset("", [row![C::Title], row![C::Isbn]])
///     .help(C::Isbn, "13 digits");
/// ```
pub struct Options<E> {
    pub(crate) declaration: Declaration,
    entity: PhantomData<E>,
}

impl<E: EntityTrait> Default for Options<E> {
    fn default() -> Self {
        Self::new()
    }
}

impl<E: EntityTrait> Options<E> {
    /// Nothing said yet.
    #[must_use]
    pub fn new() -> Self {
        Self {
            declaration: Declaration::default(),
            entity: PhantomData,
        }
    }

    fn with(mut self, change: impl FnOnce(&mut Declaration)) -> Self {
        change(&mut self.declaration);
        self
    }

    fn tweak(self, column: E::Column, change: impl FnOnce(&mut Tweak)) -> Self {
        self.with(|all| change(all.tweaks.entry(column.as_str()).or_default()))
    }

    /// What one row is called, and what several are.
    #[must_use]
    pub fn label(self, one: &str, several: &str) -> Self {
        self.with(|all| all.label = Some((one.to_owned(), several.to_owned())))
    }

    /// What a row is called in titles, choices and history.
    #[must_use]
    pub fn display(self, text: impl Fn(&E::Model) -> String + Send + Sync + 'static) -> Self
    where
        E::Model: Sync + 'static,
    {
        self.with(|all| all.display = Some(typed(text)))
    }

    /// The address of a row's own page on the site, for "View on site".
    #[must_use]
    pub fn view_on_site(self, url: impl Fn(&E::Model) -> String + Send + Sync + 'static) -> Self
    where
        E::Model: Sync + 'static,
    {
        self.with(|all| all.on_site = Some(typed(url)))
    }

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

    /// How rows are counted (up to 10 000).
    #[must_use]
    pub fn count(self, count: Count) -> Self {
        self.with(|all| all.count = count)
    }

    /// The next group of fields in the form, with its title (or `""`). Each inner list is a line.
    #[must_use]
    pub fn fieldset(self, title: &str, lines: impl IntoIterator<Item = Vec<FieldRef>>) -> Self {
        self.with(|all| {
            all.fieldsets
                .push(DeclaredFieldset::new(title, lines, false));
        })
    }

    /// The same, folded up until somebody opens it.
    #[must_use]
    pub fn collapsed(self, title: &str, lines: impl IntoIterator<Item = Vec<FieldRef>>) -> Self {
        self.with(|all| {
            all.fieldsets
                .push(DeclaredFieldset::new(title, lines, true));
        })
    }

    /// What stands below the title of the fieldset before.
    #[must_use]
    pub fn description(self, text: &str) -> Self {
        self.with(|all| {
            if let Some(last) = all.fieldsets.last_mut() {
                last.description = text.to_owned();
            }
        })
    }

    /// Fields that are shown and not edited.
    #[must_use]
    pub fn readonly(self, columns: impl IntoIterator<Item = E::Column>) -> Self {
        columns.into_iter().fold(self, |options, column| {
            options.tweak(column, |field| field.readonly = true)
        })
    }

    /// A field that only people with this permission edit; others see it.
    #[must_use]
    pub fn needs(self, column: E::Column, permission: &'static str) -> Self {
        self.tweak(column, |field| field.needs = Some(permission))
    }

    /// A field whose value only people with this permission see. For others it is in no list, form, filter, search,
    /// export, import and history, and no order follows it.
    #[must_use]
    pub fn needs_to_view(self, column: E::Column, permission: &'static str) -> Self {
        self.tweak(column, |field| field.needs_to_view = Some(permission))
    }

    /// A value that is worked out, for fieldsets by its name: shown and not edited.
    #[must_use]
    pub fn computed<V: Into<super::Cell>>(
        self,
        name: &'static str,
        label: &str,
        value: impl Fn(&E::Model) -> V + Send + Sync + 'static,
    ) -> Self
    where
        E::Model: Sync + 'static,
    {
        self.with(|all| {
            all.computed
                .push(Col::<E>::computed(name, label, value).declared);
        })
    }

    /// What a field is called, in the form and in the list.
    #[must_use]
    pub fn field_label(self, column: E::Column, label: &str) -> Self {
        self.tweak(column, |field| field.label = Some(label.to_owned()))
    }

    /// What stands below a field.
    #[must_use]
    pub fn help(self, column: E::Column, text: &str) -> Self {
        self.tweak(column, |field| field.help = Some(text.to_owned()))
    }

    /// How a field is filled in.
    #[must_use]
    pub fn widget(self, column: E::Column, widget: Widget) -> Self {
        self.tweak(column, |field| field.widget = Some(widget))
    }

    /// The values that a field can have, each with its label.
    #[must_use]
    pub fn choices<V: Into<String>, L: Into<String>>(
        self,
        column: E::Column,
        choices: impl IntoIterator<Item = (V, L)>,
    ) -> Self {
        self.tweak(column, |field| {
            field.choices = choices
                .into_iter()
                .map(|(value, label)| super::Choice {
                    value: value.into(),
                    label: label.into(),
                })
                .collect();
        })
    }

    /// The longest text that a field takes, in characters, where the table does not say.
    #[must_use]
    pub fn max_length(self, column: E::Column, characters: u32) -> Self {
        self.tweak(column, |field| field.max = Some(characters))
    }

    /// Fields that may be left empty although the column is not null: an empty text is stored.
    #[must_use]
    pub fn optional(self, columns: impl IntoIterator<Item = E::Column>) -> Self {
        columns.into_iter().fold(self, |options, column| {
            options.tweak(column, |field| field.optional = true)
        })
    }

    /// What an empty form begins with, as text.
    #[must_use]
    pub fn initial(
        self,
        column: E::Column,
        value: impl Fn() -> String + Send + Sync + 'static,
    ) -> Self {
        self.tweak(column, |field| field.initial = Some(Arc::new(value)))
    }

    /// A field that is made from others while somebody types, such as a slug from a title.
    #[must_use]
    pub fn prepopulated(
        self,
        column: E::Column,
        from: impl IntoIterator<Item = E::Column>,
    ) -> Self {
        self.tweak(column, |field| {
            field.made_from = from.into_iter().map(|column| column.as_str()).collect();
        })
    }

    /// A rule for what somebody types into a field: `Err` with the message.
    #[must_use]
    pub fn validate(
        self,
        column: E::Column,
        rule: impl Fn(&str) -> Result<(), String> + Send + Sync + 'static,
    ) -> Self {
        self.tweak(column, |field| field.rules.push(Arc::new(rule)))
    }

    /// Fields whose values are shown nowhere and not kept in the history.
    #[must_use]
    pub fn secret(self, columns: impl IntoIterator<Item = E::Column>) -> Self {
        columns.into_iter().fold(self, |options, column| {
            options.tweak(column, |field| field.secret = true)
        })
    }

    /// A choice of any number of rows of another table, for fieldsets by its name.
    #[must_use]
    pub fn many(self, many: Many<E>) -> Self {
        self.with(|all| all.many.push(many.declared))
    }

    /// Rows of another table that point to this one, edited on its page.
    #[must_use]
    pub fn inline(self, inline: Inline) -> Self {
        self.with(|all| all.inlines.push(inline.declared))
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

    /// Offers "Save as new" on a row's page.
    #[must_use]
    pub fn save_as_new(self) -> Self {
        self.with(|all| all.save_as_new = true)
    }

    /// Repeats the buttons above the form.
    #[must_use]
    pub fn save_on_top(self) -> Self {
        self.with(|all| all.save_on_top = true)
    }

    /// Leaves the model out of the index page: it is there for choices and inlines.
    #[must_use]
    pub fn hidden(self) -> Self {
        self.with(|all| all.hidden = true)
    }

    /// Whoever adds, changes or deletes rows here, or does something with them, must have signed in at most so many
    /// minutes ago. Others go to the provider first and come back to what they wanted; nothing they have filled in is
    /// lost.
    #[must_use]
    pub fn fresh_sign_in(self, minutes: u32) -> Self {
        self.with(|all| all.fresh = Some(minutes))
    }

    /// The same for deletions alone.
    #[must_use]
    pub fn fresh_sign_in_to_delete(self, minutes: u32) -> Self {
        self.with(|all| all.fresh_to_delete = Some(minutes))
    }

    /// Nobody adds rows here.
    #[must_use]
    pub fn no_adding(self) -> Self {
        self.with(|all| all.adds = false)
    }

    /// Nobody deletes rows here.
    #[must_use]
    pub fn no_deleting(self) -> Self {
        self.with(|all| all.deletes = false)
    }
}

impl Declaration {
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
