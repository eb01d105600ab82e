//! What this application asks the provider for: a sign-in, tokens, and claims.
use super::{HttpError, Metadata, Provider, ProviderError, with_causes};
use crate::{ClientAuth, ResponseMode, Settings};
use openidconnect::core::{
    CoreAuthenticationFlow, CoreClient, CoreErrorResponseType, CoreIdToken, CoreTokenResponse,
    CoreTokenType,
};
use openidconnect::{
    AuthType, AuthUrl, AuthorizationCode, ClientId, ClientSecret, CsrfToken, EndpointNotSet,
    EndpointSet, IssuerUrl, JsonWebKeySet, Nonce, OAuth2TokenResponse, PkceCodeChallenge,
    PkceCodeVerifier, RedirectUrl, RefreshToken, RequestTokenError, Scope, StandardErrorResponse,
    TokenResponse, TokenUrl,
};
use std::sync::Arc;
use std::time::Duration;
use url::Url;

type Configured = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointSet,
    EndpointNotSet,
>;
type RequestError = RequestTokenError<HttpError, StandardErrorResponse<CoreErrorResponseType>>;

/// The tokens that the token endpoint gave.
pub(crate) struct TokenAnswer {
    pub(crate) access: String,
    pub(crate) refresh: Option<String>,
    pub(crate) id_token: Option<CoreIdToken>,
    pub(crate) expires_in: Option<Duration>,
}

/// Why there are no tokens.
#[derive(Debug, thiserror::Error)]
pub(crate) enum TokenError {
    /// The code or the refresh token is used, too old, or not ours: `invalid_grant`.
    #[error("the grant is refused")]
    GrantRefused,
    /// The provider refuses this application, by this error code (RFC 6749 section 5.2).
    #[error("the client is refused: {0}")]
    ClientRefused(String),
    /// There is an ID token, but it is none.
    #[error("what should be an ID token is none")]
    NoIdToken,
    /// No usable answer.
    #[error(transparent)]
    Provider(#[from] ProviderError),
}

/// A provider whose endpoints are known.
pub(crate) struct Client<'p> {
    pub(super) provider: &'p Provider,
    pub(super) settings: &'p Settings,
    pub(crate) metadata: Arc<Metadata>,
}

impl<'p> Client<'p> {
    pub(crate) async fn of(provider: &'p Provider) -> Result<Self, ProviderError> {
        Ok(Self {
            metadata: provider.metadata().await?,
            settings: &provider.settings,
            provider,
        })
    }

    pub(super) fn secret_in_body(&self) -> bool {
        match self.settings.client_auth {
            ClientAuth::Discovered => self.metadata.secret_in_body,
            ClientAuth::ClientSecretBasic => false,
            ClientAuth::ClientSecretPost => true,
        }
    }

    fn configured(&self) -> Result<Configured, ProviderError> {
        let settings = self.settings;
        let bad = |error: url::ParseError| ProviderError::misbehaves(error.to_string());
        let issuer = IssuerUrl::new(settings.issuer().to_owned()).map_err(bad)?;
        let redirect = RedirectUrl::new(settings.absolute(crate::routes::CALLBACK)).map_err(bad)?;
        let client = CoreClient::new(
            ClientId::new(settings.client_id().to_owned()),
            issuer,
            JsonWebKeySet::new(vec![]),
        )
        .set_auth_uri(AuthUrl::from_url(self.metadata.authorization.clone()))
        .set_token_uri(TokenUrl::from_url(self.metadata.token.clone()))
        .set_redirect_uri(redirect)
        .set_auth_type(if self.secret_in_body() {
            AuthType::RequestBody
        } else {
            AuthType::BasicAuth
        });
        Ok(match settings.client_secret() {
            Some(secret) => client.set_client_secret(ClientSecret::new(secret.to_owned())),
            None => client,
        })
    }

