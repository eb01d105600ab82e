//! Loco's queue tables, read only: writing is left to Loco.
use loco_rs::app::AppContext;
use loco_rs::config::{QueueConfig, WorkerMode};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Order, Query};
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbErr};
use serde::Serialize;

/// How many are shown.
pub(super) const SHOWN: usize = 100;

/// A job that failed.
#[derive(Debug, Serialize)]
pub(super) struct Failed {
    pub id: String,
    pub name: String,
    /// When, in UTC.
    pub at: String,
    pub why: String,
    pub data: String,
}

pub(super) enum Jobs {
    /// Nothing is kept anywhere.
    NoQueue,
    /// Kept where this page does not look.
    Redis,
    Failed(Vec<Failed>),
}

/// The connection to a queue that has a database of its own.
#[derive(Clone)]
struct QueueDatabase(DatabaseConnection);

async fn connection(ctx: &AppContext, uri: &str) -> Result<DatabaseConnection, DbErr> {
    if uri == ctx.config.database.uri {
        return Ok(ctx.db.clone());
    }
    if let Some(known) = ctx.shared_store.get::<QueueDatabase>() {
        return Ok(known.0);
    }
    let mut options = ConnectOptions::new(uri);
    options.max_connections(1).sqlx_logging(false);
    let db = Database::connect(options).await?;
    ctx.shared_store.insert(QueueDatabase(db.clone()));
    Ok(db)
}

/// The jobs that failed, the latest first.
pub(super) async fn failed(ctx: &AppContext) -> Result<Jobs, DbErr> {
    if ctx.config.workers.mode != WorkerMode::BackgroundQueue {
        return Ok(Jobs::NoQueue);
    }
    let (uri, table) = match &ctx.config.queue {
        None => return Ok(Jobs::NoQueue),
        Some(QueueConfig::Redis(_)) => return Ok(Jobs::Redis),
        Some(QueueConfig::Postgres(queue)) => (&queue.uri, "pg_loco_queue"),
        Some(QueueConfig::Sqlite(queue)) => (&queue.uri, "sqlt_loco_queue"),
        // A kind of queue that Loco learnt later.
        Some(_) => return Ok(Jobs::NoQueue),
    };
    let text = |column: &'static str| Expr::col(Alias::new(column)).cast_as(Alias::new("text"));
    let query = Query::select()
        .expr(text("id"))
        .expr(text("name"))
        .expr(text("updated_at"))
        .expr(text("task_data"))
        .from(Alias::new(table))
        .and_where(Expr::col(Alias::new("status")).eq("failed"))
        .order_by(Alias::new("updated_at"), Order::Desc)
        .order_by(Alias::new("id"), Order::Desc)
        .limit(SHOWN as u64 + 1)
        .to_owned();
    let db = connection(ctx, uri).await?;
    let mut jobs = Vec::new();
    for row in db.query_all(&query).await? {
        let data: String = row.try_get_by_index(3)?;
        let (data, why) = apart(&data);
        let at: String = row.try_get_by_index(2)?;
        jobs.push(Failed {
            id: row.try_get_by_index(0)?,
            name: row.try_get_by_index(1)?,
            at: at.chars().take(19).collect(),
            why,
            data,
        });
    }
    Ok(Jobs::Failed(jobs))
}

/// Loco writes why a job failed into what it was to do.
fn apart(data: &str) -> (String, String) {
    let Ok(serde_json::Value::Object(mut fields)) = serde_json::from_str(data) else {
        return (data.to_owned(), String::new());
    };
    let why = match fields.remove("error") {
        Some(serde_json::Value::String(why)) => why,
        Some(other) => other.to_string(),
        None => String::new(),
    };
    let rest = serde_json::to_string_pretty(&fields).unwrap_or_default();
    (rest.chars().take(4_000).collect(), why)
}
