//! What the provider says about itself (OpenID Connect Discovery 1.0, RFC 8414).
use super::ProviderError;
use crate::Settings;
use openidconnect::core::{
    CoreAuthDisplay, CoreClaimName, CoreClaimType, CoreClientAuthMethod, CoreGrantType,
    CoreJsonWebKey, CoreJweContentEncryptionAlgorithm, CoreJweKeyManagementAlgorithm,
    CoreJwsSigningAlgorithm, CoreResponseMode, CoreResponseType, CoreSubjectIdentifierType,
};
use openidconnect::{AdditionalProviderMetadata, ProviderMetadata};
use serde::{Deserialize, Serialize};
use url::Url;

/// Members of the discovery document that the library leaves to us.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub(crate) struct Further {
    /// RP-Initiated Logout section 2.1.
    #[serde(default)]
    end_session_endpoint: Option<Url>,
    /// RFC 8414 section 2.
    #[serde(default)]
    introspection_endpoint: Option<Url>,
    /// RFC 9207 section 3.
    #[serde(default)]
    authorization_response_iss_parameter_supported: bool,
}

impl AdditionalProviderMetadata for Further {}

/// A discovery document.
pub(crate) type Document = ProviderMetadata<
    Further,
    CoreAuthDisplay,
    CoreClientAuthMethod,
    CoreClaimName,
    CoreClaimType,
    CoreGrantType,
    CoreJweContentEncryptionAlgorithm,
    CoreJweKeyManagementAlgorithm,
    CoreJsonWebKey,
    CoreResponseMode,
    CoreResponseType,
    CoreSubjectIdentifierType,
>;

/// The provider's endpoints and habits: as discovered, with the configured ones in their place.
#[derive(Clone, Debug)]
pub(crate) struct Metadata {
    pub(crate) authorization: Url,
    pub(crate) token: Url,
    pub(crate) userinfo: Option<Url>,
    pub(crate) jwks: Url,
    pub(crate) end_session: Option<Url>,
    pub(crate) introspection: Option<Url>,
    /// The provider says that it sends `iss` with each answer (RFC 9207).
    pub(crate) sends_issuer: bool,
    /// The secret goes into the body because the provider takes it in no other way.
    pub(crate) secret_in_body: bool,
    /// The provider takes client assertions of an RSA key with PS256 and not with RS256.
    pub(crate) prefers_pss: bool,
}

impl Metadata {
    /// From the configuration alone, where it names all that discovery would.
    pub(crate) fn configured(settings: &Settings) -> Option<Self> {
        let endpoints = &settings.endpoints;
        Some(Self {
            authorization: configured(&endpoints.authorization)?,
            token: configured(&endpoints.token)?,
            jwks: configured(&endpoints.jwks)?,
            userinfo: configured(&endpoints.userinfo),
            end_session: configured(&endpoints.end_session),
            introspection: configured(&endpoints.introspection),
            sends_issuer: false,
            secret_in_body: false,
            prefers_pss: false,
        })
    }

    /// From a discovery document. Endpoints without encryption are refused where the issuer has it.
    pub(crate) fn discovered(
        document: &Document,
        settings: &Settings,
    ) -> Result<Self, ProviderError> {
        let endpoints = &settings.endpoints;
        let further = document.additional_metadata();
        let token = document
            .token_endpoint()
            .ok_or_else(|| ProviderError::misbehaves("discovery names no token endpoint"))?;
        let methods = document.token_endpoint_auth_methods_supported();
        let metadata = Self {
            authorization: configured(&endpoints.authorization)
                .unwrap_or_else(|| document.authorization_endpoint().url().clone()),
            token: configured(&endpoints.token).unwrap_or_else(|| token.url().clone()),
            userinfo: configured(&endpoints.userinfo).or_else(|| {
                document
                    .userinfo_endpoint()
                    .map(|endpoint| endpoint.url().clone())
            }),
            jwks: configured(&endpoints.jwks).unwrap_or_else(|| document.jwks_uri().url().clone()),
            end_session: configured(&endpoints.end_session)
                .or_else(|| further.end_session_endpoint.clone()),
            introspection: configured(&endpoints.introspection)
                .or_else(|| further.introspection_endpoint.clone()),
            sends_issuer: further.authorization_response_iss_parameter_supported,
            secret_in_body: methods.is_some_and(|methods| {
                methods.contains(&CoreClientAuthMethod::ClientSecretPost)
                    && !methods.contains(&CoreClientAuthMethod::ClientSecretBasic)
            }),
            prefers_pss: document
                .token_endpoint_auth_signing_alg_values_supported()
                .is_some_and(|algorithms| {
                    algorithms.contains(&CoreJwsSigningAlgorithm::RsaSsaPssSha256)
                        && !algorithms.contains(&CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256)
                }),
        };
        metadata.check_encryption(settings)?;
        Ok(metadata)
    }

    fn check_encryption(&self, settings: &Settings) -> Result<(), ProviderError> {
        let all = [
            Some(&self.authorization),
            Some(&self.token),
            self.userinfo.as_ref(),
            Some(&self.jwks),
            self.end_session.as_ref(),
            self.introspection.as_ref(),
        ];
        let plain_allowed = settings.issuer().starts_with("http://");
        match all
            .into_iter()
            .flatten()
            .find(|url| url.scheme() != "https" && !(plain_allowed && url.scheme() == "http"))
        {
            Some(url) => Err(ProviderError::misbehaves(format!(
                "discovery names an endpoint without encryption: {url}"
            ))),
            None => Ok(()),
        }
    }
}

fn configured(endpoint: &str) -> Option<Url> {
    Url::parse(endpoint).ok()
}

#[cfg(test)]
mod tests {
    use super::{Document, Metadata};
    use crate::{Config, Settings};
    use serde_json::{Value, json};

    /// What becomes of a document of this issuer in which one member is changed.
    fn discovered(issuer: &str, member: &str, value: &str) -> bool {
        let at = |path: &str| format!("{issuer}/{path}");
        let mut document = json!({
            "issuer": issuer, "authorization_endpoint": at("auth"), "token_endpoint": at("token"),
            "userinfo_endpoint": at("userinfo"), "jwks_uri": at("keys"), "end_session_endpoint": at("logout"),
            "introspection_endpoint": at("introspect"), "response_types_supported": ["code"],
            "subject_types_supported": ["public"], "id_token_signing_alg_values_supported": ["RS256"],
        });
        document[member] = Value::from(value);
        let document: Document = serde_json::from_value(document).unwrap();
        let config = Config {
            issuer: issuer.into(),
            client_id: "library".into(),
            ..Config::default()
        };
        let settings = Settings::check(config, "http://localhost:5150", false).unwrap();
        Metadata::discovered(&document, &settings).is_ok()
    }

    #[test]
    fn an_endpoint_without_encryption_is_refused_where_the_issuer_has_it() {
        for endpoint in [
            "authorization_endpoint",
            "token_endpoint",
            "userinfo_endpoint",
            "jwks_uri",
            "end_session_endpoint",
            "introspection_endpoint",
        ] {
            let plain = "http://login.example.org/x";
            assert!(
                !discovered("https://login.example.org", endpoint, plain),
                "{endpoint}"
            );
            assert!(discovered(
                "https://login.example.org",
                endpoint,
                "https://login.example.org/x"
            ));
            assert!(
                discovered("http://localhost:8180", endpoint, plain),
                "{endpoint}"
            );
            assert!(
                !discovered("http://localhost:8180", endpoint, "ftp://localhost/x"),
                "{endpoint}"
            );
        }
    }
}
