//! Values that nobody, or not everybody, may see: in no page, file or history.
use crate::support::{Caller, TestApp};

const LIST: &str = "/admin/publishers/";
const CLERK: [&str; 8] = [
    "trade.view_publisher",
    "trade.add_publisher",
    "trade.change_publisher",
    "trade.delete_publisher",
    "trade.view_office",
    "trade.change_office",
    "catalog.view_author",
    "auth.view_log",
];

/// A publisher that an administrator rated 47, and whose rating and secret were changed once.
async fn rated(app: &TestApp) -> (Caller, String) {
    let admin = app.admin().await;
    let one = app.publisher("Insel", 46).await;
    let path = format!("{LIST}{}/change/", one.id);
    let form = [("rating", "47"), ("pin", "a new secret")];
    let answer = admin.fill_in(&path, &form, "_save").await;
    assert_eq!(answer.status, 303, "{}", answer.text);
    (admin, path)
}

#[tokio::test]
async fn a_secret_is_in_no_page_file_or_history() {
    let app = TestApp::start().await;
    let (admin, path) = rated(&app).await;
    let history = path.replace("change", "history");
    for page in [
        LIST,
        &path,
        &history,
        "/admin/publishers/export/",
        "/admin/log/",
    ] {
        let text = admin.page(page).await.text;
        assert!(!text.contains("a new secret"), "{page}");
        assert!(!text.contains("pin-of-"), "{page}");
    }
    assert!(
        admin
            .page(&history)
            .await
            .text
            .contains("the value is not kept"),
        "that it changed is told"
    );
    assert_eq!(
        admin.page(&path).await.attributes("[name=pin]", "value"),
        [""],
        "the form begins without it"
    );
    let file = admin
        .post(
            "/admin/publishers/export/",
            &[("_download", "1"), ("column", "name"), ("column", "pin")],
        )
        .await;
    assert!(!file.text.contains("secret"), "{}", file.text);
    let kept = admin.fill_in(&path, &[("name", "Island")], "_save").await;
    assert_eq!(kept.status, 303);
    let stored = app.stored_publisher().await;
    assert_eq!(stored.pin, "a new secret", "an empty field keeps it");
}

#[tokio::test]
async fn a_field_is_seen_by_those_with_its_permission() {
    let app = TestApp::start().await;
    let (_, path) = rated(&app).await;
    let mut may: Vec<&str> = CLERK.to_vec();
    may.push("trade.see_rating");
    let clerk = app.staff_with(&may).await;
    let list = clerk.page(LIST).await;
    assert!(list.texts("td").contains(&"47".to_owned()));
    assert!(clerk.page(&path).await.has("[name=rating]"));
    let history = clerk.page(&path.replace("change", "history")).await;
    assert!(history.texts("del").contains(&"46".to_owned()));
}

#[tokio::test]
async fn without_the_permission_it_is_in_no_list_filter_search_or_order() {
    let app = TestApp::start().await;
    rated(&app).await;
    let clerk = app.staff_with(&CLERK).await;
    let list = clerk.page(LIST).await;
    assert_eq!(list.texts("thead th:not(.tick)"), ["Name", "Initial"]);
    assert!(!list.texts("main").join(" ").contains("47"));
    assert!(!list.has(".filters"));
    assert!(
        !list.has("thead a[href*='initial']"),
        "no order gives it away"
    );
    for query in ["rating__empty=1", "o=rating", "o=initial"] {
        assert_eq!(
            clerk.get(&format!("{LIST}?{query}")).await.status,
            400,
            "{query}"
        );
    }
    assert!(clerk.page(&format!("{LIST}?q=47")).await.rows().is_empty());
    assert!(clerk.page("/admin/offices/?q=47").await.rows().is_empty());
    let everything = clerk.page("/admin/search/?q=47").await;
    assert!(!everything.has(".found li"));
}

#[tokio::test]
async fn without_the_permission_it_is_in_no_form_history_or_file() {
    let app = TestApp::start().await;
    let (_, path) = rated(&app).await;
    let clerk = app.staff_with(&CLERK).await;
    let page = clerk.page(&path).await;
    assert!(!page.has("[name=rating]"));
    assert!(!page.texts("main").join(" ").contains("47"));
    assert!(!page.attributes("[name=_base]", "value")[0].contains("47"));
    assert!(
        !page.texts("h2").contains(&"Opinion".to_owned()),
        "nor an empty group"
    );
    let history = clerk.page(&path.replace("change", "history")).await;
    for value in ["46", "47", "Rating"] {
        assert!(!history.texts("main").join(" ").contains(value), "{value}");
    }
    let logs = clerk.page("/admin/log/").await;
    let entry = logs.attributes("tbody th a", "href")[0].clone();
    let told = clerk.page(&entry).await;
    assert!(!told.texts("main").join(" ").contains("46"));
    let export = clerk.page("/admin/publishers/export/").await;
    assert!(!export.has("[value=rating]"));
    let form = [("_download", "1"), ("column", "name"), ("column", "rating")];
    let file = clerk.post("/admin/publishers/export/", &form).await;
    assert!(!file.text.contains("47"), "{}", file.text);
}

#[tokio::test]
async fn without_the_permission_nobody_writes_it_by_form_inline_or_file() {
    let app = TestApp::start().await;
    let (_, path) = rated(&app).await;
    let clerk = app.staff_with(&CLERK).await;
    let form = [("name", "Island"), ("rating", "1"), ("pin", "")];
    let answer = clerk.fill_in(&path, &form, "_save").await;
    assert_eq!(answer.status, 303, "{}", answer.text);
    let stored = app.stored_publisher().await;
    assert_eq!((stored.name.as_str(), stored.rating), ("Island", Some(47)));
    assert!(
        !clerk.page(&path).await.has("[name$='-rent']"),
        "nor an inline's"
    );

    let import = "/admin/publishers/import/";
    assert!(!clerk.page(import).await.text.contains("rating"));
    let csv = format!("id,name,rating\n{},Isle,2\n", stored.id);
    let sent = clerk.upload(import, "x.csv", csv.as_bytes()).await;
    let preview = clerk.page(sent.location()).await;
    assert!(!preview.texts("main").join(" ").contains("47"));
    clerk.post(sent.location(), &[("_import", "1")]).await;
    let stored = app.stored_publisher().await;
    assert_eq!((stored.name.as_str(), stored.rating), ("Isle", Some(47)));
}

#[tokio::test]
async fn a_conflict_shows_nobody_what_they_may_not_see() {
    let app = TestApp::start().await;
    let (admin, path) = rated(&app).await;
    let clerk = app.staff_with(&CLERK).await;
    let opened = clerk.page(&path).await;
    let form = [("name", "Island"), ("rating", "99"), ("pin", "")];
    assert_eq!(admin.fill_in(&path, &form, "_save").await.status, 303);
    let conflict = clerk
        .send(&opened, &path, &[("slug", "other")], "_save")
        .await;
    assert_eq!(conflict.status, 409);
    assert!(conflict.text.contains("Island"));
    for value in ["47", "99", "Rating"] {
        assert!(!conflict.texts("main").join(" ").contains(value), "{value}");
    }
    let again = clerk.send(&conflict, &path, &[], "_save").await;
    assert_eq!(again.status, 303, "{}", again.text);
    let stored = app.stored_publisher().await;
    assert_eq!((stored.slug.as_str(), stored.rating), ("other", Some(99)));
}
