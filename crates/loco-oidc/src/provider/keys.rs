//! Which of the provider's keys may have signed a token.
use openidconnect::core::{CoreJsonWebKey, CoreJsonWebKeySet, CoreJwsSigningAlgorithm};
use openidconnect::{JsonWebKey, JsonWebKeyAlgorithm, JsonWebKeyUse, JwsSigningAlgorithm};
use std::sync::Arc;

/// The provider's keys.
pub(crate) type KeySet = Arc<CoreJsonWebKeySet>;

/// More keys than this of one kind are not tried for a token that names none.
const MOST_TRIED: usize = 16;

/// The keys that may have made a signature with this algorithm: the ones with the token's `kid`, or
/// all that fit when the token names none (OpenID Connect Core section 10.1).
pub(crate) fn candidates<'k>(
    keys: &'k CoreJsonWebKeySet,
    kid: Option<&str>,
    algorithm: &CoreJwsSigningAlgorithm,
) -> Vec<&'k CoreJsonWebKey> {
    keys.keys()
        .iter()
        .filter(|key| kid.is_none_or(|kid| key.key_id().is_some_and(|id| id.as_str() == kid)))
        .filter(|key| fits(key, algorithm))
        .take(MOST_TRIED)
        .collect()
}

/// A key signs with its own kind of algorithm alone: an RSA key never checks an HMAC.
fn fits(key: &CoreJsonWebKey, algorithm: &CoreJwsSigningAlgorithm) -> bool {
    let for_signing = key.key_use().is_none_or(JsonWebKeyUse::allows_signature);
    let of_this_type =
        !algorithm.uses_shared_secret() && algorithm.key_type().as_ref() == Some(key.key_type());
    let not_for_another = match key.signing_alg() {
        JsonWebKeyAlgorithm::Unspecified => true,
        JsonWebKeyAlgorithm::Algorithm(own) => own == algorithm,
        JsonWebKeyAlgorithm::Unsupported => false,
    };
    for_signing && of_this_type && not_for_another
}

#[cfg(test)]
mod tests {
    use super::{MOST_TRIED, candidates};
    use openidconnect::core::{CoreJsonWebKeySet, CoreJwsSigningAlgorithm as Algorithm};
    use serde_json::{Value, json};

    /// An RSA key with further members.
    fn rsa(more: Value) -> Value {
        let mut key = json!({ "kty": "RSA", "n": "AQAB", "e": "AQAB" });
        for (name, value) in more.as_object().unwrap() {
            key[name] = value.clone();
        }
        key
    }

    /// How many of these keys may have signed a token with this `kid` and algorithm.
    fn found(keys: &[Value], kid: Option<&str>, algorithm: &Algorithm) -> usize {
        let keys: CoreJsonWebKeySet = serde_json::from_value(json!({ "keys": keys })).unwrap();
        candidates(&keys, kid, algorithm).len()
    }

    #[test]
    fn a_key_signs_with_its_own_kind_of_algorithm_alone() {
        let keys = [
            rsa(json!({})),
            json!({ "kty": "EC", "crv": "P-256", "x": "AQAB", "y": "AQAB" }),
            json!({ "kty": "oct", "k": "AQAB" }),
        ];
        for (algorithm, how_many) in [
            (Algorithm::RsaSsaPkcs1V15Sha256, 1),
            (Algorithm::RsaSsaPssSha256, 1),
            (Algorithm::EcdsaP256Sha256, 1),
            (Algorithm::HmacSha256, 0),
            (Algorithm::None, 0),
        ] {
            assert_eq!(found(&keys, None, &algorithm), how_many, "{algorithm:?}");
        }
    }

    #[test]
    fn a_key_for_one_algorithm_or_for_encryption_checks_nothing_else() {
        let rs256 = &Algorithm::RsaSsaPkcs1V15Sha256;
        assert_eq!(found(&[rsa(json!({ "alg": "RS256" }))], None, rs256), 1);
        assert_eq!(found(&[rsa(json!({ "alg": "PS256" }))], None, rs256), 0);
        assert_eq!(found(&[rsa(json!({ "alg": "RSA-OAEP" }))], None, rs256), 0);
        assert_eq!(found(&[rsa(json!({ "use": "sig" }))], None, rs256), 1);
        assert_eq!(found(&[rsa(json!({ "use": "enc" }))], None, rs256), 0);
    }

    #[test]
    fn a_token_that_names_its_key_is_checked_with_no_other() {
        let keys = [
            rsa(json!({ "kid": "a" })),
            rsa(json!({ "kid": "b" })),
            rsa(json!({})),
        ];
        let rs256 = &Algorithm::RsaSsaPkcs1V15Sha256;
        assert_eq!(found(&keys, Some("a"), rs256), 1);
        assert_eq!(found(&keys, Some("c"), rs256), 0);
        assert_eq!(found(&keys, None, rs256), 3);
    }

    #[test]
    fn a_token_that_names_no_key_is_not_tried_with_any_number_of_them() {
        let keys = vec![rsa(json!({})); 2 * MOST_TRIED];
        let rs256 = &Algorithm::RsaSsaPkcs1V15Sha256;
        assert_eq!(found(&keys, None, rs256), MOST_TRIED);
    }
}
