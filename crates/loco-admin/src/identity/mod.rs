//! Declarations for the tables of loco-oidc: people, groups, permissions, and where somebody is
//! signed in. There are no passwords to look after.
//!
//! ```
//! use loco_admin::{AdminSite, identity};
//!
//! let site = identity::register(AdminSite::new());
//! assert!(site.problems().is_empty());
//! ```

mod groups;
mod log;
mod permissions;
mod sessions;
mod users;

pub use groups::GroupAdmin;
pub use log::LogAdmin;
pub use permissions::PermissionAdmin;
pub use sessions::{IdentityAdmin, SessionAdmin};
pub use users::UserAdmin;

use crate::AdminSite;

/// Who changes people's rights, or ends their sessions, has signed in so many minutes ago at most: a browser that
/// somebody left alone is not enough.
const FRESH: u32 = 15;

/// Whether the crate's own messages have names for what is in this table.
pub(crate) fn names(table: &str) -> bool {
    table == "admin_log" || table.starts_with("auth_")
}

/// Registers all of them.
#[must_use]
pub fn register(site: AdminSite) -> AdminSite {
    site.add::<UserAdmin>()
        .add::<GroupAdmin>()
        .add::<PermissionAdmin>()
        .add::<SessionAdmin>()
        .add::<IdentityAdmin>()
        .add::<LogAdmin>()
}
