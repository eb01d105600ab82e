//! What an application says about a model: one implementation of [`ModelAdmin`] each.

mod action;
mod column;
mod declaration;
mod field;
mod fieldset;
mod filter;
mod import;
mod inline;
mod many;
mod model;
mod options;
mod search;

pub use action::{Action, ActionCx, ActionReport, ActionTx, Confirm, Within};
pub use column::{Cell, Col};
pub use field::Widget;
pub use fieldset::{FieldRef, named};
pub use filter::{Filter, FilterCx};
pub use import::Import;
pub use inline::Inline;
pub use many::Many;
pub use model::{FormErrors, ModelAdmin, SaveCx};
pub use options::{Asc, Count, Desc, Options};
pub use search::{Search, SearchCx};

pub(crate) use action::{DeclaredAction, Run, Together};
pub(crate) use column::{DeclaredColumn, Source};
pub(crate) use declaration::{Declaration, MOST_COUNTED, OrderBy, StandIn, shorter};
pub(crate) use field::{Choice, Tweak};
pub(crate) use fieldset::DeclaredFieldset;
pub(crate) use filter::{DeclaredFilter, FilterKind};
pub(crate) use import::DeclaredImport;
pub(crate) use inline::DeclaredInline;
pub(crate) use many::DeclaredMany;
pub(crate) use search::{DeclaredSearch, Match};
