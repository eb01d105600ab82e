//! The JSON API under `/api/v1/`: the rules and permissions of the pages, for programs. docs/api.md describes it.

mod accept;
mod authors;
mod body;
mod books;
mod caller;
mod checkouts;
mod copies;
mod cursor;
mod description;
mod docs;
mod etag;
mod genres;
mod languages;
mod link;
mod list;
mod loans;
mod me;
mod named;
pub mod problem;
mod renewals;
mod reservations;
mod returns;

use loco_oidc::{BearerProtected, bearer_protected};
use loco_rs::controller::Routes;

pub use description::description;

/// Where the routes of this version are.
const PREFIX: &str = "api/v1";

/// The scope of a token that may add, change and delete what is in the catalogue.
pub const CATALOG_WRITE: &str = "catalog:write";
/// The scope of a token that may see and change loans and reservations.
pub const LOANS: &str = "loans";

fn writes() -> BearerProtected {
    bearer_protected().scope(CATALOG_WRITE)
}

fn lends() -> BearerProtected {
    bearer_protected().scope(LOANS)
}

/// The address of something in the API, such as `/api/v1/books/1`.
fn url(resource: &str, id: impl std::fmt::Display) -> String {
    format!("/{PREFIX}/{resource}/{id}")
}

/// One resource a file.
#[must_use]
pub fn routes() -> Vec<Routes> {
    vec![
        authors::routes(),
        books::routes(),
        checkouts::routes(),
        copies::routes(),
        genres::routes(),
        languages::routes(),
        loans::routes(),
        me::routes(),
        renewals::routes(),
        reservations::routes(),
        returns::routes(),
        description::routes(),
        docs::routes(),
    ]
}
