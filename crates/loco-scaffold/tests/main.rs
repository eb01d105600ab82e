//! The generators on a copy of the library's own sources, so that both stay alike; nothing is built here.
// What a test needs must be there.
#![allow(clippy::expect_used, clippy::unwrap_used)]

mod catalogue;
mod check;
mod commands;
mod conflicts;
mod destroy;
mod inspect;
mod install;

mod parts;
mod refusals;
mod scaffold;
mod support;
mod templates;
mod typed_text;
