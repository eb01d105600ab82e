//! What only a real Keycloak can tell. Run by bin/keycloak-tests, which builds the library and starts Keycloak.
// A test that meets a surprise should stop there.
#![allow(clippy::unwrap_used)]

mod bearer;
mod keys;
mod logout;
mod outage;
mod refresh;
mod roles;
mod setup;
mod sign_in;
mod support;
