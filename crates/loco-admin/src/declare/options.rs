//! The builder in which an application says what a model's pages show.
mod form;
mod list;

use std::marker::PhantomData;

use sea_orm::{EntityTrait, IdenStatic};

use super::Tweak;
use super::declaration::{Declaration, typed};

pub use list::Count;
pub use sea_orm::Order::{Asc, Desc};

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
