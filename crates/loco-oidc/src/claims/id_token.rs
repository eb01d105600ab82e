//! ID tokens (OpenID Connect Core section 3.1.3.7): the library's checks, with each key that fits,
//! and the rules that it leaves to its users.
use super::jws::check_times;
use super::{Invalid, Jws, SKEW};
use crate::provider::{KeySet, Provider, ProviderError, candidates};
use crate::{Clock, Settings};
use chrono::{DateTime, Utc};
use openidconnect::core::{CoreIdToken, CoreIdTokenVerifier, CoreJsonWebKey};
use openidconnect::{
    AccessToken, AccessTokenHash, ClaimsVerificationError, ClientId, ClientSecret, IssuerUrl,
    JsonWebKey, JsonWebKeySet, JwsSigningAlgorithm, Nonce,
};
use serde_json::Value;

/// The longest `sub` there may be (OpenID Connect Core section 2).
const LONGEST_SUBJECT: usize = 255;

/// What an ID token must agree with.
pub(crate) enum Expected<'e> {
    /// The nonce of the sign-in attempt.
    SignIn(&'e str),
    /// The ID token that the session has: same `sub`, and the same nonce if there is one (OpenID
    /// Connect Core section 12.2).
    Refresh {
        subject: &'e str,
        nonce: Option<&'e str>,
    },
}

impl Expected<'_> {
    fn check_nonce(&self, nonce: Option<&Nonce>) -> Result<(), String> {
        let same = |expected: &str, nonce: &Nonce| {
            // The hashes are compared, so that the time it takes tells nothing.
            crate::secrets::sha256_hex(expected) == crate::secrets::sha256_hex(nonce.secret())
        };
        let fits = match (self, nonce) {
            (Self::SignIn(expected), Some(nonce)) => same(expected, nonce),
            (Self::SignIn(_), None) => false,
            (
                Self::Refresh {
                    nonce: Some(expected),
                    ..
                },
                Some(nonce),
            ) => same(expected, nonce),
            (Self::Refresh { nonce: None, .. }, Some(_)) => false,
            (Self::Refresh { .. }, None) => true,
        };
        if fits {
            Ok(())
        } else {
            Err("another nonce".into())
        }
    }
}

/// The claims of an ID token that passes every check: outer errors are about the provider, inner
/// ones about the token.
pub(crate) async fn verify_id_token(
    (provider, settings, clock): (&Provider, &Settings, &Clock),
    token: &CoreIdToken,
    access_token: &str,
    expected: Expected<'_>,
) -> Result<Result<Value, Invalid>, ProviderError> {
    let text = token.to_string();
    let jws = match Jws::parse(&text) {
        Ok(jws) => jws,
        Err(invalid) => return Ok(Err(invalid)),
    };
    let check = IdTokenCheck {
        settings,
        token,
        jws: &jws,
        access_token,
        expected,
        now: clock.now(),
    };
    let checked = if jws.algorithm().uses_shared_secret() {
        check.with_secret()
    } else {
        provider.with_keys(|keys| check.with_keys(keys)).await?
    };
    Ok(checked
        .and_then(|()| check.rules_of_our_own())
        .map(|()| jws.payload().clone()))
}

struct IdTokenCheck<'c> {
    settings: &'c Settings,
    token: &'c CoreIdToken,
    jws: &'c Jws<'c>,
    access_token: &'c str,
    expected: Expected<'c>,
    now: DateTime<Utc>,
}

