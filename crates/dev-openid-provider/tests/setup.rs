//! Setting a provider up, in an application and elsewhere.
use dev_openid_provider::{DevProvider, RunningProvider};

use crate::support::{Browser, REALM, RelyingParty, a_provider};

const ISSUER: &str = "http://localhost:5150/openid-provider/realms/locallibrary";

#[test]
fn it_refuses_production_in_one_sentence() {
    let provider = DevProvider::from_realm_json(REALM, ISSUER).unwrap();

    let refused = provider
        .clone()
        .refuse_in_production(true)
        .unwrap_err()
        .to_string();

    assert!(refused.contains("must not run in production"), "{refused}");
    assert!(provider.refuse_in_production(false).is_ok());
}

#[test]
fn mistakes_are_named() {
    let missing = DevProvider::from_realm_file("/no/such/realm.json", ISSUER).unwrap_err();
    let broken = DevProvider::from_realm_json("{}", ISSUER).unwrap_err();

    assert!(missing.to_string().contains("/no/such/realm.json"));
    assert!(broken.to_string().contains("missing field `realm`"));
    for issuer in [
        "",
        "localhost",
        "ftp://a/realms/locallibrary",
        "http://a/realms/x",
        "http://a/?realms/locallibrary",
    ] {
        let refused = DevProvider::from_realm_json(REALM, issuer).unwrap_err();
        assert!(
            refused.to_string().contains("/realms/locallibrary"),
            "{issuer}"
        );
    }
}

#[tokio::test]
async fn an_application_mounts_it_below_a_path() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let issuer = format!("{base}/openid-provider/realms/locallibrary");
    let provider = DevProvider::from_realm_json(REALM, &issuer)
        .unwrap()
        .with_client_at("locallibrary", &base)
        .unwrap();
    let app = axum::Router::new().nest("/openid-provider", provider.router());
    tokio::spawn(async move { axum::serve(listener, app).await });
    let party = RelyingParty::of(&provider);
    let attempt = party
        .attempt()
        .with("redirect_uri", &format!("{base}/oidc/callback/"));

    let back = Browser::new().sign_in(&attempt, "reader").await;

    assert!(back.location().as_str().starts_with(&base));
    assert!(
        back.header("set-cookie")
            .contains("Path=/openid-provider/realms/locallibrary/")
    );
}

#[test]
fn a_client_that_does_not_exist_cannot_live_elsewhere() {
    let provider = DevProvider::from_realm_json(REALM, ISSUER).unwrap();

    let refused = provider
        .with_client_at("nobody", "http://localhost:3000")
        .unwrap_err();

    assert_eq!(refused.to_string(), "the realm has no client nobody");
}

#[tokio::test]
async fn a_disabled_client_or_user_is_out() {
    let mut realm: serde_json::Value = serde_json::from_str(REALM).unwrap();
    realm["clients"][0]["enabled"] = false.into();
    realm["users"][0]["enabled"] = false.into();
    let provider = RunningProvider::start(&realm.to_string()).unwrap();

    let page = Browser::new()
        .get(RelyingParty::of(&provider).attempt().url())
        .await;

    assert_eq!(page.status, 400);
}

#[test]
fn a_test_adds_a_user() {
    let provider = a_provider();

    let subject = provider.add_user("guest", &["reader"]);

    assert_eq!(provider.subject_of("guest").unwrap(), subject);
    provider.remove_user("guest").unwrap();
    assert!(provider.subject_of("guest").is_err());
}
