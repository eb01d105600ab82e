//! What this application asks the provider for: a sign-in, tokens, and claims.
use super::{HttpError, Metadata, Provider, ProviderError, with_causes};
use crate::claims::Jws;
use crate::{ClientAuth, ResponseMode, Settings};
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};
use http::{HeaderValue, StatusCode};
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
use serde_json::Value;
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
    #[error("not an ID token: {0}")]
    NoIdToken(String),
    /// No usable answer.
    #[error(transparent)]
    Provider(#[from] ProviderError),
}

/// A provider whose endpoints are known.
pub(crate) struct Client<'p> {
    provider: &'p Provider,
    settings: &'p Settings,
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

    fn configured(&self) -> Result<Configured, ProviderError> {
        let settings = self.settings;
        let bad = |error: url::ParseError| ProviderError::misbehaves(error.to_string());
        let issuer = IssuerUrl::new(settings.issuer().to_owned()).map_err(bad)?;
        let redirect = RedirectUrl::new(settings.absolute(crate::routes::CALLBACK)).map_err(bad)?;
        let in_body = match settings.client_auth {
            ClientAuth::Discovered => self.metadata.secret_in_body,
            ClientAuth::ClientSecretBasic => false,
            ClientAuth::ClientSecretPost => true,
        };
        let client = CoreClient::new(
            ClientId::new(settings.client_id().to_owned()),
            issuer,
            JsonWebKeySet::new(vec![]),
        )
        .set_auth_uri(AuthUrl::from_url(self.metadata.authorization.clone()))
        .set_token_uri(TokenUrl::from_url(self.metadata.token.clone()))
        .set_redirect_uri(redirect)
        .set_auth_type(if in_body {
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

    /// The claims at the userinfo endpoint (OpenID Connect Core section 5.3), as JSON or as a
    /// signed token. `None` when the provider has no such endpoint.
    pub(crate) async fn userinfo(
        &self,
        access_token: &str,
    ) -> Result<Option<Value>, ProviderError> {
        let Some(endpoint) = &self.metadata.userinfo else {
            return Ok(None);
        };
        let bearer = HeaderValue::try_from(format!("Bearer {access_token}"))
            .map_err(|_| ProviderError::misbehaves("the access token fits in no header"))?;
        let request = http::Request::get(endpoint.as_str())
            .header(ACCEPT, "application/json")
            .header(AUTHORIZATION, bearer)
            .body(Vec::new())
            .map_err(HttpError::from)?;
        let answer = self.provider.http().send(request).await?;
        if answer.status() != StatusCode::OK {
            return Err(ProviderError::misbehaves(format!(
                "userinfo answers {}",
                answer.status()
            )));
        }
        let kind = answer
            .headers()
            .get(CONTENT_TYPE)
            .and_then(|kind| kind.to_str().ok())
            .unwrap_or_default();
        if kind.starts_with("application/jwt") {
            return self.signed_userinfo(answer.body()).await.map(Some);
        }
        serde_json::from_slice(answer.body())
            .map(Some)
            .map_err(|error| ProviderError::misbehaves(format!("userinfo is not JSON: {error}")))
    }

    async fn signed_userinfo(&self, body: &[u8]) -> Result<Value, ProviderError> {
        let refuse = |why: &str| ProviderError::misbehaves(format!("signed userinfo: {why}"));
        let token = std::str::from_utf8(body).map_err(|_| refuse("not text"))?;
        let jws = Jws::parse(token.trim()).map_err(|error| refuse(error.0))?;
        self.provider
            .verify(&jws, self.settings.id_token_algorithms())
            .await?
            .map_err(|error| refuse(error.0))?;
        let claims = jws.payload();
        if claims
            .get("iss")
            .is_some_and(|iss| iss != self.settings.issuer())
        {
            return Err(refuse("another issuer"));
        }
        if claims.get("aud").is_some() && !jws.audiences().contains(&self.settings.client_id()) {
            return Err(refuse("another audience"));
        }
        Ok(claims.clone())
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
        RequestTokenError::Parse(error, _) if error.path().to_string().starts_with("id_token") => {
            TokenError::NoIdToken(error.inner().to_string())
        }
        RequestTokenError::Parse(error, _) => {
            ProviderError::misbehaves(format!("the token endpoint: {}", with_causes(&error))).into()
        }
        RequestTokenError::Other(why) => {
            ProviderError::misbehaves(format!("the token endpoint: {why}")).into()
        }
    }
}
