//! The provider as this application knows it: fetched when first needed, kept, and renewed.
mod client;
mod error;
mod http;
mod keys;
mod metadata;
mod questions;
mod reach;
mod verify;

pub(crate) use client::{Client, TokenAnswer, TokenError};
pub(crate) use error::{ProviderError, with_causes};
pub(crate) use http::{HttpError, ProviderHttp};
pub(crate) use keys::{KeySet, candidates};
pub(crate) use metadata::Metadata;

use crate::{Clock, ConfigError, Settings};
use chrono::{DateTime, TimeDelta, Utc};
use metadata::Document;
use openidconnect::core::CoreJsonWebKeySet;
use openidconnect::{IssuerUrl, JsonWebKeySetUrl};
use std::sync::{Arc, PoisonError, RwLock};
use tokio::sync::Mutex;

/// After a failed fetch, everybody gets the same answer for this long.
const FAILURE_KEPT: TimeDelta = TimeDelta::seconds(2);
/// What is older than `http.cache_seconds` and could not be fetched again is used on, and fetched
/// after this long: a provider that is down must not slow every request down.
const STALE_KEPT: TimeDelta = TimeDelta::seconds(30);
/// Keys are fetched again before their time at most this often, however many forgeries come.
const KEYS_COOL_DOWN: TimeDelta = TimeDelta::seconds(5);

/// The provider. Nothing is fetched before somebody needs it, and then once for all who wait.
pub(crate) struct Provider {
    settings: Arc<Settings>,
    clock: Clock,
    http: ProviderHttp,
    known: RwLock<Known>,
    /// One fetch at a time.
    flight: Mutex<()>,
}

/// What is known of the provider. Of constant size but for what the provider itself sends, which
/// the HTTP client limits.
#[derive(Default)]
struct Known {
    metadata: Option<(Arc<Metadata>, DateTime<Utc>)>,
    keys: Option<(KeySet, DateTime<Utc>)>,
    failure: Option<(ProviderError, DateTime<Utc>)>,
    keys_forced_at: Option<DateTime<Utc>>,
}

impl Provider {
    pub(crate) fn new(settings: Arc<Settings>, clock: Clock) -> Result<Self, ConfigError> {
        Ok(Self {
            http: ProviderHttp::new(&settings)?,
            settings,
            clock,
            known: RwLock::default(),
            flight: Mutex::new(()),
        })
    }

    pub(crate) fn http(&self) -> &ProviderHttp {
        &self.http
    }

    /// The provider's endpoints and habits.
    pub(crate) async fn metadata(&self) -> Result<Arc<Metadata>, ProviderError> {
        if let Some(metadata) = self.fresh_metadata() {
            return Ok(metadata);
        }
        let known = self.read(|known| known.metadata.clone());
        let _flight = match (self.flight.try_lock(), known) {
            (Ok(flight), _) => flight,
            // Somebody fetches it already: what was true before does meanwhile.
            (Err(_), Some((metadata, _))) => return Ok(metadata),
            (Err(_), None) => self.flight.lock().await,
        };
        if let Some(metadata) = self.fresh_metadata() {
            return Ok(metadata);
        }
        self.check_recent_failure()?;
        match self.discover().await {
            Ok((metadata, keys)) => {
                let now = self.clock.now();
                self.learn(|known| {
                    known.metadata = Some((metadata.clone(), now));
                    known.failure = None;
                    if let Some(keys) = keys {
                        known.keys = Some((keys, now));
                    }
                });
                Ok(metadata)
            }
            // What was true an hour ago is likelier true than nothing.
            Err(error) => match self.read(|known| known.metadata.clone()) {
                Some((metadata, _)) => {
                    tracing::warn!(%error, "discovery failed; going on with what it said before");
                    let at = self.nearly_stale();
                    self.learn(|known| known.metadata = Some((metadata.clone(), at)));
                    Ok(metadata)
                }
                None => Err(self.remember(error)),
            },
        }
    }

    /// The provider's keys.
    pub(crate) async fn keys(&self) -> Result<KeySet, ProviderError> {
        let metadata = self.metadata().await?;
        if let Some(keys) = self.fresh_keys() {
            return Ok(keys);
        }
        let known = self.read(|known| known.keys.clone());
        let _flight = match (self.flight.try_lock(), known) {
            (Ok(flight), _) => flight,
            (Err(_), Some((keys, _))) => return Ok(keys),
            (Err(_), None) => self.flight.lock().await,
        };
        if let Some(keys) = self.fresh_keys() {
            return Ok(keys);
        }
        self.check_recent_failure()?;
        match self.fetch_keys(&metadata).await {
            Ok(keys) => Ok(keys),
            Err(error) => match self.read(|known| known.keys.clone()) {
                Some((keys, _)) => {
                    tracing::warn!(%error, "fetching keys failed; going on with those from before");
                    let at = self.nearly_stale();
                    self.learn(|known| known.keys = Some((keys.clone(), at)));
                    Ok(keys)
                }
                None => Err(self.remember(error)),
            },
        }
    }

