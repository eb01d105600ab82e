//! Which path leads to which endpoint.
use axum::Router;
use axum::handler::Handler;
use axum::middleware::from_fn_with_state;
use axum::routing::{MethodRouter, get, post};

use crate::DevProvider;
use crate::endpoints::{
    authorization, certs, device, device_authorization, discovery, introspection, logout,
    resources, sign_in, token, userinfo,
};
use crate::faults::{Endpoint, misbehave};

/// All routes below `/realms/<realm>`.
pub(crate) fn routes(provider: &DevProvider) -> Router {
    let watched = |endpoint: Endpoint, route: MethodRouter<DevProvider>| {
        route.layer(from_fn_with_state((provider.clone(), endpoint), misbehave))
    };
    let protocol = Router::new()
        .route(
            "/auth",
            watched(
                Endpoint::Authorization,
                both(authorization::show, authorization::submit),
            ),
        )
        .route(
            "/auth/device",
            watched(
                Endpoint::DeviceAuthorization,
                post(device_authorization::create),
            ),
        )
        .route("/token", watched(Endpoint::Token, post(token::create)))
        .route(
            "/token/introspect",
            watched(Endpoint::Introspection, post(introspection::create)),
        )
        .route(
            "/userinfo",
            watched(Endpoint::Userinfo, both(userinfo::show, userinfo::submit)),
        )
        .route("/certs", watched(Endpoint::Certs, get(certs::show)))
        .route(
            "/logout",
            watched(Endpoint::Logout, both(logout::show, logout::submit)),
        );
    let realm = Router::new()
        .route(
            "/.well-known/openid-configuration",
            watched(Endpoint::Discovery, get(discovery::show)),
        )
        .nest("/protocol/openid-connect", protocol)
        .route("/login-actions/authenticate", post(sign_in::create))
        .route("/device", both(device::show, device::update))
        .route("/resources/provider.css", get(resources::stylesheet))
        .route("/resources/form_post.js", get(resources::form_post_script));
    let name = provider.realm().name.clone();
    Router::new()
        .nest(&format!("/realms/{name}"), realm)
        .with_state(provider.clone())
}

fn both<G, P, GT, PT>(show: G, submit: P) -> MethodRouter<DevProvider>
where
    G: Handler<GT, DevProvider>,
    P: Handler<PT, DevProvider>,
    GT: 'static,
    PT: 'static,
{
    get(show).post(submit)
}
