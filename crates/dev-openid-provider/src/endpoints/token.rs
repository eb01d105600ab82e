//! The token endpoint: codes, refresh tokens and client credentials (RFC 6749, section 3.2).
use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::Duration;
use sha2::{Digest, Sha256};

use crate::DevProvider;
use crate::claims::granted_scope;
use crate::client_authentication::authenticated_client;
use crate::faults::Token;
use crate::oauth_error::{OAuthError, no_store};
use crate::parameters::Parameters;
use crate::realm::Client;
use crate::store::{Decision, Grant, Spent, random_token};
use crate::tokens::{self, RefreshToken};

/// The grant type of RFC 8628, section 3.4.
const DEVICE_CODE: &str = "urn:ietf:params:oauth:grant-type:device_code";

/// `POST /protocol/openid-connect/token`
pub(crate) async fn create(
    State(provider): State<DevProvider>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, OAuthError> {
    let form = Parameters::parse(&body);
    if let Some(name) = form.repeated() {
        return Err(OAuthError::invalid_request(format!("{name} came twice")));
    }
    let client = authenticated_client(&provider, &headers, &form)?;
    let (now, life) = (provider.now(), provider.realm().life);
    let answer = match form.get("grant_type") {
        Some("authorization_code") => of_code(&provider, &client, &form),
        Some("refresh_token") => of_refresh_token(&provider, &client, &form),
        Some("client_credentials") => of_client(&provider, &client, &form),
        Some(DEVICE_CODE) => of_device(&provider, &client, &form),
        Some(other) => Err(OAuthError::unsupported_grant_type(format!(
            "unsupported grant_type {other}"
        ))),
        None => Err(OAuthError::invalid_request("no grant_type")),
    }?;
    provider.store().prune(now, &life);
    Ok((no_store(), Json(answer)).into_response())
}

/// Section 4.1.3, with RFC 7636, section 4.6.
fn of_code(
    provider: &DevProvider,
    client: &Client,
    form: &Parameters,
) -> Result<serde_json::Value, OAuthError> {
    let code = form
        .get("code")
        .ok_or_else(|| OAuthError::invalid_request("no code"))?;
    let code = provider
        .store()
        .take_code(code, provider.now())
        .map_err(|spent| {
            OAuthError::invalid_grant(match spent {
                Spent::Unknown => "the code is not valid",
                Spent::Expired => "the code has expired",
                Spent::Reused => "the code was used before",
            })
        })?;
    if code.grant.client_id != client.id {
        return Err(OAuthError::invalid_grant("the code is another client's"));
    }
    if form.get("redirect_uri") != Some(&code.redirect_uri) {
        return Err(OAuthError::invalid_grant("another redirect_uri"));
    }
    let verifier = form
        .get("code_verifier")
        .ok_or_else(|| OAuthError::invalid_grant("PKCE: no code_verifier"))?;
    if URL_SAFE_NO_PAD.encode(Sha256::digest(verifier)) != code.code_challenge {
        return Err(OAuthError::invalid_grant(
            "PKCE: the code_verifier does not fit",
        ));
    }
    tokens::issue(provider, client, &code.grant, Token::Id, RefreshToken::New)
}

/// Section 6. A token is used once where the realm says so (RFC 9700, section 4.14.2).
fn of_refresh_token(
    provider: &DevProvider,
    client: &Client,
    form: &Parameters,
) -> Result<serde_json::Value, OAuthError> {
    let token = form
        .get("refresh_token")
        .ok_or_else(|| OAuthError::invalid_request("no refresh_token"))?;
    if provider.faults().refuses_refresh() {
        return Err(OAuthError::invalid_grant("Session not active"));
    }
    let (now, life) = (provider.now(), provider.realm().life);
    let refresh = provider
        .store()
        .refresh_token(token, now)
        .map_err(|spent| {
            OAuthError::invalid_grant(match spent {
                Spent::Unknown => "Invalid refresh token",
                Spent::Expired => "Token is not active",
                Spent::Reused => "Stale token",
            })
        })?;
    if refresh.grant.client_id != client.id {
        return Err(OAuthError::invalid_grant("the token is another client's"));
    }
    let mut grant = refresh.grant;
    let asked = form.words("scope");
    if !asked.is_empty() {
        if let Some(more) = asked.iter().find(|scope| !grant.has_scope(scope)) {
            return Err(OAuthError::invalid_scope(format!("{more} was not granted")));
        }
        grant.scope = asked;
    }
    // A refreshed ID token has no nonce of its own to answer to (OpenID Connect Core, 12.2).
    grant.nonce = None;
    let next = if life.refresh_rotates {
        if let Some(old) = provider.store().refresh.get_mut(token) {
            // Two requests at the same moment: the second finds it used.
            if std::mem::replace(&mut old.used, true) {
                return Err(OAuthError::invalid_grant("Stale token"));
            }
        }
        RefreshToken::New
    } else {
        RefreshToken::Same(token.to_owned())
    };
    tokens::issue(provider, client, &grant, Token::RefreshedId, next)
}

/// Section 4.4: the client acts for itself, as its service account.
fn of_client(
    provider: &DevProvider,
    client: &Client,
    form: &Parameters,
) -> Result<serde_json::Value, OAuthError> {
    if !client.service_account {
        return Err(OAuthError::unauthorized_client(
            "Client not enabled to retrieve service account",
        ));
    }
    let asked = form.words("scope");
    if let Some(unknown) = client.unknown_scope(&asked) {
        return Err(OAuthError::invalid_scope(format!(
            "Invalid scopes: {unknown}"
        )));
    }
    let user_id = provider
        .realm()
        .service_account_of(&client.id)
        .map(|user| user.id.clone())
        .ok_or_else(|| OAuthError::unauthorized_client("the client has no service account"))?;
    let grant = Grant {
        client_id: client.id.clone(),
        user_id,
        session: None,
        scope: granted_scope(client, &asked),
        nonce: None,
        auth_time: None,
        acr: "1".to_owned(),
        family: random_token(),
    };
    tokens::issue(provider, client, &grant, Token::Id, RefreshToken::None)
}

/// RFC 8628, section 3.5: the device asks until somebody has decided.
fn of_device(
    provider: &DevProvider,
    client: &Client,
    form: &Parameters,
) -> Result<serde_json::Value, OAuthError> {
    let code = form
        .get("device_code")
        .ok_or_else(|| OAuthError::invalid_request("no device_code"))?;
    let now = provider.now();
    let (scope, session) = {
        let mut store = provider.store();
        let device = store
            .devices
            .get_mut(code)
            .filter(|device| device.client_id == client.id)
            .ok_or_else(|| OAuthError::invalid_grant("Device code not valid"))?;
        if device.expires_at <= now {
            return Err(OAuthError::named("expired_token", "Device code is expired"));
        }
        let asked_before = device.asked_at.replace(now);
        match &device.decision {
            Decision::Pending if asked_before.is_some_and(|then| now - then < device.interval) => {
                device.interval += SLOWER;
                return Err(OAuthError::named("slow_down", "Slow down"));
            }
            Decision::Pending => {
                let why = "The authorization request is still pending";
                return Err(OAuthError::named("authorization_pending", why));
            }
            Decision::Refused => {
                return Err(OAuthError::named("access_denied", "The end user denied"));
            }
            Decision::Allowed(session) => {
                let granted = (device.scope.clone(), session.clone());
                store.devices.remove(code);
                granted
            }
        }
    };
    let grant = Grant {
        client_id: client.id.clone(),
        user_id: session.user_id.clone(),
        session: Some(session.id),
        scope,
        nonce: None,
        auth_time: Some(session.auth_time),
        acr: session.acr,
        family: random_token(),
    };
    tokens::issue(provider, client, &grant, Token::Id, RefreshToken::New)
}

/// How much longer a device that asks too often has to wait (RFC 8628, section 3.5).
const SLOWER: Duration = Duration::seconds(5);
