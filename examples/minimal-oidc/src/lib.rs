//! The smallest Loco application that signs people in: a page for everybody, and one for those who are signed in.
use async_trait::async_trait;
use axum::{Router, response::Html, routing::get};
use dev_openid_provider::DevProvider;
use loco_oidc::{CurrentUser, DefaultBackend, Oidc, oidc_protected};
use loco_rs::{
    Error, Result,
    app::{AppContext, Hooks, Initializer},
    bgworker::Queue,
    boot::{BootResult, StartMode, create_app},
    config::Config,
    controller::{AppRoutes, Routes},
    environment::Environment,
    task::Tasks,
};
use sea_orm_migration::{MigrationTrait, MigratorTrait};
use std::path::Path;

/// The tables are those of `loco-oidc`; yours follow them.
pub struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        loco_oidc::migrations()
    }
}

pub struct App;

#[async_trait]
impl Hooks for App {
    fn app_name() -> &'static str {
        "minimal-oidc"
    }
    async fn boot(
        mode: StartMode,
        environment: &Environment,
        config: Config,
    ) -> Result<BootResult> {
        create_app::<Self, Migrator>(mode, environment, config).await
    }
    async fn initializers(_ctx: &AppContext) -> Result<Vec<Box<dyn Initializer>>> {
        let oidc = loco_oidc::initializer(DefaultBackend);
        Ok(vec![oidc, Box::new(EmbeddedProvider)])
    }
    fn routes(_ctx: &AppContext) -> AppRoutes {
        let pages = Routes::new()
            .add("/", get(home))
            .add("/shelf", get(shelf).route_layer(oidc_protected()));
        AppRoutes::empty()
            .add_route(loco_oidc::routes())
            .add_route(pages)
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

async fn home(user: Option<CurrentUser>) -> Html<&'static str> {
    Html(match user {
        None => r#"<p>Nobody is signed in. <a href="/shelf">My shelf</a></p>"#,
        Some(_) => r#"<form method="post" action="/oidc/logout/"><button>Sign out</button></form>"#,
    })
}

async fn shelf(user: CurrentUser) -> String {
    format!("The shelf of {}", user.display_name())
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
