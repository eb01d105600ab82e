//! What the query of a list asks for: which page, and what to search for.

use std::convert::Infallible;

use axum::{extract::FromRequestParts, http::request::Parts};
use url::form_urlencoded;

use crate::{
    errors::Result,
    forms::text,
    models::{self, PageRequest},
};

/// Nobody looks for more; the rest is cut off.
const LONGEST_QUERY: usize = 200;

/// `?q=…&page=…`. Unknown parameters are ignored; of a repeated one the first counts.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    query: Option<String>,
    page: Option<String>,
    after: Option<String>,
    before: Option<String>,
}

impl Wanted {
    /// What to search for; nothing when the box was empty.
    #[must_use]
    pub fn query(&self) -> Option<&str> {
        self.query.as_deref()
    }

    /// Which page.
    ///
    /// # Errors
    ///
    /// 404 when the number is none.
    pub fn page(&self) -> Result<PageRequest> {
        let parsed: models::Result<PageRequest> = PageRequest::parse(
            self.page.as_deref(),
            self.after.as_deref(),
            self.before.as_deref(),
        );
        Ok(parsed?)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Wanted {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Infallible> {
        let mut wanted = Self::default();
        let query = parts.uri.query().unwrap_or_default();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            let place = match &*name {
                "q" => &mut wanted.query,
                "page" => &mut wanted.page,
                "after" => &mut wanted.after,
                "before" => &mut wanted.before,
                _ => continue,
            };
            place.get_or_insert_with(|| value.into_owned());
        }
        wanted.query = wanted
            .query
            .map(|query| text::clean(&query).chars().take(LONGEST_QUERY).collect())
            .filter(|query: &String| !query.is_empty());
        Ok(wanted)
    }
}
