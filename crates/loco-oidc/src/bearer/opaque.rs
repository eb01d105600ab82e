//! Access tokens that only the provider can read: introspection (RFC 7662) or userinfo.
use super::verify::is_for_us;
use crate::claims::{Invalid, SKEW};
use crate::provider::{Client, Provider, ProviderError};
use crate::{OpaqueTokenCheck, Settings, secrets};
use chrono::{DateTime, Utc};
use moka::future::Cache;
use serde_json::Value;
use std::time::Duration;

/// The provider's word on a token holds for this long.
const KEPT_FOR: Duration = Duration::from_secs(30);
/// It is remembered of so many tokens: garbage pushes garbage out.
const MOST_KEPT: u64 = 4096;
/// Longer ones are no tokens.
const LONGEST: usize = 4096;

/// What the provider said of opaque tokens lately, by the hash of each.
#[derive(Clone)]
pub(crate) struct OpaqueTokens(Cache<String, Result<Value, Invalid>>);

impl Default for OpaqueTokens {
    fn default() -> Self {
        Self(
            Cache::builder()
                .max_capacity(MOST_KEPT)
                .time_to_live(KEPT_FOR)
                .build(),
        )
    }
}

impl OpaqueTokens {
    /// Asks the provider about a token, or remembers what it said a moment ago.
    pub(super) async fn check(
        &self,
        provider: &Provider,
        settings: &Settings,
        token: &str,
        now: DateTime<Utc>,
    ) -> Result<Result<Value, Invalid>, ProviderError> {
        if settings.bearer.opaque == OpaqueTokenCheck::Refuse || token.len() > LONGEST {
            return Ok(Err(Invalid("this is no signed token")));
        }
        let name = secrets::sha256_hex(token);
        let said = match self.0.get(&name).await {
            Some(said) => said,
            None => {
                let client = Client::of(provider).await?;
                let said = match settings.bearer.opaque {
                    OpaqueTokenCheck::Userinfo => client.userinfo_of_stranger(token).await?,
                    _ => introspected(client.introspect(token).await?, settings),
                };
                self.0.insert(name, said.clone()).await;
                said
            }
        };
        Ok(
            said.and_then(|claims| match claims.get("exp").and_then(Value::as_i64) {
                Some(end) if (now - SKEW).timestamp() >= end => {
                    Err(Invalid("the token has expired"))
                }
                _ => Ok(claims),
            }),
        )
    }
}

/// RFC 7662 section 2.2, with the audience checked as for a signed token.
fn introspected(answer: Value, settings: &Settings) -> Result<Value, Invalid> {
    if answer.get("active") != Some(&Value::Bool(true)) {
        return Err(Invalid("the provider does not know the token"));
    }
    let text = |name: &str| answer.get(name).and_then(Value::as_str);
    if text("iss").is_some_and(|iss| iss != settings.issuer()) {
        return Err(Invalid("iss is another issuer"));
    }
    if text("sub").is_none_or(str::is_empty) {
        return Err(Invalid("sub is missing"));
    }
    let audiences: Vec<&str> = match answer.get("aud") {
        Some(Value::String(one)) => vec![one],
        Some(Value::Array(several)) => several.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    is_for_us(
        &audiences,
        text("azp").or_else(|| text("client_id")),
        settings,
    )?;
    Ok(answer)
}
