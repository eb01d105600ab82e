//! Every fault does what it says, and `clear` ends it.
use std::time::Duration;

use dev_openid_provider::faults::{AnswerFault, Endpoint, Token, TokenFault};
use openidconnect::core::CoreHmacKey;
use openidconnect::{JsonWebKey, PrivateSigningKey};
use serde_json::{Value, json};

use crate::support::{Browser, RelyingParty, a_provider, claims_of, header_of};

#[tokio::test]
async fn claims_are_wrong_or_missing() {
    let provider = a_provider();
    let party = RelyingParty::of(&provider);
    let right = claims_of(&party.tokens_of(&provider, "reader").await["id_token"]);
    for (fault, claim, is_missing) in [
        (TokenFault::WrongIssuer, "iss", false),
        (TokenFault::MissingIssuer, "iss", true),
        (TokenFault::WrongAudience, "aud", false),
        (TokenFault::MissingAudience, "aud", true),
        (TokenFault::SharedWithAnotherClient, "aud", false),
        (TokenFault::WrongNonce, "nonce", false),
        (TokenFault::MissingNonce, "nonce", true),
        (TokenFault::WrongSubject, "sub", false),
        (TokenFault::MissingSubject, "sub", true),
        (TokenFault::MissingIssuedAt, "iat", true),
        (TokenFault::MissingExpiry, "exp", true),
        (TokenFault::WrongAccessTokenHash, "at_hash", false),
        (TokenFault::MissingAccessTokenHash, "at_hash", true),
        (TokenFault::MissingAuthTime, "auth_time", true),
        (TokenFault::Claim("azp".into(), json!("x")), "azp", false),
        (TokenFault::WithoutClaim("azp".into()), "azp", true),
    ] {
        provider.faults().clear();
        provider.faults().token(Token::Id, fault.clone());

        let claims = claims_of(&party.tokens_of(&provider, "reader").await["id_token"]);

        assert_eq!(claims.get(claim).is_none(), is_missing, "{fault:?}");
        assert_ne!(claims.get(claim), right.get(claim), "{fault:?}");
    }
}

#[tokio::test]
async fn times_are_wrong() {
    let provider = a_provider();
    let party = RelyingParty::of(&provider);
    let now = chrono::Utc::now().timestamp();
    for (fault, claim, is_past) in [
        (TokenFault::Expired, "exp", true),
        (TokenFault::IssuedInTheFuture, "iat", false),
        (TokenFault::OldAuthTime, "auth_time", true),
    ] {
        provider.faults().clear();
        provider.faults().token(Token::Id, fault.clone());

        let claims = claims_of(&party.tokens_of(&provider, "reader").await["id_token"]);

        let off = claims[claim].as_i64().unwrap() - now;
        assert!(
            if is_past { off < -3_000 } else { off > 3_000 },
            "{fault:?}: {off}"
        );
    }
}

#[tokio::test]
async fn signatures_and_headers_are_wrong() {
    let provider = a_provider();
    let party = RelyingParty::of(&provider);
    let keys = provider.published_keys().unwrap();
    let key: openidconnect::core::CoreJsonWebKey =
        serde_json::from_value(keys["keys"][0].clone()).unwrap();
    let rs256 = openidconnect::core::CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256;
    for (fault, header, is_signed) in [
        (TokenFault::BadSignature, json!({"alg": "RS256"}), false),
        (TokenFault::AlgNone, json!({"alg": "none"}), false),
        (
            TokenFault::Hs256WithPublicKey,
            json!({"alg": "HS256"}),
            false,
        ),
        (
            TokenFault::StrangersKey,
            json!({"alg": "RS256", "kid": keys["keys"][0]["kid"]}),
            false,
        ),
        (
            TokenFault::MissingKid,
            json!({"alg": "RS256", "kid": null}),
            true,
        ),
        (
            TokenFault::UnknownKid,
            json!({"kid": "a-key-that-was-never-published"}),
            true,
        ),
        (
            TokenFault::HeaderTyp("at+jwt".into()),
            json!({"typ": "at+jwt"}),
            true,
        ),
    ] {
        provider.faults().clear();
        provider.faults().token(Token::Id, fault.clone());

        let token = party.tokens_of(&provider, "reader").await["id_token"].clone();

        let shown = header_of(&token);
        for (name, value) in header.as_object().unwrap() {
            assert_eq!(shown.get(name).unwrap_or(&Value::Null), value, "{fault:?}");
        }
        let (input, signature) = token.as_str().unwrap().rsplit_once('.').unwrap();
        use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
        let signature = URL_SAFE_NO_PAD.decode(signature).unwrap();
        assert_eq!(signature.is_empty(), fault == TokenFault::AlgNone);
        let verified = key
            .verify_signature(&rs256, input.as_bytes(), &signature)
            .is_ok();
        assert_eq!(verified, is_signed, "{fault:?}");
    }
}

