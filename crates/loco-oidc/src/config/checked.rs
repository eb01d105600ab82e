//! Checks `settings.oidc` at the start, and says in one sentence what is wrong and how to mend it.
use super::{ClaimPath, Config, ResponseMode, SigningKey, adapter};
use loco_rs::environment::Environment;
use openidconnect::core::CoreJwsSigningAlgorithm;
use std::ops::Deref;
use url::{Host, Url};

/// A shorter secret can be guessed.
const SHORTEST_SECRET: usize = 32;

/// A configuration that cannot work or is not safe: the key, and what to do about it.
#[derive(Debug, thiserror::Error)]
#[error("settings.oidc.{key}: {remedy}")]
pub struct ConfigError {
    key: String,
    remedy: String,
}

impl ConfigError {
    pub(crate) fn new(key: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self {
            key: key.into(),
            remedy: remedy.into(),
        }
    }
}

impl From<ConfigError> for loco_rs::Error {
    fn from(error: ConfigError) -> Self {
        Self::Message(error.to_string())
    }
}

/// A checked configuration. Dereferences to [`Config`].
#[derive(Clone)]
pub struct Settings {
    config: Config,
    base_url: Url,
    issuer: String,
    client_id: String,
    client_secret: Option<String>,
    client_key: Option<SigningKey>,
    algorithms: Vec<CoreJwsSigningAlgorithm>,
    role_paths: Vec<Vec<String>>,
    allowed_origins: Vec<String>,
}

/// Without its secrets.
impl std::fmt::Debug for Settings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Settings")
            .field("issuer", &self.issuer)
            .field("client_id", &self.client_id)
            .field("base_url", &self.base_url.as_str())
            .finish_non_exhaustive()
    }
}

impl Deref for Settings {
    type Target = Config;
    fn deref(&self) -> &Config {
        &self.config
    }
}

impl Settings {
    /// Reads and checks `settings.oidc` of an application.
    ///
    /// # Errors
    /// One sentence that names the key and the remedy.
    pub fn read(
        config: &loco_rs::config::Config,
        environment: &Environment,
    ) -> Result<Self, ConfigError> {
        let config_here = Self::written(config, environment)?;
        let base_url = config_here
            .base_url
            .clone()
            .filter(|url| !url.is_empty())
            .unwrap_or_else(|| config.server.full_url());
        Self::check(
            config_here,
            &base_url,
            *environment == Environment::Production,
        )
    }

    /// `settings.oidc` as it is written, which may be of no use for signing in yet.
    pub(crate) fn written(
        config: &loco_rs::config::Config,
        environment: &Environment,
    ) -> Result<Config, ConfigError> {
        let written = config
            .settings
            .as_ref()
            .and_then(|settings| settings.get("oidc"))
            .cloned()
            .unwrap_or_else(|| serde_json::json!({}));
        serde_path_to_error::deserialize(written).map_err(|error| {
            let path = error.path().to_string();
            ConfigError::new(
                path,
                format!("{}; correct it in config/{environment}.yaml", error.inner()),
            )
        })
    }

