//! An empty database again: every table dropped, every migration applied.
use std::marker::PhantomData;

use sea_orm::{ConnectionTrait, DbBackend, DbErr, DynIden, Statement};
use sea_orm_migration::{
    IntoSchemaManagerConnection, MigrationTrait, MigratorTrait, async_trait::async_trait,
};

/// Drops all tables (on PostgreSQL also the functions of this role) and applies all migrations of `M` again.
///
/// [`MigratorTrait::fresh`] turns SQLite's foreign keys off on one connection of the pool and may drop the tables on
/// another, where they are on: half of the tables are gone then. On PostgreSQL it leaves the functions of triggers, and
/// stops where a migration makes them again. What Loco's `db reset` and `db seed --reset` call is the migrator's own, so
/// say it there:
///
/// ```
/// use sea_orm_migration::prelude::*;
///
/// struct Migrator;
///
/// #[async_trait::async_trait]
/// impl MigratorTrait for Migrator {
///     fn migrations() -> Vec<Box<dyn MigrationTrait>> {
///         loco_oidc::migrations()
///     }
///
///     async fn fresh<'c, C: IntoSchemaManagerConnection<'c>>(db: C) -> Result<(), DbErr> {
///         loco_oidc::fresh::<Self, _>(db).await
///     }
/// }
/// ```
///
/// # Errors
/// When the database does not answer, or somebody else writes to it.
pub async fn fresh<'c, M: MigratorTrait, C: IntoSchemaManagerConnection<'c>>(
    db: C,
) -> Result<(), DbErr> {
    let db = db.into_database_executor();
    match db.get_database_backend() {
        DbBackend::Sqlite => drop_tables(&db).await?,
        DbBackend::Postgres => {
            db.execute_unprepared(DROP_FUNCTIONS).await?;
        }
        _ => {}
    }
    SeaOrmsOwn::<M>::fresh(db).await
}

/// Not those of extensions.
const DROP_FUNCTIONS: &str = "DO $$
    DECLARE
      routine regprocedure;
    BEGIN
      FOR routine IN
        SELECT p.oid FROM pg_proc p
        WHERE p.pronamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema())
          AND p.proowner = (SELECT oid FROM pg_roles WHERE rolname = current_user)
          AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
      LOOP
        EXECUTE format('DROP ROUTINE %s CASCADE', routine);
      END LOOP;
    END $$";

/// `M` with the `fresh` that every migrator begins with.
struct SeaOrmsOwn<M>(PhantomData<M>);

#[async_trait]
impl<M: MigratorTrait> MigratorTrait for SeaOrmsOwn<M> {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        M::migrations()
    }

    fn migration_table_name() -> DynIden {
        M::migration_table_name()
    }
}

async fn drop_tables(db: &impl ConnectionTrait) -> Result<(), DbErr> {
    let tables = db
        .query_all_raw(Statement::from_string(
            DbBackend::Sqlite,
            // The tables behind a virtual one go with it.
            "SELECT name FROM pragma_table_list \
             WHERE schema = 'main' AND type IN ('table', 'virtual') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
        ))
        .await?;
    // One text is run on one connection, which the settings are of. They have no effect in a transaction, so that
    // stands within.
    let mut statements = String::from("PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE; ");
    for table in tables {
        let name: String = table.try_get("", "name")?;
        statements.push_str(&format!(
            "DROP TABLE IF EXISTS \"{}\"; ",
            name.replace('"', "\"\"")
        ));
    }
    statements.push_str("COMMIT; PRAGMA foreign_keys = ON;");
    db.execute_unprepared(&statements).await.map(drop)
}
