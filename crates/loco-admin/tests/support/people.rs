//! Who visits: people with and without permissions.
use super::app::TestApp;
use super::caller::Caller;
use loco_oidc::NewSession;
use loco_oidc::models::{groups, user_groups, users};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, Set};

/// What a librarian may do in these tests.
const LIBRARIAN: [&str; 9] = [
    "catalog.view_book",
    "catalog.add_book",
    "catalog.change_book",
    "catalog.delete_book",
    "catalog.view_author",
    "catalog.add_author",
    "catalog.change_author",
    "catalog.delete_author",
    "catalog.view_genre",
];

impl TestApp {
    async fn person(
        &self,
        username: &str,
        staff: bool,
        superuser: bool,
        permissions: &[&str],
    ) -> Caller {
        let user = users::ActiveModel {
            username: Set(username.into()),
            email: Set(String::new()),
            email_verified: Set(false),
            first_name: Set(String::new()),
            last_name: Set(String::new()),
            locale: Set(String::new()),
            is_active: Set(true),
            is_staff: Set(staff),
            is_superuser: Set(superuser),
            date_joined: Set(self.clock.now()),
            last_sign_in_at: Set(None),
            ..Default::default()
        }
        .insert(&self.db)
        .await
        .unwrap();
        let group = groups::Model::named(&self.db, username).await.unwrap();
        let named: Vec<(&str, &str)> = permissions.iter().map(|name| (*name, *name)).collect();
        loco_oidc::models::permissions::declare(&self.db, &named)
            .await
            .unwrap();
        group.grant(&self.db, permissions).await.unwrap();
        user_groups::ActiveModel {
            user_id: Set(user.id),
            group_id: Set(group.id),
            from_provider: Set(false),
        }
        .insert(&self.db)
        .await
        .unwrap();
        self.sign_in(&user).await
    }

    /// The same person with a sign-in of this moment.
    pub async fn signs_in_again(&self, username: &str) -> Caller {
        let user = users::Entity::find()
            .filter(users::Column::Username.eq(username))
            .one(&self.db)
            .await
            .unwrap();
        self.sign_in(&user.unwrap()).await
    }

    async fn sign_in(&self, user: &users::Model) -> Caller {
        let session = NewSession::for_subject("https://login.example.org", &user.username);
        let opened = self
            .oidc
            .sessions()
            .open(&self.db, user, session)
            .await
            .unwrap();
        Caller::new(
            self.router.clone(),
            Some(format!("{}={}", opened.cookie_name, opened.cookie_value)),
        )
    }

    pub fn anonymous(&self) -> Caller {
        Caller::new(self.router.clone(), None)
    }

    /// Somebody who is not staff.
    pub async fn reader(&self) -> Caller {
        self.person("reader", false, false, &LIBRARIAN).await
    }

    /// Somebody of this name, who may do nothing.
    pub async fn user_named(&self, username: &str) {
        self.person(username, false, false, &[]).await;
    }

    /// Staff who may do everything with books and authors, and look at genres.
    pub async fn librarian(&self) -> Caller {
        self.person("librarian", true, false, &LIBRARIAN).await
    }

    /// Staff who may only look.
    pub async fn viewer(&self) -> Caller {
        self.person(
            "viewer",
            true,
            false,
            &["catalog.view_book", "catalog.view_author"],
        )
        .await
    }

    /// Staff with these permissions.
    pub async fn staff_with(&self, permissions: &[&str]) -> Caller {
        self.person("somebody", true, false, permissions).await
    }

    pub async fn admin(&self) -> Caller {
        self.person("admin", true, true, &[]).await
    }
}
