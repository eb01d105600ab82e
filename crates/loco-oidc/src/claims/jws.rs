//! Signed tokens in compact form (RFC 7515 section 7.1): taken apart, and their signature checked.
use crate::provider::candidates;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, TimeDelta, Utc};
use openidconnect::JsonWebKey;
use openidconnect::core::{CoreJsonWebKeySet, CoreJwsSigningAlgorithm};
use serde::Deserialize;
use serde_json::Value;

/// How far the provider's clock and ours may be apart.
pub(crate) const SKEW: TimeDelta = TimeDelta::seconds(60);

/// Longer tokens are not looked at.
const LONGEST: usize = 64 * 1024;

/// No key of the provider's fits the token.
const NO_KEY: Invalid = Invalid("no key of the provider's fits");
/// The key that fits says that somebody else made the signature.
const BAD_SIGNATURE: Invalid = Invalid("the signature is wrong");

/// The rule that a token breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub(crate) struct Invalid(pub(crate) &'static str);

impl Invalid {
    /// Newer keys could make the token valid.
    pub(crate) fn is_about_keys(self) -> bool {
        self == NO_KEY || self == BAD_SIGNATURE
    }
}

#[derive(Deserialize)]
struct Header {
    alg: String,
    kid: Option<String>,
    typ: Option<String>,
    crit: Option<Value>,
    cty: Option<String>,
}

/// A token whose signature nobody has checked yet.
pub(crate) struct Jws<'t> {
    header: Header,
    algorithm: CoreJwsSigningAlgorithm,
    payload: Value,
    signed: &'t str,
    signature: Vec<u8>,
}

impl<'t> Jws<'t> {
    /// Takes a token apart.
    pub(crate) fn parse(token: &'t str) -> Result<Self, Invalid> {
        if token.len() > LONGEST {
            return Err(Invalid("the token is too long"));
        }
        let not_a_token = Invalid("this is no signed token");
        let (signed, signature) = token.rsplit_once('.').ok_or(not_a_token)?;
        let (header, payload) = signed.split_once('.').ok_or(not_a_token)?;
        let decode = |part: &str| URL_SAFE_NO_PAD.decode(part).map_err(|_| not_a_token);
        let header: Header = serde_json::from_slice(&decode(header)?).map_err(|_| not_a_token)?;
        let payload: Value = serde_json::from_slice(&decode(payload)?).map_err(|_| not_a_token)?;
        if !payload.is_object() {
            return Err(not_a_token);
        }
        if header.crit.is_some() || header.cty.is_some() {
            return Err(Invalid("the header asks for something unknown"));
        }
        let algorithm = serde_json::from_value(Value::String(header.alg.clone()))
            .map_err(|_| Invalid("the algorithm is unknown"))?;
        Ok(Self {
            signature: decode(signature)?,
            header,
            algorithm,
            payload,
            signed,
        })
    }

    pub(crate) fn algorithm(&self) -> &CoreJwsSigningAlgorithm {
        &self.algorithm
    }

    pub(crate) fn kid(&self) -> Option<&str> {
        self.header.kid.as_deref()
    }

    /// The `typ` header in lower case, without `application/`.
    pub(crate) fn typ(&self) -> Option<String> {
        let typ = self.header.typ.as_deref()?.to_ascii_lowercase();
        Some(
            typ.strip_prefix("application/")
                .map(str::to_owned)
                .unwrap_or(typ),
        )
    }

    /// The claims: believe them only after [`Jws::check_signature`].
    pub(crate) fn payload(&self) -> &Value {
        &self.payload
    }

    pub(crate) fn text(&self, claim: &str) -> Option<&str> {
        self.payload.get(claim)?.as_str()
    }

    pub(crate) fn instant(&self, claim: &str) -> Option<DateTime<Utc>> {
        instant(self.payload.get(claim)?)
    }

    /// The `aud` claim: one or several.
    pub(crate) fn audiences(&self) -> Vec<&str> {
        match self.payload.get("aud") {
            Some(Value::String(one)) => vec![one],
            Some(Value::Array(several)) => several.iter().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        }
    }

