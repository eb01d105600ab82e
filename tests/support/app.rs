//! The booted library, and the people who can call it.

use axum::Router;
use chrono::{DateTime, NaiveDate, TimeZone, Utc};
use locallibrary::app::App;
use loco_oidc::{
    Clock, NewSession, Oidc,
    models::{groups, user_groups, users},
};
use loco_rs::{
    app::{AppContext, Hooks},
    boot::StartMode,
    config::Config,
    environment::Environment,
};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, Set};
use serde_json::json;

use super::{caller::Caller, database::TestDatabase};

/// A library of a test's own.
pub struct TestApp {
    pub ctx: AppContext,
    pub clock: Clock,
    router: Router,
    _database: TestDatabase,
}

impl TestApp {
    /// Boots the library on a fresh database; its clock stands at noon of [`TestApp::today`].
    pub async fn boot() -> Self {
        Self::boot_as::<App>(|_| {}).await
    }

    /// As [`TestApp::boot`], with a changed configuration.
    pub async fn boot_with(change: impl FnOnce(&mut Config)) -> Self {
        Self::boot_as::<App>(change).await
    }

    /// Boots the library with something plugged in, or configured, that it has not otherwise.
    pub async fn boot_as<H: Hooks>(change: impl FnOnce(&mut Config)) -> Self {
        let database = TestDatabase::create().await;
        let environment = Environment::Test;
        let mut config = environment.load().expect("config/test.yaml is valid");
        change(&mut config);
        config.database.uri.clone_from(&database.url);
        config.database.auto_migrate = false;
        let boot = H::boot(StartMode::ServerOnly, &environment, config)
            .await
            .expect("the library boots");
        let ctx = boot.app_context;
        let clock = Clock::of(&ctx);
        clock.set(Self::noon());
        Self {
            ctx,
            clock,
            router: boot.router.expect("a server has routes"),
            _database: database,
        }
    }

    fn noon() -> DateTime<Utc> {
        Utc.with_ymd_and_hms(2026, 3, 10, 12, 0, 0)
            .single()
            .expect("a real instant")
    }

    /// The day that it is for the library.
    pub fn today() -> NaiveDate {
        Self::noon().date_naive()
    }

    pub fn db(&self) -> &sea_orm::DatabaseConnection {
        &self.ctx.db
    }

    /// Somebody who is not signed in.
    pub fn anonymous(&self) -> Caller {
        Caller::new(self.router.clone())
    }

    /// Somebody who may read and borrow.
    pub async fn reader(&self) -> Caller {
        self.signed_in("reader", "Readers", false).await
    }

    /// A second reader.
    pub async fn other_reader(&self) -> Caller {
        self.signed_in("other", "Readers", false).await
    }

    /// Somebody who works in the library.
    pub async fn librarian(&self) -> Caller {
        self.signed_in("librarian", "Librarians", false).await
    }

    /// Somebody who may do everything.
    pub async fn admin(&self) -> Caller {
        self.signed_in("admin", "Administrators", true).await
    }

    /// The user with this name, made when there is none.
    pub async fn user(&self, username: &str) -> users::Model {
        if let Some(user) = users::Entity::find()
            .filter(users::Column::Username.eq(username))
            .one(self.db())
            .await
            .expect("the database answers")
        {
            return user;
        }
        users::ActiveModel {
            username: Set(username.to_string()),
            email: Set(format!("{username}@example.org")),
            email_verified: Set(true),
            first_name: Set(username[..1].to_uppercase() + &username[1..]),
            last_name: Set("Example".to_string()),
            locale: Set(String::new()),
            is_active: Set(true),
            is_staff: Set(false),
            is_superuser: Set(false),
            date_joined: Set(self.clock.now()),
            ..Default::default()
        }
        .insert(self.db())
        .await
        .expect("a user can be made")
    }

    async fn signed_in(&self, username: &str, group: &str, superuser: bool) -> Caller {
        let user = self.member(username, group, superuser).await;
        let oidc = Oidc::of(&self.ctx).expect("settings.oidc is valid");
        let userinfo = json!({
            "sub": format!("subject-of-{username}"), "preferred_username": username,
            "email": user.email, "realm_access": { "roles": [username] },
        });
        let new =
            NewSession::for_subject("https://issuer.example", format!("subject-of-{username}"))
                .with_userinfo(userinfo);
        let opened = oidc
            .sessions()
            .open(self.db(), &user, new)
            .await
            .expect("a session opens");
        self.anonymous()
            .with_cookie(&opened.cookie_name, &opened.cookie_value)
            .who_is(user)
    }

    /// The user with this name, a member of this group.
    pub async fn member(&self, username: &str, group: &str, superuser: bool) -> users::Model {
        let mut user = self.user(username).await;
        // As the roles of config/realm.json give it.
        let staff = superuser || group == "Librarians";
        if staff && !user.is_staff {
            let mut changed: users::ActiveModel = user.into();
            changed.is_superuser = Set(superuser);
            changed.is_staff = Set(true);
            user = changed
                .update(self.db())
                .await
                .expect("the user can be changed");
        }
        let group = groups::Model::named(self.db(), group)
            .await
            .expect("the group can be made");
        user_groups::Entity::insert(user_groups::ActiveModel {
            user_id: Set(user.id),
            group_id: Set(group.id),
            from_provider: Set(true),
        })
        .on_conflict_do_nothing()
        .exec(self.db())
        .await
        .expect("the group takes members");
        user
    }
}
