//! The application under test.
use super::caller::Caller;
use super::database::TestDatabase;
use super::models::{authors, book_genres, books, genres, migrations, notes, publishers};
use super::{AuthorAdmin, BookAdmin, GenreAdmin, NoteAdmin, OfficeAdmin, PublisherAdmin};
use async_trait::async_trait;
use axum::Router;
use chrono::{DateTime, TimeZone, Utc};
use loco_admin::{AdminSite, Card};
use loco_oidc::models::{groups, user_groups, users};
use loco_oidc::{Clock, DefaultBackend, NewSession, Oidc};
use loco_rs::Result;
use loco_rs::app::{AppContext, Hooks, Initializer};
use loco_rs::bgworker::Queue;
use loco_rs::boot::{BootResult, StartMode, create_app};
use loco_rs::config::Config;
use loco_rs::controller::AppRoutes;
use loco_rs::environment::Environment;
use loco_rs::task::Tasks;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseConnection, DbBackend, DbErr,
    EntityTrait, PaginatorTrait, QueryFilter, Set,
};
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
    oidc: Oidc,
    router: Router,
    queries: Queries,
    _database: TestDatabase,
}

/// What a librarian may do in these tests.
const LIBRARIAN: [&str; 9] = [
    "catalog.view_book",
    "catalog.add_book",
    "catalog.change_book",
    "catalog.delete_book",
    "catalog.view_author",
    "catalog.add_author",
    "catalog.change_author",
    "catalog.delete_author",
    "catalog.view_genre",
];

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

    /// A job as Loco leaves it that has failed.
    pub async fn failed_job(&self, id: &str, name: &str, why: &str) {
        let data = json!({ "loan": 7, "error": why });
        let table = match self.db.get_database_backend() {
            DbBackend::Postgres => "pg_loco_queue",
            _ => "sqlt_loco_queue",
        };
        self.db
            .execute_unprepared(&format!(
                "INSERT INTO {table} (id, name, task_data, status, run_at) \
                 VALUES ('{id}', '{name}', '{data}', 'failed', CURRENT_TIMESTAMP)"
            ))
            .await
            .unwrap();
    }

    async fn person(
        &self,
        username: &str,
        staff: bool,
        superuser: bool,
        permissions: &[&str],
    ) -> Caller {
        let user = users::ActiveModel {
            username: Set(username.into()),
            email: Set(String::new()),
            email_verified: Set(false),
            first_name: Set(String::new()),
            last_name: Set(String::new()),
            locale: Set(String::new()),
            is_active: Set(true),
            is_staff: Set(staff),
            is_superuser: Set(superuser),
            date_joined: Set(self.clock.now()),
            last_sign_in_at: Set(None),
            ..Default::default()
        }
        .insert(&self.db)
        .await
        .unwrap();
        let group = groups::Model::named(&self.db, username).await.unwrap();
        let named: Vec<(&str, &str)> = permissions.iter().map(|name| (*name, *name)).collect();
        loco_oidc::models::permissions::declare(&self.db, &named)
            .await
            .unwrap();
        group.grant(&self.db, permissions).await.unwrap();
        user_groups::ActiveModel {
            user_id: Set(user.id),
            group_id: Set(group.id),
            from_provider: Set(false),
        }
        .insert(&self.db)
        .await
        .unwrap();
        self.sign_in(&user).await
    }

    /// The same person with a sign-in of this moment.
    pub async fn signs_in_again(&self, username: &str) -> Caller {
        let user = users::Entity::find()
            .filter(users::Column::Username.eq(username))
            .one(&self.db)
            .await
            .unwrap();
        self.sign_in(&user.unwrap()).await
    }

    async fn sign_in(&self, user: &users::Model) -> Caller {
        let session = NewSession::for_subject("https://login.example.org", &user.username);
        let opened = self
            .oidc
            .sessions()
            .open(&self.db, user, session)
            .await
            .unwrap();
        Caller::new(
            self.router.clone(),
            Some(format!("{}={}", opened.cookie_name, opened.cookie_value)),
        )
    }

    pub fn anonymous(&self) -> Caller {
        Caller::new(self.router.clone(), None)
    }

    /// Somebody who is not staff.
    pub async fn reader(&self) -> Caller {
        self.person("reader", false, false, &LIBRARIAN).await
    }

    /// Staff who may do everything with books and authors, and look at genres.
    pub async fn librarian(&self) -> Caller {
        self.person("librarian", true, false, &LIBRARIAN).await
    }

    /// Staff who may only look.
    pub async fn viewer(&self) -> Caller {
        self.person(
            "viewer",
            true,
            false,
            &["catalog.view_book", "catalog.view_author"],
        )
        .await
    }

    /// Staff with these permissions.
    pub async fn staff_with(&self, permissions: &[&str]) -> Caller {
        self.person("somebody", true, false, permissions).await
    }

    pub async fn admin(&self) -> Caller {
        self.person("admin", true, true, &[]).await
    }

    pub async fn author(&self, first: &str, last: &str) -> authors::Model {
        authors::ActiveModel {
            first_name: Set(first.into()),
            last_name: Set(last.into()),
            born: Set(None),
            ..Default::default()
        }
        .insert(&self.db)
        .await
        .unwrap()
    }

    pub async fn publisher(&self, name: &str, rating: i32) -> publishers::Model {
        publishers::ActiveModel {
            name: Set(name.into()),
            slug: Set(name.to_lowercase()),
            pin: Set(format!("pin-of-{name}")),
            rating: Set(Some(rating)),
            contact_id: Set(None),
            ..Default::default()
        }
        .insert(&self.db)
        .await
        .unwrap()
    }

    /// The only publisher, as it is now.
    pub async fn stored_publisher(&self) -> publishers::Model {
        let one = publishers::Entity::find().one(&self.db).await.unwrap();
        one.unwrap()
    }

    /// This many authors, called "Number 0" and so on.
    pub async fn many_authors(&self, count: u32) {
        let all: Vec<authors::ActiveModel> = (0..count)
            .map(|number| authors::ActiveModel {
                first_name: Set("Author".into()),
                last_name: Set(format!("Number {number}")),
                born: Set(None),
                ..Default::default()
            })
            .collect();
        for some in all.chunks(500) {
            authors::Entity::insert_many(some.to_vec())
                .exec(&self.db)
                .await
                .unwrap();
        }
    }

    pub async fn genre(&self, name: &str) -> genres::Model {
        genres::ActiveModel {
            name: Set(name.into()),
            ..Default::default()
        }
        .insert(&self.db)
        .await
        .unwrap()
    }

    /// A book that is available, in print and without a date.
    pub async fn book(&self, title: &str, author: &authors::Model) -> books::Model {
        self.book_with(title, author, |_| {}).await
    }

    pub async fn book_with(
        &self,
        title: &str,
        author: &authors::Model,
        change: impl FnOnce(&mut books::ActiveModel),
    ) -> books::Model {
        let count = books::Entity::find().all(&self.db).await.unwrap().len();
        let mut book = books::ActiveModel {
            id: Set(uuid::Uuid::new_v4()),
            title: Set(title.into()),
            author_id: Set(author.id),
            summary: Set(String::new()),
            isbn: Set(format!("97800000{count:05}")),
            status: Set("a".into()),
            in_print: Set(true),
            published: Set(None),
            updated_at: Set(self.clock.now()),
        };
        change(&mut book);
        book.insert(&self.db).await.unwrap()
    }

    /// A note about a book.
    pub async fn note(&self, title: &str, book: &books::Model) -> notes::Model {
        notes::ActiveModel {
            title: Set(title.into()),
            book_id: Set(book.id),
            ..Default::default()
        }
        .insert(&self.db)
        .await
        .unwrap()
    }

    pub async fn pair(&self, book: &books::Model, genre: &genres::Model) {
        book_genres::ActiveModel {
            book_id: Set(book.id),
            genre_id: Set(genre.id),
        }
        .insert(&self.db)
        .await
        .unwrap();
    }

    pub async fn stored(&self, book: &books::Model) -> Option<books::Model> {
        books::Entity::find_by_id(book.id)
            .one(&self.db)
            .await
            .unwrap()
    }
}
