//! The tables that migrations make, read from a database in memory that exists for this alone.

use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, DbErr, Statement,
};
use sea_orm_migration::MigratorTrait;

use super::{Column, Table};

/// Runs all migrations on an empty SQLite database in memory, and reads what they made.
///
/// # Errors
/// When the runtime cannot be started or a migration fails; the text says which.
pub fn migrated_tables<M: MigratorTrait>() -> Result<Vec<Table>, String> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| error.to_string())?;
    runtime
        .block_on(read::<M>())
        .map_err(|error| error.to_string())
}

async fn read<M: MigratorTrait>() -> Result<Vec<Table>, DbErr> {
    // Each connection to `:memory:` would have a database of its own.
    let mut options = ConnectOptions::new("sqlite::memory:");
    options.max_connections(1).sqlx_logging(false);
    let db = Database::connect(options).await?;
    M::up(&db, None).await?;
    let names = rows(
        &db,
        "SELECT name FROM sqlite_master WHERE type = 'table'".to_owned(),
    )
    .await?;
    let mut tables = Vec::new();
    for row in names {
        let name: String = row.try_get("", "name")?;
        let mut columns = Vec::new();
        for row in rows(
            &db,
            format!("SELECT name, \"notnull\" OR pk AS needed FROM pragma_table_info('{name}')"),
        )
        .await?
        {
            let needed: i64 = row.try_get("", "needed")?;
            columns.push(Column {
                name: row.try_get("", "name")?,
                nullable: needed == 0,
            });
        }
        tables.push(Table { name, columns });
    }
    Ok(tables)
}

async fn rows(db: &DatabaseConnection, sql: String) -> Result<Vec<sea_orm::QueryResult>, DbErr> {
    db.query_all_raw(Statement::from_string(DbBackend::Sqlite, sql))
        .await
}
