//! One URL for each page: the form its route declares, with or without the final slash.
//!
//! Loco drops the final slash when it registers a route, while a URL such as `/catalog/books/` keeps it. This layer stands
//! before the router: it passes the canonical form on (as the router knows it) and redirects every other one, with
//! its query.

use std::{
    convert::Infallible,
    sync::Arc,
    task::{Context, Poll},
};

use async_trait::async_trait;
use axum::{
    Router,
    body::Body,
    extract::{OriginalUri, Request},
    http::{Method, StatusCode, Uri, header, uri::PathAndQuery},
    response::{IntoResponse, Response},
};
use loco_rs::{
    Result,
    app::{AppContext, Initializer},
    controller::AppRoutes,
};
use tower::{Service, ServiceExt};

/// What the routes of the application declare about the final slash of their paths.
#[derive(Clone)]
pub struct CanonicalUrls {
    slashes: Arc<matchit::Router<bool>>,
}

impl CanonicalUrls {
    /// Reads the declared paths of `routes`.
    #[must_use]
    pub fn of(routes: &AppRoutes) -> Self {
        let mut slashes = matchit::Router::new();
        for group in routes.get_routes() {
            for handler in &group.handlers {
                let declared = format!(
                    "{}/{}",
                    group.prefix.as_deref().unwrap_or_default(),
                    handler.uri
                );
                let path = format!("/{}", collapse(&declared).trim_matches('/'));
                // The same path may be declared twice, once for each method; the first one counts.
                let _ = slashes.insert(path, declared.ends_with('/'));
            }
        }
        Self {
            slashes: Arc::new(slashes),
        }
    }

    /// The path as the router knows it and as people should see it; `None` for a path that no route declares.
    fn resolve(&self, path: &str) -> Option<(String, String)> {
        let bare = format!("/{}", collapse(path).trim_matches('/'));
        let slash = *self.slashes.at(&bare).ok()?.value;
        let canonical = if slash && bare != "/" {
            format!("{bare}/")
        } else {
            bare.clone()
        };
        Some((bare, canonical))
    }
}

fn collapse(path: &str) -> String {
    let mut collapsed = String::with_capacity(path.len());
    for character in path.chars() {
        if character != '/' || !collapsed.ends_with('/') {
            collapsed.push(character);
        }
    }
    collapsed
}

#[async_trait]
impl Initializer for CanonicalUrls {
    fn name(&self) -> String {
        "canonical-urls".to_string()
    }

    async fn after_routes(&self, router: Router, _ctx: &AppContext) -> Result<Router> {
        Ok(Router::new().fallback_service(Canonical {
            urls: self.clone(),
            inner: router,
        }))
    }
}

#[derive(Clone)]
struct Canonical {
    urls: CanonicalUrls,
    inner: Router,
}

impl Service<Request> for Canonical {
    type Response = Response;
    type Error = Infallible;
    type Future =
        std::pin::Pin<Box<dyn Future<Output = std::result::Result<Response, Infallible>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<std::result::Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, mut request: Request<Body>) -> Self::Future {
        if let Some((bare, canonical)) = self.urls.resolve(request.uri().path()) {
            if canonical != request.uri().path() {
                let moved = moved(request.method(), &canonical, request.uri().query());
                return Box::pin(std::future::ready(Ok(moved)));
            }
            let original = OriginalUri(request.uri().clone());
            if let Some(uri) = with_path(request.uri(), &bare) {
                *request.uri_mut() = uri;
            }
            request.extensions_mut().insert(original);
        }
        Box::pin(self.inner.clone().oneshot(request))
    }
}

fn with_path(uri: &Uri, path: &str) -> Option<Uri> {
    let path_and_query = match uri.query() {
        Some(query) => format!("{path}?{query}"),
        None => path.to_string(),
    };
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = Some(PathAndQuery::try_from(path_and_query).ok()?);
    Uri::from_parts(parts).ok()
}

fn moved(method: &Method, path: &str, query: Option<&str>) -> Response {
    // 308 keeps the method and the body; a plain 301 is what every client understands for reading.
    let status = if matches!(*method, Method::GET | Method::HEAD) {
        StatusCode::MOVED_PERMANENTLY
    } else {
        StatusCode::PERMANENT_REDIRECT
    };
    let location = query.map_or_else(|| path.to_string(), |query| format!("{path}?{query}"));
    (status, [(header::LOCATION, location)]).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::routing::get;
    use loco_rs::controller::Routes;

    fn urls() -> CanonicalUrls {
        CanonicalUrls::of(
            &AppRoutes::empty().add_route(
                Routes::at("catalog")
                    .add("/", get(|| async {}))
                    .add("/books/", get(|| async {}))
                    .add("/book/{id}", get(|| async {})),
            ),
        )
    }

    #[test]
    fn a_declared_slash_is_canonical() {
        let (bare, canonical) = urls().resolve("/catalog/books").expect("declared");
        assert_eq!(
            (bare.as_str(), canonical.as_str()),
            ("/catalog/books", "/catalog/books/")
        );
    }

    #[test]
    fn a_slash_too_many_is_taken_away() {
        assert_eq!(
            urls().resolve("/catalog/book/1/").expect("declared").1,
            "/catalog/book/1"
        );
        assert_eq!(
            urls().resolve("/catalog//books//").expect("declared").1,
            "/catalog/books/"
        );
    }

    #[test]
    fn a_path_of_another_host_never_becomes_a_redirect_to_it() {
        assert!(urls().resolve("//evil.example/").is_none());
        assert_eq!(
            urls().resolve("//catalog/books/").expect("declared").1,
            "/catalog/books/"
        );
    }
}
