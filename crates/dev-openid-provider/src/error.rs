//! What can go wrong while a provider is set up.
use std::path::PathBuf;

/// Why a provider could not be set up.
///
/// Each message is one sentence that says what is wrong; nothing of it reaches a browser.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The realm file could not be read.
    #[error("cannot read the realm file {path}: {source}")]
    ReadRealm {
        /// The file that was asked for.
        path: PathBuf,
        /// What the operating system answered.
        source: std::io::Error,
    },
    /// The realm file is not a Keycloak realm export.
    #[error("the realm file is not a Keycloak realm export: {0}")]
    ParseRealm(#[from] serde_json::Error),
    /// The issuer is not an absolute `http` or `https` URL that ends in `/realms/<realm>`.
    #[error(
        "the issuer {issuer} is not an absolute http(s) URL that ends in /realms/{realm}, as the development provider's paths do"
    )]
    Issuer {
        /// The issuer that was asked for.
        issuer: String,
        /// The realm in the file.
        realm: String,
    },
    /// The provider was about to be mounted in production.
    #[error(
        "the development OpenID provider knows everybody's password and must not run in production: set OIDC_ISSUER to a real provider"
    )]
    Production,
    /// The HTTP client for back-channel calls could not be made.
    #[error("cannot make the HTTP client for back-channel logout: {0}")]
    HttpClient(#[from] reqwest::Error),
    /// No loopback port could be taken.
    #[error("cannot listen on a loopback port: {0}")]
    Listen(#[from] std::io::Error),
    /// A signing key could not be made or used.
    #[error("cannot make a signing key: {0}")]
    Key(String),
    /// No user of that name is in the realm.
    #[error("the realm has no user {0}")]
    UnknownUser(String),
    /// No client of that name is in the realm.
    #[error("the realm has no client {0}")]
    UnknownClient(String),
    /// The provider has no such session.
    #[error("the provider has no session {0}")]
    UnknownSession(String),
    /// An authorization request was refused.
    #[error("the authorization request was refused: {0}")]
    Refused(String),
}