    /// Checks a configuration for a site at `base_url`.
    ///
    /// # Errors
    /// One sentence that names the key and the remedy.
    pub fn check(
        mut config: Config,
        base_url: &str,
        production: bool,
    ) -> Result<Self, ConfigError> {
        let base_url = Url::parse(base_url)
            .ok()
            .filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
            .ok_or_else(|| {
                ConfigError::new(
                    "base_url",
                    format!("\"{base_url}\" is not an address like https://library.example.org; set BASE_URL to where people reach this site"),
                )
            })?;
        if !config.adapter_file.is_empty() {
            let values = adapter::read(&config.adapter_file)?;
            for (given, value) in [
                (&mut config.issuer, values.issuer),
                (&mut config.client_id, values.client_id),
                (&mut config.client_secret, values.client_secret),
            ] {
                if given.is_empty() {
                    *given = value;
                }
            }
        }
        let issuer = check_issuer(&config, &base_url, production)?;
        if config.client_id.is_empty() {
            return Err(ConfigError::new(
                "client_id",
                "is empty; set OIDC_CLIENT_ID to the client's name at the provider, or OIDC_ADAPTER_FILE",
            ));
        }
        check_secrets(&mut config, production)?;
        let client_secret = Some(config.client_secret.clone()).filter(|secret| !secret.is_empty());
        let client_key = SigningKey::of(&config)?;
        let algorithms = check_algorithms(&config, client_secret.is_some())?;
        for (key, url) in [
            ("endpoints.authorization", &config.endpoints.authorization),
            ("endpoints.token", &config.endpoints.token),
            ("endpoints.userinfo", &config.endpoints.userinfo),
            ("endpoints.jwks", &config.endpoints.jwks),
            ("endpoints.end_session", &config.endpoints.end_session),
            ("endpoints.introspection", &config.endpoints.introspection),
        ] {
            if !url.is_empty() {
                check_url(key, url, production)?;
            }
        }
        let redirects = &mut config.redirects;
        for (key, path) in [
            ("redirects.after_sign_in", &mut redirects.after_sign_in),
            ("redirects.after_sign_out", &mut redirects.after_sign_out),
        ] {
            *path = crate::next::path_only(path).ok_or_else(|| {
                ConfigError::new(
                    key,
                    format!(
                        "\"{path}\" is not a path on this site; write one that begins with a single /"
                    ),
                )
            })?;
        }
        if config.response_mode == ResponseMode::FormPost
            && base_url.scheme() != "https"
            && !is_loopback(&base_url)
        {
            return Err(ConfigError::new(
                "response_mode",
                "form_post wants cookies that browsers take over https alone; use query, or an https BASE_URL",
            ));
        }
        if config.session.idle_minutes == 0 || config.session.absolute_hours == 0 {
            return Err(ConfigError::new(
                "session",
                "idle_minutes and absolute_hours must be at least 1, or nobody could stay signed in",
            ));
        }
        if !config.scopes.iter().any(|scope| scope == "openid") {
            config.scopes.insert(0, "openid".into());
        }
        let allowed_origins = config
            .redirects
            .allowed_origins
            .iter()
            .map(|origin| check_url("redirects.allowed_origins", origin, production))
            .map(|url| url.map(|url| url.origin().ascii_serialization()))
            .collect::<Result<_, _>>()?;
        let role_paths = config
            .roles
            .claims
            .iter()
            .map(|path| names(path, &config.client_id))
            .collect();
        Ok(Self {
            client_id: config.client_id.clone(),
            config,
            base_url,
            issuer,
            client_secret,
            client_key,
            algorithms,
            role_paths,
            allowed_origins,
        })
    }

    /// Where this site is served.
    #[must_use]
    pub const fn base_url(&self) -> &Url {
        &self.base_url
    }

    /// The provider's issuer identifier, exactly as its tokens must have it.
    #[must_use]
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// The identifier that the provider knows this application by.
    #[must_use]
    pub fn client_id(&self) -> &str {
        &self.client_id
    }

    pub(crate) fn client_secret(&self) -> Option<&str> {
        self.client_secret.as_deref()
    }

    /// The key that stands for the secret, where there is one.
    pub(crate) fn client_signing_key(&self) -> Option<&SigningKey> {
        self.client_key.as_ref()
    }

    pub(crate) fn id_token_algorithms(&self) -> &[CoreJwsSigningAlgorithm] {
        &self.algorithms
    }

    pub(crate) fn role_paths(&self) -> &[Vec<String>] {
        &self.role_paths
    }

    pub(crate) fn next_origins(&self) -> &[String] {
        &self.allowed_origins
    }

    /// Whether people reach this site over https, so that cookies must be `Secure`.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.base_url.scheme() == "https"
    }

    /// The absolute address of a path on this site.
    #[must_use]
    pub fn absolute(&self, path: &str) -> String {
        format!("{}{path}", self.base_url.as_str().trim_end_matches('/'))
    }
}

