//! The key set (RFC 7517, section 5).
use axum::Json;
use axum::extract::State;
use serde_json::{Value, json};

use crate::DevProvider;
use crate::faults::Endpoint;
use crate::oauth_error::OAuthError;

/// `GET /protocol/openid-connect/certs`
pub(crate) async fn show(State(provider): State<DevProvider>) -> Result<Json<Value>, OAuthError> {
    let keys = provider.keys().published(provider.algorithm())?;
    let mut set = json!({ "keys": keys });
    provider.faults().edit(Endpoint::Certs, &mut set);
    Ok(Json(set))
}
