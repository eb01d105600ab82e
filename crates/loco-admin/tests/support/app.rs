//! The application under test.
use super::database::TestDatabase;
use super::models::{books, migrations};
use super::{AuthorAdmin, BookAdmin, GenreAdmin, NoteAdmin, OfficeAdmin, PublisherAdmin};
use async_trait::async_trait;
use axum::Router;
use chrono::{DateTime, TimeZone, Utc};
use loco_admin::{AdminSite, Card};
use loco_oidc::{Clock, DefaultBackend, Oidc};
use loco_rs::Result;
use loco_rs::app::{AppContext, Hooks, Initializer};
use loco_rs::bgworker::Queue;
use loco_rs::boot::{BootResult, StartMode, create_app};
use loco_rs::config::Config;
use loco_rs::controller::AppRoutes;
use loco_rs::environment::Environment;
use loco_rs::task::Tasks;
use sea_orm::{DatabaseConnection, DbErr, EntityTrait, PaginatorTrait};
use sea_orm_migration::{MigrationTrait, MigratorTrait};
use serde_json::json;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

struct Migrator;

#[async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        let mut migrations = loco_oidc::migrations();
        migrations.push(Box::new(migrations::Library));
        migrations.extend(loco_admin::migrations());
        migrations
    }
}

/// How many queries the database was asked.
#[derive(Clone, Default)]
struct Queries(Arc<AtomicU64>);

struct App;

#[async_trait]
impl Hooks for App {
    fn app_name() -> &'static str {
        "loco-admin-tests"
    }
    async fn boot(
        mode: StartMode,
        environment: &Environment,
        config: Config,
    ) -> Result<BootResult> {
        create_app::<Self, Migrator>(mode, environment, config).await
    }
    async fn after_context(mut ctx: AppContext) -> Result<AppContext> {
        let queries = Queries::default();
        let counted = queries.clone();
        ctx.db.set_metric_callback(move |_| {
            counted.0.fetch_add(1, Ordering::Relaxed);
        });
        ctx.shared_store.insert(queries);
        Ok(ctx)
    }
    async fn initializers(_ctx: &AppContext) -> Result<Vec<Box<dyn Initializer>>> {
        let site = AdminSite::new()
            .add::<BookAdmin>()
            .add::<AuthorAdmin>()
            .add::<GenreAdmin>()
            .add::<NoteAdmin>()
            .add::<PublisherAdmin>()
            .add::<OfficeAdmin>()
            .add::<loco_admin::identity::UserAdmin>()
            .add::<loco_admin::identity::GroupAdmin>()
            .add::<loco_admin::identity::PermissionAdmin>()
            .add::<loco_admin::identity::IdentityAdmin>()
            .add::<loco_admin::identity::LogAdmin>()
            .templates("tests/templates")
            .messages("tests/i18n")
            .card(
                Card::figure("Books", async |cx| {
                    let count = books::Entity::find().count(&cx.app.db).await?;
                    Ok(i64::try_from(count).unwrap())
                })
                .needs("catalog.view_book")
                .link("/admin/books/"),
            )
            .card(Card::bars("By status", async |_| {
                Ok(vec![("Available".to_owned(), 4), ("On loan".to_owned(), 1)])
            }))
            .card(Card::line("Lately", async |_| {
                let days = [("Mon", 0), ("Tue", 9), ("Wed", 3)];
                Ok(days.map(|(day, count)| (day.to_owned(), count)).to_vec())
            }))
            .card(Card::figure("Broken", async |_| {
                Err::<i64, _>(DbErr::Custom("a mistake".to_owned()))
            }))
            .jobs()
            .choices_at_most(5);
        Ok(vec![
            loco_admin::initializer(site),
            loco_oidc::initializer(DefaultBackend),
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

/// An application with an empty library.
pub struct TestApp {
    pub ctx: AppContext,
    pub db: DatabaseConnection,
    pub clock: Clock,
    pub(super) oidc: Oidc,
    pub(super) router: Router,
    queries: Queries,
    _database: TestDatabase,
}

impl TestApp {
    pub async fn start() -> Self {
        Self::configured(false).await
    }

    /// The same with a queue of background jobs in the same database.
    pub async fn with_queue() -> Self {
        Self::configured(true).await
    }

    async fn configured(queue: bool) -> Self {
        let database = TestDatabase::create().await;
        let url = &database.url;
        let mut config = json!({
            "logger": { "enable": false, "level": "off", "format": "compact" },
            "server": { "host": "http://127.0.0.1", "port": 5999 },
            "workers": { "mode": "ForegroundBlocking" },
            "database": {
                "uri": url, "enable_logging": false, "min_connections": 1, "max_connections": 4,
                "connect_timeout": 5000, "idle_timeout": 60000, "auto_migrate": true,
            },
            "settings": { "oidc": {
                "issuer": "http://127.0.0.1:9/realms/nowhere", "client_id": "library", "client_secret": "x",
                "session": { "idle_minutes": 60, "absolute_hours": 8, "secrets": ["a secret of the tests, long enough to be taken"] },
            } },
        });
        if queue {
            config["workers"] = json!({ "mode": "BackgroundQueue" });
            let kind = if url.starts_with("sqlite") {
                "Sqlite"
            } else {
                "Postgres"
            };
            config["queue"] = json!({ "kind": kind, "uri": url });
        }
        let config: Config = serde_json::from_value(config).unwrap();
        let boot = App::boot(StartMode::ServerOnly, &Environment::Test, config)
            .await
            .unwrap();
        let ctx = boot.app_context;
        let clock = Clock::of(&ctx);
        clock.set(Self::noon());
        Self {
            db: ctx.db.clone(),
            clock,
            oidc: Oidc::of(&ctx).unwrap(),
            router: boot.router.unwrap(),
            queries: ctx.shared_store.get::<Queries>().unwrap(),
            ctx,
            _database: database,
        }
    }

    /// When the tests take place.
    pub fn noon() -> DateTime<Utc> {
        Utc.with_ymd_and_hms(2026, 3, 15, 12, 0, 0).unwrap()
    }

    pub fn queries(&self) -> u64 {
        self.queries.0.load(Ordering::Relaxed)
    }
}
