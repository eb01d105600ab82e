//! The profile: what the provider says, and the sessions of the person.

use crate::support::TestApp;

const PROFILE: &str = "/accounts/profile/";

#[tokio::test]
async fn the_profile_of_somebody_who_is_not_signed_in_leads_to_sign_in_and_back() {
    let app = TestApp::boot().await;
    let answer = app.anonymous().get(PROFILE).await.expect_status(302);
    assert_eq!(
        answer.location(),
        "/oidc/authenticate/?next=%2Faccounts%2Fprofile%2F"
    );
}

#[tokio::test]
async fn the_profile_shows_the_claims_and_no_token() {
    let app = TestApp::boot().await;
    let page = app.reader().await.get(PROFILE).await.expect_status(200);
    assert!(page.text().contains("subject-of-reader"));
    assert!(page.text().contains("preferred_username"));
    assert!(!page.text().contains("access_token"));
}

#[tokio::test]
async fn a_reader_ends_the_session_on_another_device() {
    let app = TestApp::boot().await;
    let (here, there) = (app.reader().await, app.reader().await);
    let page = here.get(PROFILE).await.expect_status(200);
    let end = page
        .attributes("td form", "action")
        .into_iter()
        .next()
        .expect("the other session can be ended");
    here.post(&end, &[]).await.expect_status(303);
    there.get(PROFILE).await.expect_status(302);
    let page = here.get(PROFILE).await.expect_status(200);
    assert!(page.first(".message").contains("over"));
}

#[tokio::test]
async fn a_reader_ends_all_other_sessions_at_once() {
    let app = TestApp::boot().await;
    let (here, there) = (app.reader().await, app.reader().await);
    here.post("/accounts/sessions/end-others/", &[])
        .await
        .expect_status(303);
    there.get(PROFILE).await.expect_status(302);
    here.get(PROFILE).await.expect_status(200);
}

#[tokio::test]
async fn a_reader_signs_out_everywhere_and_nobody_else_is_signed_out() {
    let app = TestApp::boot().await;
    let (here, there, librarian) = (
        app.reader().await,
        app.reader().await,
        app.librarian().await,
    );
    let page = here.get(PROFILE).await.expect_status(200);
    let everywhere = page
        .attributes("form", "action")
        .into_iter()
        .find(|action| action.ends_with("/end-all/"))
        .expect("there is more than one session to end");
    let answer = here.post(&everywhere, &[]).await.expect_status(303);
    let page = here.get(answer.location()).await.expect_status(200);
    assert!(page.text().contains("You are signed out here"));
    here.get(PROFILE).await.expect_status(302);
    there.get(PROFILE).await.expect_status(302);
    librarian.get(PROFILE).await.expect_status(200);
}

#[tokio::test]
async fn with_one_session_there_is_nothing_to_end_but_by_signing_out() {
    let app = TestApp::boot().await;
    let page = app.reader().await.get(PROFILE).await.expect_status(200);
    let ends = page.attributes("form", "action");
    assert!(!ends.iter().any(|action| action.contains("/sessions/")));
    assert!(ends.iter().any(|action| action == "/oidc/logout/"));
}

#[tokio::test]
async fn nobody_ends_the_session_of_somebody_else() {
    let app = TestApp::boot().await;
    let (reader, librarian) = (app.reader().await, app.librarian().await);
    for id in ["1", "999", "-1", "x", "99999999999999999999"] {
        let path = format!("/accounts/sessions/{id}/end/");
        librarian.post(&path, &[]).await.expect_status(404);
    }
    reader.get(PROFILE).await.expect_status(200);
}

#[tokio::test]
async fn another_site_cannot_end_sessions() {
    let app = TestApp::boot().await;
    let (here, there) = (app.reader().await, app.reader().await);
    for path in ["end-others", "end-all"] {
        let path = format!("/accounts/sessions/{path}/");
        here.post_from_another_site(&path, &[])
            .await
            .expect_status(403);
    }
    here.get(PROFILE).await.expect_status(200);
    there.get(PROFILE).await.expect_status(200);
}

#[tokio::test]
async fn an_administrator_may_open_what_librarians_work_with() {
    let app = TestApp::boot().await;
    let admin = app.admin().await;
    for path in [
        "/catalog/author/create/",
        "/catalog/book/create/",
        "/catalog/borrowed/",
    ] {
        admin.get(path).await.expect_status(200);
    }
}
