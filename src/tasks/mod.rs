//! What a person or the scheduler runs: `cargo loco task …`. Each is described in `docs/tasks.md`.

use loco_oidc::KeycloakSetup;
use loco_rs::task::Tasks;

use crate::initializers::dev_openid_provider::REALM;

pub mod arguments;
pub mod expire_holds;
pub mod expire_sessions;
pub mod overdue_notices;
pub mod roles;
pub mod seed_catalog;

/// Makes all tasks known to the command line.
pub fn register(tasks: &mut Tasks) {
    tasks.register(expire_holds::ExpireHolds);
    tasks.register(expire_sessions::ExpireSessions);
    tasks.register(KeycloakSetup::of(env!("CARGO_PKG_NAME")).like(REALM));
    tasks.register(overdue_notices::OverdueNotices);
    tasks.register(loco_admin::PruneAdminLog);
    tasks.register(roles::Grant);
    tasks.register(roles::Revoke);
    tasks.register(seed_catalog::SeedCatalog);
}
