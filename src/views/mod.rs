//! What people see: the reader's language and theme, the page around each template, and what templates get.

mod dates;
mod engine;
pub mod flash;
mod language;
pub mod numbers;
mod page;
mod site;
pub mod static_files;
pub mod translation;

pub use dates::{Calendar, DateOrder};
pub use engine::Views;
pub use flash::Message;
pub use language::Language;
pub use page::{LANGUAGE_COOKIE, Page, RenderedTemplate, THEME_COOKIE, local_path};
pub use site::{Site, Theme};