    /// The provider's keys once more, because those that are known did not fit. `None` when that
    /// was tried a moment ago, and nothing has changed since `seen`.
    pub(crate) async fn newer_keys(&self, seen: &KeySet) -> Result<Option<KeySet>, ProviderError> {
        let metadata = self.metadata().await?;
        let _flight = self.flight.lock().await;
        if let Some((keys, _)) = self
            .read(|known| known.keys.clone())
            .filter(|(keys, _)| !Arc::ptr_eq(keys, seen))
        {
            return Ok(Some(keys));
        }
        let now = self.clock.now();
        if self
            .read(|known| known.keys_forced_at)
            .is_some_and(|at| is_within(now, at, KEYS_COOL_DOWN))
        {
            return Ok(None);
        }
        self.learn(|known| known.keys_forced_at = Some(now));
        self.fetch_keys(&metadata).await.map(Some)
    }

    async fn discover(&self) -> Result<(Arc<Metadata>, Option<KeySet>), ProviderError> {
        if let Some(metadata) = Metadata::configured(&self.settings) {
            return Ok((Arc::new(metadata), None));
        }
        let issuer = IssuerUrl::new(self.settings.issuer().to_owned())
            .map_err(|error| ProviderError::misbehaves(error.to_string()))?;
        let document = Document::discover_async(issuer, &self.http.asking("discovery")).await?;
        // The library compares addresses; the specification wants the very same text.
        if document.issuer().as_str() != self.settings.issuer() {
            return Err(ProviderError::misbehaves(
                "discovery is about another issuer",
            ));
        }
        let metadata = Metadata::discovered(&document, &self.settings)?;
        let keys = self
            .settings
            .endpoints
            .jwks
            .is_empty()
            .then(|| Arc::new(document.jwks().clone()));
        tracing::info!(issuer = self.settings.issuer(), "discovered the provider");
        Ok((Arc::new(metadata), keys))
    }

    async fn fetch_keys(&self, metadata: &Metadata) -> Result<KeySet, ProviderError> {
        let url = JsonWebKeySetUrl::from_url(metadata.jwks.clone());
        let keys = Arc::new(CoreJsonWebKeySet::fetch_async(&url, &self.http.asking("jwks")).await?);
        let now = self.clock.now();
        tracing::info!(keys = keys.keys().len(), "fetched the provider's keys");
        self.learn(|known| known.keys = Some((keys.clone(), now)));
        Ok(keys)
    }

    fn fresh_metadata(&self) -> Option<Arc<Metadata>> {
        self.read(|known| known.metadata.clone())
            .and_then(|cached| self.if_fresh(cached))
    }

    fn fresh_keys(&self) -> Option<KeySet> {
        self.read(|known| known.keys.clone())
            .and_then(|cached| self.if_fresh(cached))
    }

    fn if_fresh<T>(&self, (cached, at): (T, DateTime<Utc>)) -> Option<T> {
        is_within(self.clock.now(), at, self.cached_for()).then_some(cached)
    }

    fn cached_for(&self) -> TimeDelta {
        TimeDelta::seconds(self.settings.http.cache_seconds.max(0))
    }

    /// The time at which something must have been fetched to be fetched again in [`STALE_KEPT`].
    fn nearly_stale(&self) -> DateTime<Utc> {
        let now = self.clock.now();
        now - (self.cached_for() - STALE_KEPT).max(TimeDelta::zero())
    }

    fn check_recent_failure(&self) -> Result<(), ProviderError> {
        match self.read(|known| known.failure.clone()) {
            Some((error, at)) if is_within(self.clock.now(), at, FAILURE_KEPT) => Err(error),
            _ => Ok(()),
        }
    }

    fn remember(&self, error: ProviderError) -> ProviderError {
        let now = self.clock.now();
        self.learn(|known| known.failure = Some((error.clone(), now)));
        error
    }

    fn read<T>(&self, what: impl FnOnce(&Known) -> T) -> T {
        what(&self.known.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn learn(&self, what: impl FnOnce(&mut Known)) {
        what(&mut self.known.write().unwrap_or_else(PoisonError::into_inner));
    }
}

/// Whether `at` is less than `span` away; a clock that was set back does not stop the world.
fn is_within(now: DateTime<Utc>, at: DateTime<Utc>, span: TimeDelta) -> bool {
    (now - at).abs() < span
}
