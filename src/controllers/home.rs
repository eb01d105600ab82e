//! The front page: what the library holds, and how often this browser has been here.

use axum::response::{Redirect, Response};
use loco_rs::{controller::Routes, prelude::get};
use serde::Serialize;

use crate::{errors::Result, views::Page};

const VISITS_COOKIE: &str = "visits";

#[derive(Serialize)]
struct HomeView {
    visits: u64,
}

async fn show(mut page: Page) -> Result<Response> {
    let visits = page
        .signed_cookie(VISITS_COOKIE)
        .and_then(|cookie| cookie.value().parse().ok())
        .unwrap_or(0_u64);
    let mut cookie = page
        .site
        .cookie(VISITS_COOKIE, visits.saturating_add(1).to_string());
    cookie.make_permanent();
    page.set_signed_cookie(cookie);
    page.render("index.html", &HomeView { visits })
}

pub fn routes() -> Routes {
    Routes::new()
        .add("/", get(|| async { Redirect::temporary("/catalog/") }))
        .add("/catalog/", get(show))
}
