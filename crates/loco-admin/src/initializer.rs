//! Plugs the admin site into a Loco application.
use std::sync::Mutex;

use async_trait::async_trait;
use axum::Router;
use loco_rs::app::{AppContext, Initializer};
use loco_rs::{Error, Result};

use crate::site::Site;
use crate::{AdminSite, routes};

/// The initializer for `Hooks::initializers`, after loco-oidc's: checks the declarations, and
/// stops the start with a sentence for each mistake.
///
/// ```
/// use loco_admin::AdminSite;
/// use loco_rs::{Result, app::{AppContext, Initializer}};
///
/// async fn initializers(_ctx: &AppContext) -> Result<Vec<Box<dyn Initializer>>> {
///     Ok(vec![
///         // Initializers that come later lie outside: the session has to be around the admin.
///         loco_admin::initializer(AdminSite::new()),
///         loco_oidc::initializer(loco_oidc::DefaultBackend),
///     ])
/// }
/// ```
#[must_use]
pub fn initializer(site: AdminSite) -> Box<dyn Initializer> {
    Box::new(AdminInitializer {
        site: Mutex::new(Some(site)),
    })
}

struct AdminInitializer {
    /// Taken once, at the start.
    site: Mutex<Option<AdminSite>>,
}

#[async_trait]
impl Initializer for AdminInitializer {
    fn name(&self) -> String {
        "admin".to_owned()
    }

    async fn before_run(&self, ctx: &AppContext) -> Result<()> {
        let site = match self.site.lock() {
            Ok(mut site) => site.take(),
            Err(_) => None,
        };
        if let Some(site) = site {
            let permissions = site.permissions();
            let open = site.open().map_err(Error::Message)?;
            ctx.shared_store.insert::<Site>(open);
            declare(ctx, &permissions).await;
        }
        Ok(())
    }

    async fn after_routes(&self, router: Router, ctx: &AppContext) -> Result<Router> {
        Ok(router.merge(routes::with_final_slash(ctx)))
    }
}

/// Puts the permissions that pages ask for into the table from which they are given out. A database
/// without that table yet is about to be migrated; the next start does it.
async fn declare(ctx: &AppContext, permissions: &[(String, String)]) {
    let borrowed: Vec<(&str, &str)> = permissions
        .iter()
        .map(|(codename, name)| (codename.as_str(), name.as_str()))
        .collect();
    if let Err(error) = loco_oidc::models::permissions::declare(&ctx.db, &borrowed).await {
        tracing::warn!(%error, "the admin's permissions could not be written");
    }
}
