//! ES256, for which openidconnect verifies but has no signing key of its own.
use openidconnect::core::{CoreJsonCurveType, CoreJsonWebKey, CoreJwsSigningAlgorithm};
use openidconnect::{PrivateSigningKey, SigningError};
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};

/// A P-256 private key.
#[derive(Clone)]
pub(crate) struct EcPrivateSigningKey(SigningKey);

impl EcPrivateSigningKey {
    /// A fresh key.
    pub fn new_random() -> Self {
        loop {
            // Nearly every 32 bytes are a valid scalar; zero and those above the order are not.
            let bytes: [u8; 32] = rand::random();
            if let Ok(key) = SigningKey::from_slice(&bytes) {
                return Self(key);
            }
        }
    }
}

impl PrivateSigningKey for EcPrivateSigningKey {
    type VerificationKey = CoreJsonWebKey;

    fn sign(
        &self,
        algorithm: &CoreJwsSigningAlgorithm,
        message: &[u8],
    ) -> Result<Vec<u8>, SigningError> {
        match algorithm {
            CoreJwsSigningAlgorithm::EcdsaP256Sha256 => {
                let signature: Signature = self.0.sign(message);
                Ok(signature.to_bytes().to_vec())
            }
            other => Err(SigningError::UnsupportedAlg(format!("{other:?}"))),
        }
    }

    fn as_verification_key(&self) -> CoreJsonWebKey {
        // Uncompressed: 0x04, then x, then y, 32 bytes each (SEC 1, section 2.3.3).
        let point = self.0.verifying_key().to_sec1_point(false);
        let bytes = point.as_bytes();
        let (x, y) = bytes[1..].split_at(32);
        CoreJsonWebKey::new_ec(x.to_vec(), y.to_vec(), CoreJsonCurveType::P256, None)
    }
}
