//! What only a real sign-in shows: rights and sessions take a fresh one, and whoever has an older one comes back to what
//! they wanted; a session says where it was opened.

use std::sync::Arc;

use chrono::TimeDelta;
use dev_openid_provider::RunningProvider;
use loco_oidc::models::users;
use sea_orm::EntityTrait;
use serde_json::json;

use crate::support::{Answer, Caller, TestApp};

/// A library whose people sign in at a provider that tells the library's own time.
struct House {
    app: TestApp,
    provider: RunningProvider,
}

impl House {
    async fn open() -> Self {
        let provider = RunningProvider::start(include_str!("../../config/realm.json"))
            .expect("the realm is valid");
        let issuer = provider.issuer().to_owned();
        let app = TestApp::boot_with(|config| {
            let settings = config.settings.as_mut().expect("the test has settings");
            settings["oidc"]["issuer"] = json!(issuer);
        })
        .await;
        let clock = app.clock.clone();
        provider.set_clock(Arc::new(move || clock.now()));
        Self { app, provider }
    }

    /// Goes to the provider from this address, signs in as the administrator there, and comes back.
    async fn sign_in(&self, caller: &Caller, from: &str) -> Answer {
        let leaving = caller.get(from).await.expect_status(302);
        let back = self
            .provider
            .sign_in_as("admin", leaving.location())
            .expect("the provider knows the administrator")
            .to_string();
        let path = back.find("/oidc/callback/").expect("the callback");
        caller.get(&back[path..]).await.expect_status(302)
    }

    async fn administrator(&self) -> Caller {
        let caller = self.app.anonymous();
        let next = "/oidc/authenticate/?next=/admin/";
        assert_eq!(self.sign_in(&caller, next).await.location(), "/admin/");
        caller
    }

    fn wait(&self, minutes: i64) {
        let later = self.app.clock.now() + TimeDelta::minutes(minutes);
        self.app.clock.set(later);
    }

    async fn has_user(&self, id: i32) -> bool {
        users::Entity::find_by_id(id)
            .one(self.app.db())
            .await
            .expect("reads")
            .is_some()
    }
}

#[tokio::test]
async fn a_user_is_deleted_after_a_fresh_sign_in_at_the_provider() {
    let house = House::open().await;
    let admin = house.administrator().await;
    let reader = house.app.user("reader-to-go").await;
    let delete = format!("/admin/users/{}/delete/", reader.id);
    house.wait(16);
    let refused = admin.post(&delete, &[]).await.expect_status(303);
    assert!(
        refused.location().contains("max_age=900"),
        "{}",
        refused.location()
    );
    assert!(house.has_user(reader.id).await, "not yet");
    let back = house.sign_in(&admin, refused.location()).await;
    let page = admin.get(back.location()).await.expect_status(200);
    assert_eq!(page.first("h1"), "You have signed in again");
    let done = admin.post(back.location(), &[]).await.expect_status(303);
    assert_eq!(done.location(), "/admin/users/");
    assert!(!house.has_user(reader.id).await);
}

#[tokio::test]
async fn a_session_says_from_which_address_it_was_opened() {
    let house = House::open().await;
    let at_home = house
        .app
        .anonymous()
        .with_header("x-forwarded-for", "198.51.100.9, 203.0.113.7");
    house
        .sign_in(&at_home, "/oidc/authenticate/?next=/accounts/profile/")
        .await;
    let mine = at_home.get("/accounts/profile/").await.expect_status(200);
    assert!(mine.text().contains("203.0.113.7"), "as the proxy saw it");
    assert!(
        !mine.text().contains("198.51.100.9"),
        "as anybody can claim"
    );
    let all = at_home.get("/admin/sessions/").await.expect_status(200);
    assert!(all.first("tbody tr").contains("203.0.113.7"));
}

#[tokio::test]
async fn rights_are_given_after_a_fresh_sign_in_and_what_was_chosen_is_kept() {
    let house = House::open().await;
    let admin = house.administrator().await;
    house.wait(16);
    let page = admin.get("/admin/groups/add/").await.expect_status(200);
    assert!(page.has("form.form .notice"), "it is said beforehand");
    let refused = admin
        .post("/admin/groups/add/", &[("name", "Friends")])
        .await
        .expect_status(303);
    let back = house.sign_in(&admin, refused.location()).await;
    admin.post(back.location(), &[]).await.expect_status(303);
    let list = admin.get("/admin/groups/").await.expect_status(200);
    assert!(list.all("tbody th").contains(&"Friends".to_owned()));
}
