//! The admin site: one model a file. What each says is what the pages under `/admin/` show.

mod people;

use loco_admin::{AdminSite, identity};

/// The admin site of this application.
#[must_use]
pub fn site() -> AdminSite {
    models().title("admin-site").card(people::figure())
}

/// Everything that is looked after.
#[must_use]
pub fn models() -> AdminSite {
    let site = AdminSite::new();
    // inject-above (do not remove this comment)
    identity::register(site)
}
