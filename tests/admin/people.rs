//! People, their rights, and where they are signed in.

use loco_oidc::models::{sessions, user_groups, users};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use crate::support::TestApp;

#[tokio::test]
async fn an_administrator_looks_after_people_groups_and_permissions() {
    let app = TestApp::boot().await;
    let (admin, reader) = (app.admin().await, app.reader().await);
    let page = admin.get("/admin/users/?q=reader").await.expect_status(200);
    assert_eq!(page.all("tbody th"), ["reader"]);
    let path = format!("/admin/users/{}/change/", reader.user().id);
    let page = admin.get(&path).await.expect_status(200);
    assert!(
        !page.has("[name=username]"),
        "the provider says who somebody is"
    );
    assert!(!page.has("[type=password]"), "there are no passwords");
    assert!(page.has("[type=checkbox][name=groups]"));
    admin.get("/admin/users/add/").await.expect_status(403);
    let groups = page.attributes("[name=groups]:not([type=hidden])", "value");
    let mut form = vec![
        ("_version", page.value_of("_version")),
        ("is_active", "true".to_owned()),
    ];
    form.extend(groups.iter().map(|group| ("groups", group.clone())));
    let form: Vec<(&str, &str)> = form
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    admin.post(&path, &form).await.expect_status(303);
    let given = user_groups::Entity::find()
        .filter(user_groups::Column::UserId.eq(reader.user().id))
        .count(app.db())
        .await
        .expect("counts");
    assert_eq!(given as usize, groups.len());
    for path in [
        "/admin/groups/",
        "/admin/permissions/",
        "/admin/log/",
        "/admin/identities/",
    ] {
        admin.get(path).await.expect_status(200);
    }
}

#[tokio::test]
async fn a_session_is_ended_and_the_person_is_signed_out() {
    let app = TestApp::boot().await;
    let (admin, reader) = (app.admin().await, app.reader().await);
    reader.get("/catalog/mybooks/").await.expect_status(200);
    let session = sessions::Entity::find()
        .filter(sessions::Column::UserId.eq(reader.user().id))
        .one(app.db())
        .await
        .expect("reads")
        .expect("signed in");
    let path = format!("/admin/sessions/{}/change/", session.id);
    let page = admin.get(&path).await.expect_status(200);
    assert!(
        !page.text().contains(&session.token_hash),
        "nothing that opens a session is shown"
    );
    admin
        .post(
            "/admin/sessions/actions/",
            &[
                ("_action", "end_session"),
                ("key", &session.id.to_string()),
                ("_confirmed", "1"),
                ("_back", &path),
            ],
        )
        .await
        .expect_status(303);
    reader.get("/catalog/mybooks/").await.expect_status(302);
}

#[tokio::test]
async fn nobody_locks_themselves_out() {
    let app = TestApp::boot().await;
    let admin = app.admin().await;
    let path = format!("/admin/users/{}/change/", admin.user().id);
    let page = admin.get(&path).await.expect_status(200);
    let version = page.value_of("_version");
    let answer = admin
        .post(&path, &[("_version", &version), ("is_active", "false")])
        .await
        .expect_status(422);
    assert!(answer.first("[id=error_is_active]").contains("yourself"));
    let delete = format!("/admin/users/{}/delete/", admin.user().id);
    admin.post(&delete, &[]).await.expect_status(409);
    assert!(
        users::Entity::find_by_id(admin.user().id)
            .one(app.db())
            .await
            .expect("reads")
            .is_some()
    );
}

#[tokio::test]
async fn librarians_see_the_catalogue_and_its_readers_and_change_nobodys_rights() {
    let app = TestApp::boot().await;
    let (librarian, reader) = (app.librarian().await, app.reader().await);
    let page = librarian.get("/admin/").await.expect_status(200);
    let seen = page.all(".models .name");
    assert!(
        seen.contains(&"Copies".to_owned()) && seen.contains(&"Loans".to_owned()),
        "{seen:?}"
    );
    let path = format!("/admin/users/{}/change/", reader.user().id);
    assert!(
        !librarian
            .get(&path)
            .await
            .expect_status(200)
            .has("form.form")
    );
    librarian
        .post(&path, &[("is_active", "false")])
        .await
        .expect_status(403);
    for path in ["/admin/groups/", "/admin/sessions/", "/admin/permissions/"] {
        librarian.get(path).await.expect_status(403);
    }
}
