//! The front page: what the library holds, and how often this browser has been here.

use axum::{
    extract::State,
    response::{Redirect, Response},
};
use loco_rs::{app::AppContext, controller::Routes, prelude::get};
use serde::Serialize;

use crate::{
    errors::Result,
    models::{books, counts::Counts},
    views::{Page, Site, books::Cover},
};

const VISITS_COOKIE: &str = "visits";

/// As many covers as stand side by side on a wide page.
const LATEST: u64 = 6;

/// What `index.html` gets.
#[derive(Serialize)]
struct HomeView {
    books: u64,
    copies: u64,
    copies_available: u64,
    authors: u64,
    genres: u64,
    languages: u64,
    /// How often this browser has been here before.
    visits: u64,
    /// The latest books on the shelves.
    latest: Vec<Cover>,
}

async fn show(State(ctx): State<AppContext>, mut page: Page) -> Result<Response> {
    let visits = page
        .signed_cookie(VISITS_COOKIE)
        .and_then(|cookie| cookie.value().parse().ok())
        .unwrap_or(0_u64);
    let mut cookie = page
        .site
        .cookie(VISITS_COOKIE, visits.saturating_add(1).to_string());
    cookie.make_permanent();
    page.set_signed_cookie(cookie);
    let counts = Counts::read(&ctx.db).await?;
    let latest = books::latest(&ctx.db, LATEST).await?;
    let view = HomeView {
        books: counts.books,
        copies: counts.copies,
        copies_available: counts.copies_available,
        authors: counts.authors,
        genres: counts.genres,
        languages: counts.languages,
        visits,
        latest: latest.iter().map(Cover::from).collect(),
    };
    page.render("index.html", &view)
}

/// For pages that name no icon of their own, such as those of the embedded provider.
async fn icon(State(ctx): State<AppContext>) -> Result<Redirect> {
    Ok(Redirect::temporary(&Site::of(&ctx)?.icon))
}

pub fn routes() -> Routes {
    Routes::new()
        .add("/favicon.ico", get(icon))
        .add("/", get(|| async { Redirect::temporary("/catalog/") }))
        .add("/catalog/", get(show))
}
