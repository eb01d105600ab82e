//! The private key by which this application proves to the provider who it is (`private_key_jwt`,
//! OpenID Connect Core section 9).
use super::{ClientAuth, ClientKey, Config, ConfigError};
use base64::{Engine, engine::general_purpose::STANDARD, engine::general_purpose::URL_SAFE_NO_PAD};
use openidconnect::PrivateSigningKey;
use openidconnect::core::{
    CoreEdDsaPrivateSigningKey, CoreJwsSigningAlgorithm, CoreRsaPrivateSigningKey,
};
use p256::ecdsa::signature::Signer;
use rsa::pkcs1::{DecodeRsaPrivateKey, EncodeRsaPrivateKey, LineEnding};
use rsa::pkcs8::DecodePrivateKey;
use rsa::traits::PublicKeyParts;
use rsa::{BigUint, RsaPrivateKey};
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;

/// RFC 7518 section 3.3 wants no shorter RSA key.
const SHORTEST_RSA_BYTES: usize = 256;

/// DER of a PKCS #8 Ed25519 private key up to its 32 bytes of seed (RFC 8410 section 7).
const ED25519_PREFIX: [u8; 16] = [
    0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
];

/// A private key that signs client assertions.
#[derive(Clone)]
pub(crate) struct SigningKey {
    kid: Option<String>,
    private: Arc<Private>,
}

enum Private {
    Rsa(CoreRsaPrivateSigningKey),
    Ec(p256::ecdsa::SigningKey),
    Ed(CoreEdDsaPrivateSigningKey),
}

/// A private key in JSON (RFC 7517, RFC 7518 section 6, RFC 8037 section 2).
#[derive(Deserialize)]
struct Jwk {
    kty: String,
    crv: Option<String>,
    kid: Option<String>,
    n: Option<String>,
    e: Option<String>,
    d: Option<String>,
    p: Option<String>,
    q: Option<String>,
}

impl SigningKey {
    /// The key that the configuration wants to be used, if any.
    pub(super) fn of(config: &Config) -> Result<Option<Self>, ConfigError> {
        let wrong = |remedy: &str| Err(ConfigError::new("client_key.file", remedy));
        match (config.client_auth, config.client_key.file.is_empty()) {
            (ClientAuth::PrivateKeyJwt, true) => wrong(
                "is empty, but client_auth is private_key_jwt; set OIDC_CLIENT_KEY_FILE to the file of the private key",
            ),
            (_, true) => Ok(None),
            (ClientAuth::Discovered | ClientAuth::PrivateKeyJwt, false) => {
                Self::read(&config.client_key).map(Some)
            }
            (_, false) => wrong(
                "names a key that is not used, because client_auth wants the secret; leave one of them out",
            ),
        }
    }

    /// Reads the key that the configuration names.
    fn read(config: &ClientKey) -> Result<Self, ConfigError> {
        let path = &config.file;
        let complain = |why: &str| {
            ConfigError::new(
                "client_key.file",
                format!(
                    "{path} {why}; OIDC_CLIENT_KEY_FILE must name an RSA (2048 bits or more), P-256 or Ed25519 private key, as PEM or JWK"
                ),
            )
        };
        let text = std::fs::read_to_string(path)
            .map_err(|error| complain(&format!("cannot be read ({error})")))?;
        let mut key = Self::parse(&text).ok_or_else(|| complain("has no key that can be used"))?;
        if !config.kid.is_empty() {
            key.kid = Some(config.kid.clone());
        }
        Ok(key)
    }

    fn parse(text: &str) -> Option<Self> {
        let (private, kid) = if text.trim_start().starts_with('{') {
            let jwk: Jwk = serde_json::from_str(text).ok()?;
            (private_of_jwk(&jwk)?, jwk.kid)
        } else {
            (private_of_pem(text)?, None)
        };
        Some(Self {
            kid,
            private: Arc::new(private),
        })
    }

    /// The claims as a signed token. `None` when the key cannot sign.
    pub(crate) fn sign(&self, claims: &Value, prefers_pss: bool) -> Option<String> {
        let (name, algorithm) = match &*self.private {
            Private::Rsa(_) if prefers_pss => ("PS256", CoreJwsSigningAlgorithm::RsaSsaPssSha256),
            Private::Rsa(_) => ("RS256", CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256),
            Private::Ec(_) => ("ES256", CoreJwsSigningAlgorithm::EcdsaP256Sha256),
            Private::Ed(_) => ("EdDSA", CoreJwsSigningAlgorithm::EdDsa),
        };
        let mut header = json!({ "alg": name, "typ": "JWT" });
        if let Some(kid) = &self.kid {
            header["kid"] = json!(kid);
        }
        let encode = |part: &Value| URL_SAFE_NO_PAD.encode(part.to_string());
        let signed = format!("{}.{}", encode(&header), encode(claims));
        let signature = match &*self.private {
            Private::Rsa(key) => key.sign(&algorithm, signed.as_bytes()).ok()?,
            Private::Ed(key) => key.sign(&algorithm, signed.as_bytes()).ok()?,
            Private::Ec(key) => {
                let signature: p256::ecdsa::Signature = key.sign(signed.as_bytes());
                signature.to_bytes().to_vec()
            }
        };
        Some(format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature)))
    }
}

impl std::fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SigningKey")
            .field("kid", &self.kid)
            .finish_non_exhaustive()
    }
}

