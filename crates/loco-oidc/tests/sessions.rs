//! Sessions: opened, loaded with one query, limited, listed and ended.
use crate::support::{Browser, Library, TestApp, settings};
use chrono::TimeDelta;
use loco_oidc::models::{groups, permissions, sessions, user_groups, user_permissions, users};
use loco_oidc::{NewSession, Tokens};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, Set};
use serde_json::json;

#[tokio::test]
async fn a_session_opened_in_the_database_signs_a_browser_in() {
    let app = TestApp::without_provider().await;
    let mut browser = app.signed_in(&app.user("ada").await).await;
    assert_eq!(browser.get("/").await.text, "signed in as ada");
}

#[tokio::test]
async fn a_cookie_that_opens_nothing_is_nobody() {
    let app = TestApp::without_provider().await;
    let user = app.user("ada").await;
    let opened = app
        .open(
            &user,
            NewSession::for_subject("https://login.example.org", "1"),
        )
        .await;
    for value in [
        "",
        "x",
        &"A".repeat(43),
        &opened.session.token_hash,
        &opened.cookie_value[1..],
        &format!("{}é", &opened.cookie_value[2..]),
        "' OR 1=1 --",
    ] {
        let mut browser = app.browser();
        browser.keep("session", value);
        assert_eq!(
            browser.get("/").await.text,
            "nobody is signed in",
            "{value}"
        );
    }
}

#[tokio::test]
async fn the_database_has_neither_the_cookie_nor_the_tokens_in_clear() {
    let app = TestApp::without_provider().await;
    let tokens = Tokens {
        access: "the-access-token".into(),
        refresh: Some("the-refresh-token".into()),
        id: Some("the-id-token".into()),
    };
    let new = NewSession {
        tokens: Some(tokens),
        ..NewSession::for_subject("https://login.example.org", "1")
    };
    let opened = app.open(&app.user("ada").await, new).await;
    let row = sessions::Entity::find_by_id(opened.session.id)
        .one(&app.db)
        .await
        .unwrap()
        .unwrap();
    let everything = format!("{row:?}");
    assert!(!everything.contains(&opened.cookie_value));
    assert!(!everything.contains("the-"));
    assert!(!row.tokens.is_empty());
    assert_eq!(row.token_hash.len(), 64);
}

#[tokio::test]
async fn a_session_ends_when_it_is_not_used() {
    let app = TestApp::without_provider().await;
    let user = app.user("ada").await;
    app.clock.advance(TimeDelta::zero());
    let mut browser = app.signed_in(&user).await;
    app.clock.advance(TimeDelta::minutes(59));
    assert_eq!(browser.get("/").await.text, "signed in as ada");
    app.clock.advance(TimeDelta::minutes(59));
    assert_eq!(
        browser.get("/").await.text,
        "signed in as ada",
        "use moves the limit"
    );
    app.clock.advance(TimeDelta::minutes(60));
    assert_eq!(browser.get("/").await.text, "nobody is signed in");
}

#[tokio::test]
async fn a_session_ends_after_its_absolute_limit_however_much_it_is_used() {
    let app = TestApp::without_provider().await;
    let user = app.user("ada").await;
    app.clock.advance(TimeDelta::zero());
    let mut browser = app.signed_in(&user).await;
    for _ in 0..15 {
        app.clock.advance(TimeDelta::minutes(30));
        assert_eq!(browser.get("/").await.text, "signed in as ada");
    }
    app.clock.advance(TimeDelta::minutes(30));
    assert_eq!(browser.get("/").await.text, "nobody is signed in");
}

#[tokio::test]
async fn last_seen_is_written_at_most_once_a_minute() {
    let app = TestApp::without_provider().await;
    let user = app.user("ada").await;
    app.clock.advance(TimeDelta::zero());
    let opened_at = app.clock.now();
    let mut browser = app.signed_in(&user).await;
    let seen =
        async || app.oidc.sessions().of_user(&app.db, user.id).await.unwrap()[0].last_seen_at;
    app.clock.advance(TimeDelta::seconds(59));
    browser.get("/").await;
    assert_eq!(seen().await, opened_at);
    app.clock.advance(TimeDelta::seconds(1));
    browser.get("/").await;
    assert_eq!(seen().await, opened_at + TimeDelta::minutes(1));
}

#[tokio::test]
async fn somebody_who_is_switched_off_is_not_signed_in_any_more() {
    let app = TestApp::without_provider().await;
    let user = app.user("ada").await;
    let mut browser = app.signed_in(&user).await;
    users::ActiveModel {
        is_active: Set(false),
        ..user.into_active_model()
    }
    .update(&app.db)
    .await
    .unwrap();
    assert_eq!(browser.get("/").await.text, "nobody is signed in");
}

