//! `keycloak_setup`: makes a Keycloak ready for an application, through Keycloak's admin REST API.
mod adapter_file;
mod admin_api;
mod apply;
mod arguments;
mod change;
mod client;
mod error;
mod found;
mod plan;
mod realm_file;
mod task;
mod wanted;

pub use task::KeycloakSetup;
