//! The relying party from outside: a small Loco application, signed in to as a browser would.
// A test that meets a surprise should stop there.
#![allow(clippy::unwrap_used)]

mod bearer;
mod callback;
mod client_authentication;
mod configuration;
mod costs;
mod discovery;
mod faults;
mod guards;
mod id_tokens;
mod keycloak;
mod leaks;
mod logout;
mod metrics;
mod nodes;
mod outage;
mod providers;
mod refresh;
mod sessions;
mod step_up;
mod support;
mod userinfo;
mod users;
