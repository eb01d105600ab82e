//! The front page.

use axum::response::{Redirect, Response};
use loco_rs::{controller::Routes, prelude::get};
use serde::Serialize;

use crate::{errors::Result, views::Page};

/// What `index.html` gets.
#[derive(Serialize)]
struct HomeView {
    /// Where somebody signs in and comes back.
    sign_in: Option<String>,
}

async fn show(page: Page) -> Result<Response> {
    let view = HomeView {
        sign_in: page.user.is_none().then(|| page.sign_in()),
    };
    page.render("index.html", &view)
}

/// The bare address leads to the first page.
async fn root() -> Redirect {
    Redirect::to("/catalog/")
}

pub fn routes() -> Routes {
    Routes::new()
        .add("/", get(root))
        .add("/catalog/", get(show))
}
