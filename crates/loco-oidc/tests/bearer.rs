//! Access tokens: verified here without a query and without asking the provider.
use crate::support::{Answer, Library};
use chrono::Utc;
use dev_openid_provider::faults::{AnswerFault, Endpoint, Token, TokenFault};
use serde_json::{Map, Value, json};

impl Library {
    /// Claims of an access token as Keycloak makes it, changed.
    fn claims(&self, change: impl FnOnce(&mut Map<String, Value>)) -> Map<String, Value> {
        let now = Utc::now().timestamp();
        let mut claims = json!({
            "iss": self.provider.issuer(), "sub": self.provider.subject_of("reader").unwrap(), "typ": "Bearer",
            "aud": ["locallibrary", "account"], "azp": "another-client", "iat": now, "exp": now + 300,
            "jti": "1", "client_id": "another-client", "scope": "openid catalog:read",
            "preferred_username": "reader", "realm_access": { "roles": ["librarian"] },
        })
        .as_object()
        .unwrap()
        .clone();
        change(&mut claims);
        claims
    }

    fn token(&self, typ: &str, change: impl FnOnce(&mut Map<String, Value>)) -> String {
        self.provider
            .sign_claims(typ, &self.claims(change))
            .unwrap()
    }

    async fn api(&self, path: &str, authorization: Option<&str>) -> Answer {
        let mut client = self.browser();
        if let Some(authorization) = authorization {
            client
                .headers
                .insert("authorization", authorization.parse().unwrap());
        }
        client.get(path).await
    }

    async fn with_token(&self, path: &str, token: &str) -> Answer {
        self.api(path, Some(&format!("Bearer {token}"))).await
    }
}

#[tokio::test]
async fn a_signed_access_token_is_verified_here() {
    let library = Library::open().await;
    for typ in ["JWT", "at+jwt", "application/at+jwt"] {
        let answer = library
            .with_token("/api/me", &library.token(typ, |_| {}))
            .await;
        assert_eq!(
            (answer.status.as_u16(), answer.text.as_str()),
            (200, "reader librarian"),
            "{typ}"
        );
    }
    assert_eq!(library.provider.requests_to(Endpoint::Introspection), 0);
    assert_eq!(library.provider.requests_to(Endpoint::Userinfo), 0);
    assert_eq!(library.provider.requests_to(Endpoint::Certs), 1);
}

#[tokio::test]
async fn a_request_without_a_token_is_challenged_without_an_error() {
    let library = Library::open().await;
    for authorization in [None, Some("Basic YTpi")] {
        let answer = library.api("/api/me", authorization).await;
        assert_eq!(answer.status, 401);
        assert_eq!(answer.header("www-authenticate"), "Bearer");
        assert_eq!(answer.header("content-type"), "application/problem+json");
    }
}

