//! Refreshing tokens on the server.
use crate::support::{Browser, Library};
use chrono::{TimeDelta, Utc};
use dev_openid_provider::faults::{AnswerFault, Endpoint, Token, TokenFault};

/// A browser whose access token has just ended.
async fn with_ended_token() -> (Library, Browser) {
    let library = Library::open().await;
    let browser = library.browser_of("reader").await;
    // The tokens' own times are the provider's: only the note of the end is moved.
    library.end_access_tokens().await;
    (library, browser)
}

impl Library {
    async fn end_access_tokens(&self) {
        use loco_oidc::models::sessions;
        use sea_orm::{ActiveModelTrait, IntoActiveModel, Set};
        for row in self.session_rows().await {
            let ended = sessions::ActiveModel {
                access_expires_at: Set(Some(Utc::now() - TimeDelta::seconds(1))),
                refreshing_until: Set(None),
                ..row.into_active_model()
            };
            ended.update(&self.db).await.unwrap();
        }
    }
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