    /// The address at which a person signs in (OpenID Connect Core section 3.1.2.1).
    pub(crate) fn authorization_url(
        &self,
        (state, nonce, verifier): (&str, &str, &str),
        parameters: &[(String, String)],
    ) -> Result<Url, ProviderError> {
        let client = self.configured()?;
        let (state, nonce) = (state.to_owned(), nonce.to_owned());
        let challenge = PkceCodeChallenge::from_code_verifier_sha256(&PkceCodeVerifier::new(
            verifier.to_owned(),
        ));
        let scopes = self
            .settings
            .scopes
            .iter()
            .filter(|scope| *scope != "openid")
            .cloned()
            .map(Scope::new);
        let mut request = client
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                || CsrfToken::new(state),
                || Nonce::new(nonce),
            )
            .add_scopes(scopes)
            .set_pkce_challenge(challenge);
        if self.settings.response_mode == ResponseMode::FormPost {
            request = request.add_extra_param("response_mode", "form_post");
        }
        for (name, value) in parameters {
            request = request.add_extra_param(name.clone(), value.clone());
        }
        Ok(request.url().0)
    }

    /// Tokens for a code (RFC 6749 section 4.1.3, RFC 7636 section 4.5).
    pub(crate) async fn exchange(
        &self,
        code: String,
        verifier: String,
    ) -> Result<TokenAnswer, TokenError> {
        let client = self.configured()?;
        let answer = client
            .exchange_code(AuthorizationCode::new(code))
            .set_pkce_verifier(PkceCodeVerifier::new(verifier))
            .request_async(self.provider.http())
            .await
            .map_err(token_error)?;
        token_answer(&answer)
    }

    /// New tokens for a refresh token (RFC 6749 section 6).
    pub(crate) async fn refresh(&self, token: String) -> Result<TokenAnswer, TokenError> {
        let client = self.configured()?;
        let answer = client
            .exchange_refresh_token(&RefreshToken::new(token))
            .request_async(self.provider.http())
            .await
            .map_err(token_error)?;
        token_answer(&answer)
    }
}

fn token_answer(answer: &CoreTokenResponse) -> Result<TokenAnswer, TokenError> {
    if *answer.token_type() != CoreTokenType::Bearer {
        return Err(ProviderError::misbehaves("the access token is no bearer token").into());
    }
    Ok(TokenAnswer {
        access: answer.access_token().secret().clone(),
        refresh: answer.refresh_token().map(|token| token.secret().clone()),
        id_token: answer.id_token().cloned(),
        expires_in: answer.expires_in(),
    })
}

fn token_error(error: RequestError) -> TokenError {
    match error {
        RequestTokenError::ServerResponse(answer) => match answer.error() {
            CoreErrorResponseType::InvalidGrant => TokenError::GrantRefused,
            code => TokenError::ClientRefused(
                code.as_ref()
                    .chars()
                    .filter(|c| !c.is_control())
                    .take(80)
                    .collect(),
            ),
        },
        RequestTokenError::Request(error) => ProviderError::from(error).into(),
        RequestTokenError::Parse(_, body) if has_broken_id_token(&body) => TokenError::NoIdToken,
        RequestTokenError::Parse(error, _) => {
            ProviderError::misbehaves(format!("the token endpoint: {}", with_causes(&error))).into()
        }
        RequestTokenError::Other(why) => {
            ProviderError::misbehaves(format!("the token endpoint: {why}")).into()
        }
    }
}

/// Whether it is the ID token that makes an answer unreadable: it lacks a claim that every one has,
/// or is no token at all. What is wrong is not said, because that would put the token into a log.
fn has_broken_id_token(answer: &[u8]) -> bool {
    let answer: Option<serde_json::Value> = serde_json::from_slice(answer).ok();
    answer
        .and_then(|answer| answer.get("id_token").cloned())
        .is_some_and(|token| serde_json::from_value::<CoreIdToken>(token).is_err())
}
