//! Signing out: from here, from the provider by a call or a frame, and what must not sign anybody out.
use crate::support::{Answer, Library};
use chrono::Utc;
use dev_openid_provider::faults::{Endpoint, Token, TokenFault};
use serde_json::{Map, Value, json};

impl Library {
    async fn back_channel(&self, token: &str) -> Answer {
        let mut provider = self.browser();
        provider
            .headers
            .insert("sec-fetch-site", "cross-site".parse().unwrap());
        provider
            .post("/oidc/backchannel-logout/", &[("logout_token", token)])
            .await
    }

    fn logout_token(&self, change: impl FnOnce(&mut Map<String, Value>)) -> String {
        let subject = self.provider.subject_of("reader").unwrap();
        let change = |claims: &mut Map<String, Value>| {
            claims.insert("sub".into(), json!(subject));
            change(claims);
        };
        self.provider.logout_token("locallibrary", change).unwrap()
    }
}

#[tokio::test]
async fn signing_out_ends_the_session_here_and_goes_to_the_provider_with_a_hint() {
    let library = Library::open().await;
    let mut browser = library.browser_of("reader").await;
    let token = browser.cookie("session").unwrap().to_owned();
    let answer = browser.post("/oidc/logout/", &[]).await;
    assert_eq!(answer.status, 302);
    assert!(answer.location().starts_with(library.provider.issuer()));
    assert_eq!(
        answer.location_parameter("client_id").unwrap(),
        "locallibrary"
    );
    assert!(
        answer
            .location_parameter("id_token_hint")
            .unwrap()
            .starts_with("eyJ")
    );
    let back = format!("{}/oidc/logout/", library.base_url);
    assert_eq!(
        answer
            .location_parameter("post_logout_redirect_uri")
            .unwrap(),
        back
    );
    let state = answer.location_parameter("state").unwrap();

    browser.keep("session", &token);
    assert_eq!(browser.get("/").await.text, "nobody is signed in");
    let returned = browser.get(&format!("/oidc/logout/?state={state}")).await;
    assert_eq!((returned.status.as_u16(), returned.location()), (302, "/"));
}

#[tokio::test]
async fn the_provider_signs_out_too_and_returns() {
    let library = Library::open().await;
    let mut browser = library.browser_of("reader").await;
    let answer = browser.post("/oidc/logout/", &[]).await;
    let page = browser.follow(answer).await;
    assert_eq!(
        (page.status.as_u16(), page.text.as_str()),
        (200, "nobody is signed in")
    );
    assert!(library.provider.sessions_of("reader").unwrap().is_empty());
}

#[tokio::test]
async fn a_return_with_another_state_or_none_is_shown_plainly_and_still_signed_out() {
    let library = Library::open().await;
    for query in ["", "?state=", "?state=another"] {
        let mut browser = library.browser_of("reader").await;
        browser.post("/oidc/logout/", &[]).await;
        let answer = browser.get(&format!("/oidc/logout/{query}")).await;
        assert!(
            answer.status.is_success() && answer.text.contains("signed out here"),
            "{query}"
        );
        assert_eq!(browser.get("/").await.text, "nobody is signed in");
    }
}

#[tokio::test]
async fn a_link_or_another_site_signs_nobody_out() {
    let library = Library::open().await;
    let mut browser = library.browser_of("reader").await;
    let opened_by_hand = browser.get("/oidc/logout/").await;
    assert_eq!(
        opened_by_hand.location(),
        "/",
        "nothing is said that is not so"
    );
    browser
        .headers
        .insert("sec-fetch-site", "cross-site".parse().unwrap());
    assert_eq!(browser.post("/oidc/logout/", &[]).await.status, 403);
    assert_eq!(browser.get("/").await.text, "signed in as reader");
}

#[tokio::test]
async fn signing_out_works_while_the_provider_is_down_and_twice() {
    let library = Library::open().await;
    let mut browser = library.browser_of("reader").await;
    library.provider.go_offline();
    let answer = browser.post("/oidc/logout/", &[]).await;
    assert_eq!(answer.status, 200, "no browser can connect to the provider");
    assert_eq!(browser.post("/oidc/logout/", &[]).await.status, 302);
    assert_eq!(browser.get("/").await.text, "nobody is signed in");
}

