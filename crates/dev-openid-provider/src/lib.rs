//! An OpenID provider for development and tests, never for production.
//!
//! It reads a Keycloak realm export, answers at Keycloak's paths, and gives out tokens that look
//! like Keycloak's, so that an application signs in without a Keycloak, and its tests without a
//! network. On top, tests switch [`faults`] on and reach into it ([`testing`]).
//!
//! - In an application: [`DevProvider::from_realm_file`], then
//!   [`DevProvider::refuse_in_production`], then nest [`DevProvider::router`].
//! - In a test: [`RunningProvider::start`] listens on a loopback port.
//!
//! Authorization code with PKCE (S256 alone), refresh tokens, client credentials, userinfo,
//! introspection, RP-initiated and back-channel logout; see the crate's README.
mod authorization_request;
mod authorization_response;
mod backchannel;
mod browser_session;
mod claims;
mod client_authentication;
mod clock;
mod endpoints;
mod error;
pub mod faults;
mod jwt;
mod keys;
mod language;
mod oauth_error;
mod pages;
mod parameters;
mod provider;
mod realm;
mod router;
mod running;
mod store;
pub mod testing;
mod tokens;

/// The README's examples, compiled.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
pub struct Readme;

pub use authorization_response::{AuthorizationResponse, ResponseMode};
pub use clock::Clock;
pub use error::Error;
pub use keys::Algorithm;
pub use provider::DevProvider;
pub use running::RunningProvider;
