//! A client of the realm: how it proves itself and where it may send people.
use std::collections::BTreeMap;

use url::Url;

use super::file::{ClientFile, MapperFile};
use crate::claims::OFFERED_SCOPES;

/// A client (relying party or API client) of the realm.
#[derive(Clone, Debug)]
pub(crate) struct Client {
    pub id: String,
    pub name: String,
    pub authentication: Authentication,
    pub standard_flow: bool,
    pub service_account: bool,
    pub device_flow: bool,
    pub redirect_uris: Vec<String>,
    pub post_logout_redirect_uris: Vec<String>,
    pub backchannel_logout_url: Option<String>,
    pub backchannel_session_required: bool,
    pub audiences: Vec<String>,
    pub realm_roles_in: RoleClaims,
    /// The realm's own scopes that the client may ask for.
    pub scopes: Vec<String>,
    /// `typ: at+jwt` in the header of access tokens (RFC 9068, section 2.1).
    pub rfc9068_header: bool,
    /// The algorithm for ID tokens, where the client asks for one.
    pub id_token_algorithm: Option<String>,
}

/// How a client proves itself at the token endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Authentication {
    /// Not at all: a public client.
    None,
    /// `client_secret_basic` or `client_secret_post`.
    Secret(String),
    /// `private_key_jwt`, with the client's JSON Web Key Set.
    PrivateKey(String),
}

/// Which tokens carry `realm_access.roles`.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct RoleClaims {
    pub id_token: bool,
    pub userinfo: bool,
}

impl Client {
    /// `scopes` are the realm's own, and `optional` those of them that every client has which names none itself.
    pub(super) fn from_file(file: ClientFile, scopes: &[String], optional: &[String]) -> Self {
        let attribute = |name: &str| file.attributes.get(name).map(String::as_str);
        let on = |name: &str| attribute(name) == Some("true");
        let redirect_uris = file.redirect_uris.clone();
        let post_logout_redirect_uris = match attribute("post.logout.redirect.uris") {
            None | Some("") => Vec::new(),
            Some(list) => list
                .split("##")
                .flat_map(|uri| match uri {
                    // Keycloak's sign for "the same as the redirect URIs".
                    "+" => redirect_uris.clone(),
                    uri => vec![uri.to_owned()],
                })
                .collect(),
        };
        let authentication = if file.public_client {
            Authentication::None
        } else if file.client_authenticator_type.as_deref() == Some("client-jwt") {
            Authentication::PrivateKey(
                attribute("jwks.string")
                    .unwrap_or(r#"{"keys":[]}"#)
                    .to_owned(),
            )
        } else {
            Authentication::Secret(file.secret.clone().unwrap_or_default())
        };
        Self {
            name: file.name.clone().unwrap_or_else(|| file.client_id.clone()),
            authentication,
            standard_flow: file.standard_flow_enabled,
            service_account: file.service_accounts_enabled && !file.public_client,
            device_flow: on("oauth2.device.authorization.grant.enabled"),
            post_logout_redirect_uris,
            backchannel_logout_url: attribute("backchannel.logout.url")
                .filter(|url| !url.is_empty())
                .map(str::to_owned),
            backchannel_session_required: on("backchannel.logout.session.required"),
            audiences: audiences(&file.protocol_mappers),
            realm_roles_in: role_claims(&file.protocol_mappers),
            scopes: file
                .optional_client_scopes
                .as_deref()
                .unwrap_or(optional)
                .iter()
                .filter(|scope| scopes.contains(scope))
                .cloned()
                .collect(),
            rfc9068_header: on("access.token.header.type.rfc9068"),
            id_token_algorithm: attribute("id.token.signed.response.alg")
                .filter(|algorithm| !algorithm.is_empty())
                .map(str::to_owned),
            redirect_uris,
            id: file.client_id,
        }
    }

    /// Whether the client may ask for this scope.
    pub fn may_ask_for(&self, scope: &str) -> bool {
        OFFERED_SCOPES.contains(&scope) || self.scopes.iter().any(|own| own == scope)
    }

    /// The first scope that the client may not ask for.
    pub fn unknown_scope<'a>(&self, asked: &'a [String]) -> Option<&'a str> {
        asked
            .iter()
            .map(String::as_str)
            .find(|scope| !self.may_ask_for(scope))
    }

    /// Whether the client registered this redirect URI.
    pub fn may_redirect_to(&self, uri: &str) -> bool {
        self.redirect_uris
            .iter()
            .any(|pattern| matches(pattern, uri))
    }

    /// Whether the client registered this address for the way back from a logout.
    pub fn may_return_from_logout_to(&self, uri: &str) -> bool {
        self.post_logout_redirect_uris
            .iter()
            .any(|pattern| matches(pattern, uri))
    }

    /// Lets the client also live at `base` (its redirects and its back-channel address).
    pub fn also_at(&mut self, base: &Url) {
        let pattern = format!("{}/*", base.as_str().trim_end_matches('/'));
        for list in [&mut self.redirect_uris, &mut self.post_logout_redirect_uris] {
            if !list.contains(&pattern) {
                list.push(pattern.clone());
            }
        }
        let path = self
            .backchannel_logout_url
            .as_deref()
            .and_then(|url| Url::parse(url).ok())
            .map(|url| url.path().to_owned());
        if let Some(path) = path {
            self.backchannel_logout_url =
                Some(format!("{}{path}", base.as_str().trim_end_matches('/')));
        }
    }
}

