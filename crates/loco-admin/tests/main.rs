//! The admin site from outside: a small Loco application with a library in it, visited as people
//! would.
// A test that meets a surprise should stop there.
#![allow(clippy::unwrap_used)]

mod acting;
mod declarations;
mod deleting;
mod editing;
mod entering;
mod exporting;
mod fields;
mod forgetting;
mod freshness;
mod importing;
mod inlines;
mod lists;
mod overview;
mod popups;
mod privacy;
mod support;