#[tokio::test]
async fn an_id_token_is_signed_with_the_clients_secret() {
    let provider = a_provider();
    let party = RelyingParty::of(&provider);
    let secret = b"development-only-secret".to_vec();
    provider
        .faults()
        .token(Token::Id, TokenFault::Hs256With(secret.clone()));

    let tokens = party.tokens_of(&provider, "reader").await;

    let (input, signature) = tokens["id_token"]
        .as_str()
        .unwrap()
        .rsplit_once('.')
        .unwrap();
    use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
    let hs256 = openidconnect::core::CoreJwsSigningAlgorithm::HmacSha256;
    let expected = CoreHmacKey::new(secret)
        .sign(&hs256, input.as_bytes())
        .unwrap();
    assert_eq!(signature, URL_SAFE_NO_PAD.encode(expected));
}

#[tokio::test]
async fn faults_are_for_one_kind_of_token() {
    let provider = a_provider();
    let party = RelyingParty::of(&provider);
    provider
        .faults()
        .token(Token::RefreshedId, TokenFault::WrongSubject);
    provider
        .faults()
        .token(Token::Access, TokenFault::Claim("typ".into(), json!("ID")));

    let first = party.tokens_of(&provider, "reader").await;
    let second = party
        .refresh(first["refresh_token"].as_str().unwrap())
        .await
        .json();

    let subject = provider.subject_of("reader").unwrap();
    assert_eq!(claims_of(&first["id_token"])["sub"], subject);
    assert_ne!(claims_of(&second["id_token"])["sub"], subject);
    assert_eq!(claims_of(&first["access_token"])["typ"], "ID");
}

#[tokio::test]
async fn endpoints_answer_wrongly() {
    let provider = a_provider();
    let certs = RelyingParty::of(&provider).endpoint("certs");
    let http = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .unwrap();
    let answer = async |fault| {
        provider.faults().answer(Endpoint::Certs, fault);
        http.get(&certs).send().await.unwrap()
    };

    let cut_off = answer(AnswerFault::CutOff).await;
    assert_eq!(cut_off.status(), 200);
    assert!(cut_off.bytes().await.is_err());
    let huge = answer(AnswerFault::Huge(1_000_000))
        .await
        .bytes()
        .await
        .unwrap();
    assert!(huge.len() >= 1_000_000);
    assert!(serde_json::from_slice::<Value>(&huge).is_ok());
    let html = answer(AnswerFault::NotJson).await;
    assert_eq!(html.headers()["content-type"], "text/html");
    assert!(
        answer(AnswerFault::BrokenJson)
            .await
            .json::<Value>()
            .await
            .is_err()
    );
    let redirect = answer(AnswerFault::Redirect("http://a.example/".into())).await;
    assert_eq!(redirect.headers()["location"], "http://a.example/");
    assert_eq!(answer(AnswerFault::Status(503)).await.status(), 503);
    let error = answer(AnswerFault::OAuthError(400, "invalid_grant".into())).await;
    assert_eq!(
        error.json::<Value>().await.unwrap()["error"],
        "invalid_grant"
    );
    let slow = answer(AnswerFault::Slow(Duration::from_millis(1))).await;
    assert_eq!(slow.status(), 200);
    provider.faults().clear();
    assert!(Browser::new().get(&certs).await.json()["keys"].is_array());
}

