//! Two nodes on one database: what one of them does holds on the other at once.
use crate::support::{Browser, Library, TestApp};
use dev_openid_provider::faults::Endpoint;

/// The same browser at the other node, as behind a load balancer.
fn at(node: &TestApp, browser: &Browser) -> Browser {
    let mut moved = node.browser();
    moved.keep("session", browser.cookie("session").unwrap());
    moved
}

#[tokio::test]
async fn somebody_who_signed_in_on_one_node_is_signed_in_on_all() {
    let library = Library::open().await;
    let other = library.another_node().await;
    let browser = library.browser_of("reader").await;
    let mut there = at(&other, &browser);
    assert_eq!(there.get("/").await.text, "signed in as reader");
}

#[tokio::test]
async fn a_sign_in_may_begin_on_one_node_and_end_on_another() {
    let library = Library::open().await;
    let other = library.another_node().await;
    let mut browser = library.browser();
    let callback = library.callback(&mut browser, "reader", "/private").await;
    let path = callback.strip_prefix(library.base_url.as_str()).unwrap();
    let mut there = other.browser();
    for name in browser.cookie_names() {
        there.keep(name, browser.cookie(name).unwrap());
    }
    assert_eq!(there.get(path).await.location(), "/private");
    assert_eq!(there.get("/").await.text, "signed in as reader");
}

#[tokio::test]
async fn many_requests_on_many_nodes_refresh_once() {
    let library = Library::open().await;
    let other = library.another_node().await;
    let here = library.browser_of("reader").await;
    let there = at(&other, &here);
    library.end_access_tokens().await;
    let before = library.provider.requests_to(Endpoint::Token);
    let mut flights = tokio::task::JoinSet::new();
    for browser in [&here, &there].repeat(8) {
        let mut browser = browser.clone();
        flights.spawn(async move { browser.get("/").await.text });
    }
    for text in flights.join_all().await {
        assert_eq!(text, "signed in as reader");
    }
    assert_eq!(library.provider.requests_to(Endpoint::Token), before + 1);
}

#[tokio::test]
async fn those_on_another_node_get_the_tokens_that_the_first_one_fetched() {
    let library = Library::open().await;
    let other = library.another_node().await;
    let here = library.browser_of("reader").await;
    let there = at(&other, &here);
    library.end_access_tokens().await;
    let mut flights = tokio::task::JoinSet::new();
    for browser in [&here, &there].repeat(3) {
        let mut browser = browser.clone();
        flights.spawn(async move { browser.get("/token").await.text });
    }
    let mut tokens = flights.join_all().await;
    tokens.dedup();
    assert_eq!(tokens.len(), 1);
    assert!(tokens[0].starts_with("eyJ"), "{}", tokens[0]);
}

#[tokio::test]
async fn every_kind_of_sign_out_holds_on_every_node_at_the_next_request() {
    let library = Library::open().await;
    let other = library.another_node().await;
    let issuer = library.provider.issuer().to_owned();
    for kind in ["here", "back channel", "front channel", "everywhere"] {
        let mut browser = library.browser_of("reader").await;
        let mut there = at(&other, &browser);
        assert_eq!(there.get("/").await.text, "signed in as reader");
        let row = library.session_rows().await.remove(0);
        let sid = row.sid.unwrap();
        match kind {
            "here" => drop(browser.post("/oidc/logout/", &[]).await),
            "back channel" => drop(library.provider.end_session(&sid).await.unwrap()),
            "front channel" => {
                let frame = format!("/oidc/frontchannel-logout/?iss={issuer}&sid={sid}");
                library.browser().get(&frame).await;
            }
            _ => {
                let sessions = library.oidc.sessions();
                sessions.end_all_of(&library.db, row.user_id).await.unwrap();
            }
        }
        assert_eq!(there.get("/").await.text, "nobody is signed in", "{kind}");
        assert!(library.session_rows().await.is_empty(), "{kind}");
    }
}

#[tokio::test]
async fn a_logout_token_works_once_on_all_nodes_together() {
    let library = Library::open().await;
    let other = library.another_node().await;
    let subject = library.provider.subject_of("reader").unwrap();
    let token = library
        .provider
        .logout_token("locallibrary", |claims| {
            claims.insert("sub".into(), subject.into());
        })
        .unwrap();
    let form = [("logout_token", token.as_str())];
    let first = library
        .browser()
        .post("/oidc/backchannel-logout/", &form)
        .await;
    assert_eq!(first.status, 200);
    library.browser_of("reader").await;
    let again = other
        .browser()
        .post("/oidc/backchannel-logout/", &form)
        .await;
    assert_eq!(again.status, 400);
    assert_eq!(library.session_rows().await.len(), 1);
}
