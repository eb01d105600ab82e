//! What the task says when it cannot work: one sentence, with the remedy.
use super::{FakeKeycloak, Operator};
use axum::Router;
use axum::response::Redirect;
use axum::routing::any;
use serde_json::json;
use tokio::net::TcpListener;

async fn serve(router: Router) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    url
}

#[tokio::test]
async fn a_wrong_password_is_said_with_keycloaks_own_words_and_never_shown() {
    let keycloak = FakeKeycloak::start().await;
    let operator = Operator::new().with("/keycloak/admin_password", json!("wrong battery"));
    let sentence = operator.set_up(&keycloak, &[]).await.expect_refusal();
    assert!(
        sentence.contains("`root`") && sentence.contains("Invalid user credentials"),
        "{sentence}"
    );
    assert!(!sentence.contains("battery"), "{sentence}");
    assert_eq!(keycloak.server().writes, [""; 0]);
}

#[tokio::test]
async fn without_a_terminal_and_without_a_configured_password_nobody_is_asked() {
    let keycloak = FakeKeycloak::start().await;
    let operator = Operator::new().with("/keycloak/admin_password", json!(""));
    if std::io::IsTerminal::is_terminal(&std::io::stdin()) {
        return;
    }
    let sentence = operator.set_up(&keycloak, &[]).await.expect_refusal();
    assert!(sentence.contains("KEYCLOAK_ADMIN_PASSWORD"), "{sentence}");
}

#[tokio::test]
async fn a_password_as_an_argument_is_refused_before_anything_is_sent() {
    let keycloak = FakeKeycloak::start().await;
    let sentence = Operator::new()
        .set_up(&keycloak, &[("password", "correct horse")])
        .await
        .expect_refusal();
    assert!(
        sentence.contains("others on this machine can read"),
        "{sentence}"
    );
    assert_eq!(keycloak.server().tokens_given, 0);
}

#[tokio::test]
async fn an_administrator_without_rights_is_told_which_are_needed() {
    let keycloak = FakeKeycloak::start().await;
    keycloak.server().is_read_only = true;
    let sentence = Operator::new()
        .set_up(&keycloak, &[])
        .await
        .expect_refusal();
    assert!(
        sentence.contains("`root` may not make the realm `library`")
            && sentence.contains("manage-clients"),
        "{sentence}"
    );
}

#[tokio::test]
async fn a_realm_of_administrators_that_does_not_exist_is_named() {
    let keycloak = FakeKeycloak::start().await;
    let sentence = Operator::new()
        .set_up(&keycloak, &[("admin_realm", "masters")])
        .await
        .expect_refusal();
    assert!(
        sentence.contains("no realm `masters`") && sentence.contains("admin_realm"),
        "{sentence}"
    );
}

#[tokio::test]
async fn something_else_than_a_keycloak_is_said_to_be_none() {
    let url = serve(Router::new().fallback(|| async { "a friendly page" })).await;
    let sentence = Operator::new().set_up_at(&url, &[]).await.expect_refusal();
    assert!(
        sentence.contains("not the address of a Keycloak"),
        "{sentence}"
    );
}

#[tokio::test]
async fn a_redirect_is_not_followed_and_says_where_it_leads() {
    let elsewhere = any(|| async { Redirect::temporary("https://login.example.org/") });
    let url = serve(Router::new().fallback_service(elsewhere)).await;
    let sentence = Operator::new().set_up_at(&url, &[]).await.expect_refusal();
    assert!(
        sentence.contains("redirects to https://login.example.org/"),
        "{sentence}"
    );
}

#[tokio::test]
async fn a_keycloak_that_does_not_run_is_said_to_be_out_of_reach() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let sentence = Operator::new().set_up_at(&url, &[]).await.expect_refusal();
    assert!(
        sentence.contains("cannot be reached") && sentence.contains("refused"),
        "{sentence}"
    );
}

#[tokio::test]
async fn https_where_there_is_none_is_said() {
    let keycloak = FakeKeycloak::start().await;
    let url = keycloak.url.replace("http://", "https://");
    let sentence = Operator::new().set_up_at(&url, &[]).await.expect_refusal();
    assert!(sentence.contains("does not speak TLS"), "{sentence}");
}

#[tokio::test]
async fn settings_that_are_wrong_are_named() {
    let keycloak = FakeKeycloak::start().await;
    let operator = Operator::new().with("/oidc/base_url", json!("library"));
    let sentence = operator.set_up(&keycloak, &[]).await.expect_refusal();
    assert!(sentence.contains("BASE_URL"), "{sentence}");
    let operator = Operator::new().with("/oidc/scopes", json!("openid"));
    let sentence = operator.set_up(&keycloak, &[]).await.expect_refusal();
    assert!(sentence.contains("settings.oidc.scopes"), "{sentence}");
}
