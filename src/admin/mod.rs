//! The admin site: one model a file. What each says is what the pages under `/admin/` show.

mod authors;
mod book_instances;
mod books;
mod cards;
mod genres;
mod languages;
mod loans;
mod refusal;
mod reservations;

use loco_admin::{AdminSite, identity};
use loco_rs::{Result, app::AppContext};

use crate::models::LibrarySettings;

/// The library's admin site.
///
/// # Errors
/// When `settings.library` is wrong.
pub fn site(ctx: &AppContext) -> Result<AdminSite> {
    Ok(models()
        .title("admin-library")
        .time_zone(LibrarySettings::of(ctx)?.time_zone))
}

/// Everything that is looked after.
#[must_use]
pub fn models() -> AdminSite {
    let site = AdminSite::new()
        .add::<books::BookAdmin>()
        .add::<authors::AuthorAdmin>()
        .add::<genres::GenreAdmin>()
        .add::<languages::LanguageAdmin>()
        .add::<book_instances::BookInstanceAdmin>()
        .add::<loans::LoanAdmin>()
        .add::<reservations::ReservationAdmin>();
    // inject-above (do not remove this comment)
    cards::register(identity::register(site)).jobs()
}
