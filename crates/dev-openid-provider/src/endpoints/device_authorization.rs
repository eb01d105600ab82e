//! The device authorization endpoint (RFC 8628, section 3.1).
use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use chrono::Duration;
use rand::seq::IndexedRandom;
use serde_json::json;

use crate::DevProvider;
use crate::claims::granted_scope;
use crate::client_authentication::authenticated_client;
use crate::faults::Endpoint;
use crate::oauth_error::{OAuthError, no_store};
use crate::parameters::Parameters;
use crate::store::{Decision, Device, random_token};

/// No vowels, so that no words come about, and nothing that looks like something else (section 6.1).
const LETTERS: &[u8] = b"BCDFGHJKLMNPQRSTVWXZ";

/// `POST /protocol/openid-connect/auth/device`
pub(crate) async fn create(
    State(provider): State<DevProvider>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, OAuthError> {
    let form = Parameters::parse(&body);
    let client = authenticated_client(&provider, &headers, &form)?;
    if !client.device_flow {
        let why = "Client is not allowed to initiate OAuth 2.0 Device Authorization Grant";
        return Err(OAuthError::unauthorized_client(why));
    }
    let asked = form.words("scope");
    if let Some(unknown) = client.unknown_scope(&asked) {
        return Err(OAuthError::invalid_scope(format!(
            "Invalid scopes: {unknown}"
        )));
    }
    let (now, life) = (provider.now(), provider.realm().life);
    let device_code = random_token();
    let user_code = user_code();
    let device = Device {
        scope: granted_scope(&client, &asked),
        client_id: client.id,
        user_code: user_code.clone(),
        expires_at: now + life.device_code,
        asked_at: None,
        interval: Duration::seconds(i64::from(life.device_interval)),
        decision: Decision::Pending,
    };
    let mut store = provider.store();
    store.prune(now, &life);
    store.devices.insert(device_code.clone(), device);
    drop(store);
    let page = provider.endpoint("device");
    let mut answer = json!({
        "device_code": device_code,
        "user_code": user_code,
        "verification_uri": page,
        "verification_uri_complete": format!("{page}?user_code={user_code}"),
        "expires_in": life.device_code.num_seconds(),
        "interval": life.device_interval,
    });
    provider
        .faults()
        .edit(Endpoint::DeviceAuthorization, &mut answer);
    Ok((no_store(), Json(answer)).into_response())
}

/// Eight letters in two groups.
fn user_code() -> String {
    let mut random = rand::rng();
    let mut letter = || char::from(*LETTERS.choose(&mut random).unwrap_or(&b'B'));
    let (first, last): (String, String) = (
        (0..4).map(|_| letter()).collect(),
        (0..4).map(|_| letter()).collect(),
    );
    format!("{first}-{last}")
}