impl IdTokenCheck<'_> {
    /// With the one key that the token names, or each that could have signed it.
    fn with_keys(&self, keys: &KeySet) -> Result<(), Invalid> {
        let allowed = self.settings.id_token_algorithms();
        self.jws.check_signature(keys, allowed)?;
        let fitting = candidates(keys, self.jws.kid(), self.jws.algorithm());
        let mut result = Err(Invalid("no key of the provider's fits"));
        for key in fitting {
            result = self.with_verifier(self.verifier(vec![key.clone()])?, key);
            if result.is_ok() {
                break;
            }
        }
        result
    }

    /// With the client secret, where HS256 and the like are allowed at all.
    fn with_secret(&self) -> Result<(), Invalid> {
        self.with_verifier(
            self.verifier(vec![])?,
            &CoreJsonWebKey::new_symmetric(Vec::new()),
        )
    }

    fn verifier(&self, keys: Vec<CoreJsonWebKey>) -> Result<CoreIdTokenVerifier<'_>, Invalid> {
        let settings = self.settings;
        let client = ClientId::new(settings.client_id().to_owned());
        let issuer = IssuerUrl::new(settings.issuer().to_owned())
            .map_err(|_| Invalid("the issuer is no address"))?;
        let keys = JsonWebKeySet::new(keys);
        let verifier = match settings.client_secret() {
            Some(secret) => {
                let secret = ClientSecret::new(secret.to_owned());
                CoreIdTokenVerifier::new_confidential_client(client, secret, issuer, keys)
            }
            None => CoreIdTokenVerifier::new_public_client(client, issuer, keys),
        };
        let (now, jws) = (self.now, self.jws);
        Ok(verifier
            .set_allowed_algs(settings.id_token_algorithms().to_vec())
            .set_time_fn(move || now - SKEW)
            // Further audiences are trusted where the provider says that we asked for the token.
            .set_other_audience_verifier_fn(move |_| jws.text("azp") == Some(settings.client_id())))
    }

    fn with_verifier(
        &self,
        verifier: CoreIdTokenVerifier<'_>,
        key: &CoreJsonWebKey,
    ) -> Result<(), Invalid> {
        let claims = self
            .token
            .claims(&verifier, |nonce: Option<&Nonce>| {
                self.expected.check_nonce(nonce)
            })
            .map_err(|error| broken_rule(&error))?;
        let Some(expected) = claims.access_token_hash() else {
            return Ok(());
        };
        let access_token = AccessToken::new(self.access_token.to_owned());
        match AccessTokenHash::from_token(&access_token, self.jws.algorithm(), key) {
            Ok(actual) if actual == *expected => Ok(()),
            _ => Err(Invalid("at_hash belongs to another access token")),
        }
    }

    fn rules_of_our_own(&self) -> Result<(), Invalid> {
        check_times(self.jws, self.now)?;
        // The library compares addresses; the specification wants the very same text.
        if self.jws.text("iss") != Some(self.settings.issuer()) {
            return Err(Invalid("iss is another issuer"));
        }
        if self
            .jws
            .payload()
            .get("azp")
            .is_some_and(|azp| azp != self.settings.client_id())
        {
            return Err(Invalid("azp is another client"));
        }
        let subject = self.jws.text("sub").unwrap_or_default();
        if subject.is_empty()
            || subject.len() > LONGEST_SUBJECT
            || subject.chars().any(char::is_control)
        {
            return Err(Invalid("sub is empty, too long or no text"));
        }
        match self.expected {
            Expected::Refresh {
                subject: before, ..
            } if before != subject => Err(Invalid("sub is another person")),
            _ => Ok(()),
        }
    }
}

/// The library's error as a rule, without values from the token, which would end in logs.
fn broken_rule(error: &ClaimsVerificationError) -> Invalid {
    Invalid(match error {
        ClaimsVerificationError::Expired(_) => "the token has expired",
        ClaimsVerificationError::InvalidAudience(_) => "aud is not this client",
        ClaimsVerificationError::InvalidIssuer(_) => "iss is another issuer",
        ClaimsVerificationError::InvalidNonce(_) => "nonce is missing or another",
        ClaimsVerificationError::InvalidSubject(_) => "sub is another person",
        ClaimsVerificationError::SignatureVerification(_) => "the signature is wrong",
        _ => "the token is of an unknown kind",
    })
}
