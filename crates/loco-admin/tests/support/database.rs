//! An empty database for each test: an SQLite file, or a PostgreSQL database where
//! `TEST_DATABASE_URL` names a server, such as `postgres://postgres@127.0.0.1:5433/postgres`.
use std::sync::atomic::{AtomicU32, Ordering};

use sea_orm::{ConnectionTrait, Database};

static NUMBER: AtomicU32 = AtomicU32::new(0);

/// A database that is a test's own.
pub struct TestDatabase {
    pub url: String,
    _folder: Option<tempfile::TempDir>,
}

impl TestDatabase {
    pub async fn create() -> Self {
        let Ok(server) = std::env::var("TEST_DATABASE_URL") else {
            let folder = tempfile::tempdir().unwrap();
            return Self {
                url: format!("sqlite://{}/test.sqlite?mode=rwc", folder.path().display()),
                _folder: Some(folder),
            };
        };
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("loco_admin_test_{}_{number}", std::process::id());
        let db = Database::connect(&server).await.unwrap();
        db.execute_unprepared(&format!("CREATE DATABASE {name}"))
            .await
            .unwrap();
        db.close().await.unwrap();
        let mut url = url::Url::parse(&server).unwrap();
        url.set_path(&name);
        Self {
            url: url.into(),
            _folder: None,
        }
    }
}
