//! Encryption with the session secrets: cookies of sign-in attempts, and tokens at rest.
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chacha20poly1305::aead::{Aead, AeadCore, KeyInit, OsRng, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use sha2::{Digest, Sha256};

const NONCE: usize = 24;

/// XChaCha20-Poly1305 keys derived from `session.secrets`: the first encrypts, all decrypt, so
/// that a secret can be replaced without signing anybody out.
#[derive(Clone)]
pub(crate) struct Keys(Vec<NamedKey>);

#[derive(Clone)]
struct NamedKey {
    id: String,
    /// From which keys for further purposes are derived.
    root: [u8; 32],
    cipher: XChaCha20Poly1305,
}

impl Keys {
    /// Derives the keys. A secret is long and random, so that one hash with a label of its own
    /// for each use is a sound key derivation.
    pub(crate) fn derive(secrets: &[String]) -> Self {
        Self(
            secrets
                .iter()
                .map(|secret| {
                    let key = labelled("loco-oidc/1/encryption-key", secret);
                    let id = labelled("loco-oidc/1/key-id", secret);
                    NamedKey {
                        id: hex(&id[..4]),
                        root: labelled("loco-oidc/1/root-key", secret),
                        cipher: XChaCha20Poly1305::new(Key::from_slice(&key)),
                    }
                })
                .collect(),
        )
    }

    /// A key for one purpose alone, of the first secret. The root is long and random, so that one hash is sound here too.
    pub(crate) fn of_purpose(&self, purpose: &str) -> [u8; 32] {
        let root = self.0.first().map(|key| key.root).unwrap_or_default();
        let mut hash = Sha256::new();
        hash.update(root);
        hash.update(purpose.as_bytes());
        hash.finalize().into()
    }

    /// Encrypts for one place alone: what is sealed for one `place` does not open in another.
    pub(crate) fn seal(&self, place: &str, text: &[u8]) -> Option<String> {
        let key = self.0.first()?;
        let nonce = XChaCha20Poly1305::generate_nonce(&mut OsRng);
        let payload = Payload {
            msg: text,
            aad: place.as_bytes(),
        };
        let mut sealed = nonce.to_vec();
        sealed.extend(key.cipher.encrypt(&nonce, payload).ok()?);
        Some(format!("{}.{}", key.id, URL_SAFE_NO_PAD.encode(sealed)))
    }

    /// Decrypts what [`Keys::seal`] made for the same place with any of the secrets.
    pub(crate) fn open(&self, place: &str, sealed: &str) -> Option<Vec<u8>> {
        let (id, encoded) = sealed.split_once('.')?;
        let bytes = URL_SAFE_NO_PAD.decode(encoded).ok()?;
        let (nonce, msg) = bytes.split_at_checked(NONCE)?;
        let aad = place.as_bytes();
        self.0.iter().filter(|key| key.id == id).find_map(|key| {
            key.cipher
                .decrypt(XNonce::from_slice(nonce), Payload { msg, aad })
                .ok()
        })
    }
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list()
            .entries(self.0.iter().map(|key| &key.id))
            .finish()
    }
}

fn labelled(label: &str, secret: &str) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(label.as_bytes());
    hash.update([0]);
    hash.update(secret.as_bytes());
    hash.finalize().into()
}

/// Lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A random value of 256 bits, in 43 characters that need no escaping anywhere.
pub(crate) fn random_token() -> String {
    URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>())
}

/// SHA-256 in hexadecimal.
pub(crate) fn sha256_hex(text: &str) -> String {
    hex(&Sha256::digest(text.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::Keys;

    fn keys(secrets: &[&str]) -> Keys {
        Keys::derive(
            &secrets
                .iter()
                .map(|&secret| secret.to_owned())
                .collect::<Vec<_>>(),
        )
    }

    #[test]
    fn what_an_older_secret_sealed_still_opens_after_a_new_one_comes_first() {
        let sealed = keys(&["old"]).seal("tokens", b"text").unwrap();
        assert_eq!(
            keys(&["new", "old"]).open("tokens", &sealed).unwrap(),
            b"text"
        );
        assert!(keys(&["new"]).open("tokens", &sealed).is_none());
    }

    #[test]
    fn nothing_opens_in_another_place_or_after_a_change() {
        let keys = keys(&["secret"]);
        let sealed = keys.seal("cookie-a", b"text").unwrap();
        assert!(keys.open("cookie-b", &sealed).is_none());
        for garbage in [
            "",
            ".",
            "a.b",
            &sealed[1..],
            &sealed[..sealed.len() - 2],
            &format!("{sealed}AA"),
        ] {
            assert!(keys.open("cookie-a", garbage).is_none(), "{garbage}");
        }
    }

    #[test]
    fn each_purpose_and_each_secret_has_a_key_of_its_own() {
        let key = keys(&["secret"]).of_purpose("a");
        assert_eq!(keys(&["secret", "old"]).of_purpose("a"), key);
        assert_ne!(keys(&["secret"]).of_purpose("b"), key);
        assert_ne!(keys(&["other"]).of_purpose("a"), key);
    }

    #[test]
    fn the_same_text_is_never_sealed_to_the_same_bytes() {
        let keys = keys(&["secret"]);
        assert_ne!(keys.seal("a", b"text"), keys.seal("a", b"text"));
    }
}
