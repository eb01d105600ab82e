//! The discovery document (OpenID Connect Discovery, section 3).
use axum::Json;
use axum::extract::State;
use openidconnect::core::{
    CoreAuthDisplay, CoreClaimName, CoreClaimType, CoreClientAuthMethod, CoreGrantType,
    CoreJsonWebKey, CoreJweContentEncryptionAlgorithm, CoreJweKeyManagementAlgorithm,
    CoreResponseMode, CoreResponseType, CoreSubjectIdentifierType,
};
use openidconnect::{
    AdditionalProviderMetadata, AuthUrl, JsonWebKeySetUrl, LanguageTag, ProviderMetadata,
    ResponseTypes, Scope, TokenUrl, UserInfoUrl,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::claims::OFFERED_SCOPES;
use crate::faults::Endpoint;
use crate::keys::Algorithm;
use crate::oauth_error::OAuthError;
use crate::{DevProvider, Error};

/// What the other specifications add to the document.
#[derive(Clone, Debug, Deserialize, Serialize)]
struct MoreMetadata {
    /// RFC 8628, section 4.
    device_authorization_endpoint: String,
    /// RFC 8414, section 2.
    introspection_endpoint: String,
    /// OpenID Connect RP-Initiated Logout, section 2.1.
    end_session_endpoint: String,
    /// OpenID Connect Back-Channel Logout, section 2.1.
    backchannel_logout_supported: bool,
    backchannel_logout_session_supported: bool,
    /// RFC 9207, section 3.
    authorization_response_iss_parameter_supported: bool,
    /// RFC 8414, section 2.
    code_challenge_methods_supported: Vec<String>,
    prompt_values_supported: Vec<String>,
}

impl AdditionalProviderMetadata for MoreMetadata {}

type Metadata = ProviderMetadata<
    MoreMetadata,
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

/// `GET /.well-known/openid-configuration`
pub(crate) async fn show(State(provider): State<DevProvider>) -> Result<Json<Value>, OAuthError> {
    let metadata = metadata(&provider).map_err(|error| Error::Refused(error.to_string()))?;
    let mut document = json!(metadata);
    provider.faults().edit(Endpoint::Discovery, &mut document);
    Ok(Json(document))
}

fn metadata(provider: &DevProvider) -> Result<Metadata, url::ParseError> {
    let at = |path: &str| provider.endpoint(&format!("protocol/openid-connect/{path}"));
    let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    let more = MoreMetadata {
        device_authorization_endpoint: at("auth/device"),
        introspection_endpoint: at("token/introspect"),
        end_session_endpoint: at("logout"),
        backchannel_logout_supported: true,
        backchannel_logout_session_supported: true,
        authorization_response_iss_parameter_supported: true,
        code_challenge_methods_supported: owned(&["S256"]),
        prompt_values_supported: owned(&["none", "login"]),
    };
    let metadata = Metadata::new(
        provider.issuer_url().clone(),
        AuthUrl::new(at("auth"))?,
        JsonWebKeySetUrl::new(at("certs"))?,
        vec![ResponseTypes::new(vec![CoreResponseType::Code])],
        vec![CoreSubjectIdentifierType::Public],
        Algorithm::ALL.map(Algorithm::core).to_vec(),
        more,
    )
    .set_token_endpoint(Some(TokenUrl::new(at("token"))?))
    .set_userinfo_endpoint(Some(UserInfoUrl::new(at("userinfo"))?))
    .set_scopes_supported(Some(
        OFFERED_SCOPES
            .iter()
            .map(|scope| (*scope).to_owned())
            .chain(provider.realm().scopes.iter().cloned())
            .map(Scope::new)
            .collect(),
    ))
    .set_response_modes_supported(Some(vec![
        CoreResponseMode::Query,
        CoreResponseMode::FormPost,
    ]))
    .set_grant_types_supported(Some(vec![
        CoreGrantType::AuthorizationCode,
        CoreGrantType::RefreshToken,
        CoreGrantType::ClientCredentials,
        CoreGrantType::DeviceCode,
    ]))
    .set_token_endpoint_auth_methods_supported(Some(vec![
        CoreClientAuthMethod::ClientSecretBasic,
        CoreClientAuthMethod::ClientSecretPost,
        CoreClientAuthMethod::PrivateKeyJwt,
        CoreClientAuthMethod::None,
    ]))
    .set_token_endpoint_auth_signing_alg_values_supported(Some(
        Algorithm::ALL.map(Algorithm::core).to_vec(),
    ))
    .set_ui_locales_supported(Some(
        ["en", "de"]
            .into_iter()
            .map(|tag| LanguageTag::new(tag.to_owned()))
            .collect(),
    ))
    .set_claims_parameter_supported(Some(false))
    .set_request_parameter_supported(Some(false))
    .set_request_uri_parameter_supported(Some(false));
    Ok(metadata)
}
