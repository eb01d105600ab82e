//! What Prometheus reads, and who else may.

use std::net::SocketAddr;

use axum::{
    body::Body,
    extract::ConnectInfo,
    http::{Method, Request},
};
use locallibrary::initializers::metrics::MetricsSettings;

use crate::support::{Answer, TestApp};

/// Asks for the numbers over a connection from this address.
async fn read(app: &TestApp, from: &str, headers: &[(&str, &str)]) -> Answer {
    let anonymous = app.anonymous();
    let mut request: Request<Body> = anonymous
        .request(Method::GET, "/metrics")
        .body(Body::empty())
        .expect("a valid request");
    for (name, value) in headers {
        let name = axum::http::HeaderName::try_from(*name).expect("a header's name");
        request
            .headers_mut()
            .insert(name, value.parse().expect("a header's value"));
    }
    let peer: SocketAddr = from.parse().expect("an address");
    request.extensions_mut().insert(ConnectInfo(peer));
    anonymous.send(request).await
}

#[tokio::test]
async fn requests_are_counted_by_route_and_never_by_address() {
    let app = TestApp::boot().await;
    let anonymous = app.anonymous();
    anonymous.get("/catalog/books/?page=7").await;
    anonymous.get("/catalog/author/987654").await;
    anonymous.get("/nowhere/at/all").await;
    let answer = read(&app, "127.0.0.1:50000", &[]).await.expect_status(200);
    let text = answer.text();
    for series in [
        r#"http_requests_total{method="GET",route="/catalog/books",status="200"}"#,
        r#"http_requests_total{method="GET",route="/catalog/author/{id}",status="404"}"#,
        r#"http_request_duration_seconds_bucket{method="GET",route="/catalog/books",le="0.25"}"#,
    ] {
        assert!(text.contains(series), "{series} in\n{text}");
    }
    assert!(!text.contains("987654") && !text.contains("nowhere"));
}

#[tokio::test]
async fn without_a_token_only_this_machine_may_read() {
    let app = TestApp::boot().await;
    for from in ["127.0.0.1:1", "[::1]:1", "[::ffff:127.0.0.1]:1"] {
        read(&app, from, &[]).await.expect_status(200);
    }
    read(&app, "192.0.2.1:1", &[]).await.expect_status(403);
    app.anonymous().get("/metrics").await.expect_status(403);
    for header in [
        ("x-forwarded-for", "127.0.0.1"),
        ("forwarded", "for=127.0.0.1"),
        ("host", "library.example.org"),
        ("host", "localhost.evil.example:5150"),
    ] {
        read(&app, "127.0.0.1:1", &[header])
            .await
            .expect_status(403);
    }
}

#[tokio::test]
async fn with_a_token_whoever_shows_it_may_read_and_nobody_else() {
    let app = TestApp::boot().await;
    let token = "a long token of the operator";
    app.ctx.shared_store.insert(MetricsSettings {
        token: token.to_owned(),
    });
    let bearer = format!("Bearer {token}");
    let shown = [("authorization", bearer.as_str())];
    read(&app, "192.0.2.1:1", &shown).await.expect_status(200);
    for wrong in ["Bearer", "Bearer x", "Basic YTpi", token] {
        let answer = read(&app, "127.0.0.1:1", &[("authorization", wrong)]).await;
        answer.expect_status(401);
    }
    read(&app, "127.0.0.1:1", &[]).await.expect_status(401);
}
