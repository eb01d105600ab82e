//! Logout tokens (OpenID Connect Back-Channel Logout 1.0 section 2.6).
use crate::Settings;
use crate::claims::{Invalid, Jws, check_times};
use crate::provider::{Provider, ProviderError};
use chrono::{DateTime, Utc};

/// The member of `events` that makes a token a logout token.
const EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";

/// What a valid logout token says.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct LogoutToken {
    pub(crate) subject: Option<String>,
    pub(crate) sid: Option<String>,
    /// Never the same twice.
    pub(crate) jti: String,
    pub(crate) expires_at: DateTime<Utc>,
}

/// Verifies a logout token: outer errors are about the provider, inner ones about the token.
pub(crate) async fn verify(
    provider: &Provider,
    settings: &Settings,
    token: &str,
    now: DateTime<Utc>,
) -> Result<Result<LogoutToken, Invalid>, ProviderError> {
    let jws = match Jws::parse(token) {
        Ok(jws) => jws,
        Err(invalid) => return Ok(Err(invalid)),
    };
    // The claims first: a forgery should cost nothing.
    let checked = check(&jws, settings, now);
    if checked.is_err() {
        return Ok(checked);
    }
    Ok(provider
        .verify(&jws, settings.id_token_algorithms())
        .await?
        .and(checked))
}

fn check(jws: &Jws<'_>, settings: &Settings, now: DateTime<Utc>) -> Result<LogoutToken, Invalid> {
    if jws
        .typ()
        .is_some_and(|typ| !matches!(typ.as_str(), "logout+jwt" | "jwt"))
    {
        return Err(Invalid("the token is of another kind"));
    }
    if jws.text("iss") != Some(settings.issuer()) {
        return Err(Invalid("iss is another issuer"));
    }
    if !jws.audiences().contains(&settings.client_id()) {
        return Err(Invalid("aud is not this client"));
    }
    jws.instant("iat").ok_or(Invalid("iat is missing"))?;
    check_times(jws, now)?;
    let event = jws
        .payload()
        .get("events")
        .and_then(|events| events.get(EVENT));
    if !event.is_some_and(serde_json::Value::is_object) {
        return Err(Invalid("events is not a logout"));
    }
    if jws.payload().get("nonce").is_some() {
        return Err(Invalid("a nonce is present"));
    }
    let text = |name: &str| {
        jws.text(name)
            .filter(|text| !text.is_empty())
            .map(str::to_owned)
    };
    let token = LogoutToken {
        subject: text("sub"),
        sid: text("sid"),
        jti: text("jti").ok_or(Invalid("jti is missing"))?,
        expires_at: jws.instant("exp").ok_or(Invalid("exp is missing"))?,
    };
    if token.subject.is_none() && token.sid.is_none() {
        return Err(Invalid("neither sub nor sid is present"));
    }
    Ok(token)
}
