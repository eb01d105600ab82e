//! Wrong tokens: claims, signatures and headers that a relying party has to refuse.
use serde_json::{Map, Value, json};

use openidconnect::PrivateSigningKey;
use openidconnect::core::{CoreHmacKey, CoreJwsSigningAlgorithm};

use crate::jwt::{Unsigned, compact};
use crate::keys::SigningKey;
use crate::{DevProvider, Error};

/// The kind of token that a fault is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Token {
    /// The ID token of a code.
    Id,
    /// The ID token of a refresh.
    RefreshedId,
    /// Access tokens.
    Access,
    /// Logout tokens of back-channel calls.
    Logout,
}

/// How a token is wrong.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum TokenFault {
    /// `iss` of another provider.
    WrongIssuer,
    /// No `iss`.
    MissingIssuer,
    /// `aud` of another client.
    WrongAudience,
    /// No `aud`.
    MissingAudience,
    /// `aud` with another client beside the right one, and that one in `azp`.
    SharedWithAnotherClient,
    /// `nonce` of another request.
    WrongNonce,
    /// No `nonce`.
    MissingNonce,
    /// `sub` of somebody else.
    WrongSubject,
    /// No `sub`.
    MissingSubject,
    /// No `iat`.
    MissingIssuedAt,
    /// `iat` and `auth_time` an hour from now.
    IssuedInTheFuture,
    /// No `exp`.
    MissingExpiry,
    /// `exp` an hour ago.
    Expired,
    /// `at_hash` of another access token.
    WrongAccessTokenHash,
    /// No `at_hash`.
    MissingAccessTokenHash,
    /// `auth_time` a day ago, whatever `max_age` asked for.
    OldAuthTime,
    /// No `auth_time`.
    MissingAuthTime,
    /// A claim set by hand.
    Claim(String, Value),
    /// A claim taken out.
    WithoutClaim(String),
    /// The last byte of the signature changed.
    BadSignature,
    /// `alg: none` and no signature.
    AlgNone,
    /// `alg: HS256`, with the published RSA key (as PEM) as the secret.
    Hs256WithPublicKey,
    /// `alg: HS256`, with these bytes as the secret, for example the client's.
    Hs256With(Vec<u8>),
    /// No `kid`.
    MissingKid,
    /// A `kid` that was never published, signed by the right key.
    UnknownKid,
    /// The right `kid`, signed by a key that was never published.
    StrangersKey,
    /// Another `typ` in the header.
    HeaderTyp(String),
}

/// Signs a token, rightly or as the switched faults say.
pub(crate) fn sign(
    provider: &DevProvider,
    kind: Token,
    mut token: Unsigned,
    key: &SigningKey,
) -> Result<String, Error> {
    let faults = provider.faults().of_token(kind);
    let now = provider.now().timestamp();
    for fault in &faults {
        change_claims(&mut token.claims, fault, now);
        change_header(&mut token.header, fault);
    }
    let input = token.signing_input();
    for fault in &faults {
        match fault {
            TokenFault::AlgNone => return Ok(compact(&input, &[])),
            TokenFault::Hs256WithPublicKey => {
                return Ok(compact(
                    &input,
                    &hs256(key.public_pem().into_bytes(), &input)?,
                ));
            }
            TokenFault::Hs256With(secret) => {
                return Ok(compact(&input, &hs256(secret.clone(), &input)?));
            }
            TokenFault::StrangersKey => {
                let stranger = provider.keys().stranger(key.algorithm)?;
                return token.signed_by(&stranger);
            }
            TokenFault::BadSignature => {
                let mut signature = key
                    .sign(input.as_bytes())
                    .map_err(|error| Error::Key(error.to_string()))?;
                if let Some(last) = signature.last_mut() {
                    *last ^= 1;
                }
                return Ok(compact(&input, &signature));
            }
            _ => {}
        }
    }
    token.signed_by(key)
}

fn change_claims(claims: &mut Map<String, Value>, fault: &TokenFault, now: i64) {
    const HOUR: i64 = 3_600;
    let mut set = |name: &str, value: Value| {
        claims.insert(name.to_owned(), value);
    };
    match fault {
        TokenFault::WrongIssuer => set("iss", json!("https://another.example/realms/other")),
        TokenFault::WrongAudience => set("aud", json!("another-client")),
        TokenFault::SharedWithAnotherClient => {
            let mut audiences = match claims.get("aud") {
                Some(Value::Array(list)) => list.clone(),
                Some(one) => vec![one.clone()],
                None => Vec::new(),
            };
            audiences.push(json!("another-client"));
            claims.insert("aud".to_owned(), Value::Array(audiences));
            claims.insert("azp".to_owned(), json!("another-client"));
        }
        TokenFault::WrongNonce => set("nonce", json!("the nonce of another request")),
        TokenFault::WrongSubject => set("sub", json!("00000000-0000-4000-8000-000000000000")),
        TokenFault::IssuedInTheFuture => {
            set("iat", json!(now + HOUR));
            set("auth_time", json!(now + HOUR));
            set("exp", json!(now + 2 * HOUR));
        }
        TokenFault::Expired => set("exp", json!(now - HOUR)),
        TokenFault::WrongAccessTokenHash => set("at_hash", json!("AAAAAAAAAAAAAAAAAAAAAA")),
        TokenFault::OldAuthTime => set("auth_time", json!(now - 24 * HOUR)),
        TokenFault::Claim(name, value) => set(name, value.clone()),
        TokenFault::MissingIssuer => drop(claims.remove("iss")),
        TokenFault::MissingAudience => drop(claims.remove("aud")),
        TokenFault::MissingNonce => drop(claims.remove("nonce")),
        TokenFault::MissingSubject => drop(claims.remove("sub")),
        TokenFault::MissingIssuedAt => drop(claims.remove("iat")),
        TokenFault::MissingExpiry => drop(claims.remove("exp")),
        TokenFault::MissingAccessTokenHash => drop(claims.remove("at_hash")),
        TokenFault::MissingAuthTime => drop(claims.remove("auth_time")),
        TokenFault::WithoutClaim(name) => drop(claims.remove(name)),
        _ => {}
    }
}

fn change_header(header: &mut Map<String, Value>, fault: &TokenFault) {
    let mut set = |name: &str, value: &str| {
        header.insert(name.to_owned(), json!(value));
    };
    match fault {
        TokenFault::AlgNone => set("alg", "none"),
        TokenFault::Hs256WithPublicKey | TokenFault::Hs256With(_) => set("alg", "HS256"),
        TokenFault::UnknownKid => set("kid", "a-key-that-was-never-published"),
        TokenFault::HeaderTyp(typ) => set("typ", typ),
        TokenFault::MissingKid => drop(header.remove("kid")),
        _ => {}
    }
}

fn hs256(secret: Vec<u8>, input: &str) -> Result<Vec<u8>, Error> {
    CoreHmacKey::new(secret)
        .sign(&CoreJwsSigningAlgorithm::HmacSha256, input.as_bytes())
        .map_err(|error| Error::Key(error.to_string()))
}
