//! The admin site from outside: a small Loco application with a library in it, visited as people
//! would.
// A test that meets a surprise should stop there.
#![allow(clippy::unwrap_used)]

mod acting;
mod bulk_edits;
mod conflicts;
mod contrast;
mod declarations;
mod deleting;
mod documentation;
mod editing;
mod entering;
mod exporting;
mod fields;
mod filters;
mod forgetting;
mod freshness;
mod history;
mod hostile;
mod importing;
mod inlines;
mod list_edits;
mod lists;
mod overview;
mod pages;
mod permissions;
mod popups;
mod privacy;
mod support;
mod words;
