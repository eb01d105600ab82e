//! The trait that an application implements once for each model.
use std::any::Any;
use std::future::Future;

use chrono::{DateTime, Utc};
use loco_rs::app::AppContext;
use sea_orm::{ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, ModelTrait, Select};

use super::Options;
use crate::{Language, Op, Staff};

/// A model in the admin site. Everything but the entity has a default: the smallest declaration is
///
/// ```
/// # mod genres {
/// #     use sea_orm::entity::prelude::*;
/// #     #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
/// #     #[sea_orm(table_name = "genres")]
/// #     pub struct Model { #[sea_orm(primary_key)] pub id: i32, pub name: String }
/// #     #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
/// #     pub enum Relation {}
/// #     impl ActiveModelBehavior for ActiveModel {}
/// # }
/// use loco_admin::{AdminSite, ModelAdmin};
///
/// struct GenreAdmin;
///
/// impl ModelAdmin for GenreAdmin {
///     type Entity = genres::Entity;
///     const APP: &'static str = "catalog";
/// }
///
/// let site = AdminSite::new().add::<GenreAdmin>();
/// assert!(site.problems().is_empty());
/// ```
pub trait ModelAdmin: Send + Sync + 'static {
    /// The table.
    type Entity: EntityTrait;

    /// The group on the index page, and the first half of permissions: `catalog` in
    /// `catalog.view_book`.
    const APP: &'static str;

    /// The model in permissions: `book` in `catalog.view_book`. Empty: the table's name in the
    /// singular, without underscores.
    const MODEL: &'static str = "";

    /// The model in addresses: `/admin/books/`. Empty: the table's name.
    const SLUG: &'static str = "";

    /// What its pages show.
    #[must_use]
    fn options() -> Options<Self::Entity> {
        Options::new()
    }

    /// Which rows this person sees, in lists, pages, choices, exports, actions and history alike.
    fn scope(staff: &Staff, rows: Select<Self::Entity>) -> Select<Self::Entity> {
        let _ = staff;
        rows
    }

    /// Whether this person may do it, with a certain row or (without one) at all. Asked on the
    /// server before everything that happens, not only for what pages show.
    fn can(staff: &Staff, op: Op, row: Option<&<Self::Entity as EntityTrait>::Model>) -> bool {
        let _ = row;
        staff.has(op, Self::APP, &crate::erased::model_name::<Self>())
    }

    /// Looks at a row before it is written, may change it, or refuses it with messages. Runs in
    /// the transaction of the save, before the entity's own `ActiveModelBehavior`.
    fn before_save(
        cx: &SaveCx<'_>,
        row: &mut <Self::Entity as EntityTrait>::ActiveModel,
    ) -> impl Future<Output = Result<(), FormErrors>> + Send {
        let _ = (cx, row);
        async { Ok(()) }
    }

    /// Does what else belongs to a save, in its transaction.
    fn after_save(
        cx: &SaveCx<'_>,
        row: &<Self::Entity as EntityTrait>::Model,
    ) -> impl Future<Output = Result<(), FormErrors>> + Send {
        let _ = (cx, row);
        async { Ok(()) }
    }

    /// Looks at a row before it is deleted, or refuses with messages, in the transaction.
    fn before_delete(
        cx: &SaveCx<'_>,
        row: &<Self::Entity as EntityTrait>::Model,
    ) -> impl Future<Output = Result<(), FormErrors>> + Send {
        let _ = (cx, row);
        async { Ok(()) }
    }
}

/// What hooks know about the save they are part of.
pub struct SaveCx<'a> {
    /// The transaction: everything goes through it, or is not undone with it.
    pub db: &'a DatabaseTransaction,
    /// The application: settings, queue, mailer.
    pub app: &'a AppContext,
    /// Who saves.
    pub staff: &'a Staff,
    /// The instant of the save.
    pub now: DateTime<Utc>,
    /// The language of messages.
    pub language: Language,
    pub(crate) before: Option<&'a (dyn Any + Send + Sync)>,
}

impl SaveCx<'_> {
    /// Whether the row is new.
    #[must_use]
    pub fn is_new(&self) -> bool {
        self.before.is_none()
    }

    /// The row as it was; `None` for a new one.
    #[must_use]
    pub fn before<M: ModelTrait + 'static>(&self) -> Option<&M> {
        self.before?.downcast_ref()
    }
}

/// What is wrong with a form, beside its fields or above them. Each message is a key of the
/// application's messages, or the words themselves.
///
/// ```
/// use loco_admin::FormErrors;
///
/// let errors = FormErrors::form("The library is closed.").and_field("isbn", "Not an ISBN.");
/// assert_eq!(errors.len(), 2);
/// ```
#[derive(Debug, Default)]
pub struct FormErrors {
    pub(crate) messages: Vec<(Option<String>, String)>,
    pub(crate) database: Option<DbErr>,
}

impl FormErrors {
    /// A message above the form.
    #[must_use]
    pub fn form(message: impl Into<String>) -> Self {
        Self {
            messages: vec![(None, message.into())],
            database: None,
        }
    }

    /// A message beside a field.
    #[must_use]
    pub fn field(column: impl ColumnTrait, message: impl Into<String>) -> Self {
        Self::default().and_field(column.as_str(), message)
    }

    /// One more message beside a field, by the column's name.
    #[must_use]
    pub fn and_field(mut self, name: &str, message: impl Into<String>) -> Self {
        self.messages.push((Some(name.to_owned()), message.into()));
        self
    }

    /// How many messages there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.messages.len()
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.messages.is_empty() && self.database.is_none()
    }
}

impl From<DbErr> for FormErrors {
    fn from(error: DbErr) -> Self {
        Self {
            messages: Vec::new(),
            database: Some(error),
        }
    }
}
