//! How clients prove themselves.
use base64::{Engine, engine::general_purpose::STANDARD};
use dev_openid_provider::RunningProvider;
use serde_json::{Value, json};

use crate::support::{Browser, REALM, RelyingParty, a_provider};

const API: (&str, &str) = ("locallibrary-api", "development-only-api-secret");

#[tokio::test]
async fn by_secret_in_the_header_or_in_the_body() {
    let provider = a_provider();
    let url = RelyingParty::of(&provider).endpoint("token");
    let http = reqwest::Client::new();
    let grant = ("grant_type", "client_credentials");

    let in_header = http
        .post(&url)
        .basic_auth(API.0, Some(API.1))
        .form(&[grant]);
    let in_body = http
        .post(&url)
        .form(&[grant, ("client_id", API.0), ("client_secret", API.1)]);

    assert_eq!(in_header.send().await.unwrap().status(), 200);
    assert_eq!(in_body.send().await.unwrap().status(), 200);
}

#[tokio::test]
async fn not_by_a_wrong_secret_or_in_two_ways() {
    let provider = a_provider();
    let url = RelyingParty::of(&provider).endpoint("token");
    let http = reqwest::Client::new();
    let grant = ("grant_type", "client_credentials");
    let post = || http.post(&url);
    let garbage = STANDARD.encode("no colon");
    for (request, status) in [
        (post().form(&[grant]), 401),
        (post().form(&[grant, ("client_id", API.0)]), 401),
        (
            post().form(&[grant, ("client_id", API.0), ("client_secret", "wrong")]),
            401,
        ),
        (
            post().form(&[grant, ("client_id", "nobody"), ("client_secret", API.1)]),
            401,
        ),
        (post().header("authorization", "Basic").form(&[grant]), 401),
        (
            post().header("authorization", "Basic %%%").form(&[grant]),
            401,
        ),
        (
            post()
                .header("authorization", format!("Basic {garbage}"))
                .form(&[grant]),
            401,
        ),
        (
            post()
                .basic_auth(API.0, Some(API.1))
                .form(&[grant, ("client_secret", API.1)]),
            400,
        ),
    ] {
        let answer = request.send().await.unwrap();

        assert_eq!(answer.status(), status);
        assert_eq!(
            answer.headers().contains_key("www-authenticate"),
            status == 401
        );
    }
}

#[tokio::test]
async fn by_a_key_of_its_own() {
    let (signer, provider) = a_provider_and_its_clients_key();
    let party = RelyingParty::of(&provider);
    let assertion = |change: fn(&mut serde_json::Map<String, Value>)| {
        let now = chrono::Utc::now().timestamp();
        let claims = json!({
            "iss": "locallibrary-api", "sub": "locallibrary-api", "aud": provider.issuer(),
            "jti": format!("{:?}", std::time::Instant::now()), "exp": now + 60,
        });
        let mut claims = claims.as_object().unwrap().clone();
        change(&mut claims);
        signer.sign_claims("JWT", &claims).unwrap()
    };
    let ask = async |assertion: &str| {
        let form = [
            ("grant_type", "client_credentials"),
            (
                "client_assertion_type",
                "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            ),
            ("client_assertion", assertion),
        ];
        Browser::new()
            .post(&party.endpoint("token"), &form)
            .await
            .status
    };

    let good = assertion(|_| {});
    assert_eq!(ask(&good).await, 200);
    assert_eq!(ask(&good).await, 401, "used before");
    for wrong in [
        assertion(|claims| drop(claims.insert("aud".into(), json!("https://another.example")))),
        assertion(|claims| drop(claims.insert("iss".into(), json!("locallibrary")))),
        assertion(|claims| drop(claims.insert("exp".into(), json!(1_000)))),
        assertion(|claims| drop(claims.remove("exp"))),
        assertion(|claims| drop(claims.remove("jti"))),
        format!("{}x", &assertion(|_| {})[..20]),
    ] {
        assert_eq!(ask(&wrong).await, 401, "{wrong}");
    }
}

/// A provider whose API client authenticates by key, and a second one that holds the key.
fn a_provider_and_its_clients_key() -> (RunningProvider, RunningProvider) {
    let signer = a_provider();
    signer.publish_next_key().unwrap();
    signer.rotate_key(true).unwrap();
    let keys = signer.published_keys().unwrap();
    let mut realm: Value = serde_json::from_str(REALM).unwrap();
    let client = realm["clients"]
        .as_array_mut()
        .unwrap()
        .iter_mut()
        .find(|client| client["clientId"] == "locallibrary-api")
        .unwrap();
    client["clientAuthenticatorType"] = json!("client-jwt");
    client["attributes"]["use.jwks.string"] = json!("true");
    client["attributes"]["jwks.string"] = json!(keys.to_string());
    let provider = RunningProvider::start(&realm.to_string()).unwrap();
    (signer, provider)
}

#[tokio::test]
async fn a_test_may_ask_how_the_last_client_proved_itself() {
    use dev_openid_provider::testing::ClientProof;
    let provider = a_provider();
    assert_eq!(provider.last_client_proof(), None);
    let url = RelyingParty::of(&provider).endpoint("token");
    let http = reqwest::Client::new();
    let grant = ("grant_type", "client_credentials");
    let request = http.post(&url).basic_auth(API.0, Some(API.1));
    request.form(&[grant]).send().await.unwrap();
    assert_eq!(
        provider.last_client_proof(),
        Some(ClientProof::SecretInHeader)
    );
    let form = [grant, ("client_id", API.0), ("client_secret", API.1)];
    http.post(&url).form(&form).send().await.unwrap();
    assert_eq!(
        provider.last_client_proof(),
        Some(ClientProof::SecretInBody)
    );
    assert!(!provider.secrets().is_empty(), "the tokens that it gave");
}
