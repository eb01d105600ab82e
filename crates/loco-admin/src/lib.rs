//! An admin site for Loco applications: lists, forms, histories and actions for the models that an
//! application declares, each in a file of its own.
//!
//! ```
//! # mod genres {
//! #     use sea_orm::entity::prelude::*;
//! #     #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
//! #     #[sea_orm(table_name = "genres")]
//! #     pub struct Model { #[sea_orm(primary_key)] pub id: i32, pub name: String }
//! #     #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
//! #     pub enum Relation {}
//! #     impl ActiveModelBehavior for ActiveModel {}
//! # }
//! use loco_admin::{AdminSite, Asc, Col, ModelAdmin, Options, Search};
//!
//! struct GenreAdmin;
//!
//! impl ModelAdmin for GenreAdmin {
//!     type Entity = genres::Entity;
//!     const APP: &'static str = "catalog";
//!     fn options() -> Options<genres::Entity> {
//!         Options::new()
//!             .list([Col::field(genres::Column::Name)])
//!             .order([(genres::Column::Name, Asc)])
//!             .search([Search::contains(genres::Column::Name)])
//!     }
//! }
//!
//! fn site() -> AdminSite {
//!     AdminSite::new().add::<GenreAdmin>()
//! }
//! ```
//!
//! In `Hooks::initializers`, after `loco_oidc::initializer`: `loco_admin::initializer(site())`; in
//! `Hooks::routes`: `.add_route(loco_admin::routes())`; in the migrator: `loco_admin::migrations()`.
//! People enter with `is_staff`, and see what `<app>.view_<model>` lets them.
// A test that meets a surprise should stop there.
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod actions;
mod choices;
mod dashboard;
mod declare;
mod delete;
mod erased;
mod error;
mod export;
mod field;
mod flash;
mod form;
mod fresh;
pub mod history;
pub mod identity;
mod import;
mod index;
mod initializer;
mod jobs;
mod key;
mod labels;
mod language;
mod list;
mod migrations;
mod number;
mod object;
mod preferences;
mod render;
mod routes;
mod saved;
mod search;
mod show;
mod site;
mod spreadsheet;
mod staff;
mod static_files;
mod transaction;
mod value;
mod version;
mod visit;

pub use dashboard::{Card, CardCx, Figure};
pub use declare::{
    Action, ActionCx, ActionReport, ActionTx, Asc, Cell, Col, Confirm, Count, Desc, FieldRef,
    Filter, FilterCx, FormErrors, Import, Inline, Many, ModelAdmin, Options, SaveCx, Search,
    SearchCx, Widget, Within, named,
};
pub use history::PruneAdminLog;
pub use initializer::initializer;
pub use language::Language;
pub use migrations::migrations;
pub use routes::routes;
pub use site::AdminSite;
pub use staff::{Op, Staff};

/// A connection or a transaction.
pub(crate) type Db<'a> = sea_orm::DatabaseExecutor<'a>;