#[tokio::test]
async fn permissions_come_from_the_user_and_from_groups_each_once() {
    let app = TestApp::without_provider().await;
    let user = app.user("ada").await;
    permissions::declare(
        &app.db,
        &[
            ("catalog.add_author", "Can add author"),
            ("catalog.add_book", "Can add book"),
        ],
    )
    .await
    .unwrap();
    let mut browser = app.signed_in(&user).await;
    assert_eq!(browser.get("/authors").await.status, 403);

    let librarians = groups::Model::named(&app.db, "Librarians").await.unwrap();
    librarians
        .grant(&app.db, &["catalog.add_author", "unknown.codename"])
        .await
        .unwrap();
    librarians
        .grant(&app.db, &["catalog.add_author"])
        .await
        .unwrap();
    user_groups::ActiveModel {
        user_id: Set(user.id),
        group_id: Set(librarians.id),
        from_provider: Set(false),
    }
    .insert(&app.db)
    .await
    .unwrap();
    assert_eq!(browser.get("/authors").await.status, 200);
    assert_eq!(
        browser.get("/both").await.status,
        403,
        "every permission is wanted"
    );

    let add_book = permissions::Entity::find()
        .all(&app.db)
        .await
        .unwrap()
        .pop()
        .unwrap();
    user_permissions::ActiveModel {
        user_id: Set(user.id),
        permission_id: Set(add_book.id),
    }
    .insert(&app.db)
    .await
    .unwrap();
    assert_eq!(browser.get("/both").await.status, 200);
}

#[tokio::test]
async fn a_superuser_has_every_permission() {
    let app = TestApp::without_provider().await;
    let user = users::ActiveModel {
        is_superuser: Set(true),
        ..app.user("root").await.into_active_model()
    };
    let user = user.update(&app.db).await.unwrap();
    assert_eq!(app.signed_in(&user).await.get("/both").await.status, 200);
}

#[tokio::test]
async fn people_end_their_own_sessions_and_nobody_elses() {
    let app = TestApp::without_provider().await;
    let (ada, bob) = (app.user("ada").await, app.user("bob").await);
    let mut here = app.signed_in(&ada).await;
    let mut there = app.signed_in(&ada).await;
    let mut bobs = app.signed_in(&bob).await;
    let sessions = app.oidc.sessions();
    let mine = sessions.of_user(&app.db, ada.id).await.unwrap();
    assert_eq!(mine.len(), 2);

    let bobs_id = sessions.of_user(&app.db, bob.id).await.unwrap()[0].id;
    assert!(!sessions.end_own(&app.db, ada.id, bobs_id).await.unwrap());
    assert_eq!(bobs.get("/").await.text, "signed in as bob");

    let kept = mine.iter().map(|session| session.id).min().unwrap();
    assert_eq!(
        sessions.end_others_of(&app.db, ada.id, kept).await.unwrap(),
        1
    );
    assert_eq!(here.get("/").await.text, "signed in as ada");
    assert_eq!(there.get("/").await.text, "nobody is signed in");

    assert!(sessions.end(&app.db, kept).await.unwrap());
    assert!(!sessions.end(&app.db, kept).await.unwrap());
    assert_eq!(here.get("/").await.text, "nobody is signed in");
    assert_eq!(sessions.end_all_of(&app.db, bob.id).await.unwrap(), 1);
    assert_eq!(bobs.get("/").await.text, "nobody is signed in");
}

#[tokio::test]
async fn expired_sessions_are_deleted_and_live_ones_stay() {
    let app = TestApp::without_provider().await;
    let ada = app.user("ada").await;
    app.clock.advance(TimeDelta::zero());
    app.signed_in(&ada).await;
    app.clock.advance(TimeDelta::minutes(30));
    app.signed_in(&ada).await;
    app.clock.advance(TimeDelta::minutes(30));
    let sessions = app.oidc.sessions();
    assert_eq!(
        sessions.of_user(&app.db, ada.id).await.unwrap().len(),
        1,
        "an expired one is not listed"
    );
    assert_eq!(
        sessions
            .delete_expired(&app.db, app.clock.now())
            .await
            .unwrap(),
        1
    );
    assert_eq!(
        sessions::Entity::find().all(&app.db).await.unwrap().len(),
        1
    );
}

#[tokio::test]
async fn a_session_knows_the_device_in_letters_that_fit() {
    let app = TestApp::without_provider().await;
    let new = NewSession {
        user_agent: format!("Firefox\n{}", "ü".repeat(400)),
        ip: "2001:db8::1".into(),
        ..NewSession::for_subject("https://login.example.org", "1")
    };
    let session = app.open(&app.user("ada").await, new).await.session;
    assert!(session.user_agent.starts_with("Firefoxü"));
    assert_eq!(session.user_agent.chars().count(), 255);
    assert_eq!(session.ip, "2001:db8::1");
}

#[tokio::test]
async fn handlers_see_the_claims_of_the_session() {
    let app = TestApp::without_provider().await;
    let new = NewSession::for_subject("https://login.example.org", "4711").with_userinfo(
        json!({ "sub": "4711", "realm_access": { "roles": ["librarian"] }, "groups": ["/staff"] }),
    );
    let opened = app.open(&app.user("ada").await, new).await;
    let mut browser = app.browser();
    browser.keep(&opened.cookie_name, &opened.cookie_value);
    let claims: serde_json::Value =
        serde_json::from_str(&browser.get("/claims").await.text).unwrap();
    assert_eq!(claims["userinfo"]["sub"], "4711");
    assert_eq!(claims["roles"], json!(["librarian", "staff"]));
}

