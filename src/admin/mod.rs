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
use loco_oidc::models::users;
use loco_rs::{Result, app::AppContext};
use sea_orm::{
    Condition,
    sea_query::{Expr, ExprTrait, Func, LikeExpr, Query, SelectStatement},
};

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

/// The keys of the readers whose username or last name begins so, whatever the case; `most`: no more of them are taken.
fn readers_called(typed: &str, most: Option<u64>) -> SelectStatement {
    let mut begins = String::new();
    for character in typed.to_lowercase().chars() {
        if matches!(character, '%' | '_' | '!') {
            begins.push('!');
        }
        begins.push(character);
    }
    let begins = LikeExpr::new(begins + "%").escape('!');
    let name = |column| Expr::expr(Func::lower(Expr::col(column)));
    let mut readers = Query::select();
    readers
        .column(users::Column::Id)
        .from(users::Entity)
        .cond_where(
            Condition::any()
                .add(name(users::Column::Username).like(begins.clone()))
                .add(name(users::Column::LastName).like(begins)),
        );
    if let Some(most) = most {
        readers.limit(most);
    }
    readers
}
