//! What the task makes and changes, and what it leaves alone.
use super::{FakeKeycloak, Operator};
use serde_json::{Value, json};

/// A realm that the task has made before.
async fn a_ready_keycloak() -> FakeKeycloak {
    let keycloak = FakeKeycloak::start().await;
    Operator::new().set_up(&keycloak, &[]).await.expect_done();
    keycloak.server().writes.clear();
    keycloak
}

#[tokio::test]
async fn an_empty_keycloak_gets_realm_client_roles_and_sample_users() {
    let keycloak = FakeKeycloak::start().await;
    let output = Operator::new().set_up(&keycloak, &[]).await.expect_done();
    for line in [
        "made the realm library",
        "made the role reader",
        "made the role librarian",
        "made the role admin",
        "made the client library-web, which sends people back to https://library.example.org/oidc/callback/",
        "made the user rosa (reader), whose password is known",
        "changed the client library-web: it has the scope roles",
    ] {
        assert!(
            output.lines().any(|printed| printed == line),
            "no \"{line}\" in:\n{output}"
        );
    }

    let realm = keycloak.realm();
    assert_eq!(realm.representation["displayName"], "The Library");
    let names: Vec<_> = realm.roles.iter().map(|role| &role["name"]).collect();
    assert_eq!(names, ["admin", "librarian", "reader"]);
    assert_eq!(realm.roles[2]["description"], "Borrows");
    assert_eq!(realm.users.len(), 1, "accounts of clients are no people");
    assert_eq!(
        realm.mappings[realm.users[0]["id"].as_str().unwrap()],
        ["reader"]
    );
}

