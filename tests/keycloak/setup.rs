//! `keycloak_setup` against the real admin REST API, wherever Keycloak is served.
use super::support::{Browser, Console, Library, keycloak_url};
use serde_json::json;

#[tokio::test]
#[ignore = "needs Keycloak: bin/keycloak-tests"]
async fn people_sign_in_and_out_at_a_realm_that_it_made_with_the_adapter_file_that_it_wrote() {
    let (library, console) = Library::with_realm("made").await;
    for (account, is_librarian) in [("reader", false), ("librarian", true), ("admin", true)] {
        let mut browser = Browser::new();
        browser.sign_in(&library.url, account).await;
        assert_eq!(
            browser.may_add_authors(&library.url).await,
            is_librarian,
            "{account}"
        );
        let session = console.sessions(account).await.remove(0);
        console.end_session(&session).await;
        assert!(!browser.is_signed_in(&library.url).await, "{account}");
    }
    let mut browser = Browser::new();
    browser.sign_in(&library.url, "reader").await;
    browser.sign_out(&library.url).await;
    assert!(
        browser
            .begin_to_sign_in(&library.url)
            .await
            .asks_for_a_password()
    );
}

#[tokio::test]
#[ignore = "needs Keycloak: bin/keycloak-tests"]
async fn a_second_run_changes_nothing_also_without_auth_in_the_address() {
    let library = Library::at_port(4711);
    assert!(library.keycloak_setup("again", &[]).succeeded);
    let without = keycloak_url();
    let without = format!("url:{}", without.trim_end_matches("/auth"));
    let setup = library.keycloak_setup("again", &[&without]);
    assert!(
        setup.succeeded && setup.output.starts_with("nothing to change\n"),
        "{}",
        setup.output
    );
}

#[tokio::test]
#[ignore = "needs Keycloak: bin/keycloak-tests"]
async fn the_imported_realm_has_everything() {
    let setup = Library::at_port(5150).keycloak_setup("locallibrary", &[]);
    assert!(
        setup.succeeded && setup.output.starts_with("nothing to change\n"),
        "{}",
        setup.output
    );
}

#[tokio::test]
#[ignore = "needs Keycloak: bin/keycloak-tests"]
async fn pretending_makes_no_realm() {
    let setup = Library::at_port(4711).keycloak_setup("pretended", &["pretend:true"]);
    assert!(
        setup.succeeded && setup.output.contains("would make the realm pretended"),
        "{}",
        setup.output
    );
    assert!(!Console::of("pretended").has_realm().await);
}

#[tokio::test]
#[ignore = "needs Keycloak: bin/keycloak-tests"]
async fn what_was_taken_from_a_client_at_the_console_comes_back() {
    let (library, console) = Library::with_realm("broken").await;
    let taken = json!({
        "redirectUris": [], "webOrigins": [], "standardFlowEnabled": false, "fullScopeAllowed": false,
        "attributes": { "backchannel.logout.url": "", "post.logout.redirect.uris": "" },
    });
    console.change_client("locallibrary", taken).await;
    console.take_role("librarian", "librarian").await;
    let setup = library.keycloak_setup("broken", &[]);
    assert!(
        setup.succeeded
            && setup.output.contains("the standard flow is on")
            && setup.output.contains("its tokens carry the role librarian")
            && setup.output.contains("gave librarian the role librarian"),
        "{}",
        setup.output
    );
    let setup = library.keycloak_setup("broken", &[]);
    assert!(
        setup.output.starts_with("nothing to change\n"),
        "{}",
        setup.output
    );

    let mut browser = Browser::new();
    browser.sign_in(&library.url, "librarian").await;
    assert!(
        browser.may_add_authors(&library.url).await,
        "roles reach the tokens"
    );
    browser.sign_out(&library.url).await;
    assert!(
        browser
            .begin_to_sign_in(&library.url)
            .await
            .asks_for_a_password()
    );
}

#[tokio::test]
#[ignore = "needs Keycloak: bin/keycloak-tests"]
async fn keycloaks_refusals_are_one_sentence() {
    let mut library = Library::at_port(4711);
    let no_rights = ["admin:reader", "admin_realm:locallibrary"];
    library.set("KEYCLOAK_ADMIN_PASSWORD", "reader");
    let setup = library.keycloak_setup("locallibrary", &no_rights);
    assert!(
        !setup.succeeded
            && setup.output.contains("`reader` may not")
            && setup.output.lines().count() == 1,
        "{}",
        setup.output
    );
    library.set("KEYCLOAK_ADMIN_PASSWORD", "it's \"wrong\" \\ #");
    let setup = library.keycloak_setup("locallibrary", &[]);
    assert!(
        !setup.succeeded
            && setup.output.contains("Invalid user credentials")
            && setup.output.lines().count() == 1,
        "{}",
        setup.output
    );
}