    /// Whether one of these keys made the signature, with one of these algorithms.
    pub(crate) fn check_signature(
        &self,
        keys: &CoreJsonWebKeySet,
        allowed: &[CoreJwsSigningAlgorithm],
    ) -> Result<(), Invalid> {
        if !allowed.contains(&self.algorithm) {
            return Err(Invalid("the algorithm is not allowed"));
        }
        let keys = candidates(keys, self.kid(), &self.algorithm);
        if keys.is_empty() {
            return Err(NO_KEY);
        }
        let is_signer = |key: &&openidconnect::core::CoreJsonWebKey| {
            key.verify_signature(&self.algorithm, self.signed.as_bytes(), &self.signature)
                .is_ok()
        };
        if keys.iter().any(is_signer) {
            Ok(())
        } else {
            Err(BAD_SIGNATURE)
        }
    }
}

/// Seconds since 1970, whole or not (RFC 7519 section 2, NumericDate).
fn instant(value: &Value) -> Option<DateTime<Utc>> {
    let seconds = value
        .as_i64()
        .or_else(|| value.as_f64().map(|seconds| seconds as i64))?;
    DateTime::from_timestamp(seconds, 0)
}

/// The checks of time that all tokens have in common: not yet over, not from the future, and to
/// be used already (RFC 7519 section 4.1).
pub(crate) fn check_times(jws: &Jws<'_>, now: DateTime<Utc>) -> Result<(), Invalid> {
    let expires = jws.instant("exp").ok_or(Invalid("exp is missing"))?;
    if now - SKEW >= expires {
        return Err(Invalid("the token has expired"));
    }
    if jws.instant("iat").is_some_and(|issued| issued > now + SKEW) {
        return Err(Invalid("the token is from the future"));
    }
    if jws.instant("nbf").is_some_and(|start| start > now + SKEW) {
        return Err(Invalid("the token is not valid yet"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Jws, LONGEST};
    use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
    use serde_json::{Value, json};

    fn token(header: Value, payload: Value) -> String {
        let encode = |part: Value| URL_SAFE_NO_PAD.encode(part.to_string());
        format!("{}.{}.AAAA", encode(header), encode(payload))
    }

    #[test]
    fn a_token_is_taken_apart() {
        let token = token(
            json!({ "alg": "RS256", "kid": "1", "typ": "application/AT+JWT" }),
            json!({ "sub": "7" }),
        );
        let jws = Jws::parse(&token).unwrap();
        assert_eq!((jws.kid(), jws.text("sub")), (Some("1"), Some("7")));
        assert_eq!(jws.typ().as_deref(), Some("at+jwt"));
    }

    #[test]
    fn a_header_that_asks_for_something_unknown_is_refused() {
        for header in [
            json!({ "alg": "RS256", "crit": ["exp"] }),
            json!({ "alg": "RS256", "crit": [] }),
            json!({ "alg": "RS256", "cty": "JWT" }),
            json!({ "alg": "XX256" }),
            json!({ "alg": 1 }),
            json!({}),
        ] {
            assert!(
                Jws::parse(&token(header.clone(), json!({}))).is_err(),
                "{header}"
            );
        }
    }

    #[test]
    fn what_is_no_object_of_claims_or_too_long_is_refused() {
        for payload in [json!([]), json!("sub"), json!(null), json!(1)] {
            assert!(Jws::parse(&token(json!({ "alg": "RS256" }), payload)).is_err());
        }
        let long = token(
            json!({ "alg": "RS256" }),
            json!({ "sub": "x".repeat(LONGEST) }),
        );
        assert!(Jws::parse(&long).is_err());
    }

    #[test]
    fn garbage_is_no_token() {
        for garbage in [
            "",
            ".",
            "..",
            "...",
            "a.b.c",
            "é.é.é",
            "e30.e30.e30.e30.e30",
        ] {
            assert!(Jws::parse(garbage).is_err(), "{garbage}");
        }
    }

    #[test]
    fn times_are_seconds_whole_or_not() {
        let at = |exp: Value| {
            let token = token(json!({ "alg": "RS256" }), json!({ "exp": exp }));
            Jws::parse(&token)
                .unwrap()
                .instant("exp")
                .map(|at| at.timestamp())
        };
        assert_eq!(at(json!(7)), Some(7));
        assert_eq!(at(json!(7.9)), Some(7));
        for no_time in [json!("7"), json!(null), json!(1e300), json!(i64::MAX)] {
            assert_eq!(at(no_time.clone()), None, "{no_time}");
        }
    }
}
