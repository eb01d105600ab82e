//! The pages around the sign-in: who gets which, and what stands there when something is wrong.

use crate::support::TestApp;

#[tokio::test]
async fn everybody_sees_the_first_page_in_both_languages() {
    let app = TestApp::boot().await;
    let page = app.anonymous().get("/catalog/").await.expect_status(200);
    assert!(page.has("a[href^='/oidc/authenticate/']"));
    let german = app.anonymous().in_german();
    let page = german.get("/catalog/").await.expect_status(200);
    assert_eq!(page.attributes("html", "lang"), ["de"]);
    assert_eq!(
        app.anonymous()
            .get("/")
            .await
            .expect_status(303)
            .location(),
        "/catalog/"
    );
}

#[tokio::test]
async fn a_page_has_one_address() {
    let app = TestApp::boot().await;
    let answer = app.anonymous().get("/catalog").await.expect_status(301);
    assert_eq!(answer.location(), "/catalog/");
}

#[tokio::test]
async fn the_profile_is_for_those_who_are_signed_in() {
    let app = TestApp::boot().await;
    let answer = app
        .anonymous()
        .get("/accounts/profile/")
        .await
        .expect_status(302);
    assert!(
        answer
            .location()
            .starts_with("/oidc/authenticate/?next=%2Faccounts%2Fprofile%2F")
    );
    let page = app
        .reader()
        .await
        .get("/accounts/profile/")
        .await
        .expect_status(200);
    assert!(page.has("section[aria-labelledby=sessions] tbody tr"));
}

#[tokio::test]
async fn what_is_not_there_is_a_page_of_this_site() {
    let app = TestApp::boot().await;
    let page = app.anonymous().get("/nonsense/").await.expect_status(404);
    assert_eq!(page.template(), "error.html");
}

#[tokio::test]
async fn a_form_from_another_site_is_refused() {
    let app = TestApp::boot().await;
    let reader = app.reader().await;
    let answer = reader.post_from_another_site("/preferences/", &[]).await;
    assert_eq!(answer.status(), 403);
    reader
        .post("/preferences/", &[("language", "de")])
        .await
        .expect_status(303);
    let page = reader.get("/catalog/").await.expect_status(200);
    assert_eq!(page.attributes("html", "lang"), ["de"]);
}

#[tokio::test]
async fn every_page_says_what_it_never_loads() {
    let app = TestApp::boot().await;
    let page = app.anonymous().get("/catalog/").await.expect_status(200);
    let policy = page.header("content-security-policy").expect("there is one");
    assert!(policy.starts_with("default-src 'self'"), "{policy}");
    assert!(!page.has("style, script:not([src]), [style]"));
    assert!(page.has("link[href*='/tokens.css']"));
}