/// Exact, or by a final `*` below the same origin, as Keycloak does it.
fn matches(pattern: &str, uri: &str) -> bool {
    let Ok(parsed) = Url::parse(uri) else {
        return false;
    };
    let has_control = uri.chars().any(|c| c.is_control() || c == '\\');
    if parsed.fragment().is_some()
        || !parsed.username().is_empty()
        || parsed.password().is_some()
        || has_control
    {
        return false;
    }
    let Some(prefix) = pattern.strip_suffix('*') else {
        return pattern == uri;
    };
    Url::parse(prefix).is_ok_and(|allowed| {
        allowed.origin() == parsed.origin() && parsed.as_str().starts_with(allowed.as_str())
    })
}

fn audiences(mappers: &[MapperFile]) -> Vec<String> {
    mappers
        .iter()
        .filter(|mapper| {
            mapper.protocol_mapper == "oidc-audience-mapper"
                && is_on(&mapper.config, "access.token.claim")
        })
        .flat_map(|mapper| {
            ["included.client.audience", "included.custom.audience"]
                .into_iter()
                .filter_map(|name| mapper.config.get(name))
                .filter(|audience| !audience.is_empty())
                .cloned()
        })
        .collect()
}

fn role_claims(mappers: &[MapperFile]) -> RoleClaims {
    let mut claims = RoleClaims::default();
    for mapper in mappers {
        let names_realm_access = mapper
            .config
            .get("claim.name")
            .is_some_and(|name| name == "realm_access.roles");
        if mapper.protocol_mapper == "oidc-usermodel-realm-role-mapper" && names_realm_access {
            claims.id_token |= is_on(&mapper.config, "id.token.claim");
            claims.userinfo |= is_on(&mapper.config, "userinfo.token.claim");
        }
    }
    claims
}

fn is_on(config: &BTreeMap<String, String>, name: &str) -> bool {
    config.get(name).is_some_and(|value| value == "true")
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn a_redirect_uri_stays_on_the_registered_origin() {
        assert!(matches(
            "http://localhost:5150/*",
            "http://localhost:5150/oidc/callback/"
        ));
        assert!(matches("http://a.example/cb", "http://a.example/cb"));
        for elsewhere in [
            "http://localhost:51500/",
            "http://localhost:5150@evil.example/",
            "http://localhost:5150/#fragment",
            "https://localhost:5150/",
            "javascript:alert(1)",
            "/oidc/callback/",
            "",
        ] {
            assert!(
                !matches("http://localhost:5150/*", elsewhere),
                "{elsewhere}"
            );
        }
    }

    #[test]
    fn dots_in_a_redirect_uri_do_not_leave_the_registered_folder() {
        assert!(!matches(
            "http://a.example/app/*",
            "http://a.example/app/../other"
        ));
        assert!(!matches("http://a.example/cb", "http://a.example/cb?more"));
    }
}
