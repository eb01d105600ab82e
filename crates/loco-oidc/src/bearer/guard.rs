//! A guard for API routes: an access token, with scopes.
use super::challenge;
use super::extract::bearer_user;
use axum::response::{IntoResponse, Response};
use http::Request;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use tower::{Layer, Service};

/// A guard for API routes: the request must carry an access token for this application. Add the
/// scopes that it must have; every one is wanted.
///
/// Without a token 401, without a scope 403, as RFC 6750 section 3 says.
///
/// ```
/// use axum::{Router, routing::get};
/// use loco_oidc::bearer_protected;
///
/// let routes: Router = Router::new()
///     .route("/api/books", get(|| async { "[]" }).route_layer(bearer_protected().scope("catalog:read")));
/// ```
#[must_use]
pub fn bearer_protected() -> BearerProtected {
    BearerProtected {
        scopes: Arc::default(),
    }
}

/// The guard that [`bearer_protected`] makes: a [`tower::Layer`].
#[derive(Clone, Debug)]
pub struct BearerProtected {
    scopes: Arc<Vec<String>>,
}

impl BearerProtected {
    /// Wants a scope.
    #[must_use]
    pub fn scope(mut self, scope: impl Into<String>) -> Self {
        Arc::make_mut(&mut self.scopes).push(scope.into());
        self
    }
}

impl<S> Layer<S> for BearerProtected {
    type Service = BearerService<S>;
    fn layer(&self, inner: S) -> BearerService<S> {
        BearerService {
            inner,
            scopes: self.scopes.clone(),
        }
    }
}

/// A route behind a [`BearerProtected`].
#[derive(Clone, Debug)]
pub struct BearerService<S> {
    inner: S,
    scopes: Arc<Vec<String>>,
}

impl<S, B> Service<Request<B>> for BearerService<S>
where
    S: Service<Request<B>> + Clone + Send + 'static,
    S::Response: IntoResponse,
    S::Future: Send,
    B: Send + 'static,
{
    type Response = Response;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Response, S::Error>> + Send>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        let scopes = self.scopes.clone();
        // The service that was polled ready must be the one that is called.
        let clone = self.inner.clone();
        let mut inner = std::mem::replace(&mut self.inner, clone);
        Box::pin(async move {
            let (mut parts, body) = request.into_parts();
            let refusal = match bearer_user(&mut parts).await {
                Err(problem) => Some(problem),
                Ok(None) => Some(challenge::missing()),
                Ok(Some(user)) => scopes
                    .iter()
                    .any(|scope| !user.has_scope(scope))
                    .then(|| challenge::insufficient(&scopes.join(" "))),
            };
            match refusal {
                Some(problem) => Ok(problem.into_response()),
                None => Ok(inner
                    .call(Request::from_parts(parts, body))
                    .await?
                    .into_response()),
            }
        })
    }
}
