//! Private keys of this process: never in the repository, made when first asked for.
use std::sync::{Mutex, PoisonError};

use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use openidconnect::core::CoreJsonWebKey;
use rsa::pkcs1::{EncodeRsaPrivateKey, LineEnding};
use rsa::pkcs8::EncodePublicKey;

use super::elliptic::EcPrivateSigningKey;
use crate::Error;

const RSA_BITS: usize = 2048;

/// DER of a PKCS #8 Ed25519 private key up to its 32 bytes of seed (RFC 8410, section 7).
const ED25519_PREFIX: [u8; 16] = [
    0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
];

// Making an RSA key is what takes time here, so that all providers of a process share the keys:
// a test binary pays once however many providers it starts.
static RSA: Mutex<Vec<String>> = Mutex::new(Vec::new());
static EC: Mutex<Vec<EcPrivateSigningKey>> = Mutex::new(Vec::new());
static ED25519: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// The RSA key of this generation, as PKCS #1 PEM.
pub(super) fn rsa_pem(generation: usize) -> Result<String, Error> {
    let mut keys = RSA.lock().unwrap_or_else(PoisonError::into_inner);
    while keys.len() <= generation {
        let key = rsa::RsaPrivateKey::new(&mut rsa::rand_core::OsRng, RSA_BITS)
            .map_err(|error| Error::Key(error.to_string()))?;
        let pem = key
            .to_pkcs1_pem(LineEnding::LF)
            .map_err(|error| Error::Key(error.to_string()))?;
        keys.push(pem.to_string());
    }
    Ok(keys[generation].clone())
}

/// The P-256 key of this generation.
pub(super) fn ec_key(generation: usize) -> EcPrivateSigningKey {
    let mut keys = EC.lock().unwrap_or_else(PoisonError::into_inner);
    while keys.len() <= generation {
        keys.push(EcPrivateSigningKey::new_random());
    }
    keys[generation].clone()
}

/// The Ed25519 key of this generation, as PKCS #8 PEM.
pub(super) fn ed25519_pem(generation: usize) -> String {
    let mut keys = ED25519.lock().unwrap_or_else(PoisonError::into_inner);
    while keys.len() <= generation {
        let seed: [u8; 32] = rand::random();
        let der = [&ED25519_PREFIX[..], &seed].concat();
        keys.push(format!(
            "-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n",
            STANDARD.encode(der)
        ));
    }
    keys[generation].clone()
}

/// The public half of an RSA key as PKCS #8 PEM, from its JSON form.
pub(super) fn rsa_public_pem(key: &CoreJsonWebKey) -> String {
    let key = serde_json::to_value(key).unwrap_or_default();
    let number = |member: &str| {
        let bytes = URL_SAFE_NO_PAD.decode(key[member].as_str().unwrap_or_default());
        rsa::BigUint::from_bytes_be(&bytes.unwrap_or_default())
    };
    rsa::RsaPublicKey::new(number("n"), number("e"))
        .ok()
        .and_then(|public| public.to_public_key_pem(LineEnding::LF).ok())
        .unwrap_or_default()
}
