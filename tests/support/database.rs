//! A fresh database for each test: a copy of one that was migrated once for this process.
//!
//! SQLite files by default; PostgreSQL databases when `TEST_DATABASE_URL` names a server, such as
//! `postgres://postgres@127.0.0.1:5433/postgres`.

use std::{
    path::PathBuf,
    sync::atomic::{AtomicU32, Ordering},
};

use locallibrary_migration::Migrator;
use sea_orm::{ConnectionTrait, Database};
use sea_orm_migration::MigratorTrait;
use tokio::sync::OnceCell;

static TEMPLATE: OnceCell<Template> = OnceCell::const_new();
static NUMBER: AtomicU32 = AtomicU32::new(0);

enum Template {
    Sqlite(tempfile::TempDir),
    Postgres { server: String, name: String },
}

/// A database that goes away with the test.
pub struct TestDatabase {
    pub url: String,
    file: Option<PathBuf>,
}

impl TestDatabase {
    pub async fn create() -> Self {
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        match TEMPLATE.get_or_init(template).await {
            Template::Sqlite(folder) => {
                let file = folder.path().join(format!("test-{number}.sqlite"));
                std::fs::copy(folder.path().join("template.sqlite"), &file)
                    .expect("the migrated template can be copied");
                Self {
                    url: format!("sqlite://{}?mode=rwc", file.display()),
                    file: Some(file),
                }
            }
            Template::Postgres { server, name } => {
                let copy = format!("{name}_{number}");
                let db = Database::connect(server).await.expect("the server answers");
                db.execute_unprepared(&format!("CREATE DATABASE {copy} TEMPLATE {name}"))
                    .await
                    .expect("the migrated template can be copied");
                Self {
                    url: with_database(server, &copy),
                    file: None,
                }
            }
        }
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        if let Some(file) = &self.file {
            for suffix in ["", "-wal", "-shm"] {
                let _ = std::fs::remove_file(format!("{}{suffix}", file.display()));
            }
        }
    }
}

async fn template() -> Template {
    match std::env::var("TEST_DATABASE_URL") {
        Ok(server) => {
            let name = format!("locallibrary_test_{}", std::process::id());
            let db = Database::connect(&server)
                .await
                .expect("TEST_DATABASE_URL names a server that answers");
            db.execute_unprepared(&format!("CREATE DATABASE {name}"))
                .await
                .expect("databases can be created");
            let migrated = Database::connect(with_database(&server, &name))
                .await
                .expect("the new database opens");
            Migrator::up(&migrated, None)
                .await
                .expect("the migrations run");
            migrated
                .close()
                .await
                .expect("the template is free to be copied");
            Template::Postgres { server, name }
        }
        Err(_) => {
            let folder = tempfile::tempdir().expect("there is room for temporary files");
            let url = format!(
                "sqlite://{}?mode=rwc",
                folder.path().join("template.sqlite").display()
            );
            let db = Database::connect(url).await.expect("a new file opens");
            Migrator::up(&db, None).await.expect("the migrations run");
            db.close().await.expect("the template is written");
            Template::Sqlite(folder)
        }
    }
}

fn with_database(server: &str, name: &str) -> String {
    let mut url = url::Url::parse(server).expect("TEST_DATABASE_URL is a URL");
    url.set_path(name);
    url.to_string()
}
