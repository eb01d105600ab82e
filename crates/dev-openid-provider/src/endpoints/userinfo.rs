//! Userinfo (OpenID Connect Core, section 5.3): the token in the header or in the body.
use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use serde_json::Value;

use crate::DevProvider;
use crate::claims;
use crate::faults::Endpoint;
use crate::oauth_error::{OAuthError, no_store};
use crate::parameters::Parameters;
use crate::tokens::active_access_token;

/// `GET /protocol/openid-connect/userinfo`
pub(crate) async fn show(
    State(provider): State<DevProvider>,
    headers: HeaderMap,
) -> Result<Response, OAuthError> {
    answer(&provider, bearer(&headers))
}

/// `POST /protocol/openid-connect/userinfo`, with the token in either place (RFC 6750, section 2).
pub(crate) async fn submit(
    State(provider): State<DevProvider>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, OAuthError> {
    let form = Parameters::parse(&body);
    match (bearer(&headers), form.get("access_token")) {
        (Some(_), Some(_)) => Err(OAuthError::invalid_request("the token came in two ways")),
        (header, body) => answer(&provider, header.or(body)),
    }
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers
        .get(header::AUTHORIZATION)?
        .to_str()
        .ok()?
        .split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

fn answer(provider: &DevProvider, token: Option<&str>) -> Result<Response, OAuthError> {
    let token = token.ok_or_else(|| OAuthError::invalid_token("no access token"))?;
    let gone = || OAuthError::invalid_token("Token verification failed");
    let access = active_access_token(provider, token).ok_or_else(gone)?;
    if !access.grant.has_scope("openid") {
        return Err(OAuthError::insufficient_scope("Missing openid scope"));
    }
    let realm = provider.realm();
    let client = realm
        .clients
        .get(&access.grant.client_id)
        .ok_or_else(gone)?;
    let user = realm.user_by_id(&access.grant.user_id).ok_or_else(gone)?;
    let mut answer = Value::Object(claims::userinfo(client, user, &access.grant));
    drop(realm);
    provider.faults().edit(Endpoint::Userinfo, &mut answer);
    Ok((no_store(), Json(answer)).into_response())
}