#[tokio::test]
async fn members_of_answers_are_changed() {
    let provider = a_provider();
    let party = RelyingParty::of(&provider);
    let tokens = party.tokens_of(&provider, "reader").await;
    provider
        .faults()
        .member(Endpoint::Userinfo, "sub", json!("another"));
    provider.faults().member(
        Endpoint::Discovery,
        "issuer",
        json!("https://another.example"),
    );
    provider
        .faults()
        .without_member(Endpoint::Token, "id_token");

    let userinfo = party
        .userinfo(tokens["access_token"].as_str().unwrap())
        .await
        .json();
    let discovery = format!("{}/.well-known/openid-configuration", provider.issuer());
    let discovery = Browser::new().get(&discovery).await.json();
    let without = party.tokens_of(&provider, "reader").await;

    assert_eq!(userinfo["sub"], "another");
    assert_eq!(discovery["issuer"], "https://another.example");
    assert_eq!(without.get("id_token"), None);
}

#[tokio::test]
async fn authorization_responses_are_changed() {
    let provider = a_provider();
    let party = RelyingParty::of(&provider);
    provider.faults().response_parameter("state", "another");
    provider.faults().without_response_parameter("iss");
    let changed = provider
        .sign_in_as("reader", party.attempt().url())
        .unwrap();
    provider.faults().clear();
    provider
        .faults()
        .refuse_authorization("access_denied", "no");
    let denied = provider
        .sign_in_as("reader", party.attempt().url())
        .unwrap();

    assert!(changed.query().unwrap().contains("state=another"));
    assert!(!changed.query().unwrap().contains("iss="));
    assert!(denied.query().unwrap().contains("error=access_denied"));
    assert!(!denied.query().unwrap().contains("code="));
}

#[tokio::test]
async fn refreshes_are_refused() {
    let provider = a_provider();
    let party = RelyingParty::of(&provider);
    let tokens = party.tokens_of(&provider, "reader").await;
    let refresh = tokens["refresh_token"].as_str().unwrap();

    provider.faults().refuse_refresh(true);
    assert_eq!(
        party.refresh(refresh).await.json()["error"],
        "invalid_grant"
    );
    provider.faults().refuse_refresh(false);
    assert_eq!(party.refresh(refresh).await.status, 200);
}

#[tokio::test]
async fn the_provider_goes_offline_and_comes_back() {
    let provider = a_provider();
    let party = RelyingParty::of(&provider);
    let tokens = party.tokens_of(&provider, "reader").await;
    let certs = party.endpoint("certs");

    provider.faults().offline(true);
    assert_eq!(Browser::new().get(&certs).await.status, 503);
    provider.faults().offline(false);
    provider.go_offline();
    assert!(reqwest::get(&certs).await.unwrap_err().is_connect());
    provider.come_back().unwrap();

    let userinfo = party
        .userinfo(tokens["access_token"].as_str().unwrap())
        .await;
    assert_eq!(userinfo.status, 200);
}

#[tokio::test]
async fn requests_are_counted() {
    let provider = a_provider();
    let party = RelyingParty::of(&provider);
    party.tokens_of(&provider, "reader").await;
    Browser::new().get(&party.endpoint("certs")).await;
    Browser::new().get(&party.endpoint("certs")).await;

    assert_eq!(provider.requests_to(Endpoint::Token), 1);
    assert_eq!(provider.requests_to(Endpoint::Certs), 2);
    assert_eq!(provider.requests_to(Endpoint::Userinfo), 0);
}
