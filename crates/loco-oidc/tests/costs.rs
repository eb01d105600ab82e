//! What a request costs in queries and in questions to the provider, and that garbage costs little.
use crate::support::{Library, TestApp};
use axum::body::Body;
use dev_openid_provider::faults::Endpoint;
use http::{HeaderValue, Request};
use loco_oidc::NewSession;
use loco_oidc::models::{identities, logout_tokens, sessions, users};
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::json;
use tower::ServiceExt;

#[tokio::test]
async fn a_signed_in_request_costs_one_query_for_session_user_and_permissions() {
    let app = TestApp::without_provider().await;
    let new = NewSession::for_subject("https://login.example.org", "1")
        .with_userinfo(json!({ "sub": "1", "realm_access": { "roles": ["librarian"] } }));
    let opened = app.open(&app.user("ada").await, new).await;
    let mut browser = app.browser();
    browser.keep(&opened.cookie_name, &opened.cookie_value);
    for (path, text) in [
        ("/", "signed in as ada"),
        ("/everything", "ada librarian false true"),
    ] {
        let (queries, answer) = app.queries_of(browser.get(path)).await;
        assert_eq!(answer.text, text);
        assert_eq!(queries, 1, "{path}");
    }
}

#[tokio::test]
async fn a_request_that_nobody_asks_for_its_user_costs_no_query() {
    let app = TestApp::without_provider().await;
    let user = app.user("ada").await;
    let mut browser = app.signed_in(&user).await;
    let (queries, answer) = app.queries_of(browser.post("/books", &[])).await;
    assert_eq!((answer.text.as_str(), queries), ("made", 0));
}

#[tokio::test]
async fn an_anonymous_request_costs_no_query() {
    let app = TestApp::without_provider().await;
    let (queries, _) = app.queries_of(app.browser().get("/")).await;
    assert_eq!(queries, 0);
}

#[tokio::test]
async fn verifying_a_bearer_token_costs_no_query_and_after_the_first_no_question() {
    let library = Library::open().await;
    let now = chrono::Utc::now().timestamp();
    let claims = json!({
        "iss": library.provider.issuer(), "sub": "1", "typ": "Bearer", "aud": "locallibrary",
        "iat": now, "exp": now + 300, "preferred_username": "reader", "scope": "catalog:read",
    });
    let token = library
        .provider
        .sign_claims("JWT", claims.as_object().unwrap())
        .unwrap();
    let mut client = library.browser();
    let bearer = format!("Bearer {token}").parse().unwrap();
    client.headers.insert("authorization", bearer);
    assert_eq!(client.get("/api/read").await.status, 200);
    let asked = || {
        [
            Endpoint::Discovery,
            Endpoint::Certs,
            Endpoint::Userinfo,
            Endpoint::Introspection,
        ]
        .map(|endpoint| library.provider.requests_to(endpoint))
    };
    let before = asked();
    for _ in 0..5 {
        let (queries, answer) = library.queries_of(client.get("/api/read")).await;
        assert_eq!((answer.status.as_u16(), queries), (200, 0));
    }
    assert_eq!(asked(), before);
    library.provider.go_offline();
    assert_eq!(
        client.get("/api/read").await.status,
        200,
        "with the known keys"
    );
}

/// How many requests of each kind a flood has.
const FLOOD: usize = 5_000;

impl Library {
    async fn rows(&self) -> [u64; 4] {
        [
            sessions::Entity::find().count(&self.db).await.unwrap(),
            users::Entity::find().count(&self.db).await.unwrap(),
            identities::Entity::find().count(&self.db).await.unwrap(),
            logout_tokens::Entity::find().count(&self.db).await.unwrap(),
        ]
    }

    /// Sends a request past the network, and returns its status.
    async fn flood(&self, request: Request<Body>) -> u16 {
        let answer = self.router.clone().oneshot(request).await.unwrap();
        answer.status().as_u16()
    }
}

