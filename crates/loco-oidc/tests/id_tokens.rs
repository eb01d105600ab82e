//! ID tokens: OpenID Connect Core section 3.1.3.7, and the conformance suite's relying-party plans.
use crate::support::Library;
use chrono::{TimeDelta, Utc};
use dev_openid_provider::faults::{Endpoint, Token, TokenFault};
use serde_json::json;
use std::sync::Arc;

/// Somebody signs in while the provider makes this mistake: refused.
async fn is_refused(fault: TokenFault) {
    let library = Library::open().await;
    library.provider.faults().token(Token::Id, fault);
    let answer = library.refused("reader").await;
    assert_eq!(answer.status, 403, "{}", answer.text);
    library.provider.faults().clear();
    library.browser_of("reader").await;
}

/// Somebody signs in although the provider does this, which is allowed.
async fn is_accepted(fault: TokenFault) {
    let library = Library::open().await;
    library.provider.faults().token(Token::Id, fault);
    library.browser_of("reader").await;
}

macro_rules! rules {
    ($check:ident: $($name:ident => $fault:expr;)*) => {
        $(#[tokio::test] async fn $name() { $check($fault).await; })*
    };
}

rules! { is_refused:
    a_wrong_iss_is_refused => TokenFault::WrongIssuer;
    a_missing_iss_is_refused => TokenFault::MissingIssuer;
    a_wrong_aud_is_refused => TokenFault::WrongAudience;
    a_missing_aud_is_refused => TokenFault::MissingAudience;
    a_token_for_another_client_too_is_refused => TokenFault::SharedWithAnotherClient;
    an_azp_of_another_client_is_refused => TokenFault::Claim("azp".into(), json!("another-client"));
    a_missing_sub_is_refused => TokenFault::MissingSubject;
    an_exp_that_is_no_time_is_refused => TokenFault::Claim("exp".into(), json!("tomorrow"));
    an_aud_of_nobody_is_refused => TokenFault::Claim("aud".into(), json!([]));
    a_missing_iat_is_refused => TokenFault::MissingIssuedAt;
    an_iat_in_the_future_is_refused => TokenFault::Claim("iat".into(), json!(Utc::now().timestamp() + 3600));
    a_missing_exp_is_refused => TokenFault::MissingExpiry;
    an_expired_token_is_refused => TokenFault::Expired;
    a_token_that_is_not_valid_yet_is_refused => TokenFault::Claim("nbf".into(), json!(Utc::now().timestamp() + 3600));
    a_wrong_nonce_is_refused => TokenFault::WrongNonce;
    a_missing_nonce_is_refused => TokenFault::MissingNonce;
    a_bad_signature_is_refused => TokenFault::BadSignature;
    an_unsigned_token_is_refused => TokenFault::AlgNone;
    a_token_signed_with_the_public_key_as_a_secret_is_refused => TokenFault::Hs256WithPublicKey;
    hs256_with_the_client_secret_is_refused_unless_configured => TokenFault::Hs256With(b"development-only-secret".to_vec());
    an_unknown_kid_is_refused => TokenFault::UnknownKid;
    a_key_that_was_never_published_is_refused => TokenFault::StrangersKey;
    a_wrong_at_hash_is_refused => TokenFault::WrongAccessTokenHash;
    a_userinfo_of_another_sub_is_refused => TokenFault::WrongSubject;
}

rules! { is_accepted:
    a_token_without_kid_is_checked_with_the_one_key => TokenFault::MissingKid;
    a_missing_at_hash_is_accepted => TokenFault::MissingAccessTokenHash;
    a_missing_azp_is_accepted_with_one_audience => TokenFault::WithoutClaim("azp".into());
    one_audience_in_a_list_is_accepted => TokenFault::Claim("aud".into(), json!(["locallibrary"]));
    further_audiences_are_accepted_where_azp_is_this_client => TokenFault::Claim("aud".into(), json!(["locallibrary", "another-client"]));
}

#[tokio::test]
async fn a_token_without_kid_is_checked_with_each_of_several_keys() {
    let library = Library::open().await;
    library.provider.publish_another_key().unwrap();
    library.provider.publish_next_key().unwrap();
    library
        .provider
        .faults()
        .token(Token::Id, TokenFault::MissingKid);
    library.browser_of("reader").await;
}

#[tokio::test]
async fn hs256_with_the_client_secret_is_accepted_where_it_is_configured() {
    let library = Library::with(|oidc| oidc["algorithms"] = json!(["RS256", "HS256"])).await;
    let secret = b"development-only-secret".to_vec();
    library
        .provider
        .faults()
        .token(Token::Id, TokenFault::Hs256With(secret));
    library.browser_of("reader").await;
    library.provider.faults().clear();
    library
        .provider
        .faults()
        .token(Token::Id, TokenFault::Hs256With(b"another secret".to_vec()));
    library.refused("reader").await;
}

#[tokio::test]
async fn an_algorithm_that_is_not_allowed_is_refused() {
    let library = Library::with(|oidc| oidc["algorithms"] = json!(["ES256"])).await;
    library.refused("reader").await;
}

#[tokio::test]
async fn an_answer_without_an_id_token_is_refused() {
    let library = Library::open().await;
    library
        .provider
        .faults()
        .without_member(Endpoint::Token, "id_token");
    library.refused("reader").await;
}

#[tokio::test]
async fn an_id_token_that_is_no_token_is_refused() {
    let library = Library::open().await;
    for garbage in ["", "x", "a.b.c", "e30.e30.", &"A".repeat(100_000)] {
        library
            .provider
            .faults()
            .member(Endpoint::Token, "id_token", json!(garbage));
        let answer = library.refused("reader").await;
        assert_eq!(answer.status, 403);
    }
}

#[tokio::test]
async fn a_userinfo_of_somebody_else_is_refused() {
    let library = Library::open().await;
    library
        .provider
        .faults()
        .member(Endpoint::Userinfo, "sub", json!("somebody-else"));
    assert_eq!(library.refused("reader").await.status, 403);
    library.provider.faults().clear();
    library
        .provider
        .faults()
        .without_member(Endpoint::Userinfo, "sub");
    assert_eq!(library.refused("reader").await.status, 403);
}

#[tokio::test]
async fn an_access_token_that_is_no_bearer_token_is_refused() {
    let library = Library::open().await;
    library
        .provider
        .faults()
        .member(Endpoint::Token, "token_type", json!("DPoP"));
    assert_eq!(library.refused("reader").await.status, 503);
}

#[tokio::test]
async fn a_clock_that_is_off_by_less_than_a_minute_does_no_harm() {
    for seconds in [-50, 50] {
        let library = Library::open().await;
        library.clock.set(Utc::now() + TimeDelta::seconds(seconds));
        library.browser_of("reader").await;
    }
}

#[tokio::test]
async fn a_clock_that_is_two_minutes_slow_refuses_tokens_from_its_future() {
    let library = Library::open().await;
    library.clock.set(Utc::now() - TimeDelta::seconds(120));
    library.refused("reader").await;
}

#[tokio::test]
async fn a_token_that_ends_is_refused_a_minute_later_and_not_earlier() {
    let library = Library::open().await;
    let end = Utc::now().timestamp() - 55;
    library
        .provider
        .faults()
        .token(Token::Id, TokenFault::Claim("exp".into(), json!(end)));
    library.clock.set(Utc::now());
    library.browser_of("reader").await;
    library.clock.advance(TimeDelta::seconds(6));
    library.refused("reader").await;
}

#[tokio::test]
async fn a_sign_in_that_must_be_fresh_is_refused_when_it_is_old_or_has_no_time() {
    let library = Library::open().await;
    for fault in [TokenFault::OldAuthTime, TokenFault::MissingAuthTime] {
        library.provider.faults().token(Token::Id, fault);
        let mut browser = library.browser();
        let url = library
            .begin(&mut browser, "/oidc/authenticate/?next=/fresh&max_age=300")
            .await;
        let callback = library.provider.sign_in_as("reader", &url).unwrap();
        let answer = browser.get(callback.as_str()).await;
        assert_eq!(answer.status, 403);
        assert_eq!(browser.get("/").await.text, "nobody is signed in");
        library.provider.faults().clear();
    }
}

#[tokio::test]
async fn a_sign_in_of_another_kind_than_the_one_wanted_is_refused_and_no_loop() {
    let library = Library::open().await;
    library
        .provider
        .faults()
        .token(Token::Id, TokenFault::Claim("acr".into(), json!("silver")));
    let mut browser = library.browser();
    let url = library
        .begin(&mut browser, "/oidc/authenticate/?next=/gold&acr=gold")
        .await;
    let callback = library.provider.sign_in_as("reader", &url).unwrap();
    assert_eq!(browser.get(callback.as_str()).await.status, 403);

    library.provider.faults().clear();
    library
        .provider
        .faults()
        .token(Token::Id, TokenFault::Claim("acr".into(), json!("gold")));
    let url = library
        .begin(&mut browser, "/oidc/authenticate/?next=/gold&acr=gold")
        .await;
    let callback = library.provider.sign_in_as("reader", &url).unwrap();
    let answer = browser.visit(callback.as_str()).await;
    assert_eq!(answer.text, "for Rosa Reader only");
}

#[tokio::test]
async fn an_iss_with_one_slash_too_many_is_refused() {
    let library = Library::open().await;
    let issuer = format!("{}/", library.provider.issuer());
    library
        .provider
        .faults()
        .token(Token::Id, TokenFault::Claim("iss".into(), json!(issuer)));
    assert_eq!(library.refused("reader").await.status, 403);
}

#[tokio::test]
async fn further_audiences_without_azp_are_refused() {
    let library = Library::open().await;
    let faults = library.provider.faults();
    let both = json!(["locallibrary", "another-client"]);
    faults.token(Token::Id, TokenFault::Claim("aud".into(), both));
    faults.token(Token::Id, TokenFault::WithoutClaim("azp".into()));
    assert_eq!(library.refused("reader").await.status, 403);
}

/// With tokens that last a minute, as a new realm of Keycloak gives them.
#[tokio::test]
async fn a_clock_that_is_off_by_thirty_seconds_is_accepted_and_by_two_minutes_refused() {
    for (seconds, is_accepted) in [(30, true), (-30, true), (120, false), (-120, false)] {
        let minute = |realm: &mut serde_json::Value| realm["accessTokenLifespan"] = json!(60);
        let library = Library::with_realm(minute, |_| {}).await;
        let now = Utc::now();
        library.provider.set_clock(Arc::new(move || now));
        library.clock.set(now + TimeDelta::seconds(seconds));
        if is_accepted {
            library.browser_of("reader").await;
        } else {
            assert_eq!(library.refused("reader").await.status, 403, "{seconds}");
        }
    }
}

#[tokio::test]
async fn times_are_taken_a_minute_off_and_not_a_second_more() {
    let library = Library::open().await;
    let now = Utc::now();
    library.clock.set(now);
    for (claim, at, is_accepted) in [
        ("iat", 60, true),
        ("iat", 61, false),
        ("nbf", 60, true),
        ("nbf", 61, false),
        ("exp", -59, true),
        ("exp", -60, false),
    ] {
        let value = json!(now.timestamp() + at);
        library
            .provider
            .faults()
            .token(Token::Id, TokenFault::Claim(claim.into(), value));
        if is_accepted {
            library.browser_of("reader").await;
        } else {
            assert_eq!(library.refused("reader").await.status, 403, "{claim} {at}");
        }
        library.provider.faults().clear();
    }
}

/// An ID token with this `sub`, with which userinfo and the access token agree.
async fn a_sub_is_refused(sub: &str) {
    let library = Library::open().await;
    library
        .provider
        .set_claim("reader", "sub", json!(sub))
        .unwrap();
    assert_eq!(library.refused("reader").await.status, 403);
}

#[tokio::test]
async fn an_empty_sub_is_refused() {
    a_sub_is_refused("").await;
}

#[tokio::test]
async fn a_sub_that_is_too_long_is_refused() {
    a_sub_is_refused(&"x".repeat(256)).await;
}

#[tokio::test]
async fn a_sub_that_is_no_text_is_refused() {
    a_sub_is_refused("a\u{0}b").await;
}

#[tokio::test]
async fn an_iss_that_differs_in_its_spelling_alone_is_refused() {
    let library = Library::open().await;
    for issuer in [
        library.provider.issuer().replace("http:", "HTTP:"),
        library.provider.issuer().replace("/realms/", "/./realms/"),
    ] {
        let fault = TokenFault::Claim("iss".into(), json!(issuer));
        library.provider.faults().token(Token::Id, fault);
        assert_eq!(library.refused("reader").await.status, 403, "{issuer}");
        library.provider.faults().clear();
    }
}
