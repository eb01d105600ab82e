//! Serves `assets/static`; a file asked for by its fingerprint may be kept for a year.

use async_trait::async_trait;
use axum::{
    Router as AxumRouter,
    extract::Request,
    http::{HeaderValue, header::CACHE_CONTROL},
    middleware::{Next, from_fn},
    response::Response,
};
use loco_rs::{
    Result,
    app::{AppContext, Initializer},
    environment::Environment,
};
use tower_http::services::ServeDir;

use crate::views::static_files::{FOLDER, URL};

pub struct StaticFiles;

#[async_trait]
impl Initializer for StaticFiles {
    fn name(&self) -> String {
        "static-files".to_owned()
    }

    async fn after_routes(&self, router: AxumRouter, ctx: &AppContext) -> Result<AxumRouter> {
        let edited = ctx.environment == Environment::Development;
        let files = AxumRouter::new()
            .fallback_service(ServeDir::new(FOLDER).append_index_html_on_directories(false))
            .layer(from_fn(move |request, next| keep(edited, request, next)));
        Ok(router.nest_service(URL, files))
    }
}

/// The fingerprint in the query changes with the file, so the answer never does; but fingerprints are taken at
/// the start, and in development files are `edited` after it.
async fn keep(edited: bool, request: Request, next: Next) -> Response {
    let fingerprinted = !edited
        && request
            .uri()
            .query()
            .is_some_and(|query| query.starts_with("v="));
    let mut response = next.run(request).await;
    if response.status().is_success() {
        let value = if fingerprinted {
            "public, max-age=31536000, immutable"
        } else {
            "public, no-cache"
        };
        response
            .headers_mut()
            .insert(CACHE_CONTROL, HeaderValue::from_static(value));
    }
    response
}
