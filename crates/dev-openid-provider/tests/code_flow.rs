//! The authorization code flow, with openidconnect as the relying party.
use openidconnect::core::{CoreAuthenticationFlow, CoreClient, CoreProviderMetadata};
use openidconnect::{
    AuthorizationCode, ClientId, ClientSecret, CsrfToken, IssuerUrl, Nonce, OAuth2TokenResponse,
    PkceCodeChallenge, RedirectUrl, Scope, TokenResponse,
};

use crate::support::{Browser, CALLBACK, RelyingParty, a_provider, claims_of};

#[tokio::test]
async fn a_reader_signs_in_through_the_page_and_openidconnect_believes_the_tokens() {
    let provider = a_provider();
    let http = openidconnect::reqwest::Client::new();
    let issuer = IssuerUrl::new(provider.issuer().to_owned()).unwrap();
    let metadata = CoreProviderMetadata::discover_async(issuer, &http)
        .await
        .unwrap();
    let secret = ClientSecret::new("development-only-secret".to_owned());
    let client = CoreClient::from_provider_metadata(
        metadata,
        ClientId::new("locallibrary".to_owned()),
        Some(secret),
    )
    .set_redirect_uri(RedirectUrl::new(CALLBACK.to_owned()).unwrap());
    let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
    let (url, state, nonce) = client
        .authorize_url(
            CoreAuthenticationFlow::AuthorizationCode,
            CsrfToken::new_random,
            Nonce::new_random,
        )
        .add_scope(Scope::new("profile".to_owned()))
        .set_pkce_challenge(challenge)
        .url();

    let browser = Browser::new();
    let page = browser.get(url.as_str()).await;
    let back = browser
        .submit(&page, &[("username", "reader"), ("password", "reader")])
        .await;

    assert_eq!(back.status, 303);
    assert!(back.location().as_str().starts_with(CALLBACK));
    assert_eq!(back.parameter("state").as_ref(), Some(state.secret()));
    assert_eq!(back.parameter("iss").as_deref(), Some(provider.issuer()));
    let code = AuthorizationCode::new(back.parameter("code").unwrap());
    let tokens = client
        .exchange_code(code)
        .unwrap()
        .set_pkce_verifier(verifier)
        .request_async(&http)
        .await
        .unwrap();
    let id_token = tokens.id_token().unwrap();
    let verifier = client.id_token_verifier();
    let claims = id_token.claims(&verifier, &nonce).unwrap();
    assert_eq!(claims.preferred_username().unwrap().as_str(), "reader");
    let hash = openidconnect::AccessTokenHash::from_token(
        tokens.access_token(),
        id_token.signing_alg().unwrap(),
        id_token.signing_key(&verifier).unwrap(),
    );
    assert_eq!(claims.access_token_hash(), Some(&hash.unwrap()));
    let userinfo: openidconnect::core::CoreUserInfoClaims = client
        .user_info(
            tokens.access_token().clone(),
            Some(claims.subject().clone()),
        )
        .unwrap()
        .request_async(&http)
        .await
        .unwrap();
    assert_eq!(userinfo.email().unwrap().as_str(), "reader@library.example");
}

#[tokio::test]
async fn the_tokens_say_what_keycloaks_say() {
    let provider = a_provider();
    let party = RelyingParty::of(&provider);

    let tokens = party.tokens_of(&provider, "librarian").await;

    let id = claims_of(&tokens["id_token"]);
    assert_eq!(id["iss"], provider.issuer());
    assert_eq!(id["aud"], "locallibrary");
    assert_eq!(id["azp"], "locallibrary");
    assert_eq!(id["nonce"], "the-nonce");
    assert_eq!(id["typ"], "ID");
    assert_eq!(id["email_verified"], true);
    assert_eq!(id["given_name"], "Libor");
    assert!(id["auth_time"].is_i64() && id["exp"].is_i64() && id["iat"].is_i64());
    let access = claims_of(&tokens["access_token"]);
    assert_eq!(access["typ"], "Bearer");
    assert_eq!(
        access["aud"],
        serde_json::json!(["locallibrary", "account"])
    );
    assert_eq!(access["sid"], id["sid"]);
    assert_eq!(access["scope"], "openid profile email");
    for claims in [&id, &access] {
        let roles = claims["realm_access"]["roles"].as_array().unwrap();
        assert!(roles.contains(&serde_json::json!("librarian")));
    }
    assert_eq!(tokens["token_type"], "Bearer");
    assert_eq!(tokens["expires_in"], 300);
}
