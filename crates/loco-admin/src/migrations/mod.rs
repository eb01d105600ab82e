//! The migrations of the admin's own tables, for SQLite and PostgreSQL alike.
mod m20261125_000030_admin_log;
mod m20261125_000033_admin_kept;
mod m20261125_000040_admin_imports;
mod m20261125_000041_admin_views;
mod m20261126_000021_admin_log_actions;

use sea_orm_migration::MigrationTrait;

/// The migrations that make the admin's tables. Put them after those of loco-oidc.
///
/// ```
/// use sea_orm_migration::prelude::*;
///
/// struct Migrator;
///
/// #[async_trait::async_trait]
/// impl MigratorTrait for Migrator {
///     fn migrations() -> Vec<Box<dyn MigrationTrait>> {
///         let mut migrations = loco_oidc::migrations();
///         migrations.extend(Vec::<Box<dyn MigrationTrait>>::new()); // your own
///         migrations.extend(loco_admin::migrations());
///         migrations
///     }
/// }
/// ```
#[must_use]
pub fn migrations() -> Vec<Box<dyn MigrationTrait>> {
    vec![
        Box::new(m20261125_000030_admin_log::Migration),
        Box::new(m20261125_000040_admin_imports::Migration),
        Box::new(m20261125_000041_admin_views::Migration),
        Box::new(m20261125_000033_admin_kept::Migration),
        Box::new(m20261126_000021_admin_log_actions::Migration),
    ]
}
