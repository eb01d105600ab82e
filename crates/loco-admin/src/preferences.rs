//! The language and the theme that somebody chooses, and whether they want keyboard shortcuts.
use axum::Form;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use http::StatusCode;
use http::header::LOCATION;
use serde::Deserialize;

use crate::Language;
use crate::visit::{LANGUAGE, SHORTCUTS, THEME, Visit};

#[derive(Deserialize)]
pub(crate) struct Choice {
    language: Option<String>,
    theme: Option<String>,
    shortcuts: Option<String>,
    next: Option<String>,
}

/// `POST /admin/preferences/`
pub(crate) async fn set(_visit: Visit, mut jar: CookieJar, Form(choice): Form<Choice>) -> Response {
    if let Some(language) = choice.language.as_deref().and_then(Language::from_tag) {
        jar = jar.add(kept(LANGUAGE, language.tag()));
    }
    match choice.theme.as_deref() {
        Some(theme @ ("light" | "dark")) => {
            let theme = if theme == "light" { "light" } else { "dark" };
            jar = jar.add(kept(THEME, theme));
        }
        Some(_) => jar = jar.remove(Cookie::build(THEME).path("/").build()),
        None => {}
    }
    match choice.shortcuts.as_deref() {
        Some("off") => jar = jar.add(kept(SHORTCUTS, "off")),
        Some(_) => jar = jar.remove(Cookie::build(SHORTCUTS).path("/").build()),
        None => {}
    }
    let next = choice
        .next
        .filter(|next| is_ours(next))
        .unwrap_or_else(|| "/admin/".to_owned());
    (StatusCode::SEE_OTHER, [(LOCATION, next)], jar).into_response()
}

fn kept(name: &'static str, value: &'static str) -> Cookie<'static> {
    Cookie::build((name, value))
        .path("/")
        .same_site(SameSite::Lax)
        .http_only(true)
        .permanent()
        .build()
}

fn is_ours(next: &str) -> bool {
    next.starts_with("/admin/")
        && next.len() <= 2_000
        && next.chars().all(|c| c.is_ascii_graphic() && c != '\\')
}
