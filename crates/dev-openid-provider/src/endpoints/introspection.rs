//! Token introspection (RFC 7662).
use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};

use crate::DevProvider;
use crate::client_authentication::authenticated_client;
use crate::faults::Endpoint;
use crate::jwt::Parsed;
use crate::oauth_error::{OAuthError, no_store};
use crate::parameters::Parameters;
use crate::realm::Authentication;
use crate::store::Grant;
use crate::tokens::active_access_token;

/// `POST /protocol/openid-connect/token/introspect`
pub(crate) async fn create(
    State(provider): State<DevProvider>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, OAuthError> {
    let form = Parameters::parse(&body);
    let client = authenticated_client(&provider, &headers, &form)?;
    if client.authentication == Authentication::None {
        return Err(OAuthError::invalid_client("Client not allowed."));
    }
    let token = form
        .get("token")
        .ok_or_else(|| OAuthError::invalid_request("no token"))?;
    let claims = of_access_token(&provider, token).or_else(|| of_refresh_token(&provider, token));
    let mut answer = claims.map_or_else(|| json!({ "active": false }), Value::Object);
    provider.faults().edit(Endpoint::Introspection, &mut answer);
    Ok((no_store(), Json(answer)).into_response())
}

fn of_access_token(provider: &DevProvider, token: &str) -> Option<Map<String, Value>> {
    let access = active_access_token(provider, token)?;
    let mut claims = Parsed::from_compact(token)?.claims;
    claims.insert("token_type".to_owned(), json!("Bearer"));
    about_grant(provider, &access.grant, &mut claims);
    Some(claims)
}

fn of_refresh_token(provider: &DevProvider, token: &str) -> Option<Map<String, Value>> {
    let now = provider.now();
    let refresh = provider
        .store()
        .refresh
        .get(token)
        .filter(|refresh| !refresh.used && refresh.expires_at > now)
        .cloned()?;
    let mut claims = Map::new();
    claims.insert("typ".to_owned(), json!("Refresh"));
    claims.insert("iss".to_owned(), json!(provider.issuer()));
    claims.insert("sub".to_owned(), json!(refresh.grant.user_id));
    claims.insert("exp".to_owned(), json!(refresh.expires_at.timestamp()));
    claims.insert("scope".to_owned(), json!(refresh.grant.scope.join(" ")));
    about_grant(provider, &refresh.grant, &mut claims);
    Some(claims)
}

fn about_grant(provider: &DevProvider, grant: &Grant, claims: &mut Map<String, Value>) {
    claims.insert("active".to_owned(), json!(true));
    claims.insert("client_id".to_owned(), json!(grant.client_id));
    if let Some(user) = provider.realm().user_by_id(&grant.user_id) {
        claims.insert("username".to_owned(), json!(user.username));
    }
}