fn check_issuer(config: &Config, base_url: &Url, production: bool) -> Result<String, ConfigError> {
    if config.issuer.is_empty() {
        if production {
            return Err(ConfigError::new(
                "issuer",
                "is empty, and the embedded provider is not for production; set OIDC_ISSUER to your provider's issuer",
            ));
        }
        let base = base_url.as_str().trim_end_matches('/');
        return Ok(format!("{base}{}", config.embedded_issuer_path));
    }
    let url = check_url("issuer", &config.issuer, production)?;
    if url.query().is_some() || url.fragment().is_some() {
        return Err(ConfigError::new(
            "issuer",
            format!(
                "\"{}\" has a query or a fragment; write the issuer as the provider's discovery document has it",
                config.issuer
            ),
        ));
    }
    Ok(config.issuer.clone())
}

fn check_url(key: &str, written: &str, production: bool) -> Result<Url, ConfigError> {
    let url = Url::parse(written)
        .ok()
        .filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
        .filter(|url| url.username().is_empty() && url.password().is_none())
        .ok_or_else(|| {
            ConfigError::new(
                key,
                format!(
                    "\"{written}\" is not an address like https://login.example.org/realms/library"
                ),
            )
        })?;
    if production && url.scheme() == "http" && !is_loopback(&url) {
        return Err(ConfigError::new(
            key,
            format!(
                "\"{written}\" is not encrypted; use https (plain http is for a provider on this machine alone)"
            ),
        ));
    }
    Ok(url)
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    }
}

fn check_secrets(config: &mut Config, production: bool) -> Result<(), ConfigError> {
    const REMEDY: &str =
        "set SESSION_SECRET to a random string of at least 32 characters (openssl rand -base64 48)";
    let secrets = &mut config.session.secrets;
    secrets.retain(|secret| !secret.is_empty());
    if secrets.is_empty() {
        if production {
            return Err(ConfigError::new(
                "session.secrets",
                format!("is empty; {REMEDY}"),
            ));
        }
        secrets.push("development: the same on every machine, never for production".into());
    }
    for secret in secrets.iter() {
        if secret.chars().count() < SHORTEST_SECRET {
            return Err(ConfigError::new(
                "session.secrets",
                format!("has a secret that is too short; {REMEDY}"),
            ));
        }
        let is_known = secret.to_ascii_lowercase().contains("development");
        if production && is_known {
            return Err(ConfigError::new(
                "session.secrets",
                format!("has a development secret, which everybody knows; {REMEDY}"),
            ));
        }
    }
    Ok(())
}

fn check_algorithms(
    config: &Config,
    has_secret: bool,
) -> Result<Vec<CoreJwsSigningAlgorithm>, ConfigError> {
    let algorithms = config
        .algorithms
        .iter()
        .map(|name| {
            let known = serde_json::from_value::<CoreJwsSigningAlgorithm>(name.as_str().into());
            known.ok().filter(|known| *known != CoreJwsSigningAlgorithm::None).ok_or_else(|| {
                ConfigError::new(
                    "algorithms",
                    format!("\"{name}\" is no signature algorithm that can be allowed; take some of RS256, PS256, ES256, EdDSA"),
                )
            })
        })
        .collect::<Result<Vec<_>, _>>()?;
    if algorithms.is_empty() {
        return Err(ConfigError::new(
            "algorithms",
            "is empty, so that no ID token could be accepted; write RS256, or leave the key out",
        ));
    }
    if !has_secret && config.algorithms.iter().any(|name| name.starts_with("HS")) {
        return Err(ConfigError::new(
            "algorithms",
            "has HS256, HS384 or HS512, which want a client_secret; set one, or leave them out",
        ));
    }
    Ok(algorithms)
}

fn names(path: &ClaimPath, client_id: &str) -> Vec<String> {
    match path {
        ClaimPath::Dotted(path) => path
            .split('.')
            .map(|name| name.replace("{client_id}", client_id))
            .collect(),
        ClaimPath::Names(names) => names
            .iter()
            .map(|name| name.replace("{client_id}", client_id))
            .collect(),
    }
}
