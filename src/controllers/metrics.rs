//! `/metrics`: the numbers of this process for Prometheus.

use std::net::SocketAddr;

use axum::{
    Extension,
    extract::ConnectInfo,
    http::{
        HeaderMap, StatusCode,
        header::{AUTHORIZATION, CACHE_CONTROL, CONTENT_TYPE, HOST, WWW_AUTHENTICATE},
    },
    response::{IntoResponse, Response},
};
use loco_rs::prelude::{AppContext, Routes, State, get};
use sha2::{Digest, Sha256};

use crate::initializers::metrics::{MetricsSettings, numbers};

/// Headers by which proxies say for whom they ask.
const PROXIED: [&str; 4] = ["forwarded", "x-forwarded-for", "x-real-ip", "via"];

pub fn routes() -> Routes {
    Routes::new().add("/metrics", get(show))
}

async fn show(
    State(ctx): State<AppContext>,
    peer: Option<Extension<ConnectInfo<SocketAddr>>>,
    headers: HeaderMap,
) -> Response {
    let token = ctx
        .shared_store
        .get::<MetricsSettings>()
        .unwrap_or_default()
        .token;
    if token.is_empty() {
        if !asks_from_this_machine(peer.map(|Extension(ConnectInfo(peer))| peer), &headers) {
            return StatusCode::FORBIDDEN.into_response();
        }
    } else if !shows(&headers, &token) {
        return (StatusCode::UNAUTHORIZED, [(WWW_AUTHENTICATE, "Bearer")]).into_response();
    }
    match numbers() {
        Some(text) => (
            [
                (CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8"),
                (CACHE_CONTROL, "no-store"),
            ],
            text,
        )
            .into_response(),
        None => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}

/// A proxy on this machine asks for others: it says so, or passes on the name that they asked for.
fn asks_from_this_machine(peer: Option<SocketAddr>, headers: &HeaderMap) -> bool {
    let is_loopback = peer.is_some_and(|peer| peer.ip().to_canonical().is_loopback());
    let is_proxied = PROXIED.iter().any(|name| headers.contains_key(*name));
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    let asks_locally = host.is_none_or(|host| {
        let name = host.rsplit_once(':').map_or(host, |(name, port)| {
            if port.bytes().all(|byte| byte.is_ascii_digit()) {
                name
            } else {
                host
            }
        });
        matches!(name, "localhost" | "127.0.0.1" | "[::1]")
    });
    is_loopback && !is_proxied && asks_locally
}

/// The hashes are compared, so that the time it takes tells nothing.
fn shows(headers: &HeaderMap, token: &str) -> bool {
    let shown = headers
        .get(AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split_once(' '))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
        .map(|(_, token)| token.trim());
    shown.is_some_and(|shown| Sha256::digest(shown) == Sha256::digest(token))
}