#[tokio::test]
async fn a_token_that_breaks_a_rule_is_refused() {
    let library = Library::open().await;
    let now = Utc::now().timestamp();
    let rules: [(&str, &str, Value); 9] = [
        ("wrong iss", "iss", json!("https://another.example")),
        ("wrong aud", "aud", json!("account")),
        ("no sub", "sub", Value::Null),
        ("no exp", "exp", Value::Null),
        ("expired", "exp", json!(now - 61)),
        ("not yet", "nbf", json!(now + 3600)),
        ("an ID token", "typ", json!("ID")),
        ("a refresh token", "typ", json!("Refresh")),
        (
            "nothing says that it is an access token",
            "typ",
            Value::Null,
        ),
    ];
    for (why, claim, value) in rules {
        let token = library.token("JWT", |claims| {
            claims.insert(claim.into(), value);
        });
        let answer = library.with_token("/api/me", &token).await;
        assert_eq!(answer.status, 401, "{why}");
        assert!(
            answer
                .header("www-authenticate")
                .contains(r#"error="invalid_token""#),
            "{why}"
        );
    }
    for claim in ["client_id", "jti", "iat"] {
        let token = library.token("at+jwt", |claims| drop(claims.remove(claim)));
        assert_eq!(
            library.with_token("/api/me", &token).await.status,
            401,
            "RFC 9068 wants {claim}"
        );
    }
    let token = library.token("JWT", |_| {});
    for garbage in [
        "",
        "x",
        "a.b.c",
        &token[..token.len() - 3],
        &token.replace('.', "x"),
        "eyJhbGciOiJub25lIn0.e30.",
    ] {
        assert_eq!(
            library.with_token("/api/me", garbage).await.status,
            401,
            "{garbage}"
        );
    }
}

#[tokio::test]
async fn a_token_given_to_this_application_needs_no_audience() {
    let library = Library::open().await;
    let token = library.token("JWT", |claims| {
        claims.insert("aud".into(), json!("account"));
        claims.insert("azp".into(), json!("locallibrary"));
    });
    assert_eq!(library.with_token("/api/me", &token).await.status, 200);
}

#[tokio::test]
async fn a_scope_that_is_missing_is_refused_and_named() {
    let library = Library::open().await;
    let token = library.token("JWT", |_| {});
    assert_eq!(library.with_token("/api/read", &token).await.status, 200);
    let answer = library.with_token("/api/write", &token).await;
    assert_eq!(answer.status, 403);
    assert_eq!(
        answer.header("www-authenticate"),
        r#"Bearer error="insufficient_scope", scope="catalog:write""#
    );
}

#[tokio::test]
async fn an_opaque_token_is_introspected_where_that_is_configured() {
    let library = Library::open().await;
    assert_eq!(library.with_token("/api/me", "opaque").await.status, 401);
    assert_eq!(library.provider.requests_to(Endpoint::Introspection), 0);

    let library = Library::with(|oidc| oidc["bearer"] = json!({ "opaque": "introspection" })).await;
    for _ in 0..3 {
        assert_eq!(library.with_token("/api/me", "opaque").await.status, 401);
    }
    assert_eq!(
        library.provider.requests_to(Endpoint::Introspection),
        1,
        "the answer is remembered"
    );
    for (name, value) in [
        ("active", json!(true)),
        ("sub", json!("7")),
        ("aud", json!("locallibrary")),
    ] {
        library
            .provider
            .faults()
            .member(Endpoint::Introspection, name, value);
    }
    assert_eq!(
        library.with_token("/api/me", "another-opaque").await.status,
        200
    );
}

#[tokio::test]
async fn the_provider_being_down_is_said_and_not_the_tokens_fault() {
    let library = Library::open().await;
    let token = library.token("JWT", |_| {});
    library.provider.go_offline();
    let answer = library.with_token("/api/me", &token).await;
    assert_eq!(answer.status, 503);
    assert_eq!(answer.header("content-type"), "application/problem+json");
}

#[tokio::test]
async fn a_caller_has_the_user_and_the_permissions_of_the_pages() {
    let library = Library::open().await;
    let token = library.token("JWT", |_| {});
    assert_eq!(
        library.with_token("/api/account", &token).await.text,
        "reader false"
    );
    assert!(
        library.user_named("reader").await.is_staff,
        "made with the roles of the token"
    );
    library.browser_of("reader").await;
    assert_eq!(
        library.with_token("/api/account", &token).await.text,
        "reader false",
        "the same user"
    );
}

#[tokio::test]
async fn a_signature_that_the_provider_did_not_make_is_refused() {
    for fault in [
        TokenFault::AlgNone,
        TokenFault::Hs256WithPublicKey,
        TokenFault::Hs256With(b"development-only-secret".to_vec()),
        TokenFault::BadSignature,
        TokenFault::StrangersKey,
        TokenFault::UnknownKid,
    ] {
        // Even where HS256 is allowed for ID tokens.
        let library = Library::with(|oidc| oidc["algorithms"] = json!(["RS256", "HS256"])).await;
        let name = format!("{fault:?}");
        library.provider.faults().token(Token::Access, fault);
        let mut browser = library.browser_of("reader").await;
        let token = browser.get("/token").await.text;
        assert!(token.starts_with("eyJ"));
        assert_eq!(
            library.with_token("/api/me", &token).await.status,
            401,
            "{name}"
        );
    }
    let library = Library::open().await;
    let token = library.browser_of("reader").await.get("/token").await.text;
    assert_eq!(
        library.with_token("/api/me", &token).await.status,
        200,
        "a true one"
    );
}

#[tokio::test]
async fn an_algorithm_that_is_not_allowed_is_refused() {
    let library = Library::with(|oidc| oidc["algorithms"] = json!(["ES256"])).await;
    let token = library.token("JWT", |_| {});
    assert_eq!(library.with_token("/api/me", &token).await.status, 401);
}

#[tokio::test]
async fn the_audiences_of_the_configuration_stand_for_the_api() {
    let library =
        Library::with(|oidc| oidc["bearer"] = json!({ "audiences": ["https://api.example.org"] }))
            .await;
    let with = |audience: Value| {
        library.token("at+jwt", |claims| {
            claims.insert("aud".into(), audience);
        })
    };
    for (audience, status) in [
        (json!("https://api.example.org"), 200),
        (json!(["account", "https://api.example.org"]), 200),
        (json!("locallibrary"), 401),
        (json!([]), 401),
        (json!(7), 401),
    ] {
        let token = with(audience.clone());
        assert_eq!(
            library.with_token("/api/me", &token).await.status,
            status,
            "{audience}"
        );
    }
}

#[tokio::test]
async fn an_rfc_9068_token_is_for_its_audience_alone() {
    let library = Library::open().await;
    let token = library.token("at+jwt", |claims| {
        claims.insert("aud".into(), json!("account"));
        claims.insert("azp".into(), json!("locallibrary"));
    });
    assert_eq!(library.with_token("/api/me", &token).await.status, 401);
}

#[tokio::test]
async fn a_token_of_another_typ_is_refused_whatever_its_claims_say() {
    let library = Library::open().await;
    for typ in ["logout+jwt", "dpop+jwt", "ID"] {
        let token = library.token(typ, |_| {});
        assert_eq!(
            library.with_token("/api/me", &token).await.status,
            401,
            "{typ}"
        );
    }
}

#[tokio::test]
async fn two_tokens_at_once_are_refused() {
    let library = Library::open().await;
    let token = library.token("JWT", |_| {});
    let mut client = library.browser();
    for _ in 0..2 {
        let bearer = format!("Bearer {token}").parse().unwrap();
        client.headers.append("authorization", bearer);
    }
    let answer = client.get("/api/me").await;
    assert_eq!(answer.status, 400);
    assert!(
        answer
            .header("www-authenticate")
            .contains("invalid_request")
    );
}

#[tokio::test]
async fn a_session_cookie_is_no_access_token() {
    let library = Library::open().await;
    let mut browser = library.browser_of("reader").await;
    assert_eq!(browser.get("/api/me").await.status, 401);
}

/// What introspection says of an opaque token, with one member changed.
async fn introspected(name: &str, value: Value) -> u16 {
    let library = Library::with(|oidc| oidc["bearer"] = json!({ "opaque": "introspection" })).await;
    let now = Utc::now().timestamp();
    let said = json!({
        "active": true, "sub": "7", "aud": "locallibrary", "iss": library.provider.issuer(),
        "exp": now + 300, "client_id": "another-client",
    });
    let faults = library.provider.faults();
    for (name, value) in said.as_object().unwrap() {
        faults.member(Endpoint::Introspection, name, value.clone());
    }
    faults.member(Endpoint::Introspection, name, value);
    library
        .with_token("/api/me", "opaque")
        .await
        .status
        .as_u16()
}

#[tokio::test]
async fn what_introspection_says_is_checked_as_a_signed_token_is() {
    assert_eq!(introspected("active", json!(true)).await, 200);
    for (name, value) in [
        ("active", json!(false)),
        ("active", json!("true")),
        ("active", Value::Null),
        ("iss", json!("https://another.example")),
        ("sub", Value::Null),
        ("sub", json!("")),
        ("aud", json!("another-client")),
        ("aud", Value::Null),
        ("exp", json!(Utc::now().timestamp() - 61)),
    ] {
        assert_eq!(
            introspected(name, value.clone()).await,
            401,
            "{name} {value}"
        );
    }
    assert_eq!(introspected("client_id", json!("locallibrary")).await, 200);
}

#[tokio::test]
async fn userinfo_is_asked_where_that_is_configured() {
    let library = Library::with(|oidc| oidc["bearer"] = json!({ "opaque": "userinfo" })).await;
    assert_eq!(library.with_token("/api/me", "opaque").await.status, 401);
    assert_eq!(library.provider.requests_to(Endpoint::Userinfo), 1);
    assert_eq!(library.with_token("/api/me", "opaque").await.status, 401);
    assert_eq!(
        library.provider.requests_to(Endpoint::Userinfo),
        1,
        "the answer is remembered"
    );
}

#[tokio::test]
async fn strange_answers_about_an_opaque_token_are_not_the_tokens_fault() {
    for fault in [
        AnswerFault::NotJson,
        AnswerFault::CutOff,
        AnswerFault::Huge(2_000_000),
        AnswerFault::Status(500),
        AnswerFault::Redirect("http://127.0.0.1:9/".into()),
    ] {
        for (way, endpoint) in [
            ("introspection", Endpoint::Introspection),
            ("userinfo", Endpoint::Userinfo),
        ] {
            let library = Library::with(|oidc| oidc["bearer"] = json!({ "opaque": way })).await;
            library.provider.faults().answer(endpoint, fault.clone());
            let answer = library.with_token("/api/me", "opaque").await;
            assert_eq!(answer.status, 503, "{way} {fault:?}");
            assert_eq!(answer.header("content-type"), "application/problem+json");
            assert!(!answer.header("retry-after").is_empty());
        }
    }
}

#[tokio::test]
async fn a_signed_token_that_does_not_say_what_it_is_is_for_the_provider_to_judge() {
    let library = Library::with(|oidc| oidc["bearer"] = json!({ "opaque": "introspection" })).await;
    let untyped = |claim: &str| {
        library.token("JWT", |claims| {
            claims.remove("typ");
            claims.insert(claim.into(), json!("x"));
        })
    };
    let said = json!({ "active": true, "sub": "7", "aud": "locallibrary" });
    for (name, value) in said.as_object().unwrap() {
        let faults = library.provider.faults();
        faults.member(Endpoint::Introspection, name, value.clone());
    }
    let answer = library.with_token("/api/me", &untyped("jti")).await;
    assert_eq!(answer.status, 200, "the provider knows it");
    assert_eq!(library.provider.requests_to(Endpoint::Introspection), 1);
    for id_token in [untyped("nonce"), untyped("at_hash"), untyped("typ")] {
        assert_eq!(library.with_token("/api/me", &id_token).await.status, 401);
    }
    assert_eq!(library.provider.requests_to(Endpoint::Introspection), 1);
}
