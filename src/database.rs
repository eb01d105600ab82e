//! The database connection: what every pooled connection is set to, and what a person reads when it cannot be opened.

use std::time::Duration;

use loco_rs::{Result, config};
use sea_orm::{ConnectOptions, Database, DatabaseConnection};

/// Opens the configured database.
///
/// Loco runs its start-up statements on one connection of the pool only; SQLite's settings are a connection's own, so
/// they are given as connect options here and hold for all of them.
///
/// # Errors
/// When the database cannot be reached or opened.
pub async fn connect(config: &config::Database) -> Result<DatabaseConnection> {
    let mut options = ConnectOptions::new(&config.uri);
    options
        .max_connections(config.max_connections)
        .min_connections(config.min_connections)
        .connect_timeout(Duration::from_millis(config.connect_timeout))
        .idle_timeout(Duration::from_millis(config.idle_timeout))
        .sqlx_logging(config.enable_logging)
        // A file does not hang up: asking each time would cost as much as the question that follows.
        .test_before_acquire(!config.uri.starts_with("sqlite:"))
        .map_sqlx_sqlite_opts(|sqlite| {
            sqlite
                .foreign_keys(true)
                .busy_timeout(Duration::from_secs(10))
                .pragma("journal_mode", "WAL")
                .pragma("synchronous", "NORMAL")
                .pragma("cache_size", "-16000")
                .pragma("mmap_size", "268435456")
                .pragma("temp_store", "MEMORY")
                .pragma("journal_size_limit", "67108864")
                .optimize_on_close(true, 1000)
                .statement_cache_capacity(256)
        });
    Ok(Database::connect(options).await?)
}