#[tokio::test]
async fn a_session_ended_in_the_providers_console_is_ended_here() {
    let library = Library::open().await;
    let mut here = library.browser_of("reader").await;
    let sid = library.session_rows().await[0].sid.clone().unwrap();
    let mut there = library.browser_of("reader").await;
    let calls = library.provider.end_session(&sid).await.unwrap();
    assert_eq!(calls[0].status, Some(200));
    assert_eq!(here.get("/").await.text, "nobody is signed in");
    assert_eq!(
        there.get("/").await.text,
        "signed in as reader",
        "another session of the same person goes on"
    );
}

#[tokio::test]
async fn a_logout_token_without_sid_ends_all_sessions_of_that_person_alone() {
    let library = Library::open().await;
    let mut here = library.browser_of("reader").await;
    let mut there = library.browser_of("reader").await;
    let mut other = library.browser_of("librarian").await;
    let answer = library.back_channel(&library.logout_token(|_| {})).await;
    assert_eq!(
        (answer.status.as_u16(), answer.header("cache-control")),
        (200, "no-store")
    );
    assert_eq!(here.get("/").await.text, "nobody is signed in");
    assert_eq!(there.get("/").await.text, "nobody is signed in");
    assert_eq!(other.get("/").await.text, "signed in as librarian");
}

/// A logout token like this ends nothing: 400, and nothing keeps the answer.
async fn is_refused(library: &Library, why: &str, token: &str) {
    let answer = library.back_channel(token).await;
    assert_eq!(
        (answer.status.as_u16(), answer.header("cache-control")),
        (400, "no-store"),
        "{why}"
    );
    assert_eq!(library.session_rows().await.len(), 1, "{why}");
}

#[tokio::test]
async fn a_logout_token_that_breaks_a_rule_ends_nothing() {
    let library = Library::open().await;
    library.browser_of("reader").await;
    let now = Utc::now().timestamp();
    let event = "http://schemas.openid.net/event/backchannel-logout";
    let rules: Vec<(&str, &str, Value)> = vec![
        ("wrong iss", "iss", json!("https://another.example")),
        ("wrong aud", "aud", json!("another-client")),
        ("no aud", "aud", Value::Null),
        ("no iat", "iat", Value::Null),
        ("no exp", "exp", Value::Null),
        ("expired", "exp", json!(now - 3600)),
        ("from the future", "iat", json!(now + 3600)),
        ("no jti", "jti", Value::Null),
        ("no events", "events", Value::Null),
        (
            "wrong event",
            "events",
            json!({ "http://schemas.openid.net/event/another": {} }),
        ),
        ("event that is no object", "events", json!({ event: true })),
        ("a nonce", "nonce", json!("n")),
        ("neither sub nor sid", "sub", Value::Null),
    ];
    for (why, claim, value) in rules {
        let token = library.logout_token(|claims| {
            if value.is_null() {
                claims.remove(claim);
            } else {
                claims.insert(claim.into(), value);
            }
        });
        is_refused(&library, why, &token).await;
    }
    for fault in [
        TokenFault::AlgNone,
        TokenFault::Hs256WithPublicKey,
        TokenFault::Hs256With(b"development-only-secret".to_vec()),
        TokenFault::BadSignature,
        TokenFault::StrangersKey,
        TokenFault::HeaderTyp("at+jwt".into()),
    ] {
        let why = format!("{fault:?}");
        library.provider.faults().token(Token::Logout, fault);
        is_refused(&library, &why, &library.logout_token(|_| {})).await;
        library.provider.faults().clear();
    }
    for garbage in ["", "x", "a.b.c"] {
        is_refused(&library, garbage, garbage).await;
    }
}

