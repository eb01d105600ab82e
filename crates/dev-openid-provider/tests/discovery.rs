//! The discovery document.
use crate::support::{Browser, a_provider};

#[tokio::test]
async fn the_document_says_what_the_provider_does() {
    let provider = a_provider();
    let url = format!("{}/.well-known/openid-configuration", provider.issuer());

    let document = Browser::new().get(&url).await.json();

    assert_eq!(document["issuer"], provider.issuer());
    for (name, path) in [
        ("authorization_endpoint", "auth"),
        ("token_endpoint", "token"),
        ("userinfo_endpoint", "userinfo"),
        ("jwks_uri", "certs"),
        ("end_session_endpoint", "logout"),
        ("introspection_endpoint", "token/introspect"),
        ("device_authorization_endpoint", "auth/device"),
    ] {
        let expected = format!("{}/protocol/openid-connect/{path}", provider.issuer());
        assert_eq!(document[name], expected);
    }
    assert_eq!(
        document["authorization_response_iss_parameter_supported"],
        true
    );
    assert_eq!(document["backchannel_logout_session_supported"], true);
    assert_eq!(
        document["code_challenge_methods_supported"],
        serde_json::json!(["S256"])
    );
    assert_eq!(
        document["response_modes_supported"],
        serde_json::json!(["query", "form_post"])
    );
    assert_eq!(
        document["id_token_signing_alg_values_supported"],
        serde_json::json!(["RS256", "PS256", "ES256", "EdDSA"])
    );
}

#[tokio::test]
async fn another_realm_is_not_there() {
    let provider = a_provider();
    let url = provider
        .issuer()
        .replace("/realms/locallibrary", "/realms/other");

    let answer = Browser::new()
        .get(&format!("{url}/.well-known/openid-configuration"))
        .await;

    assert_eq!(answer.status, 404);
}
