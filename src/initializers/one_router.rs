//! Puts Loco's router behind one door, so that what stands around it is cheap to copy.
//!
//! axum copies a route with each request, and each layer around it copies it again: with it goes the application's
//! context, and with that the whole configuration. A router as a whole is shared, so layers around the door copy a
//! pointer. What is lost outside is the name of the route; the answer carries it there.

use std::{
    future::Future,
    pin::Pin,
    task::{Context, Poll},
};

use async_trait::async_trait;
use axum::{
    Router as AxumRouter,
    extract::{MatchedPath, Request},
    response::Response,
};
use loco_rs::{
    Result,
    app::{AppContext, Initializer},
};
use tower::{Layer, Service};

/// The first initializer: whatever comes later stands outside of the door.
pub struct OneRouter;

#[async_trait]
impl Initializer for OneRouter {
    fn name(&self) -> String {
        "one-router".to_owned()
    }

    async fn after_routes(&self, router: AxumRouter, _ctx: &AppContext) -> Result<AxumRouter> {
        Ok(AxumRouter::new().fallback_service(router.layer(Named)))
    }
}

/// Tells those who see the answer only which route it came from.
#[derive(Clone)]
struct Named;

impl<S> Layer<S> for Named {
    type Service = NamedService<S>;

    fn layer(&self, inner: S) -> NamedService<S> {
        NamedService { inner }
    }
}

#[derive(Clone)]
struct NamedService<S> {
    inner: S,
}

impl<S> Service<Request> for NamedService<S>
where
    S: Service<Request, Response = Response>,
    S::Future: Send + 'static,
    S::Error: Send + 'static,
{
    type Response = Response;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = std::result::Result<Response, S::Error>> + Send>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<std::result::Result<(), S::Error>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, request: Request) -> Self::Future {
        let route = request.extensions().get::<MatchedPath>().cloned();
        let answer = self.inner.call(request);
        Box::pin(async move {
            let mut response = answer.await?;
            if let Some(route) = route {
                response.extensions_mut().insert(route);
            }
            Ok(response)
        })
    }
}
