//! How the application proves to the provider who it is (OpenID Connect Core section 9).
use crate::support::Library;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use dev_openid_provider::Algorithm;
use dev_openid_provider::faults::Endpoint;
use dev_openid_provider::testing::ClientProof;
use rsa::pkcs8::{EncodePrivateKey, LineEnding};
use rsa::traits::PublicKeyParts;
use serde_json::{Value, json};
use std::sync::OnceLock;

async fn proof_of_a_sign_in(library: &Library) -> ClientProof {
    library.browser_of("reader").await;
    library.provider.last_client_proof().unwrap()
}

#[tokio::test]
async fn the_secret_goes_into_the_header_where_the_provider_takes_it_there() {
    let library = Library::open().await;
    assert_eq!(
        proof_of_a_sign_in(&library).await,
        ClientProof::SecretInHeader
    );
}

#[tokio::test]
async fn the_secret_goes_into_the_body_where_the_provider_takes_it_only_there() {
    let library = Library::open().await;
    library.provider.faults().member(
        Endpoint::Discovery,
        "token_endpoint_auth_methods_supported",
        json!(["client_secret_post", "private_key_jwt"]),
    );
    assert_eq!(
        proof_of_a_sign_in(&library).await,
        ClientProof::SecretInBody
    );
}

#[tokio::test]
async fn the_configuration_chooses_before_discovery_does() {
    for (method, proof) in [
        ("client_secret_basic", ClientProof::SecretInHeader),
        ("client_secret_post", ClientProof::SecretInBody),
    ] {
        let library = Library::with(|oidc| oidc["client_auth"] = json!(method)).await;
        assert_eq!(proof_of_a_sign_in(&library).await, proof);
    }
}

#[tokio::test]
async fn a_secret_with_characters_that_mean_something_elsewhere_arrives_whole() {
    let secret = "a:b c%2f&=+ü";
    for method in ["client_secret_basic", "client_secret_post"] {
        let library = Library::with_realm(
            |realm| realm["clients"][0]["secret"] = json!(secret),
            |oidc| {
                oidc["client_secret"] = json!(secret);
                oidc["client_auth"] = json!(method);
            },
        )
        .await;
        library.browser_of("reader").await;
    }
}

#[tokio::test]
async fn a_public_client_proves_nothing_but_pkce() {
    let library = Library::with_realm(
        |realm| realm["clients"][0]["publicClient"] = json!(true),
        |oidc| oidc["client_secret"] = json!(""),
    )
    .await;
    assert_eq!(proof_of_a_sign_in(&library).await, ClientProof::Nothing);
}

/// A key of this application, made once.
fn key() -> &'static rsa::RsaPrivateKey {
    static KEY: OnceLock<rsa::RsaPrivateKey> = OnceLock::new();
    KEY.get_or_init(|| rsa::RsaPrivateKey::new(&mut rsa::rand_core::OsRng, 2048).unwrap())
}

fn public_jwks() -> Value {
    let text = |number: &rsa::BigUint| URL_SAFE_NO_PAD.encode(number.to_bytes_be());
    json!({ "keys": [{ "kty": "RSA", "use": "sig", "n": text(key().n()), "e": text(key().e()) }] })
}

/// A library whose client has this public key, and proves itself with that private one.
async fn with_keys(public: Value, private: &rsa::RsaPrivateKey) -> (Library, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("client-key.pem");
    let pem = private.to_pkcs8_pem(LineEnding::LF).unwrap();
    std::fs::write(&file, pem.as_bytes()).unwrap();
    let library = Library::with_realm(
        |realm| {
            let client = &mut realm["clients"][0];
            client["clientAuthenticatorType"] = json!("client-jwt");
            client["attributes"]["jwks.string"] = json!(public.to_string());
        },
        |oidc| {
            oidc["client_secret"] = json!("");
            oidc["client_key"] = json!({ "file": file });
            oidc["bearer"] = json!({ "opaque": "introspection" });
        },
    )
    .await;
    (library, folder)
}

#[tokio::test]
async fn a_private_key_stands_for_the_secret_at_sign_in_refresh_and_introspection() {
    let (library, _folder) = with_keys(public_jwks(), key()).await;
    assert_eq!(
        proof_of_a_sign_in(&library).await,
        ClientProof::Assertion(Algorithm::Rs256)
    );

    let mut browser = library.browser_of("reader").await;
    library.end_access_tokens().await;
    let before = library.provider.requests_to(Endpoint::Token);
    assert_eq!(browser.get("/").await.text, "signed in as reader");
    assert_eq!(library.provider.requests_to(Endpoint::Token), before + 1);

    let mut client = library.browser();
    client
        .headers
        .insert("authorization", "Bearer opaque".parse().unwrap());
    assert_eq!(client.get("/api/me").await.status, 401);
    assert_eq!(library.provider.requests_to(Endpoint::Introspection), 1);
    assert_eq!(
        library.provider.last_client_proof(),
        Some(ClientProof::Assertion(Algorithm::Rs256))
    );
}

#[tokio::test]
async fn a_provider_that_wants_pss_gets_it() {
    let (library, _folder) = with_keys(public_jwks(), key()).await;
    library.provider.faults().member(
        Endpoint::Discovery,
        "token_endpoint_auth_signing_alg_values_supported",
        json!(["PS256", "ES256"]),
    );
    assert_eq!(
        proof_of_a_sign_in(&library).await,
        ClientProof::Assertion(Algorithm::Ps256)
    );
}

#[tokio::test]
async fn a_key_that_the_provider_does_not_know_is_a_page() {
    let stranger = rsa::RsaPrivateKey::new(&mut rsa::rand_core::OsRng, 2048).unwrap();
    let (library, _folder) = with_keys(public_jwks(), &stranger).await;
    assert_eq!(library.refused("reader").await.status, 503);
}
