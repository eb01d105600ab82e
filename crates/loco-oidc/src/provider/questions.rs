//! What the provider is asked about an access token: whose it is, and whether it is any good.
use super::client::Proof;
use super::{Client, HttpError, ProviderError};
use crate::claims::{Invalid, Jws};
use base64::{Engine, engine::general_purpose::STANDARD};
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};
use http::{HeaderValue, StatusCode};
use openidconnect::HttpRequest;
use serde_json::Value;
use url::{Url, form_urlencoded};

impl Client<'_> {
    /// The claims at the userinfo endpoint (OpenID Connect Core section 5.3), as JSON or as a
    /// signed token. `None` when the provider has no such endpoint.
    pub(crate) async fn userinfo(
        &self,
        access_token: &str,
    ) -> Result<Option<Value>, ProviderError> {
        let Some(endpoint) = &self.metadata.userinfo else {
            return Ok(None);
        };
        let refused = || ProviderError::misbehaves("userinfo refuses the access token");
        let claims = self.ask_userinfo(endpoint, access_token).await?;
        claims.ok_or_else(refused).map(Some)
    }

    /// What userinfo says of a token that somebody else brought.
    pub(crate) async fn userinfo_of_stranger(
        &self,
        token: &str,
    ) -> Result<Result<Value, Invalid>, ProviderError> {
        let Some(endpoint) = &self.metadata.userinfo else {
            return Err(ProviderError::misbehaves(
                "discovery names no userinfo endpoint",
            ));
        };
        let claims = self.ask_userinfo(endpoint, token).await?;
        Ok(claims
            .ok_or(Invalid("the provider does not know the token"))
            .and_then(|claims| {
                let has_subject = claims
                    .get("sub")
                    .and_then(Value::as_str)
                    .is_some_and(|sub| !sub.is_empty());
                if has_subject {
                    Ok(claims)
                } else {
                    Err(Invalid("sub is missing"))
                }
            }))
    }

    /// What the provider says of a token (RFC 7662 section 2.1).
    pub(crate) async fn introspect(&self, token: &str) -> Result<Value, ProviderError> {
        let endpoint = self.metadata.introspection.as_ref();
        let endpoint = endpoint.ok_or_else(|| {
            ProviderError::misbehaves("discovery names no introspection endpoint")
        })?;
        let request = self.introspection_request(endpoint, token, &self.proof()?)?;
        let answer = self
            .provider
            .http()
            .asking("introspection")
            .send(request)
            .await?;
        if answer.status() != StatusCode::OK {
            return Err(ProviderError::misbehaves(format!(
                "introspection answers {}",
                answer.status()
            )));
        }
        serde_json::from_slice(answer.body()).map_err(|error| {
            ProviderError::misbehaves(format!("introspection is not JSON: {error}"))
        })
    }

    fn introspection_request(
        &self,
        endpoint: &Url,
        token: &str,
        proof: &Proof<'_>,
    ) -> Result<HttpRequest, HttpError> {
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.append_pair("token", token)
            .append_pair("token_type_hint", "access_token");
        let mut request = http::Request::post(endpoint.as_str())
            .header(ACCEPT, "application/json")
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        let client_id = self.settings.client_id();
        match proof {
            Proof::SecretInHeader(secret) => {
                request = request.header(AUTHORIZATION, basic(client_id, secret));
            }
            Proof::SecretInBody(secret) => {
                form.append_pair("client_id", client_id)
                    .append_pair("client_secret", secret);
            }
            Proof::Nothing | Proof::Assertion(_) => {
                form.append_pair("client_id", client_id)
                    .extend_pairs(proof.parameters());
            }
        }
        Ok(request.body(form.finish().into_bytes())?)
    }

    /// `None` when the provider does not take the token.
    async fn ask_userinfo(
        &self,
        endpoint: &Url,
        token: &str,
    ) -> Result<Option<Value>, ProviderError> {
        let Ok(bearer) = HeaderValue::try_from(format!("Bearer {token}")) else {
            return Ok(None);
        };
        let request = http::Request::get(endpoint.as_str())
            .header(ACCEPT, "application/json")
            .header(AUTHORIZATION, bearer)
            .body(Vec::new())
            .map_err(HttpError::from)?;
        let answer = self
            .provider
            .http()
            .asking("userinfo")
            .send(request)
            .await?;
        if matches!(
            answer.status(),
            StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN
        ) {
            return Ok(None);
        }
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

/// HTTP Basic with both parts form-encoded first (RFC 6749 section 2.3.1).
fn basic(client_id: &str, secret: &str) -> String {
    let encode = |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
    format!(
        "Basic {}",
        STANDARD.encode(format!("{}:{}", encode(client_id), encode(secret)))
    )
}
