//! Claims beside those of the ID token: userinfo, also as a signed token, and roles of the access token.
use crate::support::Library;
use dev_openid_provider::faults::{AnswerFault, Endpoint, Token, TokenFault};
use serde_json::{Map, Value, json};

impl Library {
    /// What a provider answers that signs its userinfo (OpenID Connect Core section 5.3.2), changed.
    fn signed_userinfo(&self, change: impl FnOnce(&mut Map<String, Value>)) -> String {
        let mut claims = json!({
            "iss": self.provider.issuer(), "aud": "locallibrary",
            "sub": self.provider.subject_of("reader").unwrap(),
            "preferred_username": "reader", "nickname": "Rosie",
        })
        .as_object()
        .unwrap()
        .clone();
        change(&mut claims);
        self.provider.sign_claims("JWT", &claims).unwrap()
    }

    fn answer_userinfo(&self, kind: &'static str, text: String) {
        self.provider
            .faults()
            .answer(Endpoint::Userinfo, AnswerFault::Body(kind, text));
    }
}

#[tokio::test]
async fn a_signed_userinfo_is_verified_and_taken() {
    let library = Library::open().await;
    for kind in ["application/jwt", "application/jwt; charset=utf-8"] {
        library.answer_userinfo(kind, library.signed_userinfo(|_| {}));
        let claims = library.browser_of("reader").await.get("/claims").await.text;
        assert!(claims.contains("Rosie"), "{kind}: {claims}");
    }
}

#[tokio::test]
async fn a_signed_userinfo_that_breaks_a_rule_signs_nobody_in() {
    let library = Library::open().await;
    let changed = |claim: &str, value: Value| {
        library.signed_userinfo(|claims| drop(claims.insert(claim.into(), value)))
    };
    let good = library.signed_userinfo(|_| {});
    let (signed, signature) = good.rsplit_once('.').unwrap();
    let start = if signature.starts_with('A') { 'B' } else { 'A' };
    for (why, token) in [
        (
            "another issuer",
            changed("iss", json!("https://another.example")),
        ),
        ("another audience", changed("aud", json!("another-client"))),
        ("another person", changed("sub", json!("somebody-else"))),
        (
            "another signature",
            format!("{signed}.{start}{}", &signature[1..]),
        ),
        ("no signature", format!("{signed}.")),
        ("no token", "garbage".into()),
    ] {
        library.answer_userinfo("application/jwt", token);
        let answer = library.refused("reader").await;
        assert!(matches!(answer.status.as_u16(), 403 | 503), "{why}");
    }
}

#[tokio::test]
async fn without_a_userinfo_endpoint_the_id_token_is_enough() {
    let library = Library::open().await;
    library
        .provider
        .faults()
        .without_member(Endpoint::Discovery, "userinfo_endpoint");
    let mut browser = library.browser_of("reader").await;
    assert_eq!(browser.get("/").await.text, "signed in as reader");
    assert_eq!(library.provider.requests_to(Endpoint::Userinfo), 0);
}

#[tokio::test]
async fn a_userinfo_endpoint_that_refuses_the_token_signs_nobody_in() {
    let library = Library::open().await;
    for status in [401, 403] {
        library
            .provider
            .faults()
            .answer(Endpoint::Userinfo, AnswerFault::Status(status));
        assert_eq!(library.refused("reader").await.status, 503);
    }
}

#[tokio::test]
async fn roles_of_an_access_token_count_only_where_the_provider_signed_it_for_this_person() {
    let library = Library::open().await;
    let mut browser = library.browser_of("librarian").await;
    assert_eq!(browser.get("/librarians").await.status, 200);
    for fault in [
        TokenFault::StrangersKey,
        TokenFault::BadSignature,
        TokenFault::AlgNone,
        TokenFault::WrongSubject,
        TokenFault::WrongIssuer,
    ] {
        let name = format!("{fault:?}");
        library.provider.faults().token(Token::Access, fault);
        let mut browser = library.browser_of("librarian").await;
        assert_eq!(browser.get("/librarians").await.status, 403, "{name}");
        library.provider.faults().clear();
    }
}

#[tokio::test]
async fn what_userinfo_says_of_roles_goes_before_the_access_token() {
    let library = Library::open().await;
    let roles = json!({ "roles": ["reader"] });
    library
        .provider
        .faults()
        .member(Endpoint::Userinfo, "realm_access", roles);
    let mut browser = library.browser_of("librarian").await;
    assert_eq!(browser.get("/librarians").await.status, 403);
}
