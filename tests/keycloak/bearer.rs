//! Access tokens that Keycloak gives to programs, at the API.
use super::support::{Browser, Library, Program};
use serde_json::json;

#[tokio::test]
#[ignore = "needs Keycloak: bin/keycloak-tests"]
async fn a_program_acts_for_itself_within_its_scopes_and_its_role() {
    let (library, _) = Library::of_imported_realm().await;
    let program = Program::at(&library.url);
    let token = program.own_token("loans").await;
    let me = program.get("/me", &token).await;
    assert_eq!(me.status, 200, "{me:?}");
    assert_eq!(me.body["username"], "service-account-locallibrary-api");
    let has = |list: &str, name: &str| me.body[list].as_array().unwrap().contains(&json!(name));
    assert!(has("scopes", "loans") && !has("scopes", "catalog:write"));
    assert!(has("roles", "reader") && !has("roles", "librarian"));
    let loans = program.get("/loans", &token).await;
    assert_eq!(loans.status, 200, "{loans:?}");

    let genre = json!({ "name": "Fantasy" });
    let refused = program.post("/genres", &token, &genre).await;
    assert_eq!(refused.status, 403, "{refused:?}");
    assert_eq!(refused.body["code"], "insufficient-scope");
    assert!(refused.challenge.contains("catalog:write"));
    let token = program.own_token("catalog:write").await;
    let refused = program.post("/genres", &token, &genre).await;
    assert_eq!(refused.status, 403, "a reader adds no genres: {refused:?}");
    assert_eq!(refused.body["code"], "forbidden");
}

#[tokio::test]
#[ignore = "needs Keycloak: bin/keycloak-tests"]
async fn a_person_lets_a_program_in_and_it_acts_for_them() {
    let (library, _) = Library::of_imported_realm().await;
    let program = Program::at(&library.url);
    let mut browser = Browser::new();
    let token = program
        .token_of(&mut browser, "librarian", "openid catalog:write")
        .await;
    let me = program.get("/me", &token).await;
    assert_eq!(me.status, 200, "{me:?}");
    assert_eq!(me.body["username"], "librarian");
    let genre = json!({ "name": "Fantasy" });
    let added = program.post("/genres", &token, &genre).await;
    assert_eq!(added.status, 201, "{added:?}");

    let refused = program.get("/loans", &token).await;
    assert_eq!(refused.status, 403, "the person did not allow that");
    let profile = browser.begin_to_sign_in(&library.url).await;
    assert!(
        profile.text.contains("<dd>librarian</dd>"),
        "the same account signs in: {}",
        profile.text
    );
}

#[tokio::test]
#[ignore = "needs Keycloak: bin/keycloak-tests"]
async fn a_token_that_is_not_for_the_library_opens_nothing() {
    let (library, _) = Library::of_imported_realm().await;
    let program = Program::at(&library.url);
    let mut spoiled = program.own_token("loans").await;
    spoiled.insert(spoiled.len() - 20, 'A');
    for token in [program.token_for_something_else().await, spoiled] {
        let refused = program.get("/me", &token).await;
        assert_eq!(refused.status, 401, "{refused:?}");
        assert_eq!(refused.body["code"], "invalid-token");
        assert!(refused.challenge.contains("invalid_token"));
    }
}