#[tokio::test]
async fn a_logout_token_works_once() {
    let library = Library::open().await;
    library.browser_of("reader").await;
    let token = library.logout_token(|_| {});
    assert_eq!(library.back_channel(&token).await.status, 200);
    library.browser_of("reader").await;
    is_refused(&library, "used before", &token).await;
}

#[tokio::test]
async fn front_channel_logout_ends_that_session_without_any_cookie() {
    let library = Library::open().await;
    let mut here = library.browser_of("reader").await;
    let sid = library.session_rows().await[0].sid.clone().unwrap();
    let mut there = library.browser_of("reader").await;
    let issuer = library.provider.issuer().to_owned();
    let mut frame = library.browser();
    for query in [
        format!("iss={issuer}"),
        format!("sid={sid}"),
        format!("iss=https://another.example&sid={sid}"),
    ] {
        assert_eq!(
            frame
                .get(&format!("/oidc/frontchannel-logout/?{query}"))
                .await
                .status,
            400
        );
    }
    assert_eq!(here.get("/").await.text, "signed in as reader");
    let answer = frame
        .get(&format!(
            "/oidc/frontchannel-logout/?iss={issuer}&sid={sid}"
        ))
        .await;
    assert_eq!(
        (answer.status.as_u16(), answer.header("cache-control")),
        (200, "no-store")
    );
    assert!(
        answer
            .header("content-security-policy")
            .contains("frame-ancestors http://127.0.0.1")
    );
    assert_eq!(here.get("/").await.text, "nobody is signed in");
    assert_eq!(there.get("/").await.text, "signed in as reader");
}

#[tokio::test]
async fn a_sid_of_somebody_else_ends_nothing() {
    let library = Library::open().await;
    library.browser_of("reader").await;
    let sid = library.session_rows().await[0].sid.clone().unwrap();
    let stranger = library.provider.subject_of("librarian").unwrap();
    let token = library.logout_token(|claims| {
        claims.insert("sub".into(), json!(stranger));
        claims.insert("sid".into(), json!(sid));
    });
    assert_eq!(library.back_channel(&token).await.status, 200);
    assert_eq!(library.session_rows().await.len(), 1);
}

#[tokio::test]
async fn a_logout_token_with_sid_alone_ends_that_session_alone() {
    let library = Library::open().await;
    let mut here = library.browser_of("reader").await;
    let sid = library.session_rows().await[0].sid.clone().unwrap();
    let mut there = library.browser_of("reader").await;
    let token = library.logout_token(|claims| {
        claims.remove("sub");
        claims.insert("sid".into(), json!(sid));
    });
    assert_eq!(library.back_channel(&token).await.status, 200);
    assert_eq!(here.get("/").await.text, "nobody is signed in");
    assert_eq!(there.get("/").await.text, "signed in as reader");
}

#[tokio::test]
async fn a_logout_token_of_an_algorithm_that_is_not_allowed_ends_nothing() {
    let library = Library::with(|oidc| oidc["algorithms"] = json!(["RS256"])).await;
    library.browser_of("reader").await;
    library
        .provider
        .set_algorithm(dev_openid_provider::Algorithm::Ps256);
    is_refused(&library, "PS256", &library.logout_token(|_| {})).await;
}

#[tokio::test]
async fn a_logout_token_of_another_typ_ends_nothing_and_without_one_it_works() {
    let library = Library::open().await;
    library.browser_of("reader").await;
    for typ in ["at+jwt", "secevent+jwt", "ID"] {
        library
            .provider
            .faults()
            .token(Token::Logout, TokenFault::HeaderTyp(typ.into()));
        is_refused(&library, typ, &library.logout_token(|_| {})).await;
        library.provider.faults().clear();
    }
    for typ in ["JWT", "logout+jwt", "application/logout+jwt"] {
        library
            .provider
            .faults()
            .token(Token::Logout, TokenFault::HeaderTyp(typ.into()));
        assert_eq!(
            library
                .back_channel(&library.logout_token(|_| {}))
                .await
                .status,
            200,
            "{typ}"
        );
        library.provider.faults().clear();
    }
}

