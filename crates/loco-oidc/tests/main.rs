//! The relying party from outside: a small Loco application, signed in to as a browser would.
// A test that meets a surprise should stop there.
#![allow(clippy::unwrap_used)]

mod guards;
mod sessions;
mod support;
