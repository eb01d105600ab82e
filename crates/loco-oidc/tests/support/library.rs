//! The application together with its provider, both on loopback.
use super::app::{TestApp, settings};
use super::{Answer, Browser};
use chrono::{TimeDelta, Utc};
use dev_openid_provider::RunningProvider;
use loco_oidc::models::{sessions, users};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, Set};
use serde_json::Value;
use std::ops::Deref;

/// A realm with three people and one client. The provider accepts the application's address when
/// it is known.
const REALM: &str = r#"{
    "realm": "library",
    "accessTokenLifespan": 300,
    "revokeRefreshToken": true,
    "refreshTokenMaxReuse": 0,
    "users": [
        { "username": "reader", "enabled": true, "email": "reader@library.example", "emailVerified": true,
          "firstName": "Rosa", "lastName": "Reader", "realmRoles": ["reader"] },
        { "username": "librarian", "enabled": true, "email": "librarian@library.example", "emailVerified": true,
          "firstName": "Libor", "lastName": "Librarian", "realmRoles": ["librarian"] },
        { "username": "admin", "enabled": true, "email": "admin@library.example", "emailVerified": true,
          "firstName": "Ada", "lastName": "Admin", "realmRoles": ["admin"] }
    ],
    "clients": [
        { "clientId": "locallibrary", "enabled": true, "publicClient": false, "secret": "development-only-secret",
          "standardFlowEnabled": true, "redirectUris": [], "attributes": { "pkce.code.challenge.method": "S256" } }
    ]
}"#;

/// A running application whose provider runs too. Dereferences to the application.
pub struct Library {
    pub app: TestApp,
    pub provider: RunningProvider,
}

impl Deref for Library {
    type Target = TestApp;
    fn deref(&self) -> &TestApp {
        &self.app
    }
}

impl Library {
    pub async fn open() -> Self {
        Self::with(|_| {}).await
    }

    /// With settings changed: `oidc` is `settings.oidc`.
    pub async fn with(change: impl FnOnce(&mut Value)) -> Self {
        Self::with_realm(|_| {}, change).await
    }

    /// With the provider's realm changed, and the settings.
    pub async fn with_realm(
        change_realm: impl FnOnce(&mut Value),
        change: impl FnOnce(&mut Value),
    ) -> Self {
        let mut realm: Value = serde_json::from_str(REALM).unwrap();
        change_realm(&mut realm);
        let provider = RunningProvider::start(&realm.to_string()).unwrap();
        let mut oidc = settings(provider.issuer());
        change(&mut oidc);
        let app = TestApp::start(oidc).await;
        provider
            .add_redirect_uri("locallibrary", &format!("{}/*", app.base_url))
            .unwrap();
        let back_channel = format!("{}/oidc/backchannel-logout/", app.base_url);
        provider
            .set_backchannel_logout("locallibrary", Some(&back_channel), true)
            .unwrap();
        Self { app, provider }
    }

    /// The same library on a second machine: another process, the same database and provider.
    pub async fn another_node(&self) -> TestApp {
        let mut oidc = settings(self.provider.issuer());
        oidc["base_url"] = self.base_url.clone().into();
        self.app.another_node(oidc).await
    }

    /// Lets all access tokens end now. Their own times are the provider's: only the note of the end
    /// is moved.
    pub async fn end_access_tokens(&self) {
        for row in self.session_rows().await {
            let ended = sessions::ActiveModel {
                access_expires_at: Set(Some(Utc::now() - TimeDelta::seconds(1))),
                refreshing_until: Set(None),
                ..row.into_active_model()
            };
            ended.update(&self.db).await.unwrap();
        }
    }

    /// Begins signing in, and returns the provider's address that the browser is sent to.
    pub async fn begin(&self, browser: &mut Browser, path: &str) -> String {
        let answer = browser.get(path).await;
        assert_eq!(answer.status, 302, "{}", answer.text);
        answer.location().to_owned()
    }

    /// Signs somebody in at the provider, and returns the callback that their browser would open.
    pub async fn callback(&self, browser: &mut Browser, username: &str, next: &str) -> String {
        let url = self
            .begin(browser, &format!("/oidc/authenticate/?next={next}"))
            .await;
        self.provider.sign_in_as(username, &url).unwrap().into()
    }

    /// Signs somebody in, and returns the answer of the callback.
    pub async fn sign_in(&self, browser: &mut Browser, username: &str) -> Answer {
        let callback = self.callback(browser, username, "/private").await;
        browser.get(&callback).await
    }

    /// A browser in which somebody has signed in through the provider.
    pub async fn browser_of(&self, username: &str) -> Browser {
        let mut browser = self.browser();
        let answer = self.sign_in(&mut browser, username).await;
        assert_eq!(answer.status, 302, "{}", answer.text);
        browser
    }

    /// What a sign-in that is refused shows: nobody is signed in, and there is a way on.
    pub async fn refused(&self, username: &str) -> Answer {
        let mut browser = self.browser();
        let answer = self.sign_in(&mut browser, username).await;
        assert_nobody(&mut browser, &answer).await;
        answer
    }

    pub async fn user_named(&self, username: &str) -> users::Model {
        users::Model::find_by_username(&self.db, username)
            .await
            .unwrap()
            .unwrap()
    }

    pub async fn session_rows(&self) -> Vec<sessions::Model> {
        sessions::Entity::find().all(&self.db).await.unwrap()
    }
}

/// Nobody is signed in after this answer, which is a page with a way on, no redirect and no 500.
pub async fn assert_nobody(browser: &mut Browser, answer: &Answer) {
    assert!(
        answer.status.is_client_error() || answer.status == 503,
        "{} {}",
        answer.status,
        answer.text
    );
    assert!(
        answer.text.contains("/oidc/authenticate/"),
        "a way on: {}",
        answer.text
    );
    assert_eq!(answer.header("cache-control"), "no-store");
    assert!(browser.cookie("session").is_none());
    assert_eq!(browser.get("/").await.text, "nobody is signed in");
}
