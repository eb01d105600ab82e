//! Configuration: what is wrong stops the start, in one sentence that names the key and the remedy.
use loco_oidc::{Config, Settings};
use serde_json::{Value, json};

fn check(change: Value, base_url: &str, production: bool) -> Result<Settings, String> {
    let mut oidc = json!({
        "issuer": "https://login.example.org/realms/library",
        "client_id": "library",
        "session": { "secrets": ["0123456789abcdef0123456789abcdef"] },
    });
    for (key, value) in change.as_object().unwrap() {
        oidc[key] = value.clone();
    }
    let config: Config = serde_json::from_value(oidc).unwrap();
    Settings::check(config, base_url, production).map_err(|error| error.to_string())
}

fn in_production(change: Value) -> Result<Settings, String> {
    check(change, "https://library.example.org", true)
}

#[test]
fn a_complete_configuration_is_taken() {
    let settings = in_production(json!({})).unwrap();
    assert_eq!(
        settings.absolute("/oidc/callback/"),
        "https://library.example.org/oidc/callback/"
    );
}

#[test]
fn an_issuer_is_kept_exactly_as_it_is_written() {
    for issuer in [
        "https://login.example.org",
        "https://login.example.org/",
        "https://login.example.org/auth/realms/a",
    ] {
        assert_eq!(
            in_production(json!({ "issuer": issuer })).unwrap().issuer(),
            issuer
        );
    }
}

#[test]
fn production_refuses_what_is_not_safe() {
    for (change, key) in [
        (json!({ "session": { "secrets": [] } }), "session.secrets"),
        (json!({ "session": { "secrets": [""] } }), "session.secrets"),
        (
            json!({ "session": { "secrets": ["too short"] } }),
            "session.secrets",
        ),
        (
            json!({ "session": { "secrets": ["a development secret that everybody knows"] } }),
            "session.secrets",
        ),
        (json!({ "issuer": "" }), "issuer"),
        (json!({ "issuer": "http://login.example.org" }), "issuer"),
        (
            json!({ "endpoints": { "token": "http://login.example.org/token" } }),
            "endpoints.token",
        ),
    ] {
        let error = in_production(change).unwrap_err();
        assert!(
            error.starts_with(&format!("settings.oidc.{key}: ")),
            "{error}"
        );
    }
    assert!(
        in_production(json!({ "issuer": "http://localhost:8180/realms/a" })).is_ok(),
        "loopback is safe"
    );
}

#[test]
fn development_takes_the_embedded_provider_and_a_secret_of_its_own() {
    let change = json!({ "issuer": "", "session": {} });
    let settings = check(change, "http://localhost:5150", false).unwrap();
    assert_eq!(
        settings.issuer(),
        "http://localhost:5150/openid-provider/realms/locallibrary"
    );
}

#[test]
fn what_cannot_work_is_refused_with_the_key() {
    for (change, key) in [
        (json!({ "client_id": "" }), "client_id"),
        (json!({ "issuer": "login.example.org" }), "issuer"),
        (
            json!({ "issuer": "https://login.example.org/?a=b" }),
            "issuer",
        ),
        (json!({ "algorithms": ["none"] }), "algorithms"),
        (json!({ "algorithms": [] }), "algorithms"),
        (json!({ "algorithms": ["HS256"] }), "algorithms"),
        (json!({ "adapter_file": "/nowhere.json" }), "adapter_file"),
        (
            json!({ "redirects": { "after_sign_in": "//evil.example" } }),
            "redirects.after_sign_in",
        ),
        (json!({ "session": { "idle_minutes": 0 } }), "session"),
    ] {
        let error = check(change, "http://localhost:5150", false).unwrap_err();
        assert!(
            error.starts_with(&format!("settings.oidc.{key}: ")),
            "{error}"
        );
        assert!(!error.contains('\n'), "one sentence: {error}");
    }
    let error = check(json!({}), "localhost", false).unwrap_err();
    assert!(error.starts_with("settings.oidc.base_url: "), "{error}");
    let form_post = check(
        json!({ "response_mode": "form_post" }),
        "http://library.example.org",
        false,
    );
    assert!(
        form_post
            .unwrap_err()
            .starts_with("settings.oidc.response_mode: ")
    );
}

#[test]
fn a_key_that_nobody_knows_is_refused() {
    let error = serde_json::from_value::<Config>(json!({ "isuer": "https://login.example.org" }))
        .unwrap_err();
    assert!(error.to_string().contains("isuer"));
}

#[test]
fn a_client_key_that_cannot_be_used_is_refused_with_the_key() {
    let folder = tempfile::tempdir().unwrap();
    let garbage = folder.path().join("garbage.pem");
    std::fs::write(
        &garbage,
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
    )
    .unwrap();
    let mistaken =
        json!({ "client_auth": "client_secret_basic", "client_key": { "file": garbage } });
    for change in [
        json!({ "client_auth": "private_key_jwt" }),
        json!({ "client_key": { "file": "/nowhere.pem" } }),
        json!({ "client_key": { "file": garbage } }),
        mistaken,
    ] {
        let error = in_production(change).unwrap_err();
        assert!(
            error.starts_with("settings.oidc.client_key.file: "),
            "{error}"
        );
    }
}

#[test]
fn a_page_to_go_to_is_kept_in_letters_that_a_header_may_have() {
    let change = json!({ "redirects": { "after_sign_in": "/für-dich/" } });
    let settings = in_production(change).unwrap();
    assert_eq!(settings.redirects.after_sign_in, "/f%C3%BCr-dich/");
}
