//! The database schema: the identity tables of loco-oidc, then the catalogue's own, then the admin's.
//!
//! A migration that has been released is never edited. A change that running machines must survive goes in two steps:
//! expand (add, fill, write both), and in a later release contract (drop what nobody reads any more).

use sea_orm_migration::prelude::*;

mod m20261101_000002_catalogue;
mod m20261101_000003_lending;
mod m20261101_000004_catalog_counts;
mod m20261101_000005_search;
mod m20261101_000006_groups;
mod m20261125_000010_copies_by_due_date;
mod m20261125_000011_loads;
mod m20261125_000012_search_prefixes;
mod m20261125_000031_admin_permissions;
mod m20261125_000032_loans_by_beginning;
mod m20261126_000020_lists_of_many;

/// Every migration, in order.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        let mut migrations = loco_oidc::migrations();
        migrations.extend([
            Box::new(m20261101_000002_catalogue::Migration) as Box<dyn MigrationTrait>,
            Box::new(m20261101_000003_lending::Migration),
            Box::new(m20261101_000004_catalog_counts::Migration),
            Box::new(m20261101_000005_search::Migration),
            Box::new(m20261101_000006_groups::Migration),
            Box::new(m20261125_000010_copies_by_due_date::Migration),
            Box::new(m20261125_000011_loads::Migration),
            Box::new(m20261125_000012_search_prefixes::Migration),
            Box::new(m20261125_000031_admin_permissions::Migration),
            Box::new(m20261125_000032_loans_by_beginning::Migration),
            Box::new(m20261126_000020_lists_of_many::Migration),
            // inject-above (do not remove this comment)
        ]);
        migrations.extend(loco_admin::migrations());
        migrations
    }

    async fn fresh<'c, C: IntoSchemaManagerConnection<'c>>(db: C) -> Result<(), DbErr> {
        loco_oidc::fresh::<Self, _>(db).await
    }
}

/// Runs statements in which the databases agree, or that are written for one of them.
async fn run(manager: &SchemaManager<'_>, statements: &[&str]) -> Result<(), DbErr> {
    for statement in statements {
        manager
            .get_connection()
            .execute_unprepared(statement)
            .await?;
    }
    Ok(())
}

/// A foreign key: `table.column` points to `to.id`.
fn points(
    table: &'static str,
    column: &'static str,
    to: &'static str,
    on_delete: ForeignKeyAction,
) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .name(format!("fk_{table}_{column}"))
        .from(table, column)
        .to(to, "id")
        .on_delete(on_delete)
        .to_owned()
}
