//! A fresh database for each application: a SQLite file, or a PostgreSQL database of its own where
//! `TEST_DATABASE_URL` names a server.
use sea_orm::{ConnectionTrait, Database};
use std::sync::atomic::{AtomicU32, Ordering};

static NUMBER: AtomicU32 = AtomicU32::new(0);

/// A database that lasts as long as the value (SQLite) or the server (PostgreSQL).
pub struct TestDatabase {
    pub url: String,
    _folder: Option<tempfile::TempDir>,
}

impl TestDatabase {
    pub async fn fresh() -> Self {
        match std::env::var("TEST_DATABASE_URL")
            .ok()
            .filter(|url| !url.is_empty())
        {
            Some(server) => Self::postgres(&server).await,
            None => Self::sqlite(),
        }
    }

    fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self {
            url: format!("sqlite://{}/test.sqlite?mode=rwc", folder.path().display()),
            _folder: Some(folder),
        }
    }

    async fn postgres(server: &str) -> Self {
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("loco_oidc_{}_{number}", std::process::id());
        let admin = Database::connect(server).await.unwrap();
        admin
            .execute_unprepared(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
            .await
            .unwrap();
        admin
            .execute_unprepared(&format!("CREATE DATABASE {name}"))
            .await
            .unwrap();
        let mut url = url::Url::parse(server).unwrap();
        url.set_path(&name);
        Self {
            url: url.into(),
            _folder: None,
        }
    }
}
