//! The relying party from outside: a small Loco application, signed in to as a browser would.
mod guards;
mod sessions;
mod support;
