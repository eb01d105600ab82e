//! JSON Web Tokens in compact form, made by hand so that a test can also have wrong ones.
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Map, Value, json};

use crate::Error;
use crate::keys::SigningKey;

/// A token before it is signed.
#[derive(Clone, Debug)]
pub(crate) struct Unsigned {
    pub header: Map<String, Value>,
    pub claims: Map<String, Value>,
}

impl Unsigned {
    /// A token of this `typ` (header) for this key.
    pub fn new(typ: &str, key: &SigningKey, claims: Map<String, Value>) -> Self {
        let mut header = Map::new();
        header.insert("alg".to_owned(), json!(key.algorithm.name()));
        header.insert("typ".to_owned(), json!(typ));
        header.insert("kid".to_owned(), json!(key.kid));
        Self { header, claims }
    }

    /// Header and payload, encoded: what is signed (RFC 7515, section 5.1).
    pub fn signing_input(&self) -> String {
        format!("{}.{}", encode(&self.header), encode(&self.claims))
    }

    /// The token with its signature.
    pub fn signed_by(&self, key: &SigningKey) -> Result<String, Error> {
        let input = self.signing_input();
        let signature = key
            .sign(input.as_bytes())
            .map_err(|error| Error::Key(error.to_string()))?;
        Ok(compact(&input, &signature))
    }
}

/// Joins what was signed and its signature.
pub(crate) fn compact(input: &str, signature: &[u8]) -> String {
    format!("{input}.{}", URL_SAFE_NO_PAD.encode(signature))
}

fn encode(part: &Map<String, Value>) -> String {
    URL_SAFE_NO_PAD.encode(Value::Object(part.clone()).to_string())
}

/// A token taken apart; nothing of it is verified yet.
#[derive(Clone, Debug)]
pub(crate) struct Parsed {
    pub header: Map<String, Value>,
    pub claims: Map<String, Value>,
    pub input: String,
    pub signature: Vec<u8>,
}

impl Parsed {
    /// Takes a compact token apart.
    pub fn from_compact(token: &str) -> Option<Self> {
        let (input, signature) = token.rsplit_once('.')?;
        let (header, claims) = input.split_once('.')?;
        Some(Self {
            header: decode(header)?,
            claims: decode(claims)?,
            input: input.to_owned(),
            signature: URL_SAFE_NO_PAD.decode(signature).ok()?,
        })
    }

    /// A claim that is a string.
    pub fn text(&self, claim: &str) -> Option<&str> {
        self.claims.get(claim)?.as_str()
    }

    /// Whether `audience` is (one of) the token's `aud` (RFC 7519, section 4.1.3).
    pub fn is_for(&self, audience: &str) -> bool {
        match self.claims.get("aud") {
            Some(Value::String(only)) => only == audience,
            Some(Value::Array(list)) => list.iter().any(|item| item.as_str() == Some(audience)),
            _ => false,
        }
    }
}

fn decode(part: &str) -> Option<Map<String, Value>> {
    let bytes = URL_SAFE_NO_PAD.decode(part).ok()?;
    serde_json::from_slice(&bytes).ok()
}
