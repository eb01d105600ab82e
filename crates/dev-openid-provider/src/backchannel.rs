//! Telling clients that a session has ended (OpenID Connect Back-Channel Logout).
use chrono::Duration;
use serde_json::{Map, Value, json};

use crate::faults::{Token, sign};
use crate::jwt::Unsigned;
use crate::realm::Client;
use crate::store::Session;
use crate::testing::BackchannelCall;
use crate::{DevProvider, Error};

/// The member of `events` that makes a token a logout token (section 2.4).
pub(crate) const LOGOUT_EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";

/// How long a logout token is good for.
const LIFE: Duration = Duration::seconds(120);

/// Ends a session and calls every client of it that registered an address.
pub(crate) async fn end_session(provider: &DevProvider, id: &str) -> Vec<BackchannelCall> {
    let Some(session) = provider.store().end_session(id) else {
        return Vec::new();
    };
    let mut calls = Vec::new();
    for client_id in &session.clients {
        let client = provider.realm().clients.get(client_id).cloned();
        let Some((client, url)) = client.and_then(|client| {
            client
                .backchannel_logout_url
                .clone()
                .map(|url| (client, url))
        }) else {
            continue;
        };
        match token_for_session(provider, &client, &session) {
            Ok(token) => calls.push(call(provider, &client, url, token).await),
            Err(error) => tracing::error!(%error, client = client_id, "no logout token"),
        }
    }
    calls
}

fn token_for_session(
    provider: &DevProvider,
    client: &Client,
    session: &Session,
) -> Result<String, Error> {
    let sid = client
        .backchannel_session_required
        .then_some(session.id.as_str());
    let claims = claims(provider, &client.id, Some(&session.user_id), sid);
    signed(provider, claims)
}

/// The claims of a logout token (section 2.4).
pub(crate) fn claims(
    provider: &DevProvider,
    client_id: &str,
    subject: Option<&str>,
    sid: Option<&str>,
) -> Map<String, Value> {
    let now = provider.now();
    let mut claims = Map::new();
    let mut set = |name: &str, value: Value| {
        claims.insert(name.to_owned(), value);
    };
    set("iss", json!(provider.issuer()));
    set("aud", json!(client_id));
    set("iat", json!(now.timestamp()));
    set("exp", json!((now + LIFE).timestamp()));
    set("jti", json!(uuid::Uuid::new_v4().to_string()));
    set("events", json!({ LOGOUT_EVENT: {} }));
    set("typ", json!("Logout"));
    if let Some(subject) = subject {
        set("sub", json!(subject));
    }
    if let Some(sid) = sid {
        set("sid", json!(sid));
    }
    claims
}

/// A logout token of these claims, with the faults that are switched on.
pub(crate) fn signed(provider: &DevProvider, claims: Map<String, Value>) -> Result<String, Error> {
    let key = provider.keys().signing(provider.algorithm())?;
    // Section 2.4 recommends this type, so that no other token is taken for it.
    let token = Unsigned::new("logout+jwt", &key, claims);
    sign(provider, Token::Logout, token, &key)
}

async fn call(
    provider: &DevProvider,
    client: &Client,
    url: String,
    token: String,
) -> BackchannelCall {
    let form = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("logout_token", &token)
        .finish();
    let sent = provider
        .http()
        .post(&url)
        .header("content-type", "application/x-www-form-urlencoded")
        .body(form)
        .send()
        .await;
    let status = match sent {
        Ok(response) => Some(response.status().as_u16()),
        Err(error) => {
            tracing::warn!(%error, client = client.id, "a client could not be told of a logout");
            None
        }
    };
    let call = BackchannelCall {
        client_id: client.id.clone(),
        url,
        logout_token: token,
        status,
    };
    provider.records().backchannel(call.clone());
    call
}
