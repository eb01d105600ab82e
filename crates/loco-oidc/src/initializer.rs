//! Plugs the relying party into a Loco application.
use crate::session::SessionLayer;
use crate::{Backend, Oidc, metrics, routes};
use async_trait::async_trait;
use axum::Router;
use loco_rs::Result;
use loco_rs::app::{AppContext, Initializer};
use std::sync::Arc;

/// The initializer for `Hooks::initializers`: checks `settings.oidc`, puts [`Oidc`] into
/// `ctx.shared_store`, and lays the session layer and the same-origin check around all routes.
///
/// Initializers that come later in the list lie outside of it. They find the user with
/// [`crate::CurrentUser::from_extensions`] in the response's extensions, and refusals as
/// [`crate::Problem`] there.
///
/// ```
/// use loco_rs::{Result, app::{AppContext, Initializer}};
///
/// async fn initializers(_ctx: &AppContext) -> Result<Vec<Box<dyn Initializer>>> {
///     Ok(vec![loco_oidc::initializer(loco_oidc::DefaultBackend)])
/// }
/// ```
#[must_use]
pub fn initializer(backend: impl Backend) -> Box<dyn Initializer> {
    Box::new(OidcInitializer {
        backend: Arc::new(backend),
    })
}

struct OidcInitializer {
    backend: Arc<dyn Backend>,
}

#[async_trait]
impl Initializer for OidcInitializer {
    fn name(&self) -> String {
        "oidc".to_owned()
    }

    async fn before_run(&self, ctx: &AppContext) -> Result<()> {
        Oidc::install(ctx, self.backend.clone())?;
        metrics::describe();
        Ok(())
    }

    async fn after_routes(&self, router: Router, ctx: &AppContext) -> Result<Router> {
        let oidc = Oidc::of(ctx)?;
        let router = router.merge(routes::with_final_slash(ctx));
        Ok(router.layer(SessionLayer {
            oidc,
            db: ctx.db.clone(),
        }))
    }
}
