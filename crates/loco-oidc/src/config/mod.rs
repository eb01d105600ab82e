//! `settings.oidc`: what an application says about its provider, its roles and its sessions.
mod adapter;
mod checked;
mod client_key;

pub use checked::{ConfigError, Settings};
pub(crate) use client_key::SigningKey;

use serde::Deserialize;
use std::collections::BTreeMap;

/// `settings.oidc`, as it is written. Empty strings mean the same as keys left out, so that a
/// value can come from an environment variable that may be unset.
///
/// ```
/// let config: loco_oidc::Config = serde_json::from_value(serde_json::json!({
///     "issuer": "https://login.example.org/realms/library",
///     "client_id": "library",
///     "roles": { "mapping": { "librarian": { "groups": ["Librarians"], "staff": true } } },
///     "session": { "secrets": ["a long random string of at least 32 characters"] },
/// })).unwrap();
/// assert_eq!(config.scopes, ["openid", "profile", "email"]);
/// ```
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// Where this site is served, such as `https://library.example.org`. Default: Loco's
    /// `server.host` and `server.port`.
    pub base_url: Option<String>,
    /// The provider's issuer identifier. Empty: `embedded_issuer_path` below `base_url`.
    pub issuer: String,
    /// The path of a provider that this application itself mounts for development and tests.
    pub embedded_issuer_path: String,
    /// The identifier that the provider knows this application by.
    pub client_id: String,
    /// The secret for it; none for a public client.
    pub client_secret: String,
    /// A "Keycloak OIDC JSON" file: fills `issuer`, `client_id` and `client_secret` where they
    /// are empty.
    pub adapter_file: String,
    /// A further root certificate (PEM) to trust in connections to the provider.
    pub ca_file: String,
    /// What to ask for; always with `openid`.
    pub scopes: Vec<String>,
    /// Further parameters of each authorization request, such as `prompt` or `kc_idp_hint`.
    pub extra_params: BTreeMap<String, String>,
    /// How the authorization endpoint answers.
    pub response_mode: ResponseMode,
    /// Signature algorithms that an ID token may have. HS256 to HS512 want a client secret.
    pub algorithms: Vec<String>,
    /// How this application proves to the token endpoint who it is.
    pub client_auth: ClientAuth,
    /// The private key for `private_key_jwt`.
    pub client_key: ClientKey,
    /// Endpoints to use in place of the discovered ones.
    pub endpoints: Endpoints,
    /// Where people go.
    pub redirects: Redirects,
    /// Whether somebody who is new here gets a user.
    pub create_users: bool,
    /// When somebody who is new here is an existing user.
    pub link_by: LinkBy,
    /// Which claims are roles, and what they give.
    pub roles: Roles,
    /// How long people stay signed in.
    pub session: Session,
    /// Access tokens in requests to this application's API.
    pub bearer: Bearer,
    /// Connections to the provider.
    pub http: Http,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            base_url: None,
            issuer: String::new(),
            embedded_issuer_path: "/openid-provider/realms/locallibrary".into(),
            client_id: String::new(),
            client_secret: String::new(),
            adapter_file: String::new(),
            ca_file: String::new(),
            scopes: ["openid", "profile", "email"].map(String::from).into(),
            extra_params: BTreeMap::new(),
            response_mode: ResponseMode::Query,
            algorithms: [
                "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA",
            ]
            .map(String::from)
            .into(),
            client_auth: ClientAuth::Discovered,
            client_key: ClientKey::default(),
            endpoints: Endpoints::default(),
            redirects: Redirects::default(),
            create_users: true,
            link_by: LinkBy::default(),
            roles: Roles::default(),
            session: Session::default(),
            bearer: Bearer::default(),
            http: Http::default(),
        }
    }
}

/// Without its secrets: whoever prints a configuration prints it into a log.
impl std::fmt::Debug for Config {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Config")
            .field("issuer", &self.issuer)
            .field("client_id", &self.client_id)
            .field("base_url", &self.base_url)
            .finish_non_exhaustive()
    }
}

/// How the authorization endpoint answers (OAuth 2.0 Multiple Response Type Encoding Practices;
/// OAuth 2.0 Form Post Response Mode).
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum ResponseMode {
    /// A redirect with the code in the query.
    #[default]
    Query,
    /// A form that posts itself; the attempt's cookie is then `SameSite=None`, and wants https.
    FormPost,
}

/// How this application proves to the token endpoint who it is (OpenID Connect Core section 9).
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum ClientAuth {
    /// The private key where there is one, else what discovery offers: basic before post; none for
    /// a public client.
    #[default]
    Discovered,
    /// HTTP Basic.
    ClientSecretBasic,
    /// In the body.
    ClientSecretPost,
    /// A token signed with `client_key` (RFC 7523; Keycloak's "Signed Jwt").
    PrivateKeyJwt,
}

