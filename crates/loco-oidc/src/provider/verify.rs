//! Checking a token's signature with the provider's keys, which may have been changed meanwhile.
use super::{KeySet, Provider, ProviderError};
use crate::claims::{Invalid, Jws};
use openidconnect::core::CoreJwsSigningAlgorithm;

impl Provider {
    /// Whether the provider has signed this with one of these algorithms: outer errors are about
    /// the provider, inner ones about the token.
    pub(crate) async fn verify(
        &self,
        jws: &Jws<'_>,
        allowed: &[CoreJwsSigningAlgorithm],
    ) -> Result<Result<(), Invalid>, ProviderError> {
        self.with_keys(|keys| jws.check_signature(keys, allowed))
            .await
    }

    /// Runs a check with the known keys, and once more with new ones where the known ones did not
    /// fit: keys rotate, and a key's name may be used again.
    pub(crate) async fn with_keys<T>(
        &self,
        check: impl Fn(&KeySet) -> Result<T, Invalid>,
    ) -> Result<Result<T, Invalid>, ProviderError> {
        let keys = self.keys().await?;
        match check(&keys) {
            Err(invalid) if invalid.is_about_keys() => match self.newer_keys(&keys).await? {
                Some(newer) => Ok(check(&newer)),
                None => Ok(Err(invalid)),
            },
            result => Ok(result),
        }
    }
}
