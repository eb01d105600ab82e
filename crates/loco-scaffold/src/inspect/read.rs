//! A table as the database has it: columns, keys, and where they point.

use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, DbErr, QueryResult,
    Statement, Value,
};

use crate::error::{Error, Result};

/// A table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Table {
    pub(super) columns: Vec<Column>,
    pub(super) references: Vec<Reference>,
    /// The other tables, for whoever has mistyped the name.
    pub(super) others: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Column {
    pub(super) name: String,
    /// As the database calls it, in lower case.
    pub(super) kind: String,
    pub(super) nullable: bool,
    pub(super) primary: bool,
    pub(super) unique: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reference {
    pub(super) column: String,
    pub(super) table: String,
    /// As SQL says it: `SET NULL`.
    pub(super) on_delete: String,
}

/// Reads a table; one that is not there has no columns.
///
/// # Errors
/// When the database cannot be reached, with its address and the reason.
pub(super) fn table(url: &str, name: &str) -> Result<Table> {
    let unreachable = |cause: String| {
        Error::refused(format!(
            "the database {} cannot be read ({cause}): make it with `cargo loco db migrate`, or name another one with \
             --database",
            without_password(url)
        ))
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| unreachable(error.to_string()))?;
    runtime
        .block_on(read(url, name))
        .map_err(|error| unreachable(error.to_string()))
}

fn without_password(url: &str) -> String {
    match url.split_once("://") {
        Some((scheme, rest)) => match rest.rsplit_once('@') {
            Some((_, host)) => format!("{scheme}://…@{host}"),
            None => url.to_owned(),
        },
        None => url.to_owned(),
    }
}

async fn read(url: &str, name: &str) -> Result<Table, DbErr> {
    // A file that is not there is not made: it would have no table.
    let mut options = ConnectOptions::new(url.replace("mode=rwc", "mode=rw"));
    options
        .max_connections(1)
        .connect_timeout(std::time::Duration::from_secs(5))
        .sqlx_logging(false);
    let db = Database::connect(options).await?;
    match db.get_database_backend() {
        DbBackend::Postgres => postgres(&db, name).await,
        _ => sqlite(&db, name).await,
    }
}

async fn rows(
    db: &DatabaseConnection,
    sql: &str,
    values: &[&str],
) -> Result<Vec<QueryResult>, DbErr> {
    let values = values.iter().map(|value| Value::from(*value));
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
    db.query_all_raw(statement).await
}

async fn sqlite(db: &DatabaseConnection, name: &str) -> Result<Table, DbErr> {
    let mut table = Table::default();
    for row in rows(
        db,
        "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name",
        &[],
    )
    .await?
    {
        table.others.push(row.try_get("", "name")?);
    }
    let unique = rows(
        db,
        "SELECT max(info.name) AS name FROM pragma_index_list($1) AS list, pragma_index_info(list.name) AS info \
         WHERE list.\"unique\" = 1 AND list.origin <> 'pk' AND list.partial = 0 GROUP BY list.name HAVING count(*) = 1",
        &[name],
    )
    .await?;
    let unique: Vec<String> = unique
        .iter()
        .map(|row| row.try_get("", "name"))
        .collect::<Result<_, _>>()?;
    for row in rows(
        db,
        "SELECT name, lower(type) AS kind, \"notnull\" AS needed, pk FROM pragma_table_info($1) ORDER BY cid",
        &[name],
    )
    .await?
    {
        let column: String = row.try_get("", "name")?;
        let primary = row.try_get::<i64>("", "pk")? > 0;
        table.columns.push(Column {
            kind: row.try_get("", "kind")?,
            nullable: row.try_get::<i64>("", "needed")? == 0 && !primary,
            primary,
            unique: unique.contains(&column),
            name: column,
        });
    }
    for row in rows(
        db,
        "SELECT \"from\" AS own, \"table\" AS other, on_delete FROM pragma_foreign_key_list($1) ORDER BY \"from\"",
        &[name],
    )
    .await?
    {
        table.references.push(reference(&row)?);
    }
    Ok(table)
}

async fn postgres(db: &DatabaseConnection, name: &str) -> Result<Table, DbErr> {
    let mut table = Table::default();
    for row in rows(
        db,
        "SELECT table_name::text AS name FROM information_schema.tables WHERE table_schema = current_schema() \
         ORDER BY table_name",
        &[],
    )
    .await?
    {
        table.others.push(row.try_get("", "name")?);
    }
    let keys = rows(
        db,
        "SELECT max(u.column_name)::text AS name, c.constraint_type::text AS kind, count(*) AS columns \
         FROM information_schema.table_constraints c JOIN information_schema.key_column_usage u \
         USING (constraint_schema, constraint_name, table_name) WHERE c.table_schema = current_schema() \
         AND c.table_name = $1 AND c.constraint_type IN ('PRIMARY KEY', 'UNIQUE') GROUP BY c.constraint_name, \
         c.constraint_type",
        &[name],
    )
    .await?;
    let mut unique: Vec<String> = Vec::new();
    for row in &keys {
        if row.try_get::<String>("", "kind")? == "UNIQUE" && row.try_get::<i64>("", "columns")? == 1
        {
            unique.push(row.try_get("", "name")?);
        }
    }
    for row in rows(
        db,
        "SELECT column_name::text AS name, lower(data_type)::text AS kind, is_nullable = 'YES' AS nullable, \
         EXISTS (SELECT 1 FROM information_schema.table_constraints c JOIN information_schema.key_column_usage u \
         USING (constraint_schema, constraint_name, table_name) WHERE c.constraint_type = 'PRIMARY KEY' \
         AND c.table_schema = current_schema() AND c.table_name = $1 AND u.column_name = columns.column_name) AS pk \
         FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = $1 \
         ORDER BY ordinal_position",
        &[name],
    )
    .await?
    {
        let column: String = row.try_get("", "name")?;
        table.columns.push(Column {
            kind: row.try_get("", "kind")?,
            nullable: row.try_get("", "nullable")?,
            primary: row.try_get("", "pk")?,
            unique: unique.contains(&column),
            name: column,
        });
    }
    for row in rows(
        db,
        "SELECT own.column_name::text AS own, other.table_name::text AS other, rules.delete_rule::text AS on_delete \
         FROM information_schema.referential_constraints rules JOIN information_schema.key_column_usage own \
         USING (constraint_schema, constraint_name) JOIN information_schema.constraint_column_usage other \
         USING (constraint_schema, constraint_name) WHERE own.table_schema = current_schema() \
         AND own.table_name = $1 ORDER BY own.column_name",
        &[name],
    )
    .await?
    {
        table.references.push(reference(&row)?);
    }
    Ok(table)
}

fn reference(row: &QueryResult) -> Result<Reference, DbErr> {
    Ok(Reference {
        column: row.try_get("", "own")?,
        table: row.try_get("", "other")?,
        on_delete: row.try_get("", "on_delete")?,
    })
}

#[cfg(test)]
mod tests {
    use super::without_password;

    #[test]
    fn an_address_is_said_without_its_password() {
        assert_eq!(
            without_password("postgres://ada:secret@db:5432/x"),
            "postgres://…@db:5432/x"
        );
        assert_eq!(without_password("sqlite://a.sqlite"), "sqlite://a.sqlite");
    }
}
