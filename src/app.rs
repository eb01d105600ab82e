//! Everything that is plugged in, on one page.

use std::path::Path;

use async_trait::async_trait;
use axum::Router;
use locallibrary_migration::Migrator;
use loco_rs::{
    Result,
    app::{AppContext, Hooks, Initializer},
    bgworker::Queue,
    boot::{BootResult, ServeParams, StartMode, create_app},
    config::Config,
    controller::AppRoutes,
    environment::Environment,
    task::Tasks,
};
use sea_orm::{ConnectionTrait, sea_query::Query};

use crate::{
    admin, controllers, database,
    initializers::{
        canonical_urls::CanonicalUrls, dev_openid_provider::DevOpenIdProvider,
        error_pages::ErrorPages, metrics::Metrics, one_router::OneRouter,
        security_headers::SecurityHeaders, static_files::StaticFiles, view_engine::ViewEngine,
    },
    startup, tasks, workers,
};

/// The library.
pub struct App;

impl App {
    /// The initializers, for the routes of `H`: the library's own, or those of a test that adds to them.
    ///
    /// # Errors
    /// When the configuration is wrong.
    pub fn plugged_into<H: Hooks + Send + Sync + 'static>(
        ctx: &AppContext,
    ) -> Result<Vec<Box<dyn Initializer>>> {
        // The last one is the outermost layer.
        Ok(vec![
            Box::new(OneRouter::<H>::default()),
            Box::new(ViewEngine {
                admin: Some("/admin/"),
            }),
            loco_admin::initializer(admin::site(ctx)?),
            loco_oidc::initializer(loco_oidc::DefaultBackend),
            Box::new(DevOpenIdProvider),
            Box::new(StaticFiles),
            Box::new(ErrorPages),
            Box::new(SecurityHeaders),
            Box::new(Metrics),
            Box::new(CanonicalUrls::of(&H::routes(ctx))),
        ])
    }
}

#[async_trait]
impl Hooks for App {
    fn app_name() -> &'static str {
        env!("CARGO_PKG_NAME")
    }

    fn app_version() -> String {
        env!("CARGO_PKG_VERSION").to_string()
    }

    async fn load_config(environment: &Environment) -> Result<Config> {
        let config = environment.load()?;
        startup::check(&config)?;
        Ok(config)
    }

    async fn boot(
        mode: StartMode,
        environment: &Environment,
        config: Config,
    ) -> Result<BootResult> {
        create_app::<Self, Migrator>(mode, environment, config).await
    }

    fn init_logger(ctx: &AppContext) -> Result<bool> {
        startup::log(&ctx.config.logger)
    }

    async fn after_context(mut ctx: AppContext) -> Result<AppContext> {
        ctx.db = database::connect(&ctx.config.database).await?;
        Ok(ctx)
    }

    async fn initializers(ctx: &AppContext) -> Result<Vec<Box<dyn Initializer>>> {
        Self::plugged_into::<Self>(ctx)
    }

    fn routes(_ctx: &AppContext) -> AppRoutes {
        AppRoutes::with_default_routes()
            .add_route(loco_oidc::routes())
            .add_route(loco_admin::routes())
            .add_route(controllers::home::routes())
            .add_route(controllers::metrics::routes())
            .add_route(controllers::preferences::routes())
            .add_route(controllers::profile::routes())
            .add_route(controllers::books::routes())
            .add_route(controllers::authors::routes())
            .add_route(controllers::genres::routes())
            .add_route(controllers::languages::routes())
            .add_route(controllers::copies::routes())
            .add_route(controllers::loans::routes())
            .add_route(controllers::checkouts::routes())
            .add_route(controllers::returns::routes())
            .add_route(controllers::renewals::routes())
            .add_route(controllers::reservations::routes())
            .add_routes(controllers::api::routes())
    }

    async fn serve(router: Router, ctx: &AppContext, params: &ServeParams) -> Result<()> {
        startup::serve(router, ctx, params).await
    }

    async fn connect_workers(ctx: &AppContext, queue: &Queue) -> Result<()> {
        workers::register(ctx, queue).await
    }

    fn register_tasks(tasks: &mut Tasks) {
        tasks::register(tasks);
    }

    async fn truncate(ctx: &AppContext) -> Result<()> {
        // What points to others goes first; users and their sessions stay.
        for table in [
            "notices",
            "reservations",
            "loans",
            "book_instances",
            "book_genres",
            "books",
            "authors",
            "genres",
            "languages",
        ] {
            let delete = Query::delete().from_table(table).to_owned();
            ctx.db.execute(&delete).await?;
        }
        println!(
            "The catalogue is empty. Accounts, groups, sessions and the history are as they were."
        );
        Ok(())
    }

    async fn seed(ctx: &AppContext, _path: &Path) -> Result<()> {
        let added = tasks::seed_catalog::sample(ctx).await?;
        println!("{}", tasks::seed_catalog::describe(&added));
        Ok(())
    }
}
