//! The keys that a provider publishes and the one that it signs with.
use std::collections::BTreeMap;

use openidconnect::JsonWebKey;
use openidconnect::core::CoreJsonWebKey;
use serde_json::Value;

use super::{Algorithm, SigningKey};
use crate::Error;

/// The keys of one provider.
#[derive(Clone, Default)]
pub(crate) struct KeyRing {
    /// Signs from now on, by algorithm.
    active: BTreeMap<&'static str, SigningKey>,
    /// Published beside the active ones: the next, and the ones before.
    others: Vec<SigningKey>,
    /// Made for the next rotation.
    next: BTreeMap<&'static str, SigningKey>,
    generation: BTreeMap<&'static str, usize>,
}

impl KeyRing {
    /// The key that signs with this algorithm, made now if there is none yet.
    pub fn signing(&mut self, algorithm: Algorithm) -> Result<SigningKey, Error> {
        if let Some(key) = self.active.get(algorithm.name()) {
            return Ok(key.clone());
        }
        let key = self.fresh(algorithm)?;
        self.active.insert(algorithm.name(), key.clone());
        Ok(key)
    }

    /// Publishes the key that will sign after the next rotation, while the old one still signs.
    pub fn publish_next(&mut self, algorithm: Algorithm) -> Result<String, Error> {
        self.signing(algorithm)?;
        let key = match self.next.get(algorithm.name()) {
            Some(key) => key.clone(),
            None => {
                let key = self.fresh(algorithm)?;
                self.next.insert(algorithm.name(), key.clone());
                key
            }
        };
        self.publish(key.clone());
        Ok(key.kid)
    }

    /// Signs with a new key from now on. The old one stays published if `keep_old`.
    pub fn rotate(&mut self, algorithm: Algorithm, keep_old: bool) -> Result<String, Error> {
        let old = self.signing(algorithm)?;
        let key = match self.next.remove(algorithm.name()) {
            Some(key) => key,
            None => self.fresh(algorithm)?,
        };
        self.others.retain(|other| other.kid != key.kid);
        if keep_old {
            self.publish(old);
        }
        let kid = key.kid.clone();
        self.active.insert(algorithm.name(), key);
        Ok(kid)
    }

    /// Signs with another key under the name of the one before (a provider's mistake).
    pub fn reuse_kid(&mut self, algorithm: Algorithm) -> Result<String, Error> {
        let old = self.signing(algorithm)?;
        let key = self.fresh(algorithm)?.named(&old.kid);
        self.active.insert(algorithm.name(), key);
        Ok(old.kid)
    }

    /// A key of the ring's kind that is not published anywhere.
    pub fn stranger(&mut self, algorithm: Algorithm) -> Result<SigningKey, Error> {
        self.fresh(algorithm)
    }

    /// Publishes one more key that signs nothing.
    pub fn publish_another(&mut self, algorithm: Algorithm) -> Result<String, Error> {
        let key = self.fresh(algorithm)?;
        let kid = key.kid.clone();
        self.publish(key);
        Ok(kid)
    }

    /// The key set as it is published (RFC 7517, section 5).
    pub fn published(&mut self, default: Algorithm) -> Result<Vec<Value>, Error> {
        self.signing(default)?;
        Ok(self
            .active
            .values()
            .chain(&self.others)
            .map(SigningKey::published)
            .collect())
    }

    /// Whether one of the ring's keys, published or not any more, made this signature.
    pub fn verifies(&self, algorithm: Algorithm, message: &[u8], signature: &[u8]) -> bool {
        self.active
            .values()
            .chain(&self.others)
            .filter(|key| key.algorithm == algorithm)
            .any(|key| {
                let public: CoreJsonWebKey = key.verification_key();
                public
                    .verify_signature(&algorithm.core(), message, signature)
                    .is_ok()
            })
    }

    fn publish(&mut self, key: SigningKey) {
        if !self.others.iter().any(|other| other.kid == key.kid) {
            self.others.push(key);
        }
    }

    fn fresh(&mut self, algorithm: Algorithm) -> Result<SigningKey, Error> {
        let generation = self.generation.entry(algorithm.name()).or_default();
        let key = SigningKey::of_pool(algorithm, *generation)?;
        *generation += 1;
        Ok(key)
    }
}
