//! Access tokens that are signed: verified here, without asking the provider (RFC 9068 section 4).
use crate::Settings;
use crate::claims::{Invalid, Jws, check_times};
use crate::provider::{Provider, ProviderError};
use chrono::{DateTime, Utc};
use serde_json::Value;

/// Verifies a signed access token: outer errors are about the provider, inner ones about the token.
pub(super) async fn verify(
    provider: &Provider,
    settings: &Settings,
    jws: &Jws<'_>,
    now: DateTime<Utc>,
) -> Result<Result<Value, Invalid>, ProviderError> {
    // The claims first: a forgery should not make anybody fetch keys.
    if let Err(invalid) = check(jws, settings, now) {
        return Ok(Err(invalid));
    }
    // HS256 and the like fit none of the provider's keys, even where they are allowed for ID tokens.
    let signed = provider.verify(jws, settings.id_token_algorithms()).await?;
    Ok(signed.map(|()| jws.payload().clone()))
}

/// Whether a token says of what kind it is, in its header or by a claim, or has what ID tokens alone
/// have. Of all others only the provider knows.
pub(super) fn says_what_it_is(jws: &Jws<'_>) -> bool {
    let has = |claim: &str| jws.payload().get(claim).is_some();
    jws.typ().is_some_and(|typ| typ != "jwt") || has("typ") || has("nonce") || has("at_hash")
}

fn check(jws: &Jws<'_>, settings: &Settings, now: DateTime<Utc>) -> Result<(), Invalid> {
    let kind = jws.typ();
    let is_rfc9068 = kind.as_deref() == Some("at+jwt");
    // An ID token, a refresh token or a logout token must not pass for an access token: either the
    // header says what it is, as RFC 9068 wants, or a claim does, as with Keycloak.
    if !is_rfc9068 && (kind.is_some_and(|kind| kind != "jwt") || jws.text("typ") != Some("Bearer"))
    {
        return Err(Invalid("the token is no access token"));
    }
    if jws.text("iss") != Some(settings.issuer()) {
        return Err(Invalid("iss is another issuer"));
    }
    if jws.text("sub").is_none_or(str::is_empty) {
        return Err(Invalid("sub is missing"));
    }
    check_times(jws, now)?;
    if is_rfc9068 {
        let has_all = jws.text("client_id").is_some()
            && jws.text("jti").is_some()
            && jws.instant("iat").is_some();
        if !has_all {
            return Err(Invalid("client_id, iat or jti is missing"));
        }
    }
    is_for_us(
        &jws.audiences(),
        jws.text("azp").filter(|_| !is_rfc9068),
        settings,
    )
}

/// The token is for this application: by its audience, or because it was given to it.
pub(super) fn is_for_us(
    audiences: &[&str],
    azp: Option<&str>,
    settings: &Settings,
) -> Result<(), Invalid> {
    let ours = &settings.bearer.audiences;
    let is_ours = |name: &str| {
        if ours.is_empty() {
            name == settings.client_id()
        } else {
            ours.iter().any(|own| own == name)
        }
    };
    if audiences.iter().any(|audience| is_ours(audience)) || azp == Some(settings.client_id()) {
        return Ok(());
    }
    Err(Invalid("aud is another application"))
}
