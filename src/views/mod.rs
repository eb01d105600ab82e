//! What people see: the reader's language and theme, the page around each template, and what templates get.

pub mod api_docs;
pub mod authors;
pub mod books;
mod choice;
pub mod copies;
mod dates;
mod delete;
pub mod device;
mod engine;
pub mod flash;
mod form;
mod language;
mod link;
pub mod lookup;
pub mod numbers;
mod page;
mod pagination;
mod section;
mod site;
mod spelled_out;
pub mod static_files;
pub mod translation;

pub use choice::Choice;
pub use dates::{Calendar, DateOrder};
pub use delete::DeleteView;
pub use engine::Views;
pub use flash::Message;
pub use form::FormView;
pub use language::Language;
pub use link::Link;
pub use page::{
    LANGUAGE_COOKIE, May, Page, RenderedTemplate, THEME_COOKIE, chosen_language, local_path,
};
pub use pagination::{Pagination, TotalView};
pub use site::{Site, Theme};
