//! Refreshing tokens on the server.
use crate::support::{Browser, Library};
use chrono::{TimeDelta, Utc};
use dev_openid_provider::faults::{AnswerFault, Endpoint, Token, TokenFault};
use std::time::{Duration, Instant};

/// A browser whose access token has just ended.
async fn with_ended_token() -> (Library, Browser) {
    let library = Library::open().await;
    let browser = library.browser_of("reader").await;
    library.end_access_tokens().await;
    (library, browser)
}

#[tokio::test]
async fn tokens_are_renewed_and_roles_arrive_while_somebody_stays_signed_in() {
    let (library, mut browser) = with_ended_token().await;
    let before = library.session_rows().await.remove(0);
    library.provider.add_role("reader", "librarian").unwrap();
    assert_eq!(browser.get("/librarians").await.status, 200);
    assert!(library.user_named("reader").await.is_staff);
    let after = library.session_rows().await.remove(0);
    assert_ne!(after.tokens, before.tokens);
    assert!(after.access_expires_at > before.access_expires_at);
    assert_eq!(after.token_hash, before.token_hash);
    library.provider.remove_role("reader", "librarian").unwrap();
    library.end_access_tokens().await;
    assert_eq!(
        browser.get("/librarians").await.status,
        403,
        "and are taken away"
    );
}

#[tokio::test]
async fn many_requests_at_once_refresh_once() {
    let (library, browser) = with_ended_token().await;
    let before = library.provider.requests_to(Endpoint::Token);
    let mut flights = tokio::task::JoinSet::new();
    for _ in 0..20 {
        let mut browser = browser.clone();
        flights.spawn(async move { browser.get("/").await.text });
    }
    for text in flights.join_all().await {
        assert_eq!(text, "signed in as reader");
    }
    assert_eq!(library.provider.requests_to(Endpoint::Token), before + 1);
}

#[tokio::test]
async fn those_who_want_the_access_token_wait_for_the_one_that_is_fetched() {
    let (library, browser) = with_ended_token().await;
    let before = library.provider.requests_to(Endpoint::Token);
    let mut flights = tokio::task::JoinSet::new();
    for _ in 0..5 {
        let mut browser = browser.clone();
        flights.spawn(async move { browser.get("/token").await.text });
    }
    let mut tokens = flights.join_all().await;
    tokens.dedup();
    assert_eq!(tokens.len(), 1);
    assert!(tokens[0].starts_with("eyJ"));
    assert_eq!(library.provider.requests_to(Endpoint::Token), before + 1);
}

#[tokio::test]
async fn a_refused_refresh_ends_the_session() {
    let (library, mut browser) = with_ended_token().await;
    library.provider.faults().refuse_refresh(true);
    assert_eq!(browser.get("/").await.text, "nobody is signed in");
    assert!(library.session_rows().await.is_empty());
}

#[tokio::test]
async fn a_provider_that_cannot_be_reached_does_not_end_the_session_and_is_not_hammered() {
    let (library, mut browser) = with_ended_token().await;
    library
        .provider
        .faults()
        .answer(Endpoint::Token, AnswerFault::Status(503));
    let before = library.provider.requests_to(Endpoint::Token);
    for _ in 0..5 {
        assert_eq!(browser.get("/").await.text, "signed in as reader");
    }
    assert_eq!(library.provider.requests_to(Endpoint::Token), before + 1);
}

#[tokio::test]
async fn a_refreshed_id_token_of_another_iss_or_sub_ends_the_session() {
    for fault in [
        TokenFault::WrongIssuer,
        TokenFault::WrongSubject,
        TokenFault::BadSignature,
        TokenFault::AlgNone,
    ] {
        let (library, mut browser) = with_ended_token().await;
        let name = format!("{fault:?}");
        library.provider.faults().token(Token::RefreshedId, fault);
        assert_eq!(browser.get("/").await.text, "nobody is signed in", "{name}");
    }
}

#[tokio::test]
async fn keys_may_rotate_before_and_after_signing_and_be_used_again() {
    let library = Library::open().await;
    library.browser_of("reader").await;
    let fetched = library.provider.requests_to(Endpoint::Certs);
    library.browser_of("reader").await;
    assert_eq!(
        library.provider.requests_to(Endpoint::Certs),
        fetched,
        "known keys are kept"
    );
    library.provider.rotate_key(false).unwrap();
    library.browser_of("reader").await;
    assert_eq!(
        library.provider.requests_to(Endpoint::Certs),
        fetched + 1,
        "an unknown key is fetched at once"
    );

    let library = Library::open().await;
    library.browser_of("reader").await;
    library.provider.reuse_kid().unwrap();
    library.browser_of("reader").await;
}

#[tokio::test]
async fn forgeries_do_not_make_the_provider_give_its_keys_again_and_again() {
    let library = Library::open().await;
    library.browser_of("reader").await;
    library.clock.set(Utc::now());
    let before = library.provider.requests_to(Endpoint::Certs);
    library
        .provider
        .faults()
        .token(Token::Id, TokenFault::UnknownKid);
    for _ in 0..5 {
        library.refused("reader").await;
    }
    assert_eq!(library.provider.requests_to(Endpoint::Certs), before + 1);
}

#[tokio::test]
async fn a_refreshed_id_token_with_another_nonce_ends_the_session() {
    let (library, mut browser) = with_ended_token().await;
    library
        .provider
        .faults()
        .token(Token::RefreshedId, TokenFault::WrongNonce);
    assert_eq!(browser.get("/").await.text, "nobody is signed in");
}