/// The private key by which this application proves who it is. The provider has the public one.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ClientKey {
    /// A file with an RSA, P-256 or Ed25519 private key, as PEM or JWK.
    pub file: String,
    /// The name that the provider knows the key by, if it wants one; empty: the JWK's own, if any.
    pub kid: String,
    /// Who the signed token is for; empty: the issuer.
    pub audience: String,
}

/// Endpoints to use in place of the discovered ones; empty ones are discovered.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Endpoints {
    /// Authorization endpoint.
    pub authorization: String,
    /// Token endpoint.
    pub token: String,
    /// Userinfo endpoint.
    pub userinfo: String,
    /// Key set.
    pub jwks: String,
    /// End-session endpoint (RP-Initiated Logout).
    pub end_session: String,
    /// Token introspection (RFC 7662).
    pub introspection: String,
}

/// Where people go. All are paths on this site.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Redirects {
    /// After signing in without a `next`.
    pub after_sign_in: String,
    /// After signing out.
    pub after_sign_out: String,
    /// Further origins that `next` may lead to, such as `https://shop.example.org`.
    pub allowed_origins: Vec<String>,
}

impl Default for Redirects {
    fn default() -> Self {
        Self {
            after_sign_in: "/".into(),
            after_sign_out: "/".into(),
            allowed_origins: Vec::new(),
        }
    }
}

/// When somebody who is new here is an existing user. An account at the provider that has signed
/// in once stays with its user, whatever this says.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LinkBy {
    /// The provider says that the e-mail address is verified, and exactly one user has it.
    pub verified_email: bool,
    /// A user has the name in `preferred_username`. Only where nobody can choose their name at
    /// the provider.
    pub username: bool,
}

impl Default for LinkBy {
    fn default() -> Self {
        Self {
            verified_email: true,
            username: false,
        }
    }
}

/// Which claims are roles, and what they give.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Roles {
    /// Paths of claims that hold a role or a list of roles. `{client_id}` stands for the client;
    /// a path may also be given as a list, for names with dots in them.
    pub claims: Vec<ClaimPath>,
    /// What each role gives here. Synced at each sign-in and refresh; what was given by hand stays.
    pub mapping: BTreeMap<String, RoleGrants>,
}

impl Default for Roles {
    fn default() -> Self {
        Self {
            claims: [
                "realm_access.roles",
                "resource_access.{client_id}.roles",
                "groups",
            ]
            .map(|path| ClaimPath::Dotted(path.into()))
            .into(),
            mapping: BTreeMap::new(),
        }
    }
}

/// Where in the claims a value is.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(untagged)]
pub enum ClaimPath {
    /// Names with dots between them.
    Dotted(String),
    /// The names one by one.
    Names(Vec<String>),
}

/// What a role gives.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields, default)]
pub struct RoleGrants {
    /// Membership in these groups, which are made when missing.
    pub groups: Vec<String>,
    /// Entry to the admin site.
    pub staff: bool,
    /// Every permission.
    pub superuser: bool,
}

/// How long people stay signed in.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Session {
    /// Without a request for this long, the session ends.
    pub idle_minutes: u32,
    /// After this long it ends in any case.
    pub absolute_hours: u32,
    /// Secrets of at least 32 characters that encrypt cookies and stored tokens: the newest
    /// first, older ones for what they encrypted before.
    pub secrets: Vec<String>,
}

impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Session")
            .field("idle_minutes", &self.idle_minutes)
            .field("absolute_hours", &self.absolute_hours)
            .field("secrets", &self.secrets.len())
            .finish()
    }
}

impl Default for Session {
    fn default() -> Self {
        Self {
            idle_minutes: 120,
            absolute_hours: 24,
            secrets: Vec::new(),
        }
    }
}

/// Access tokens in requests to this application's API.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Bearer {
    /// Audiences that stand for this API; empty: `client_id`.
    pub audiences: Vec<String>,
    /// What is done with tokens that are not signed, or do not say that they are access tokens.
    pub opaque: OpaqueTokenCheck,
}

/// What is done with access tokens that only the provider can read.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum OpaqueTokenCheck {
    /// They are refused.
    #[default]
    Refuse,
    /// The provider's introspection endpoint is asked (RFC 7662).
    Introspection,
    /// The userinfo endpoint is asked. It says nothing of whom the token is for: only where the
    /// provider serves nobody else.
    Userinfo,
}

/// Connections to the provider. Redirects are never followed.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Http {
    /// Seconds to connect.
    pub connect_timeout_seconds: u64,
    /// Seconds for a whole request.
    pub timeout_seconds: u64,
    /// The longest answer that is read.
    pub max_response_kilobytes: usize,
    /// An HTTP proxy, such as `http://proxy.example.org:3128`.
    pub proxy: String,
    /// Seconds that discovered metadata and keys are used before they are fetched again.
    pub cache_seconds: i64,
}

impl Default for Http {
    fn default() -> Self {
        Self {
            connect_timeout_seconds: 3,
            timeout_seconds: 10,
            max_response_kilobytes: 512,
            proxy: String::new(),
            cache_seconds: 3600,
        }
    }
}
