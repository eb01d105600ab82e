//! The smallest Loco application with an admin site: two tables, and people who look after them.
use async_trait::async_trait;
use axum::Router;
use dev_openid_provider::DevProvider;
use loco_oidc::{DefaultBackend, Oidc};
use loco_rs::{
    Error, Result,
    app::{AppContext, Hooks, Initializer},
    bgworker::Queue,
    boot::{BootResult, StartMode, create_app},
    config::Config,
    controller::AppRoutes,
    environment::Environment,
    task::Tasks,
};
use sea_orm_migration::{MigrationTrait, MigratorTrait};
use std::path::Path;

pub mod admin;
pub mod models;

/// The tables of `loco-oidc` first, and those of the admin last.
pub struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        let mut migrations = loco_oidc::migrations();
        migrations.push(Box::new(models::Workshop));
        migrations.extend(loco_admin::migrations());
        migrations
    }
}

pub struct App;

#[async_trait]
impl Hooks for App {
    fn app_name() -> &'static str {
        "minimal-admin"
    }
    async fn boot(
        mode: StartMode,
        environment: &Environment,
        config: Config,
    ) -> Result<BootResult> {
        create_app::<Self, Migrator>(mode, environment, config).await
    }
    async fn initializers(_ctx: &AppContext) -> Result<Vec<Box<dyn Initializer>>> {
        Ok(vec![
            loco_admin::initializer(admin::site()),
            loco_oidc::initializer(DefaultBackend),
            Box::new(EmbeddedProvider),
        ])
    }
    fn routes(_ctx: &AppContext) -> AppRoutes {
        AppRoutes::empty()
            .add_route(loco_oidc::routes())
            .add_route(loco_admin::routes())
    }
    async fn connect_workers(_ctx: &AppContext, _queue: &Queue) -> Result<()> {
        Ok(())
    }
    fn register_tasks(_tasks: &mut Tasks) {}
    async fn truncate(_ctx: &AppContext) -> Result<()> {
        Ok(())
    }
    async fn seed(_ctx: &AppContext, _path: &Path) -> Result<()> {
        Ok(())
    }
}

/// A provider inside the application, while the configuration names no other. Never for production.
struct EmbeddedProvider;

#[async_trait]
impl Initializer for EmbeddedProvider {
    fn name(&self) -> String {
        "embedded-provider".to_owned()
    }
    async fn after_routes(&self, router: Router, ctx: &AppContext) -> Result<Router> {
        let oidc = Oidc::of(ctx)?;
        let settings = oidc.settings();
        if !settings.issuer.is_empty() {
            return Ok(router);
        }
        let wrong = |error: dev_openid_provider::Error| Error::Message(error.to_string());
        let provider =
            DevProvider::from_realm_json(include_str!("../config/realm.json"), settings.issuer())
                .and_then(|provider| {
                    provider.refuse_in_production(ctx.environment == Environment::Production)
                })
                .and_then(|provider| {
                    provider.with_client_at(settings.client_id(), settings.base_url().as_str())
                })
                .map_err(wrong)?;
        Ok(router.nest("/openid-provider", provider.router()))
    }
}
