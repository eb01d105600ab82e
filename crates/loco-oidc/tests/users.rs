//! Users: made, found, linked and kept in step with the provider's roles.
use crate::support::Library;
use loco_oidc::models::{groups, user_groups, users};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, Set,
};
use serde_json::json;

async fn groups_of(library: &Library, user: i32) -> Vec<String> {
    let ids: Vec<i32> = user_groups::Entity::find()
        .filter(user_groups::Column::UserId.eq(user))
        .all(&library.db)
        .await
        .unwrap()
        .into_iter()
        .map(|membership| membership.group_id)
        .collect();
    let found = groups::Entity::find()
        .filter(groups::Column::Id.is_in(ids))
        .order_by_asc(groups::Column::Name);
    found
        .all(&library.db)
        .await
        .unwrap()
        .into_iter()
        .map(|group| group.name)
        .collect()
}

#[tokio::test]
async fn a_role_that_is_taken_away_at_the_provider_is_taken_away_here() {
    let library = Library::open().await;
    library.browser_of("librarian").await;
    let user = library.user_named("librarian").await;
    assert!(user.is_staff && !user.is_superuser);
    assert_eq!(groups_of(&library, user.id).await, ["Librarians"]);

    library
        .provider
        .remove_role("librarian", "librarian")
        .unwrap();
    library.provider.add_role("librarian", "reader").unwrap();
    library.browser_of("librarian").await;
    assert!(!library.user_named("librarian").await.is_staff);
    assert_eq!(groups_of(&library, user.id).await, ["Readers"]);
}

#[tokio::test]
async fn what_was_given_by_hand_stays_whatever_the_provider_says() {
    let library = Library::open().await;
    library.browser_of("admin").await;
    let admin = library.user_named("admin").await;
    assert!(admin.is_staff && admin.is_superuser);
    library.browser_of("reader").await;
    let reader = library.user_named("reader").await;
    let friends = groups::Model::named(&library.db, "Friends").await.unwrap();
    let by_hand = user_groups::ActiveModel {
        user_id: Set(reader.id),
        group_id: Set(friends.id),
        from_provider: Set(false),
    };
    by_hand.insert(&library.db).await.unwrap();
    let reader = users::ActiveModel {
        is_staff: Set(true),
        ..reader.into_active_model()
    };
    let reader = reader.update(&library.db).await.unwrap();

    library.browser_of("reader").await;
    assert_eq!(groups_of(&library, reader.id).await, ["Friends", "Readers"]);
    assert!(library.user_named("reader").await.is_staff);
    // The provider gives it as well, and takes its own back: what was given by hand is still there.
    library.provider.add_role("reader", "librarian").unwrap();
    library.browser_of("reader").await;
    library.provider.remove_role("reader", "librarian").unwrap();
    library.browser_of("reader").await;
    assert!(library.user_named("reader").await.is_staff);
}

#[tokio::test]
async fn somebody_keeps_their_user_when_name_and_address_change() {
    let library = Library::open().await;
    library.browser_of("reader").await;
    let before = library.user_named("reader").await;
    library
        .provider
        .set_claim("reader", "preferred_username", json!("rosa"))
        .unwrap();
    library
        .provider
        .set_claim("reader", "email", json!("rosa@library.example"))
        .unwrap();
    library.browser_of("reader").await;
    let after = library.user_named("reader").await;
    assert_eq!(
        (after.id, after.email.as_str()),
        (before.id, "rosa@library.example")
    );
}

#[tokio::test]
async fn a_verified_address_links_to_the_user_who_has_it() {
    let library = Library::open().await;
    let rosa = users::ActiveModel {
        email: Set("reader@library.example".into()),
        ..library.user("rosa").await.into_active_model()
    };
    rosa.update(&library.db).await.unwrap();
    let mut browser = library.browser_of("reader").await;
    assert_eq!(browser.get("/").await.text, "signed in as rosa");
}

#[tokio::test]
async fn a_verified_address_links_to_nobody_where_it_is_configured_so() {
    let library = Library::with(|oidc| oidc["link_by"] = json!({ "verified_email": false })).await;
    let rosa = users::ActiveModel {
        email: Set("reader@library.example".into()),
        ..library.user("rosa").await.into_active_model()
    };
    rosa.update(&library.db).await.unwrap();
    let mut browser = library.browser_of("reader").await;
    assert_eq!(browser.get("/").await.text, "signed in as reader");
}

#[tokio::test]
async fn an_address_that_is_not_verified_links_to_nobody() {
    let library = Library::open().await;
    let rosa = users::ActiveModel {
        email: Set("reader@library.example".into()),
        ..library.user("rosa").await.into_active_model()
    };
    rosa.update(&library.db).await.unwrap();
    library
        .provider
        .set_claim("reader", "email_verified", json!(false))
        .unwrap();
    let mut browser = library.browser_of("reader").await;
    assert_eq!(browser.get("/").await.text, "signed in as reader");
}

#[tokio::test]
async fn an_address_that_was_given_to_somebody_else_does_not_give_them_the_user() {
    let library = Library::open().await;
    library.browser_of("reader").await;
    library.provider.add_user("newcomer", &["reader"]);
    library
        .provider
        .set_claim("newcomer", "email", json!("reader@library.example"))
        .unwrap();
    library
        .provider
        .set_claim("newcomer", "email_verified", json!(true))
        .unwrap();
    let mut browser = library.browser_of("newcomer").await;
    assert_eq!(browser.get("/").await.text, "signed in as newcomer");
}

#[tokio::test]
async fn two_users_with_the_address_are_nobodys() {
    let library = Library::open().await;
    for name in ["one", "two"] {
        let user = users::ActiveModel {
            email: Set("reader@library.example".into()),
            ..library.user(name).await.into_active_model()
        };
        user.update(&library.db).await.unwrap();
    }
    assert_eq!(library.refused("reader").await.status, 403);
}

#[tokio::test]
async fn a_name_links_only_where_it_is_configured() {
    let library = Library::open().await;
    library.user("reader").await;
    let mut browser = library.browser_of("reader").await;
    assert_eq!(browser.get("/").await.text, "signed in as reader-2");

    let library = Library::with(|oidc| oidc["link_by"] = json!({ "username": true })).await;
    library.user("reader").await;
    let mut browser = library.browser_of("reader").await;
    assert_eq!(browser.get("/").await.text, "signed in as reader");
}

#[tokio::test]
async fn nobody_new_gets_in_where_users_are_not_made() {
    let library = Library::with(|oidc| oidc["create_users"] = json!(false)).await;
    assert_eq!(library.refused("reader").await.status, 403);
}

#[tokio::test]
async fn a_user_who_is_switched_off_cannot_sign_in() {
    let library = Library::open().await;
    library.browser_of("reader").await;
    let off = users::ActiveModel {
        is_active: Set(false),
        ..library.user_named("reader").await.into_active_model()
    };
    off.update(&library.db).await.unwrap();
    assert_eq!(library.refused("reader").await.status, 403);
}

#[tokio::test]
async fn somebody_who_is_no_administrator_any_more_loses_every_permission() {
    let library = Library::open().await;
    library.browser_of("admin").await;
    assert!(library.user_named("admin").await.is_superuser);
    library.provider.remove_role("admin", "admin").unwrap();
    library.browser_of("admin").await;
    let admin = library.user_named("admin").await;
    assert!(!admin.is_superuser && !admin.is_staff);
}