#[tokio::test]
async fn a_secret_may_be_replaced_without_signing_anybody_out() {
    let library = Library::open().await;
    let mut browser = library.browser();
    let callback = library.callback(&mut browser, "reader", "/private").await;
    let path = callback.strip_prefix(library.base_url.as_str()).unwrap();
    let signed_in = library.browser_of("librarian").await;
    let old = "a secret of the tests, long enough to be taken";
    let new = "another secret of the tests, as long as the first";
    let with = |secrets: serde_json::Value| {
        let mut oidc = settings(library.provider.issuer());
        oidc["base_url"] = library.base_url.clone().into();
        oidc["session"]["secrets"] = secrets;
        oidc
    };
    let moved = |node: &TestApp, from: &Browser| {
        let mut to = node.browser();
        for name in from.cookie_names() {
            to.keep(name, from.cookie(name).unwrap());
        }
        to
    };

    let node = library.app.another_node(with(json!([new]))).await;
    let mut stranger = moved(&node, &browser);
    assert_eq!(
        stranger.get(path).await.status,
        400,
        "the old secret is gone"
    );
    let mut there = moved(&node, &signed_in);
    assert_eq!(
        there.get("/token").await.text,
        "none",
        "nothing opens the tokens"
    );

    let node = library.app.another_node(with(json!([new, old]))).await;
    let mut there = moved(&node, &signed_in);
    assert!(there.get("/token").await.text.starts_with("eyJ"));
    let mut here = moved(&node, &browser);
    assert_eq!(here.get(path).await.location(), "/private");
}

#[tokio::test]
async fn over_https_cookies_are_for_this_host_alone_and_secure() {
    let base_url = "https://library.example.org";
    let library = Library::with(|oidc| oidc["base_url"] = json!(base_url)).await;
    library
        .provider
        .add_redirect_uri("locallibrary", &format!("{base_url}/*"))
        .unwrap();
    // The browser of these tests keeps cookies for http as well, as one behind a proxy would.
    let mut browser = library.browser();
    let begun = browser.get("/oidc/authenticate/?next=/private").await;
    let callback = library
        .provider
        .sign_in_as("reader", begun.location())
        .unwrap();
    let path = callback.as_str().strip_prefix(base_url).unwrap();
    let finished = browser.get(path).await;
    assert_eq!(finished.location(), "/private", "{}", finished.text);
    assert_eq!(browser.get("/").await.text, "signed in as reader");
    assert!(browser.cookie("__Host-session").is_some());
    let signed_out = browser.post("/oidc/logout/", &[]).await;
    let mut seen = 0;
    for answer in [begun, finished, signed_out] {
        for cookie in answer.set_cookies() {
            seen += 1;
            assert!(cookie.starts_with("__Host-"), "{cookie}");
            for attribute in ["HttpOnly", "SameSite=Lax", "Secure", "Path=/"] {
                assert!(cookie.contains(attribute), "{attribute}: {cookie}");
            }
            assert!(!cookie.contains("Domain"), "{cookie}");
        }
    }
    assert!(seen >= 5, "{seen}");
    // A session that somebody put into the browser under the other name is nobody's.
    let opened = library
        .open(
            &library.user("ada").await,
            NewSession::for_subject("x", "1"),
        )
        .await;
    let mut browser = library.browser();
    browser.keep("session", &opened.cookie_value);
    assert_eq!(browser.get("/").await.text, "nobody is signed in");
}

#[tokio::test]
async fn what_is_stored_for_one_session_opens_in_no_other() {
    let library = Library::open().await;
    let mut readers = library.browser_of("reader").await;
    library.browser_of("admin").await;
    let rows = library.session_rows().await;
    let stolen = rows[1].tokens.clone();
    let swapped = sessions::ActiveModel {
        tokens: Set(stolen),
        ..rows[0].clone().into_active_model()
    };
    swapped.update(&library.db).await.unwrap();
    assert_eq!(readers.get("/token").await.text, "none");
}

#[tokio::test]
async fn the_absolute_limit_holds_whatever_the_idle_limit_says() {
    let app = TestApp::without_provider().await;
    let user = app.user("ada").await;
    app.clock.advance(TimeDelta::zero());
    let mut browser = app.signed_in(&user).await;
    app.clock.advance(TimeDelta::minutes(59));
    for _ in 0..7 {
        browser.get("/").await;
        app.clock.advance(TimeDelta::minutes(59));
    }
    browser.get("/").await;
    let row = sessions::Entity::find()
        .one(&app.db)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        row.expires_at, row.absolute_expires_at,
        "use moves it no further"
    );
    let moved = sessions::ActiveModel {
        expires_at: Set(row.absolute_expires_at + TimeDelta::hours(1)),
        ..row.into_active_model()
    };
    moved.update(&app.db).await.unwrap();
    app.clock.advance(TimeDelta::minutes(59));
    assert_eq!(browser.get("/").await.text, "nobody is signed in");
}
