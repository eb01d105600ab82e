//! Builds the router so that what stands around the routes is cheap: Loco's layers once for all routes, not once for each.
//!
//! axum copies a route with each request. Loco lays each of its layers around every single route, so with each request
//! goes the whole pile, and each layer in it copies what lies below it again, down to the handler with the application's
//! context and its configuration. A router as a whole is shared instead: layers around it copy a pointer. What is lost
//! outside is the name of the route; the answer carries it there.
//!
//! The context that handlers get has no `config.settings`: they were read at the start, and what handlers need of them
//! lies in the shared store.

use std::{
    future::Future,
    marker::PhantomData,
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
    app::{AppContext, Hooks, Initializer},
};
use tower::{Layer, Service};

use crate::{mailers::outbox::MailSettings, models::LibrarySettings};

/// The first initializer: whatever comes later stands outside. It takes the routes and the layers of `H`, and leaves
/// the router that Loco has made of them aside.
pub struct OneRouter<H>(PhantomData<H>);

impl<H> Default for OneRouter<H> {
    fn default() -> Self {
        Self(PhantomData)
    }
}

#[async_trait]
impl<H: Hooks + Send + Sync> Initializer for OneRouter<H> {
    fn name(&self) -> String {
        "one-router".to_owned()
    }

    async fn before_run(&self, ctx: &AppContext) -> Result<()> {
        ctx.shared_store.insert(LibrarySettings::of(ctx)?);
        ctx.shared_store.insert(MailSettings::of(ctx)?);
        Ok(())
    }

    async fn after_routes(&self, _loco: AxumRouter, ctx: &AppContext) -> Result<AxumRouter> {
        let routes = H::routes(ctx);
        let mut inner = H::before_routes(ctx).await?;
        for route in routes.collect() {
            inner = inner.route(&route.uri, route.method);
        }
        let inner = inner.layer(Named).with_state(for_handlers(ctx));
        let mut outer = AxumRouter::new().fallback_service(inner);
        for layer in routes.middlewares::<H>(ctx) {
            outer = layer.apply(outer)?;
        }
        let whole = H::after_routes(outer.with_state(ctx.clone()), ctx).await?;
        Ok(AxumRouter::new().fallback_service(whole))
    }
}

/// The context without what is read at the start only: axum copies it several times with each request.
fn for_handlers(ctx: &AppContext) -> AppContext {
    let mut light = ctx.clone();
    light.config.settings = None;
    light.config.initializers = None;
    light.config.scheduler = None;
    light
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
