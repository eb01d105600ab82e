//! The migrations of the identity tables, for SQLite and PostgreSQL alike.
mod fresh;
mod m20261101_000001_identity;

pub use fresh::fresh;
use sea_orm_migration::MigrationTrait;

/// The migrations that make the identity tables. Put them before your own, which point to
/// `auth_users`.
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
///         migrations
///     }
/// }
/// ```
#[must_use]
pub fn migrations() -> Vec<Box<dyn MigrationTrait>> {
    vec![Box::new(m20261101_000001_identity::Migration)]
}
