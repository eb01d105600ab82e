//! Keys: several algorithms, and rotation before and after signing.
use dev_openid_provider::{Algorithm, DevProvider, RunningProvider};
use openidconnect::core::{CoreIdToken, CoreIdTokenVerifier, CoreJsonWebKeySet};
use openidconnect::{ClientId, ClientSecret, IssuerUrl, Nonce};
use serde_json::{Value, json};

use crate::support::{Browser, REALM, RelyingParty, a_provider, header_of};

async fn kids(party: &RelyingParty) -> Vec<String> {
    let keys = Browser::new().get(&party.endpoint("certs")).await.json();
    let keys = keys["keys"].as_array().unwrap().iter();
    keys.map(|key| key["kid"].as_str().unwrap().to_owned())
        .collect()
}

async fn is_believed(
    provider: &DevProvider,
    party: &RelyingParty,
    tokens: &Value,
    alg: Algorithm,
) -> bool {
    let keys = Browser::new().get(&party.endpoint("certs")).await.text;
    let keys: CoreJsonWebKeySet = serde_json::from_str(&keys).unwrap();
    let verifier = CoreIdTokenVerifier::new_confidential_client(
        ClientId::new("locallibrary".into()),
        ClientSecret::new("development-only-secret".into()),
        IssuerUrl::new(provider.issuer().into()).unwrap(),
        keys,
    )
    .set_allowed_algs([serde_json::from_value(json!(alg.name())).unwrap()]);
    let token: CoreIdToken = tokens["id_token"].as_str().unwrap().parse().unwrap();
    token
        .claims(&verifier, &Nonce::new("the-nonce".into()))
        .is_ok()
}

#[tokio::test]
async fn every_algorithm_is_believed_by_openidconnect() {
    for algorithm in Algorithm::ALL {
        let provider = a_provider();
        provider.set_algorithm(algorithm);
        let party = RelyingParty::of(&provider);

        let tokens = party.tokens_of(&provider, "reader").await;

        assert_eq!(header_of(&tokens["id_token"])["alg"], algorithm.name());
        assert!(
            is_believed(&provider, &party, &tokens, algorithm).await,
            "{algorithm:?}"
        );
    }
}

#[tokio::test]
async fn a_client_may_ask_for_an_algorithm_of_its_own() {
    let mut realm: Value = serde_json::from_str(REALM).unwrap();
    realm["clients"][0]["attributes"]["id.token.signed.response.alg"] = json!("ES256");
    let provider = RunningProvider::start(&realm.to_string()).unwrap();
    let party = RelyingParty::of(&provider);

    let tokens = party.tokens_of(&provider, "reader").await;

    assert_eq!(header_of(&tokens["id_token"])["alg"], "ES256");
    assert_eq!(header_of(&tokens["access_token"])["alg"], "RS256");
    assert!(is_believed(&provider, &party, &tokens, Algorithm::Es256).await);
}

#[tokio::test]
async fn a_key_is_published_before_it_signs() {
    let provider = a_provider();
    let party = RelyingParty::of(&provider);
    let old = kids(&party).await;

    let next = provider.publish_next_key().unwrap();
    assert_eq!(kids(&party).await, [old[0].clone(), next.clone()]);
    let before = party.tokens_of(&provider, "reader").await;
    assert_eq!(header_of(&before["id_token"])["kid"], old[0].as_str());
    assert_eq!(provider.rotate_key(true).unwrap(), next);
    let after = party.tokens_of(&provider, "reader").await;

    assert_eq!(header_of(&after["id_token"])["kid"], next.as_str());
    assert_eq!(kids(&party).await, [next, old[0].clone()]);
    assert!(is_believed(&provider, &party, &before, Algorithm::Rs256).await);
    assert!(is_believed(&provider, &party, &after, Algorithm::Rs256).await);
}

#[tokio::test]
async fn a_key_may_appear_only_when_it_signs_and_the_old_one_go() {
    let provider = a_provider();
    let party = RelyingParty::of(&provider);
    let before = party.tokens_of(&provider, "reader").await;

    let new = provider.rotate_key(false).unwrap();

    assert_eq!(kids(&party).await, [new]);
    assert!(!is_believed(&provider, &party, &before, Algorithm::Rs256).await);
}

#[tokio::test]
async fn a_kid_may_be_used_again_for_another_key() {
    let provider = a_provider();
    let party = RelyingParty::of(&provider);
    let old = kids(&party).await;
    let before = party.tokens_of(&provider, "reader").await;

    provider.reuse_kid().unwrap();
    let after = party.tokens_of(&provider, "reader").await;

    assert_eq!(kids(&party).await, old);
    assert!(!is_believed(&provider, &party, &before, Algorithm::Rs256).await);
    assert!(is_believed(&provider, &party, &after, Algorithm::Rs256).await);
}

#[tokio::test]
async fn several_keys_may_be_published() {
    let provider = a_provider();
    let party = RelyingParty::of(&provider);
    provider.publish_another_key().unwrap();
    provider.publish_another_key().unwrap();

    assert_eq!(kids(&party).await.len(), 3);
}

#[tokio::test]
async fn no_private_part_of_a_key_is_published() {
    let provider = a_provider();
    for algorithm in Algorithm::ALL {
        provider.set_algorithm(algorithm);
        provider.publish_another_key().unwrap();
    }

    let keys = Browser::new()
        .get(&RelyingParty::of(&provider).endpoint("certs"))
        .await
        .json();

    for key in keys["keys"].as_array().unwrap() {
        for member in ["d", "p", "q", "dp", "dq", "qi", "k"] {
            assert_eq!(key.get(member), None, "{member}");
        }
        assert_eq!(key["use"], "sig");
    }
}
