//! The reader's choice of language and theme, kept in their browser.

use axum::response::{IntoResponse, Response};
use axum_extra::extract::{CookieJar, Form, cookie::Cookie};
use loco_rs::{controller::Routes, prelude::post};
use serde::Deserialize;

use crate::views::{LANGUAGE_COOKIE, Language, Page, THEME_COOKIE, Theme, local_path};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Choice {
    language: Option<String>,
    theme: Option<String>,
    next: String,
}

/// Keeps what was chosen, and goes back to the page it was chosen on. What makes no sense changes nothing.
async fn keep(page: Page, jar: CookieJar, Form(choice): Form<Choice>) -> Response {
    let mut jar = jar;
    if let Some(language) = choice.language.as_deref().and_then(Language::from_code) {
        jar = jar.add(lasting(&page, LANGUAGE_COOKIE, language.code()));
    }
    match choice.theme.as_deref() {
        Some("auto") => jar = jar.remove(Cookie::build(THEME_COOKIE).path("/")),
        Some(name) if Theme::from_name(name).is_some() => {
            jar = jar.add(lasting(&page, THEME_COOKIE, name));
        }
        _ => {}
    }
    let next = local_path(&choice.next).unwrap_or("/catalog/").to_owned();
    (jar, page.redirect(&next)).into_response()
}

fn lasting(page: &Page, name: &'static str, value: &str) -> Cookie<'static> {
    let mut cookie = page.site.cookie(name, value.to_owned());
    cookie.make_permanent();
    cookie
}

pub fn routes() -> Routes {
    Routes::at("preferences").add("/", post(keep))
}