fn private_of_pem(pem: &str) -> Option<Private> {
    let rsa = RsaPrivateKey::from_pkcs8_pem(pem).or_else(|_| {
        RsaPrivateKey::from_pkcs1_pem(pem).map_err(|_| rsa::pkcs8::Error::KeyMalformed)
    });
    if let Ok(key) = rsa {
        return private_of_rsa(&key);
    }
    let ec = p256::SecretKey::from_sec1_pem(pem);
    if let Some(key) = ec.ok().or_else(|| {
        use p256::pkcs8::DecodePrivateKey;
        p256::SecretKey::from_pkcs8_pem(pem).ok()
    }) {
        return Some(Private::Ec(key.into()));
    }
    CoreEdDsaPrivateSigningKey::from_ed25519_pem(pem, None)
        .ok()
        .map(Private::Ed)
}

fn private_of_rsa(key: &RsaPrivateKey) -> Option<Private> {
    if key.size() < SHORTEST_RSA_BYTES {
        return None;
    }
    let pem = key.to_pkcs1_pem(LineEnding::LF).ok()?;
    CoreRsaPrivateSigningKey::from_pem(&pem, None)
        .ok()
        .map(Private::Rsa)
}

fn private_of_jwk(jwk: &Jwk) -> Option<Private> {
    let bytes = |member: &Option<String>| URL_SAFE_NO_PAD.decode(member.as_deref()?).ok();
    let private = bytes(&jwk.d)?;
    match (jwk.kty.as_str(), jwk.crv.as_deref()) {
        ("RSA", _) => {
            let number = |member| bytes(member).map(|bytes| BigUint::from_bytes_be(&bytes));
            // Without its primes, they are found from the rest.
            let primes = number(&jwk.p).zip(number(&jwk.q));
            let key = RsaPrivateKey::from_components(
                number(&jwk.n)?,
                number(&jwk.e)?,
                BigUint::from_bytes_be(&private),
                primes.map_or_else(Vec::new, |(p, q)| vec![p, q]),
            )
            .ok()?;
            private_of_rsa(&key)
        }
        ("EC", Some("P-256")) => p256::ecdsa::SigningKey::from_slice(&private)
            .ok()
            .map(Private::Ec),
        ("OKP", Some("Ed25519")) if private.len() == 32 => {
            let der = STANDARD.encode([&ED25519_PREFIX[..], &private].concat());
            private_of_pem(&format!(
                "-----BEGIN PRIVATE KEY-----\n{der}\n-----END PRIVATE KEY-----\n"
            ))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Jwk, Private, SigningKey};
    use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
    use rsa::pkcs1::{EncodeRsaPrivateKey, LineEnding};
    use rsa::pkcs8::EncodePrivateKey;
    use serde_json::{Value, json};

    fn header(token: &str) -> Value {
        let header = token.split('.').next().unwrap();
        serde_json::from_slice(&URL_SAFE_NO_PAD.decode(header).unwrap()).unwrap()
    }

    #[test]
    fn an_rsa_key_is_taken_in_both_pem_forms_and_as_jwk() {
        use rsa::traits::{PrivateKeyParts, PublicKeyParts};
        let key = rsa::RsaPrivateKey::new(&mut rsa::rand_core::OsRng, 2048).unwrap();
        let text = |number: &rsa::BigUint| URL_SAFE_NO_PAD.encode(number.to_bytes_be());
        let jwk = json!({ "kty": "RSA", "kid": "mine", "n": text(key.n()), "e": text(key.e()), "d": text(key.d()) });
        for written in [
            key.to_pkcs1_pem(LineEnding::LF).unwrap().to_string(),
            key.to_pkcs8_pem(LineEnding::LF).unwrap().to_string(),
            jwk.to_string(),
        ] {
            let key = SigningKey::parse(&written).unwrap();
            assert!(matches!(*key.private, Private::Rsa(_)));
            assert_eq!(
                header(&key.sign(&json!({}), false).unwrap())["alg"],
                "RS256"
            );
            assert_eq!(header(&key.sign(&json!({}), true).unwrap())["alg"], "PS256");
        }
        let jwk = SigningKey::parse(&jwk.to_string()).unwrap();
        assert_eq!(header(&jwk.sign(&json!({}), false).unwrap())["kid"], "mine");
    }

    #[test]
    fn elliptic_keys_are_taken_as_jwk() {
        let seed = URL_SAFE_NO_PAD.encode([7; 32]);
        for (kty, crv, algorithm) in [("EC", "P-256", "ES256"), ("OKP", "Ed25519", "EdDSA")] {
            let jwk = json!({ "kty": kty, "crv": crv, "d": seed }).to_string();
            let key = SigningKey::parse(&jwk).unwrap();
            assert_eq!(
                header(&key.sign(&json!({}), false).unwrap())["alg"],
                algorithm
            );
        }
    }

    #[test]
    fn what_is_no_private_key_or_too_short_is_none() {
        let short = rsa::RsaPrivateKey::new(&mut rsa::rand_core::OsRng, 1024).unwrap();
        let short = short.to_pkcs8_pem(LineEnding::LF).unwrap();
        for text in [
            "",
            "x",
            "{}",
            "[]",
            r#"{"kty":"RSA"}"#,
            r#"{"kty":"EC","crv":"P-384","d":"AA"}"#,
            &short,
        ] {
            assert!(SigningKey::parse(text).is_none(), "{text}");
        }
        assert!(serde_json::from_str::<Jwk>("{}").is_err());
    }

    #[test]
    fn a_key_is_never_shown() {
        let seed = URL_SAFE_NO_PAD.encode([7; 32]);
        let jwk = json!({ "kty": "EC", "crv": "P-256", "d": seed }).to_string();
        let shown = format!("{:?}", SigningKey::parse(&jwk).unwrap());
        assert_eq!(shown, "SigningKey { kid: None, .. }");
    }
}
