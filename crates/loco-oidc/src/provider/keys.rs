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
