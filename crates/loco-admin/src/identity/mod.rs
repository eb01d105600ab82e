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
