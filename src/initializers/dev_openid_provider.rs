//! The embedded OpenID provider: signs people in while no other provider is configured, never in production.

use async_trait::async_trait;
use axum::Router;
use dev_openid_provider::DevProvider;
use loco_oidc::Oidc;
use loco_rs::{
    Error, Result,
    app::{AppContext, Initializer},
    environment::Environment,
};

/// Where the provider's pages and endpoints are mounted.
pub const PATH: &str = "/openid-provider";

/// The realm for development, which a real Keycloak imports unchanged. Its roles and sample users are also what
/// `keycloak_setup` makes elsewhere.
pub const REALM: &str = include_str!("../../config/realm.json");

/// Mounts the provider where the configured issuer is this site's own.
pub struct DevOpenIdProvider;

/// Whether people sign in through the embedded provider.
///
/// # Errors
/// When `settings.oidc` is wrong.
pub fn is_embedded(ctx: &AppContext) -> Result<bool> {
    let oidc = Oidc::of(ctx)?;
    let own = oidc.settings().absolute(PATH);
    Ok(oidc.settings().issuer().starts_with(&own))
}

#[async_trait]
impl Initializer for DevOpenIdProvider {
    fn name(&self) -> String {
        "dev-openid-provider".to_string()
    }

    async fn after_routes(&self, router: Router, ctx: &AppContext) -> Result<Router> {
        if !is_embedded(ctx)? {
            return Ok(router);
        }
        let oidc = Oidc::of(ctx)?;
        let settings = oidc.settings();
        let provider = DevProvider::from_realm_json(REALM, settings.issuer())
            .and_then(|provider| {
                provider.refuse_in_production(ctx.environment == Environment::Production)
            })
            .and_then(|provider| {
                provider.with_client_at(settings.client_id(), settings.base_url().as_str())
            })
            .map_err(|error| Error::Message(error.to_string()))?;
        let clock = oidc.clock().clone();
        let provider = provider.with_clock(std::sync::Arc::new(move || clock.now()));
        Ok(router.nest(PATH, provider.router()))
    }
}
