//! The application under test: a few pages, each with one of the crate's extractors or guards.
use super::Browser;
use super::database::TestDatabase;
use async_trait::async_trait;
use axum::extract::State;
use axum::routing::{get, post};
use axum::{Json, Router};
use chrono::TimeDelta;
use loco_oidc::models::users;
use loco_oidc::{
    BearerUser, Clock, CurrentUser, DefaultBackend, NewSession, Oidc, OidcUser, OpenedSession,
    Problem, bearer_protected, oidc_protected,
};
use loco_rs::Result;
use loco_rs::app::{AppContext, Hooks, Initializer};
use loco_rs::bgworker::Queue;
use loco_rs::boot::{BootResult, StartMode, create_app};
use loco_rs::config::Config;
use loco_rs::controller::{AppRoutes, Routes};
use loco_rs::environment::Environment;
use loco_rs::task::Tasks;
use sea_orm::{ActiveModelTrait, DatabaseConnection, Set};
use sea_orm_migration::{MigrationTrait, MigratorTrait};
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::net::TcpListener;

struct Migrator;

#[async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        loco_oidc::migrations()
    }
}

struct App;

/// How many statements the application has sent to its database.
#[derive(Clone, Default)]
struct Queries(Arc<AtomicUsize>);

#[async_trait]
impl Hooks for App {
    fn app_name() -> &'static str {
        "loco-oidc-tests"
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
        Ok(vec![loco_oidc::initializer(DefaultBackend)])
    }
    fn routes(_ctx: &AppContext) -> AppRoutes {
        AppRoutes::with_default_routes()
            .add_route(loco_oidc::routes())
            .add_route(pages())
            .add_route(api())
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

fn pages() -> Routes {
    Routes::new()
        .add("/", get(home))
        .add("/private", get(private).post(private))
        .add("/claims", get(claims))
        .add(
            "/everything",
            get(everything).route_layer(oidc_protected().role("librarian")),
        )
        .add("/token", get(token))
        .add("/books", post(|| async { "made" }))
        .add(
            "/librarians",
            get(private).route_layer(oidc_protected().role("librarian")),
        )
        .add(
            "/authors",
            get(private).route_layer(oidc_protected().permission("catalog.add_author")),
        )
        .add(
            "/both",
            get(private).route_layer(
                oidc_protected()
                    .permission("catalog.add_author")
                    .permission("catalog.add_book"),
            ),
        )
        .add(
            "/acme",
            get(private).route_layer(oidc_protected().organization("acme")),
        )
        .add(
            "/gold",
            get(private).route_layer(oidc_protected().acr("gold")),
        )
        .add(
            "/fresh",
            get(private)
                .post(private)
                .route_layer(oidc_protected().max_age(TimeDelta::minutes(5))),
        )
}

fn api() -> Routes {
    Routes::at("/api")
        .add("/me", get(me))
        .add("/account", get(account))
        .add(
            "/read",
            get(me).route_layer(bearer_protected().scope("catalog:read")),
        )
        .add(
            "/write",
            get(me).route_layer(bearer_protected().scope("catalog:write")),
        )
}

async fn me(user: BearerUser) -> String {
    let name = user.preferred_username().unwrap_or("nameless");
    format!("{name} {}", user.roles().join(" "))
}

async fn account(
    State(ctx): State<AppContext>,
    user: BearerUser,
) -> std::result::Result<String, Problem> {
    let account = user.account(&ctx.db).await?;
    Ok(format!(
        "{} {}",
        account.username,
        account.can("catalog.add_book")
    ))
}

async fn home(user: Option<CurrentUser>) -> String {
    user.map_or("nobody is signed in".into(), |user| {
        format!("signed in as {}", user.username)
    })
}

async fn private(user: CurrentUser) -> String {
    format!("for {} only", user.display_name())
}

/// Asks for all that there is to know.
async fn everything(user: CurrentUser, claims: OidcUser, again: Option<CurrentUser>) -> String {
    let can = user.can("catalog.add_author");
    format!(
        "{} {} {can} {}",
        user.username,
        claims.roles().join(" "),
        again.is_some()
    )
}

async fn claims(user: OidcUser) -> Json<Value> {
    Json(json!({ "roles": user.roles(), "userinfo": user.userinfo }))
}

async fn token(State(ctx): State<AppContext>, oidc: Oidc, user: CurrentUser) -> String {
    let token = oidc
        .sessions()
        .access_token(&ctx.db, user.session_id())
        .await
        .unwrap();
    token.unwrap_or_else(|| "none".into())
}

/// A running application.
pub struct TestApp {
    pub db: DatabaseConnection,
    pub clock: Clock,
    pub oidc: Oidc,
    pub base_url: String,
    /// The application without a network, for tests that send very many requests.
    pub router: Router,
    queries: Queries,
    database: Arc<TestDatabase>,
}

/// The settings that most tests do not care about.
pub fn settings(issuer: &str) -> Value {
    json!({
        "issuer": issuer,
        "client_id": "locallibrary",
        "client_secret": "development-only-secret",
        "roles": { "mapping": {
            "reader": { "groups": ["Readers"] },
            "librarian": { "groups": ["Librarians"], "staff": true },
            "admin": { "groups": ["Administrators"], "staff": true, "superuser": true },
        } },
        "session": { "idle_minutes": 60, "absolute_hours": 8, "secrets": ["a secret of the tests, long enough to be taken"] },
    })
}

impl TestApp {
    /// An application whose provider does not exist.
    pub async fn without_provider() -> Self {
        Self::start(settings("http://127.0.0.1:9/realms/nowhere")).await
    }

    pub async fn start(oidc: Value) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        Self::start_on(listener, oidc).await
    }

    pub async fn start_on(listener: TcpListener, oidc: Value) -> Self {
        let database = Arc::new(TestDatabase::fresh().await);
        Self::start_with(listener, oidc, database).await
    }

    /// The same application once more, as another process on the same database would be.
    pub async fn another_node(&self, oidc: Value) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        Self::start_with(listener, oidc, self.database.clone()).await
    }

    async fn start_with(listener: TcpListener, oidc: Value, database: Arc<TestDatabase>) -> Self {
        let port = listener.local_addr().unwrap().port();
        let config: Config = serde_json::from_value(json!({
            "logger": { "enable": false, "level": "off", "format": "compact" },
            "server": {
                "host": "http://127.0.0.1", "port": port,
                "middlewares": { "logger": { "enable": true } },
            },
            "workers": { "mode": "ForegroundBlocking" },
            "database": {
                "uri": database.url, "enable_logging": false, "min_connections": 1, "max_connections": 8,
                "connect_timeout": 5000, "idle_timeout": 60000, "auto_migrate": true,
            },
            "settings": { "oidc": oidc },
        }))
        .unwrap();
        let boot = App::boot(StartMode::ServerOnly, &Environment::Test, config)
            .await
            .unwrap();
        let ctx = boot.app_context;
        let router = boot.router.unwrap();
        let served = router.clone();
        tokio::spawn(async move {
            axum::serve(
                listener,
                served.into_make_service_with_connect_info::<SocketAddr>(),
            )
            .await
            .unwrap();
        });
        Self {
            db: ctx.db.clone(),
            clock: Clock::of(&ctx),
            oidc: Oidc::of(&ctx).unwrap(),
            base_url: format!("http://127.0.0.1:{port}"),
            router,
            queries: ctx.shared_store.get::<Queries>().unwrap(),
            database,
        }
    }

    /// How many statements this takes.
    pub async fn queries_of<T>(&self, what: impl Future<Output = T>) -> (usize, T) {
        let before = self.queries.0.load(Ordering::Relaxed);
        let result = what.await;
        (self.queries.0.load(Ordering::Relaxed) - before, result)
    }

    pub fn browser(&self) -> Browser {
        Browser::at(&self.base_url)
    }

    pub async fn user(&self, username: &str) -> users::Model {
        users::ActiveModel {
            username: Set(username.into()),
            email: Set(String::new()),
            email_verified: Set(false),
            first_name: Set(String::new()),
            last_name: Set(String::new()),
            locale: Set(String::new()),
            is_active: Set(true),
            is_staff: Set(false),
            is_superuser: Set(false),
            date_joined: Set(self.clock.now()),
            last_sign_in_at: Set(None),
            ..Default::default()
        }
        .insert(&self.db)
        .await
        .unwrap()
    }

    pub async fn open(&self, user: &users::Model, session: NewSession) -> OpenedSession {
        self.oidc
            .sessions()
            .open(&self.db, user, session)
            .await
            .unwrap()
    }

    /// A browser in which this user is signed in, without the provider.
    pub async fn signed_in(&self, user: &users::Model) -> Browser {
        let opened = self
            .open(
                user,
                NewSession::for_subject("https://login.example.org", "1"),
            )
            .await;
        let mut browser = self.browser();
        browser.keep(&opened.cookie_name, &opened.cookie_value);
        browser
    }
}
