//! How a client proves itself: `client_secret_basic`, `client_secret_post`, `private_key_jwt`.
use axum::http::{HeaderMap, header};
use base64::{Engine, engine::general_purpose::STANDARD};
use chrono::{DateTime, Duration, Utc};
use openidconnect::JsonWebKey;
use openidconnect::core::CoreJsonWebKeySet;
use url::form_urlencoded;

use crate::DevProvider;
use crate::jwt::Parsed;
use crate::keys::Algorithm;
use crate::oauth_error::OAuthError;
use crate::parameters::Parameters;
use crate::realm::{Authentication, Client};
use crate::testing::ClientProof;

const JWT_BEARER: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// A client assertion may not outlive this: its `jti` is remembered so long.
const LONGEST_ASSERTION: Duration = Duration::hours(1);

/// The client that sent this request, or why it is not believed.
pub(crate) fn authenticated_client(
    provider: &DevProvider,
    headers: &HeaderMap,
    form: &Parameters,
) -> Result<Client, OAuthError> {
    let basic = basic_credentials(headers)?;
    if basic.is_some() && form.get("client_secret").is_some() {
        return Err(OAuthError::invalid_request(
            "the client authenticates in two ways at once",
        ));
    }
    if form.get("client_assertion").is_some() {
        let (client, algorithm) = by_assertion(provider, form)?;
        let proof = ClientProof::Assertion(algorithm);
        provider.records().proof(proof);
        return Ok(client);
    }
    let in_header = basic.is_some();
    let (id, secret) = match basic {
        Some((id, secret)) => (id, Some(secret)),
        None => (
            form.owned("client_id")
                .ok_or_else(|| OAuthError::invalid_client("no client_id"))?,
            form.owned("client_secret"),
        ),
    };
    let client = client(provider, &id)?;
    let proven = match (&client.authentication, secret) {
        (Authentication::None, _) => true,
        (Authentication::Secret(expected), Some(secret)) => *expected == secret,
        _ => false,
    };
    if proven {
        provider.records().proof(match &client.authentication {
            Authentication::None => ClientProof::Nothing,
            _ if in_header => ClientProof::SecretInHeader,
            _ => ClientProof::SecretInBody,
        });
        Ok(client)
    } else {
        Err(OAuthError::invalid_client(
            "invalid client or invalid client credentials",
        ))
    }
}

fn client(provider: &DevProvider, id: &str) -> Result<Client, OAuthError> {
    provider
        .realm()
        .clients
        .get(id)
        .cloned()
        .ok_or_else(|| OAuthError::invalid_client("invalid client or invalid client credentials"))
}

/// `Authorization: Basic`, whose parts are form-encoded before base64 (RFC 6749, section 2.3.1).
fn basic_credentials(headers: &HeaderMap) -> Result<Option<(String, String)>, OAuthError> {
    let Some(value) = headers.get(header::AUTHORIZATION) else {
        return Ok(None);
    };
    let malformed = || OAuthError::invalid_client("a malformed Authorization header");
    let value = value.to_str().map_err(|_| malformed())?;
    let Some((scheme, encoded)) = value.split_once(' ') else {
        return Err(malformed());
    };
    if !scheme.eq_ignore_ascii_case("basic") {
        return Ok(None);
    }
    let decoded = STANDARD.decode(encoded.trim()).map_err(|_| malformed())?;
    let decoded = String::from_utf8(decoded).map_err(|_| malformed())?;
    let (id, secret) = decoded.split_once(':').ok_or_else(malformed)?;
    Ok(Some((form_decoded(id), form_decoded(secret))))
}

fn form_decoded(text: &str) -> String {
    // A lone value without `=` is read as a name.
    form_urlencoded::parse(text.replace('=', "%3D").replace('&', "%26").as_bytes())
        .next()
        .map(|(name, _)| name.into_owned())
        .unwrap_or_default()
}

/// `private_key_jwt` (OpenID Connect Core, section 9; RFC 7523, section 3).
fn by_assertion(
    provider: &DevProvider,
    form: &Parameters,
) -> Result<(Client, Algorithm), OAuthError> {
    let refused = |why: &str| OAuthError::invalid_client(format!("client assertion: {why}"));
    if form.get("client_assertion_type") != Some(JWT_BEARER) {
        return Err(refused("another client_assertion_type"));
    }
    let assertion = Parsed::from_compact(form.get("client_assertion").unwrap_or_default())
        .ok_or_else(|| refused("no JWT"))?;
    let id = assertion.text("sub").unwrap_or_default();
    if assertion.text("iss") != Some(id) || form.get("client_id").is_some_and(|own| own != id) {
        return Err(refused("iss, sub and client_id differ"));
    }
    let client = client(provider, id)?;
    let Authentication::PrivateKey(keys) = &client.authentication else {
        return Err(refused("the client does not authenticate by a key"));
    };
    let algorithm =
        signed_with(&assertion, keys).ok_or_else(|| refused("the signature does not fit"))?;
    let token_endpoint = provider.endpoint("protocol/openid-connect/token");
    if !assertion.is_for(provider.issuer()) && !assertion.is_for(&token_endpoint) {
        return Err(refused("another audience"));
    }
    let now = provider.now();
    let expires_at = assertion
        .claims
        .get("exp")
        .and_then(serde_json::Value::as_i64)
        .and_then(|seconds| DateTime::<Utc>::from_timestamp(seconds, 0))
        .filter(|expires_at| *expires_at > now && *expires_at <= now + LONGEST_ASSERTION)
        .ok_or_else(|| refused("exp is missing, past, or too far away"))?;
    let jti = assertion.text("jti").ok_or_else(|| refused("no jti"))?;
    let key = format!("{id} {jti}");
    if provider
        .store()
        .assertions
        .insert(key, expires_at)
        .is_some()
    {
        return Err(refused("used before"));
    }
    Ok((client, algorithm))
}

/// The algorithm with which one of these keys made the signature.
fn signed_with(token: &Parsed, keys: &str) -> Option<Algorithm> {
    let keys: CoreJsonWebKeySet = serde_json::from_str(keys).ok()?;
    let algorithm = Algorithm::from_name(token.header.get("alg")?.as_str()?)?;
    let is_signer = |key: &openidconnect::core::CoreJsonWebKey| {
        key.verify_signature(&algorithm.core(), token.input.as_bytes(), &token.signature)
            .is_ok()
    };
    keys.keys().iter().any(is_signer).then_some(algorithm)
}

#[cfg(test)]
mod tests {
    use super::form_decoded;

    #[test]
    fn a_secret_in_the_header_is_form_encoded() {
        assert_eq!(form_decoded("a%3Ab+c%25"), "a:b c%");
        assert_eq!(form_decoded("a=b&c"), "a=b&c");
        assert_eq!(form_decoded(""), "");
    }
}
