//! The claims of the providers that docs/oidc.md names, as they come, and the settings for each.
use crate::support::{Browser, Library, TestApp, settings};
use loco_oidc::{Config, NewSession, Settings};
use serde_json::{Value, json};

async fn signed_in_with(claims: Value, change: impl FnOnce(&mut Value)) -> (TestApp, Browser) {
    let mut oidc = settings("http://127.0.0.1:9/realms/nowhere");
    change(&mut oidc);
    let app = TestApp::start(oidc).await;
    let new =
        NewSession::for_subject("http://127.0.0.1:9/realms/nowhere", "1").with_userinfo(claims);
    let opened = app.open(&app.user("ada").await, new).await;
    let mut browser = app.browser();
    browser.keep(&opened.cookie_name, &opened.cookie_value);
    (app, browser)
}

#[tokio::test]
async fn a_keycloak_below_realms_and_an_old_one_below_auth_are_both_issuers() {
    for issuer in [
        "https://login.example.org/realms/library",
        "https://login.example.org/auth/realms/library",
    ] {
        let config: Config = serde_json::from_value(json!({
            "issuer": issuer, "client_id": "library", "client_secret": "secret",
            "session": { "secrets": ["0123456789abcdef0123456789abcdef"] },
        }))
        .unwrap();
        let settings = Settings::check(config, "https://library.example.org", true).unwrap();
        assert_eq!(settings.issuer(), issuer);
    }
}

#[tokio::test]
async fn keycloaks_roles_of_the_realm_and_of_the_client_count() {
    let claims = json!({ "sub": "1",
        "realm_access": { "roles": ["offline_access", "uma_authorization"] },
        "resource_access": { "account": { "roles": ["view-profile"] }, "locallibrary": { "roles": ["librarian"] } },
    });
    let (_app, mut browser) = signed_in_with(claims, |_| {}).await;
    assert_eq!(browser.get("/librarians").await.status, 200);
}

#[tokio::test]
async fn keycloaks_organizations_come_as_names_or_with_details() {
    for organization in [
        json!(["acme"]),
        json!({ "acme": {} }),
        json!({ "acme": { "id": "4a8c7e43-0000-4000-8000-000000000000", "country": ["de"] } }),
    ] {
        let claims = json!({ "sub": "1", "organization": organization });
        let (_app, mut browser) = signed_in_with(claims, |_| {}).await;
        assert_eq!(browser.get("/acme").await.status, 200, "{organization}");
    }
}

#[tokio::test]
async fn phase_twos_organizations_count_by_name_and_by_id() {
    for claims in [
        json!({ "organizations": { "5aeb9aeb": { "name": "acme", "roles": ["view-members"], "attributes": {} } } }),
        json!({ "organizations": { "acme": { "name": "Acme GmbH", "roles": [] } } }),
        json!({ "organizations": { "5aeb9aeb": { "name": "acme" }, "77b1": { "name": "umbrella" } } }),
    ] {
        let mut claims = claims;
        claims["sub"] = json!("1");
        let (_app, mut browser) = signed_in_with(claims.clone(), |_| {}).await;
        assert_eq!(browser.get("/acme").await.status, 200, "{claims}");
    }
    let others = json!({ "sub": "1", "organizations": { "77b1": { "name": "umbrella" } } });
    let (_app, mut browser) = signed_in_with(others, |_| {}).await;
    assert_eq!(browser.get("/acme").await.status, 403);
}

#[tokio::test]
async fn phase_twos_active_organization_gives_its_roles_where_they_are_configured() {
    let claims = json!({ "sub": "1", "active_organization":
        { "id": "5aeb9aeb", "name": "acme", "role": ["librarian"], "attribute": {} } });
    let (_app, mut browser) = signed_in_with(claims, |oidc| {
        oidc["roles"]["claims"] = json!(["realm_access.roles", "active_organization.role"]);
    })
    .await;
    assert_eq!(browser.get("/librarians").await.status, 200);
}

#[tokio::test]
async fn another_providers_groups_are_roles_and_may_have_a_name_with_dots() {
    let (_app, mut browser) = signed_in_with(
        json!({ "sub": "1", "groups": ["staff", "librarian"] }),
        |_| {},
    )
    .await;
    assert_eq!(browser.get("/librarians").await.status, 200);

    let claims = json!({ "sub": "1", "https://library.example.org/roles": "librarian" });
    let (_app, mut browser) = signed_in_with(claims, |oidc| {
        oidc["roles"]["claims"] = json!([["https://library.example.org/roles"]]);
    })
    .await;
    assert_eq!(browser.get("/librarians").await.status, 200);
}

#[tokio::test]
async fn groups_of_the_provider_give_what_the_mapping_says_at_sign_in() {
    let library = Library::open().await;
    library
        .provider
        .set_claim("reader", "groups", json!(["/librarian"]))
        .unwrap();
    library.browser_of("reader").await;
    assert!(library.user_named("reader").await.is_staff);
}

#[tokio::test]
async fn members_of_an_organization_come_in_after_a_sign_in_with_its_scope() {
    let library = Library::with_realm(
        |realm| {
            realm["organizations"] =
                json!([{ "name": "Acme", "alias": "acme", "members": [{ "username": "reader" }] }]);
        },
        |oidc| oidc["scopes"] = json!(["openid", "profile", "email", "organization"]),
    )
    .await;
    let mut member = library.browser_of("reader").await;
    assert_eq!(member.get("/acme").await.status, 200);
    let mut stranger = library.browser_of("librarian").await;
    assert_eq!(stranger.get("/acme").await.status, 403);
}
