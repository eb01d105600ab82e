//! OpenID Connect for Loco applications: sign-in, sessions, users and permissions.
//!
//! The relying party of OpenID Connect Core 1.0, with the identity tables, extractors for handlers
//! and guards for routes. No handler parses a cookie or a token:
//!
//! ```
//! use axum::routing::get;
//! use loco_oidc::{CurrentUser, oidc_protected};
//! use loco_rs::controller::Routes;
//!
//! async fn my_books(user: CurrentUser) -> String {
//!     format!("The books of {}", user.display_name())
//! }
//!
//! fn routes() -> Routes {
//!     Routes::new().add("/mybooks/", get(my_books).route_layer(oidc_protected()))
//! }
//! ```
// A test that meets a surprise should stop there.
#![cfg_attr(test, allow(clippy::unwrap_used))]

/// The README's examples, compiled.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
pub struct Readme;

mod answer_query;
mod attempt;
mod authenticate;
mod backend;
mod bearer;
mod callback;
mod claims;
mod clock;
mod config;
mod extract;
mod guard;
mod initializer;
mod keycloak;
mod logout;
mod metrics;
mod migrations;
pub mod models;
mod next;
mod oidc;
mod parameters;
mod person;
mod problem;
mod provider;
mod refresh;
mod roles;
mod routes;
mod same_origin;
mod secrets;
mod session;
mod sign_in;
mod sign_in_link;

pub use backend::{Backend, BackendError, DefaultBackend, SignIn};
pub use bearer::{Account, BearerProtected, BearerService, BearerUser, bearer_protected};
pub use claims::{Claims, Organization};
pub use clock::Clock;
pub use config::{
    Bearer, ClaimPath, ClientAuth, ClientKey, Config, ConfigError, Endpoints, Http, LinkBy,
    OpaqueTokenCheck, Redirects, ResponseMode, RoleGrants, Roles, Session, Settings,
};
pub use extract::{CurrentUser, OidcUser};
pub use guard::{Protected, ProtectedService, oidc_protected};
pub use initializer::initializer;
pub use keycloak::KeycloakSetup;
pub use migrations::{fresh, migrations};
pub use oidc::Oidc;
pub use problem::{Problem, ProblemCode};
pub use routes::routes;
pub use session::{NewSession, OpenedSession, Sessions, Tokens};
