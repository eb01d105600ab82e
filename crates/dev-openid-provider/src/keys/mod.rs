//! Signing keys: one for each algorithm, made once per process and shared by its providers.
mod elliptic;
mod pool;
mod ring;

use std::sync::Arc;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use openidconnect::core::{
    CoreEdDsaPrivateSigningKey, CoreJsonWebKey, CoreJwsSigningAlgorithm, CoreRsaPrivateSigningKey,
};
use openidconnect::{PrivateSigningKey, SigningError};
use serde_json::Value;
use sha2::{Digest, Sha256};

use elliptic::EcPrivateSigningKey;
pub(crate) use ring::KeyRing;

use crate::Error;

/// An algorithm that the provider signs with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Algorithm {
    /// RSASSA-PKCS1-v1_5 with SHA-256, the default (RFC 7518, section 3.3).
    Rs256,
    /// RSASSA-PSS with SHA-256 (RFC 7518, section 3.5).
    Ps256,
    /// ECDSA on P-256 with SHA-256 (RFC 7518, section 3.4).
    Es256,
    /// Ed25519 (RFC 8037, section 3.1).
    EdDsa,
}

impl Algorithm {
    /// All of them, the default first.
    pub const ALL: [Self; 4] = [Self::Rs256, Self::Ps256, Self::Es256, Self::EdDsa];

    /// The name in a JWT's header.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Rs256 => "RS256",
            Self::Ps256 => "PS256",
            Self::Es256 => "ES256",
            Self::EdDsa => "EdDSA",
        }
    }

    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|algorithm| algorithm.name() == name)
    }

    pub(crate) fn core(self) -> CoreJwsSigningAlgorithm {
        match self {
            Self::Rs256 => CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
            Self::Ps256 => CoreJwsSigningAlgorithm::RsaSsaPssSha256,
            Self::Es256 => CoreJwsSigningAlgorithm::EcdsaP256Sha256,
            Self::EdDsa => CoreJwsSigningAlgorithm::EdDsa,
        }
    }
}

enum Private {
    Rsa(CoreRsaPrivateSigningKey),
    Ec(EcPrivateSigningKey),
    Ed(CoreEdDsaPrivateSigningKey),
}

/// A private key with the algorithm it signs with and the name it is published under.
#[derive(Clone)]
pub(crate) struct SigningKey {
    pub kid: String,
    pub algorithm: Algorithm,
    private: Arc<Private>,
}

impl SigningKey {
    /// The key of this algorithm and generation; made at the first call in a process.
    pub fn of_pool(algorithm: Algorithm, generation: usize) -> Result<Self, Error> {
        let private = match algorithm {
            Algorithm::Rs256 | Algorithm::Ps256 => {
                let pem = pool::rsa_pem(generation)?;
                Private::Rsa(CoreRsaPrivateSigningKey::from_pem(&pem, None).map_err(Error::Key)?)
            }
            Algorithm::Es256 => Private::Ec(pool::ec_key(generation)),
            Algorithm::EdDsa => {
                let pem = pool::ed25519_pem(generation);
                Private::Ed(
                    CoreEdDsaPrivateSigningKey::from_ed25519_pem(&pem, None).map_err(Error::Key)?,
                )
            }
        };
        let mut key = Self {
            kid: String::new(),
            algorithm,
            private: Arc::new(private),
        };
        key.kid = key.thumbprint();
        Ok(key)
    }

    /// The same key under another name.
    pub fn named(&self, kid: &str) -> Self {
        Self {
            kid: kid.to_owned(),
            ..self.clone()
        }
    }

    /// The signature over `message`.
    pub fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SigningError> {
        let algorithm = self.algorithm.core();
        match &*self.private {
            Private::Rsa(key) => key.sign(&algorithm, message),
            Private::Ec(key) => key.sign(&algorithm, message),
            Private::Ed(key) => key.sign(&algorithm, message),
        }
    }

    /// The public key, without a name.
    pub fn verification_key(&self) -> CoreJsonWebKey {
        match &*self.private {
            Private::Rsa(key) => key.as_verification_key(),
            Private::Ec(key) => key.as_verification_key(),
            Private::Ed(key) => key.as_verification_key(),
        }
    }

    /// The public key as a member of the key set: with `kid`, `use` and `alg` (RFC 7517, section 4).
    pub fn published(&self) -> Value {
        let mut key = serde_json::to_value(self.verification_key()).unwrap_or_default();
        key["kid"] = Value::from(self.kid.as_str());
        key["alg"] = Value::from(self.algorithm.name());
        key
    }

    /// The public key as PEM: what an algorithm confusion takes for an HMAC secret.
    pub fn public_pem(&self) -> String {
        match &*self.private {
            Private::Rsa(_) => pool::rsa_public_pem(&self.verification_key()),
            // For the others there is no customary text form; their JSON does as well.
            Private::Ec(_) | Private::Ed(_) => self.published().to_string(),
        }
    }

    // Not the RFC 7638 thumbprint: the algorithm is part of the name, because RS256 and PS256
    // share one RSA key here and must not share a name.
    fn thumbprint(&self) -> String {
        let key = serde_json::to_string(&self.verification_key()).unwrap_or_default();
        let digest = Sha256::digest(format!("{} {key}", self.algorithm.name()));
        URL_SAFE_NO_PAD.encode(digest)
    }

    /// `at_hash` for an access token signed beside this key (OpenID Connect Core, section 3.1.3.6).
    pub fn access_token_hash(&self, access_token: &str) -> Option<String> {
        let token = openidconnect::AccessToken::new(access_token.to_owned());
        openidconnect::AccessTokenHash::from_token(
            &token,
            &self.algorithm.core(),
            &self.verification_key(),
        )
        .ok()
        .map(|hash| hash.as_str().to_owned())
    }
}