#[tokio::test]
async fn the_new_access_token_is_the_one_that_userinfo_is_asked_with() {
    let (library, mut browser) = with_ended_token().await;
    let before = library.provider.requests_to(Endpoint::Userinfo);
    library
        .provider
        .set_claim("reader", "nickname", "Rosie".into())
        .unwrap();
    let claims = browser.get("/claims").await.text;
    assert!(claims.contains("Rosie"), "{claims}");
    assert_eq!(library.provider.requests_to(Endpoint::Userinfo), before + 1);
}

#[tokio::test]
async fn a_userinfo_of_somebody_else_after_a_refresh_ends_the_session() {
    let (library, mut browser) = with_ended_token().await;
    library
        .provider
        .faults()
        .member(Endpoint::Userinfo, "sub", "somebody-else".into());
    assert_eq!(browser.get("/").await.text, "nobody is signed in");
}

#[tokio::test]
async fn a_userinfo_that_fails_after_a_refresh_loses_neither_tokens_nor_roles() {
    let (library, mut browser) = with_ended_token().await;
    let before = library.session_rows().await.remove(0);
    library
        .provider
        .faults()
        .answer(Endpoint::Userinfo, AnswerFault::Status(500));
    assert_eq!(browser.get("/").await.text, "signed in as reader");
    let after = library.session_rows().await.remove(0);
    assert_ne!(after.tokens, before.tokens);
    assert_eq!(after.userinfo, before.userinfo);
}

#[tokio::test]
async fn each_refresh_uses_the_token_that_the_one_before_gave() {
    let (library, mut browser) = with_ended_token().await;
    for _ in 0..3 {
        assert_eq!(browser.get("/").await.text, "signed in as reader");
        library.end_access_tokens().await;
    }
}

#[tokio::test]
async fn a_refresh_token_that_does_not_rotate_is_kept() {
    let keep = |realm: &mut serde_json::Value| realm["revokeRefreshToken"] = false.into();
    let library = Library::with_realm(keep, |_| {}).await;
    let mut browser = library.browser_of("reader").await;
    library
        .provider
        .faults()
        .without_member(Endpoint::Token, "refresh_token");
    let before = library.provider.requests_to(Endpoint::Token);
    for _ in 0..2 {
        library.end_access_tokens().await;
        assert_eq!(browser.get("/").await.text, "signed in as reader");
    }
    assert_eq!(library.provider.requests_to(Endpoint::Token), before + 2);
}

#[tokio::test]
async fn without_a_refresh_token_a_session_lives_by_its_own_limits() {
    let library = Library::open().await;
    library
        .provider
        .faults()
        .without_member(Endpoint::Token, "refresh_token");
    let mut browser = library.browser_of("reader").await;
    library.end_access_tokens().await;
    let before = library.provider.requests_to(Endpoint::Token);
    for _ in 0..3 {
        assert_eq!(browser.get("/").await.text, "signed in as reader");
    }
    assert_eq!(library.provider.requests_to(Endpoint::Token), before);
}

#[tokio::test]
async fn a_session_that_was_ended_at_the_provider_ends_here_at_the_next_refresh() {
    let library = Library::open().await;
    library
        .provider
        .set_backchannel_logout("locallibrary", None, false)
        .unwrap();
    let mut browser = library.browser_of("reader").await;
    library.provider.end_sessions_of("reader").await.unwrap();
    assert_eq!(browser.get("/").await.text, "signed in as reader");
    library.end_access_tokens().await;
    assert_eq!(browser.get("/").await.text, "nobody is signed in");
}

#[tokio::test]
async fn a_refused_client_is_an_operators_mistake_and_ends_no_session() {
    let (library, mut browser) = with_ended_token().await;
    let refused = AnswerFault::OAuthError(401, "invalid_client".into());
    library.provider.faults().answer(Endpoint::Token, refused);
    assert_eq!(browser.get("/").await.text, "signed in as reader");
}

#[tokio::test]
async fn a_slow_refresh_holds_nobody_up_and_is_not_lost() {
    let (library, mut browser) = with_ended_token().await;
    let slow = AnswerFault::Slow(Duration::from_secs(8));
    library.provider.faults().answer(Endpoint::Token, slow);
    let before = library.session_rows().await.remove(0);
    let begun = Instant::now();
    assert_eq!(browser.get("/").await.text, "signed in as reader");
    assert!(begun.elapsed() < Duration::from_secs(7));
    while library.session_rows().await.remove(0).tokens == before.tokens {
        assert!(
            begun.elapsed() < Duration::from_secs(30),
            "the refresh is lost"
        );
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

#[tokio::test]
async fn a_refresh_waits_for_the_end_of_the_access_token_but_for_seconds() {
    let library = Library::open().await;
    let mut browser = library.browser_of("reader").await;
    let before = library.provider.requests_to(Endpoint::Token);
    let ends = library.session_rows().await[0].access_expires_at.unwrap();
    library.clock.set(ends - TimeDelta::seconds(11));
    browser.get("/").await;
    assert_eq!(library.provider.requests_to(Endpoint::Token), before);
    library.clock.set(ends - TimeDelta::seconds(10));
    browser.get("/").await;
    assert_eq!(library.provider.requests_to(Endpoint::Token), before + 1);
}

#[tokio::test]
async fn a_refreshed_id_token_of_another_sub_ends_the_session_even_where_userinfo_agrees() {
    let (library, mut browser) = with_ended_token().await;
    library
        .provider
        .set_claim("reader", "sub", "somebody-else".into())
        .unwrap();
    assert_eq!(browser.get("/").await.text, "nobody is signed in");
}