/// Every step of a flood is of constant cost, and leaves nothing behind: attempts live in the
/// browser's cookies, sessions are made after the provider's word alone, what is known of the
/// provider is one document and one key set, and the cache of opaque tokens has a limit.
#[tokio::test]
async fn a_flood_of_garbage_fills_no_table_and_asks_the_provider_for_nothing() {
    let library = Library::open().await;
    library.browser_of("reader").await;
    library.clock.set(chrono::Utc::now());
    let (rows, keys, tokens) = (
        library.rows().await,
        library.provider.requests_to(Endpoint::Certs),
        library.provider.requests_to(Endpoint::Token),
    );
    let issuer = library.provider.issuer().to_owned();
    let forged = |number: usize| {
        use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
        let encode = |part: serde_json::Value| URL_SAFE_NO_PAD.encode(part.to_string());
        let header = encode(json!({ "alg": "RS256", "typ": "JWT", "kid": number.to_string() }));
        let claims = encode(json!({
            "iss": issuer, "sub": "1", "typ": "Bearer", "aud": "locallibrary",
            "iat": 0, "exp": 99_999_999_999_i64,
        }));
        format!("{header}.{claims}.AAAA")
    };
    for number in 0..FLOOD {
        let state = format!("{number:043}");
        let callback = Request::get(format!("/oidc/callback/?code=x&state={state}"))
            .header("cookie", format!("oidc-{}={number}.{state}", &state[..8]));
        assert_eq!(
            library.flood(callback.body(Body::empty()).unwrap()).await,
            400
        );

        let cookie = Request::get("/").header("cookie", format!("session={state}"));
        assert_eq!(
            library.flood(cookie.body(Body::empty()).unwrap()).await,
            200
        );

        let bearer =
            Request::get("/api/me").header("authorization", format!("Bearer {}", forged(number)));
        assert_eq!(
            library.flood(bearer.body(Body::empty()).unwrap()).await,
            401
        );

        let logout = Request::post("/oidc/backchannel-logout/");
        let body = format!("logout_token={}", forged(number));
        assert_eq!(library.flood(logout.body(body.into()).unwrap()).await, 400);
    }
    assert_eq!(library.rows().await, rows);
    assert_eq!(library.provider.requests_to(Endpoint::Token), tokens);
    assert!(library.provider.requests_to(Endpoint::Certs) <= keys + 1);
}

#[tokio::test]
async fn garbage_costs_no_query_where_it_cannot_be_anything() {
    let app = TestApp::without_provider().await;
    for (path, name, value, status) in [
        ("/", "cookie", "session=x".to_owned(), 200),
        ("/", "cookie", format!("session={}", "x".repeat(42)), 200),
        ("/", "cookie", format!("session={}", "x".repeat(5_000)), 200),
        ("/", "cookie", format!("session={}", "%".repeat(43)), 200),
        ("/", "cookie", "session=ö".repeat(10), 200),
        ("/", "cookie", ";;;===;session".to_owned(), 200),
        ("/api/me", "authorization", "Bearer".to_owned(), 401),
        (
            "/api/me",
            "authorization",
            format!("Bearer {}", "x".repeat(5_000)),
            401,
        ),
        (
            "/api/me",
            "authorization",
            "Bearer a.b.c.d.e".to_owned(),
            401,
        ),
    ] {
        let request = Request::get(path)
            .header(name, HeaderValue::from_bytes(value.as_bytes()).unwrap())
            .body(Body::empty())
            .unwrap();
        let (queries, answer) = app.queries_of(app.router.clone().oneshot(request)).await;
        assert_eq!(answer.unwrap().status(), status, "{value}");
        assert_eq!(queries, 0, "{value}");
    }
}

#[tokio::test]
async fn while_somebody_else_refreshes_a_request_costs_one_query_as_always() {
    use sea_orm::{ActiveModelTrait, IntoActiveModel, Set};
    let library = Library::open().await;
    let mut browser = library.browser_of("reader").await;
    let now = library.clock.now();
    let row = library.session_rows().await.remove(0);
    let in_flight = sessions::ActiveModel {
        access_expires_at: Set(Some(now)),
        refreshing_until: Set(Some(now + chrono::TimeDelta::seconds(30))),
        ..row.into_active_model()
    };
    in_flight.update(&library.db).await.unwrap();
    let (queries, answer) = library.queries_of(browser.get("/")).await;
    assert_eq!((answer.text.as_str(), queries), ("signed in as reader", 1));
}