#[tokio::test]
async fn the_client_has_every_address_and_nothing_that_sign_in_does_not_need() {
    let client = a_ready_keycloak().await.client();
    assert_eq!(
        client["redirectUris"],
        json!(["https://library.example.org/oidc/callback/"])
    );
    assert_eq!(client["webOrigins"], json!(["https://library.example.org"]));
    let attributes = &client["attributes"];
    assert_eq!(
        attributes["post.logout.redirect.uris"],
        "https://library.example.org/oidc/logout/"
    );
    assert_eq!(
        attributes["backchannel.logout.url"],
        "https://library.example.org/oidc/backchannel-logout/"
    );
    assert_eq!(attributes["backchannel.logout.session.required"], "true");
    assert_eq!(attributes["pkce.code.challenge.method"], "S256");
    for (switch, on) in [
        ("standardFlowEnabled", true),
        ("publicClient", false),
        ("implicitFlowEnabled", false),
        ("directAccessGrantsEnabled", false),
        ("serviceAccountsEnabled", false),
        ("frontchannelLogout", false),
    ] {
        assert_eq!(client[switch], on, "{switch}");
    }
    let kinds: Vec<_> = client["protocolMappers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|mapper| mapper["protocolMapper"].as_str().unwrap())
        .collect();
    assert_eq!(
        kinds,
        ["oidc-audience-mapper", "oidc-usermodel-realm-role-mapper"]
    );
}

#[tokio::test]
async fn a_second_run_changes_nothing_and_says_so() {
    let keycloak = a_ready_keycloak().await;
    let output = Operator::new().set_up(&keycloak, &[]).await.expect_done();
    assert!(output.starts_with("nothing to change\n"), "{output}");
    assert_eq!(keycloak.server().writes, [""; 0]);
}

#[tokio::test]
async fn pretending_says_everything_and_changes_nothing() {
    let keycloak = FakeKeycloak::start().await;
    let pretend = [("pretend", "true"), ("write", "/nowhere/keycloak.json")];
    let output = Operator::new()
        .set_up(&keycloak, &pretend)
        .await
        .expect_done();
    for line in [
        "would make the realm library",
        "would make the role reader",
        "would make the client library-web, which sends people back to https://library.example.org/oidc/callback/",
        "would make the user rosa (reader)",
    ] {
        assert!(
            output.lines().any(|printed| printed == line),
            "no \"{line}\" in:\n{output}"
        );
    }
    assert_eq!(keycloak.server().writes, [""; 0]);
    assert!(keycloak.server().realms.is_empty());
}

#[tokio::test]
async fn what_an_existing_client_lacks_is_changed_and_what_others_added_stays() {
    let keycloak = a_ready_keycloak().await;
    keycloak.change(|realm| {
        let client = &mut realm.clients[0];
        client["redirectUris"] = json!(["https://old.example.org/*"]);
        client["webOrigins"] = json!(["https://old.example.org"]);
        client["attributes"] = json!({
            "post.logout.redirect.uris": "https://old.example.org/*",
            "backchannel.logout.url": "https://old.example.org/bye",
            "theirs": "kept",
        });
        client["standardFlowEnabled"] = false.into();
        client["frontchannelLogout"] = true.into();
        client["protocolMappers"] = json!([{
            "id": "1", "name": "roles", "protocolMapper": "oidc-usermodel-realm-role-mapper",
            "config": { "claim.name": "realm_access.roles", "id.token.claim": "false", "multivalued": "true" },
        }]);
    });
    let output = Operator::new().set_up(&keycloak, &[]).await.expect_done();
    assert!(
        output.contains("changed the client library-web: the standard flow is on")
            && output.contains("changed the client library-web: back-channel logout goes to https://library.example.org/oidc/backchannel-logout/")
            && output.contains("changed the client library-web: realm roles reach ID token and userinfo"),
        "{output}"
    );

    let client = keycloak.client();
    assert_eq!(
        client["redirectUris"],
        json!([
            "https://old.example.org/*",
            "https://library.example.org/oidc/callback/"
        ])
    );
    assert_eq!(
        client["attributes"]["post.logout.redirect.uris"],
        "https://old.example.org/*##https://library.example.org/oidc/logout/"
    );
    assert_eq!(
        client["webOrigins"],
        json!(["https://old.example.org", "https://library.example.org"])
    );
    assert_eq!(client["attributes"]["theirs"], "kept");
    assert_eq!(client["frontchannelLogout"], false);
    let mappers = client["protocolMappers"].as_array().unwrap();
    assert_eq!(
        mappers.len(),
        2,
        "the mapper of the same purpose was put right, not doubled: {mappers:#?}"
    );
    assert_eq!(mappers[0]["config"]["id.token.claim"], "true");
    assert_eq!(mappers[0]["name"], "roles");

    let output = Operator::new().set_up(&keycloak, &[]).await.expect_done();
    assert!(output.starts_with("nothing to change\n"), "{output}");
}

#[tokio::test]
async fn addresses_that_a_pattern_covers_are_not_added_again() {
    let keycloak = a_ready_keycloak().await;
    keycloak.change(|realm| {
        let client = &mut realm.clients[0];
        client["rootUrl"] = "https://library.example.org".into();
        client["redirectUris"] = json!(["/*"]);
        client["webOrigins"] = json!(["+"]);
        client["attributes"]["post.logout.redirect.uris"] = "+".into();
    });
    let output = Operator::new().set_up(&keycloak, &[]).await.expect_done();
    assert!(output.starts_with("nothing to change\n"), "{output}");
}

#[tokio::test]
async fn roles_reach_the_tokens_of_a_client_whose_scope_was_narrowed() {
    let keycloak = a_ready_keycloak().await;
    keycloak.change(|realm| realm.clients[0]["fullScopeAllowed"] = false.into());
    let output = Operator::new().set_up(&keycloak, &[]).await.expect_done();
    assert!(
        output.contains("changed the client library-web: its tokens carry the role librarian"),
        "{output}"
    );
    let client = keycloak.client();
    let in_scope = &keycloak.realm().mappings[client["id"].as_str().unwrap()];
    assert_eq!(in_scope, &["admin", "librarian", "reader"]);
    assert_eq!(client["fullScopeAllowed"], false);
}

#[tokio::test]
async fn a_scope_that_the_realm_does_not_have_is_said() {
    let keycloak = a_ready_keycloak().await;
    keycloak.change(|realm| {
        realm.scopes.retain(|scope| scope["name"] != "roles");
        realm.clients[0]["defaultClientScopes"] = json!(["basic", "profile", "email"]);
    });
    let output = Operator::new().set_up(&keycloak, &[]).await.expect_done();
    assert!(output.contains("no client scope roles"), "{output}");
}

#[tokio::test]
async fn a_sample_user_who_was_half_made_is_completed() {
    let keycloak = a_ready_keycloak().await;
    keycloak.change(|realm| {
        realm.passwords.clear();
        realm.mappings.clear();
    });
    let output = Operator::new().set_up(&keycloak, &[]).await.expect_done();
    assert!(
        output.contains("gave rosa the password known")
            && output.contains("gave rosa the role reader"),
        "{output}"
    );
}

#[tokio::test]
async fn a_person_who_has_a_sample_users_name_is_left_alone() {
    let keycloak = a_ready_keycloak().await;
    keycloak.change(|realm| {
        realm.users[0]["email"] = "rosa@elsewhere.example".into();
        realm.mappings.clear();
        realm.passwords.clear();
    });
    let output = Operator::new().set_up(&keycloak, &[]).await.expect_done();
    assert!(
        output.contains("rosa has another e-mail address"),
        "{output}"
    );
    assert_eq!(keycloak.server().writes, [""; 0]);
}

#[tokio::test]
async fn sample_users_are_left_out_on_request_and_in_production() {
    let keycloak = FakeKeycloak::start().await;
    Operator::new()
        .set_up(&keycloak, &[("users", "false")])
        .await
        .expect_done();
    assert_eq!(keycloak.realm().users, [Value::Null; 0]);
    let operator = Operator::new().in_production();
    operator.set_up(&keycloak, &[]).await.expect_done();
    assert_eq!(keycloak.realm().users, [Value::Null; 0]);
}

#[tokio::test]
async fn in_production_no_account_has_a_password_that_everybody_knows() {
    let keycloak = FakeKeycloak::start().await;
    let operator = Operator::new().in_production();
    let output = operator
        .set_up(&keycloak, &[("users", "true")])
        .await
        .expect_done();
    let realm = keycloak.realm();
    let password = &realm.passwords[realm.users[0]["id"].as_str().unwrap()];
    assert!(password.len() > 20 && password != "known", "{password}");
    assert!(
        output.contains(password.as_str()),
        "nobody would know it otherwise: {output}"
    );
}

#[tokio::test]
async fn the_client_may_have_another_name_and_others_that_begin_alike_are_left_alone() {
    let keycloak = a_ready_keycloak().await;
    let before = keycloak.client();
    let output = Operator::new()
        .set_up(&keycloak, &[("client", "library")])
        .await
        .expect_done();
    assert!(output.contains("made the client library,"), "{output}");
    let realm = keycloak.realm();
    assert_eq!(realm.clients.len(), 2);
    assert_eq!(realm.clients[0], before);
    let configured = Operator::new().with("/oidc", json!({ "client_id": "configured" }));
    let output = configured.set_up(&keycloak, &[]).await.expect_done();
    assert!(output.contains("made the client configured,"), "{output}");
}

#[tokio::test]
async fn the_adapter_file_is_printed_or_written_for_its_owner_alone() {
    let keycloak = a_ready_keycloak().await;
    let output = Operator::new().set_up(&keycloak, &[]).await.expect_done();
    let json = output.split_once("OIDC_ADAPTER_FILE:\n").unwrap().1;
    let adapter: Value = serde_json::from_str(json).unwrap();
    assert_eq!(adapter["credentials"]["secret"], "made by Keycloak");

    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("keycloak.json");
    let write = [("write", file.to_str().unwrap())];
    let output = Operator::new()
        .set_up(&keycloak, &write)
        .await
        .expect_done();
    assert!(
        output.contains("wrote ") && !output.contains("made by Keycloak"),
        "{output}"
    );
    let written: Value = serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
    assert_eq!(written, adapter);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(&file).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    let output = Operator::new()
        .set_up(&keycloak, &write)
        .await
        .expect_done();
    assert!(output.contains("is as it was"), "{output}");
}

#[tokio::test]
async fn a_file_that_is_no_adapter_file_is_not_replaced() {
    let keycloak = a_ready_keycloak().await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("notes.json");
    std::fs::write(&file, "{\"precious\": true}").unwrap();
    let write = [("write", file.to_str().unwrap())];
    let sentence = Operator::new()
        .set_up(&keycloak, &write)
        .await
        .expect_refusal();
    assert!(sentence.contains("no adapter file"), "{sentence}");
    assert_eq!(
        std::fs::read_to_string(&file).unwrap(),
        "{\"precious\": true}"
    );
}

#[tokio::test]
async fn a_keycloak_below_auth_is_found_with_and_without_it_in_the_address() {
    let keycloak = FakeKeycloak::start_at("/auth").await;
    Operator::new().set_up(&keycloak, &[]).await.expect_done();
    let without = keycloak.url.trim_end_matches("/auth");
    let output = Operator::new().set_up_at(without, &[]).await.expect_done();
    assert!(output.starts_with("nothing to change\n"), "{output}");
}

#[tokio::test]
async fn a_token_that_ends_in_the_middle_is_renewed() {
    let keycloak = FakeKeycloak::start().await;
    keycloak.server().token_lasts = Some(3);
    Operator::new().set_up(&keycloak, &[]).await.expect_done();
    assert!(keycloak.server().tokens_given > 3);
    assert_eq!(keycloak.realm().users.len(), 1);
}
