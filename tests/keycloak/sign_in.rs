//! Signing in through Keycloak's own pages, and what a link to sign-in can say to it.
use super::support::{Browser, Library};
use serde_json::json;

#[tokio::test]
#[ignore = "needs Keycloak: bin/keycloak-tests"]
async fn each_sample_account_of_the_imported_realm_may_what_its_role_says() {
    let (library, _) = Library::of_imported_realm().await;
    for (account, name, is_librarian) in [
        ("reader", "Rosa Reader", false),
        ("librarian", "Libor Librarian", true),
        ("admin", "Ada Admin", true),
    ] {
        let mut browser = Browser::new();
        let profile = browser.sign_in(&library.url, account).await;
        assert!(profile.text.contains(name), "{}", profile.text);
        assert_eq!(
            browser.may_add_authors(&library.url).await,
            is_librarian,
            "{account}"
        );
    }
}

#[tokio::test]
#[ignore = "needs Keycloak: bin/keycloak-tests"]
async fn a_wrong_password_signs_nobody_in_and_the_right_one_does_afterwards() {
    let (library, _) = Library::with_realm("wrong-password").await;
    let mut browser = Browser::new();
    let page = browser.begin_to_sign_in(&library.url).await;
    let page = browser.answer_keycloak(&page, "reader", "wrong").await;
    assert!(!browser.is_signed_in(&library.url).await);
    browser.answer_keycloak(&page, "reader", "reader").await;
    assert!(browser.is_signed_in(&library.url).await);
}

#[tokio::test]
#[ignore = "needs Keycloak: bin/keycloak-tests"]
async fn two_tabs_that_begin_at_the_same_time_both_end_where_they_wanted_to() {
    let (library, _) = Library::with_realm("two-tabs").await;
    let mut browser = Browser::new();
    let link = |next: &str| format!("{}/oidc/authenticate/?next={next}", library.url);
    let one = browser.visit(&link("/catalog/mybooks/")).await;
    browser.visit(&link("/accounts/profile/")).await;
    let answer = browser.answer_keycloak(&one, "reader", "reader").await;
    assert!(
        answer.url.path().ends_with("/catalog/mybooks/"),
        "{}",
        answer.url
    );
    let answer = browser.visit(&link("/accounts/profile/")).await;
    assert!(
        answer.url.path().ends_with("/accounts/profile/"),
        "{}",
        answer.url
    );
}

#[tokio::test]
#[ignore = "needs Keycloak: bin/keycloak-tests"]
async fn a_link_may_name_the_account_and_the_language_and_insist_on_a_password() {
    let (library, console) = Library::with_realm("hints").await;
    console
        .change_realm(
            json!({ "internationalizationEnabled": true, "supportedLocales": ["en", "de"] }),
        )
        .await;
    let mut browser = Browser::new();
    let link = format!("{}/oidc/authenticate/?next=/accounts/profile/", library.url);
    let page = browser
        .visit(&format!("{link}&login_hint=reader&ui_locales=de"))
        .await;
    assert_eq!(page.attribute("input[name=username]", "value"), "reader");
    assert_eq!(page.attribute("html", "lang"), "de");
    browser.answer_keycloak(&page, "reader", "reader").await;
    assert!(browser.is_signed_in(&library.url).await);

    let known = browser.visit(&link).await;
    assert!(!known.asks_for_a_password(), "Keycloak's own session lives");
    let again = browser.visit(&format!("{link}&prompt=login")).await;
    assert!(again.asks_for_a_password(), "{}", again.url);
}

#[tokio::test]
#[ignore = "needs Keycloak: bin/keycloak-tests"]
async fn a_link_may_insist_on_a_fresh_sign_in() {
    let (library, _) = Library::with_realm("max-age").await;
    let mut browser = Browser::new();
    browser.sign_in(&library.url, "reader").await;
    tokio::time::sleep(std::time::Duration::from_secs(2)).await;
    let link = format!(
        "{}/oidc/authenticate/?next=/accounts/profile/&max_age=1",
        library.url
    );
    let page = browser.visit(&link).await;
    assert!(page.asks_for_a_password(), "{}", page.url);
    let fields = [("username", "reader"), ("password", "reader")];
    let profile = browser.submit(&page, "form#kc-form-login", &fields).await;
    assert!(
        profile.url.path().ends_with("/accounts/profile/"),
        "{}",
        profile.url
    );
}

#[tokio::test]
#[ignore = "needs Keycloak: bin/keycloak-tests"]
async fn the_organizations_of_a_person_arrive_with_the_scope_for_them() {
    let (mut library, console) = Library::with_realm("organizations").await;
    console.found_organization("acme", "reader").await;
    library.ask_for_scope("organization").await;
    let mut browser = Browser::new();
    let profile = browser.sign_in(&library.url, "reader").await;
    assert!(profile.text.contains("acme"), "{}", profile.text);
}

#[tokio::test]
#[ignore = "needs Keycloak: bin/keycloak-tests"]
async fn keycloaks_pages_of_the_imported_realm_have_the_librarys_look() {
    let (library, _) = Library::of_imported_realm().await;
    let mut browser = Browser::new();
    let page = browser.begin_to_sign_in(&library.url).await;
    let sheet = page.attribute("link[href$='/locallibrary.css']", "href");
    let sheet = page.url.join(&sheet).unwrap();
    assert_eq!(browser.get(sheet.as_str()).await.status, 200);
    let mark = sheet.join("../img/mark.svg").unwrap();
    assert_eq!(browser.get(mark.as_str()).await.status, 200);
}

#[tokio::test]
#[ignore = "needs Keycloak: bin/keycloak-tests"]
async fn a_client_may_prove_itself_by_a_key_in_place_of_a_secret() {
    let (mut library, console) = Library::with_realm("client-key").await;
    let key = console.give_client_a_key("locallibrary").await;
    let mut browser = Browser::new();
    let page = browser.begin_to_sign_in(&library.url).await;
    let refused = browser.answer_keycloak(&page, "reader", "reader").await;
    assert_eq!(refused.status, 503, "the secret is of no use any more");

    library.prove_itself_by_key(&key, "client-key").await;
    let mut browser = Browser::new();
    browser.sign_in(&library.url, "reader").await;
    browser.sign_out(&library.url).await;
    assert!(
        browser
            .begin_to_sign_in(&library.url)
            .await
            .asks_for_a_password()
    );

    let setup = library.keycloak_setup("client-key", &[]);
    assert!(
        setup.output.starts_with("nothing to change\n"),
        "how the client proves itself is left alone: {}",
        setup.output
    );
}