#[tokio::test]
async fn an_id_token_is_no_logout_token() {
    let library = Library::open().await;
    let mut browser = library.browser_of("reader").await;
    let answer = browser.post("/oidc/logout/", &[]).await;
    let id_token = answer.location_parameter("id_token_hint").unwrap();
    library.browser_of("reader").await;
    is_refused(&library, "an ID token", &id_token).await;
}

#[tokio::test]
async fn a_logout_while_the_provider_is_down_is_said_and_may_be_sent_again() {
    let library = Library::open().await;
    let token = library.logout_token(|_| {});
    library.provider.go_offline();
    assert_eq!(library.back_channel(&token).await.status, 503);
    library.provider.come_back().unwrap();
    library
        .clock
        .set(Utc::now() + chrono::TimeDelta::seconds(3));
    library.browser_of("reader").await;
    assert_eq!(library.back_channel(&token).await.status, 200);
    assert!(library.session_rows().await.is_empty());
}

#[tokio::test]
async fn without_an_id_token_the_provider_is_told_who_asks_and_where_to_return() {
    let library = Library::open().await;
    let user = library.user("ada").await;
    let issuer = library.provider.issuer().to_owned();
    let opened = library
        .open(&user, loco_oidc::NewSession::for_subject(issuer, "1"))
        .await;
    let mut browser = library.browser();
    browser.keep(&opened.cookie_name, &opened.cookie_value);
    let answer = browser.post("/oidc/logout/", &[]).await;
    assert_eq!(answer.status, 302);
    assert!(answer.location_parameter("id_token_hint").is_none());
    assert_eq!(
        answer.location_parameter("client_id").unwrap(),
        "locallibrary"
    );
    assert!(
        answer
            .location_parameter("post_logout_redirect_uri")
            .is_some()
    );
    assert_eq!(browser.get("/").await.text, "nobody is signed in");
}

#[tokio::test]
async fn a_provider_without_an_end_session_endpoint_is_left_out() {
    let library = Library::open().await;
    library
        .provider
        .faults()
        .without_member(Endpoint::Discovery, "end_session_endpoint");
    let mut browser = library.browser_of("reader").await;
    let answer = browser.post("/oidc/logout/", &[]).await;
    assert_eq!((answer.status.as_u16(), answer.location()), (302, "/"));
    assert_eq!(browser.get("/").await.text, "nobody is signed in");
}

#[tokio::test]
async fn signing_out_while_nothing_is_known_of_a_provider_that_is_down_is_done_here() {
    let app = crate::support::TestApp::without_provider().await;
    let user = app.user("ada").await;
    let mut browser = app.signed_in(&user).await;
    let answer = browser.post("/oidc/logout/", &[]).await;
    assert!(answer.status.is_success() && answer.text.contains("signed out here"));
    assert_eq!(browser.get("/").await.text, "nobody is signed in");
}

#[tokio::test]
async fn a_sign_in_that_begins_meanwhile_does_not_disturb_the_return_from_signing_out() {
    let library = Library::open().await;
    let mut browser = library.browser_of("reader").await;
    let answer = browser.post("/oidc/logout/", &[]).await;
    let state = answer.location_parameter("state").unwrap();
    browser.get("/oidc/authenticate/").await;
    let returned = browser.get(&format!("/oidc/logout/?state={state}")).await;
    assert_eq!((returned.status.as_u16(), returned.location()), (302, "/"));
}

#[tokio::test]
async fn a_sid_that_cannot_be_one_is_refused() {
    let library = Library::open().await;
    let issuer = library.provider.issuer();
    for sid in ["%00", "a%0Ab", &"x".repeat(256)] {
        let query = format!("/oidc/frontchannel-logout/?iss={issuer}&sid={sid}");
        assert_eq!(library.browser().get(&query).await.status, 400, "{sid}");
    }
    let unknown = format!("/oidc/frontchannel-logout/?iss={issuer}&sid=unknown");
    assert_eq!(library.browser().get(&unknown).await.status, 200);
}
