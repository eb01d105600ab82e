//! What this application asks the provider for: a sign-in, tokens, and claims.
use super::{HttpError, Metadata, Provider, ProviderError, with_causes};
use crate::config::SigningKey;
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

/// How long a client assertion is good for. It is made for one request.
const ASSERTION_SECONDS: i64 = 60;

/// What proves to the provider that it is this application that asks (OpenID Connect Core section 9).
pub(super) enum Proof<'c> {
    /// A public client has nothing.
    Nothing,
    SecretInHeader(&'c str),
    SecretInBody(&'c str),
    Assertion(String),
}

impl Proof<'_> {
    /// The parameters of an assertion (RFC 7523 section 2.2); the library knows all other proofs.
    pub(super) fn parameters(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Assertion(token) => vec![
                (
                    "client_assertion_type",
                    "urn:ietf:params:oauth:client-assertion-type:jwt-bearer".to_owned(),
                ),
                ("client_assertion", token.clone()),
            ],
            _ => Vec::new(),
        }
    }
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

    /// What proves to the provider that it is this application that asks.
    pub(super) fn proof(&self) -> Result<Proof<'_>, ProviderError> {
        let settings = self.settings;
        if let Some(key) = settings.client_signing_key() {
            return self.assertion(key).map(Proof::Assertion);
        }
        let in_body = match settings.client_auth {
            ClientAuth::ClientSecretBasic => false,
            ClientAuth::ClientSecretPost => true,
            ClientAuth::Discovered | ClientAuth::PrivateKeyJwt => self.metadata.secret_in_body,
        };
        Ok(match settings.client_secret() {
            None => Proof::Nothing,
            Some(secret) if in_body => Proof::SecretInBody(secret),
            Some(secret) => Proof::SecretInHeader(secret),
        })
    }

    /// A client assertion (RFC 7523 section 3), good for one request.
    fn assertion(&self, key: &SigningKey) -> Result<String, ProviderError> {
        let settings = self.settings;
        let audience = match settings.client_key.audience.as_str() {
            "" => settings.issuer(),
            audience => audience,
        };
        let now = self.provider.clock.now().timestamp();
        let claims = serde_json::json!({
            "iss": settings.client_id(),
            "sub": settings.client_id(),
            "aud": audience,
            "jti": crate::secrets::random_token(),
            "iat": now,
            "exp": now + ASSERTION_SECONDS,
        });
        key.sign(&claims, self.metadata.prefers_pss)
            .ok_or_else(|| ProviderError::misbehaves("client_key cannot sign"))
    }

    fn configured(&self, proof: &Proof<'_>) -> Result<Configured, ProviderError> {
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
        .set_redirect_uri(redirect);
        let secret = |secret: &str| ClientSecret::new(secret.to_owned());
        let in_body = AuthType::RequestBody;
        Ok(match proof {
            Proof::SecretInHeader(text) => client.set_client_secret(secret(text)),
            Proof::SecretInBody(text) => client
                .set_auth_type(in_body)
                .set_client_secret(secret(text)),
            Proof::Nothing | Proof::Assertion(_) => client.set_auth_type(in_body),
        })
    }

    /// The address at which a person signs in (OpenID Connect Core section 3.1.2.1).
    pub(crate) fn authorization_url(
        &self,
        (state, nonce, verifier): (&str, &str, &str),
        parameters: &[(String, String)],
    ) -> Result<Url, ProviderError> {
        let client = self.configured(&Proof::Nothing)?;
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
        let proof = self.proof()?;
        let client = self.configured(&proof)?;
        let mut request = client
            .exchange_code(AuthorizationCode::new(code))
            .set_pkce_verifier(PkceCodeVerifier::new(verifier));
        for (name, value) in proof.parameters() {
            request = request.add_extra_param(name, value);
        }
        let answer = request
            .request_async(&self.provider.http().asking("token"))
            .await
            .map_err(token_error)?;
        token_answer(&answer)
    }

    /// New tokens for a refresh token (RFC 6749 section 6).
    pub(crate) async fn refresh(&self, token: String) -> Result<TokenAnswer, TokenError> {
        let proof = self.proof()?;
        let client = self.configured(&proof)?;
        let token = RefreshToken::new(token);
        let mut request = client.exchange_refresh_token(&token);
        for (name, value) in proof.parameters() {
            request = request.add_extra_param(name, value);
        }
        let answer = request
            .request_async(&self.provider.http().asking("token"))
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
