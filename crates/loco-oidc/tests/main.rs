//! The relying party from outside: a small Loco application, signed in to as a browser would.
// A test that meets a surprise should stop there.
#![allow(clippy::unwrap_used)]

mod bearer;
mod callback;
mod configuration;
mod guards;
mod id_tokens;
mod keycloak;
mod logout;
mod refresh;
mod sessions;
mod support;
mod users;
