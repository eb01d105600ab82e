//! The relying party of an application: its settings, its provider, its sessions.
use crate::bearer::OpaqueTokens;
use crate::provider::Provider;
use crate::secrets::Keys;
use crate::{Backend, Clock, ConfigError, Problem, ProblemCode, Sessions, Settings};
use axum::extract::{FromRef, FromRequestParts};
use http::StatusCode;
use http::request::Parts;
use loco_rs::app::AppContext;
use std::sync::Arc;

/// The relying party of an application. Cheap to clone; [`crate::initializer`] puts it into
/// `ctx.shared_store`.
#[derive(Clone)]
pub struct Oidc(Arc<Inner>);

struct Inner {
    settings: Arc<Settings>,
    provider: Provider,
    opaque_tokens: OpaqueTokens,
    keys: Keys,
    clock: Clock,
    backend: Arc<dyn Backend>,
}

impl Oidc {
    /// A relying party with these settings. Nothing is fetched from the provider yet.
    ///
    /// # Errors
    /// When a file that the settings name, or the proxy, is of no use.
    pub fn new(
        settings: Settings,
        clock: Clock,
        backend: Arc<dyn Backend>,
    ) -> Result<Self, ConfigError> {
        let settings = Arc::new(settings);
        let keys = Keys::derive(&settings.session.secrets);
        Ok(Self(Arc::new(Inner {
            provider: Provider::new(settings.clone(), clock.clone())?,
            opaque_tokens: OpaqueTokens::default(),
            settings,
            keys,
            clock,
            backend,
        })))
    }

    /// The relying party of this application, also in tasks and workers, where no initializer has
    /// run; there with the default backend.
    ///
    /// # Errors
    /// When `settings.oidc` is wrong: one sentence that names the key and the remedy.
    pub fn of(ctx: &AppContext) -> Result<Self, ConfigError> {
        match ctx.shared_store.get::<Self>() {
            Some(oidc) => Ok(oidc),
            None => Self::install(ctx, Arc::new(crate::DefaultBackend)),
        }
    }

    pub(crate) fn install(
        ctx: &AppContext,
        backend: Arc<dyn Backend>,
    ) -> Result<Self, ConfigError> {
        let settings = Settings::read(&ctx.config, &ctx.environment)?;
        let oidc = Self::new(settings, Clock::of(ctx), backend)?;
        ctx.shared_store.insert(oidc.clone());
        Ok(oidc)
    }

    /// The checked `settings.oidc`.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.0.settings
    }

    /// The sessions of this application.
    #[must_use]
    pub fn sessions(&self) -> Sessions {
        Sessions::new(self.clone())
    }

    /// A key of 256 bits for a use of the application's own, derived from the newest of `session.secrets`: the same on
    /// every machine that has this secret, and another for each `purpose`. Whatever it protects has to survive that the
    /// secret is replaced.
    ///
    /// ```
    /// # use loco_oidc::Oidc;
    /// # fn example(oidc: &Oidc) {
    /// let key: [u8; 32] = oidc.derived_key("my-app/download-links");
    /// assert_ne!(key, oidc.derived_key("my-app/something-else"));
    /// # }
    /// ```
    #[must_use]
    pub fn derived_key(&self, purpose: &str) -> [u8; 32] {
        self.0.keys.of_purpose(purpose)
    }

    /// The clock of this application.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.0.clock
    }

    pub(crate) fn provider(&self) -> &Provider {
        &self.0.provider
    }

    pub(crate) fn opaque_tokens(&self) -> &OpaqueTokens {
        &self.0.opaque_tokens
    }

    pub(crate) fn keys(&self) -> &Keys {
        &self.0.keys
    }

    pub(crate) fn backend(&self) -> &dyn Backend {
        &*self.0.backend
    }
}

impl std::fmt::Debug for Oidc {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Oidc")
            .field("issuer", &self.0.settings.issuer())
            .field("client_id", &self.0.settings.client_id())
            .finish_non_exhaustive()
    }
}

impl<S> FromRequestParts<S> for Oidc
where
    AppContext: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Problem;

    async fn from_request_parts(_: &mut Parts, state: &S) -> Result<Self, Problem> {
        Self::of(&AppContext::from_ref(state)).map_err(|error| {
            tracing::error!(%error, "no relying party");
            Problem::new(
                StatusCode::SERVICE_UNAVAILABLE,
                ProblemCode::ProviderUnavailable,
            )
        })
    }
}
