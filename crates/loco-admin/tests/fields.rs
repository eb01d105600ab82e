//! Fields that few models need, each as a form shows it.
use crate::support::models::{offices, publishers};
use crate::support::{Caller, TestApp};
use sea_orm::EntityTrait;

const ADD: &str = "/admin/publishers/add/";

#[tokio::test]
async fn stacked_inlines_are_small_forms_saved_with_their_parent() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let page = admin.page(ADD).await;
    assert!(page.has("div.inline-row [name='offices-new0-city']"));
    assert_eq!(
        page.texts("div.inline-row label")[0],
        "City *",
        "each field has its own label"
    );
    let answer = admin
        .send(
            &page,
            ADD,
            &[
                ("name", "Insel"),
                ("slug", "insel"),
                ("offices-new0-city", "Leipzig"),
            ],
            "_save",
        )
        .await;
    assert_eq!(answer.status, 303, "{}", answer.text);
    let office = offices::Entity::find().one(&app.db).await.unwrap().unwrap();
    let path = format!("/admin/publishers/{}/change/", office.publisher_id);
    let page = admin.page(&path).await;
    assert_eq!(page.texts(".inline-name"), ["Leipzig"]);
    let gone = format!("offices-{}-_delete", office.id);
    let answer = admin.send(&page, &path, &[(&gone, "true")], "_save").await;
    assert_eq!(answer.status, 303, "{}", answer.text);
    assert!(
        offices::Entity::find()
            .one(&app.db)
            .await
            .unwrap()
            .is_none()
    );
}

/// An office with these numbers, as somebody types them: where it is, or that it was refused.
async fn measured(app: &TestApp, admin: &Caller, area: &str, height: &str) -> (String, u16) {
    let house = app.publisher("Insel", 3).await.id.to_string();
    let fields = [
        ("publisher_id", house.as_str()),
        ("city", "Leipzig"),
        ("area", area),
        ("height", height),
    ];
    let answer = admin
        .fill_in("/admin/offices/add/", &fields, "_continue")
        .await;
    let path = if answer.status == 303 {
        answer.location().to_owned()
    } else {
        String::new()
    };
    (path, answer.status.as_u16())
}

#[tokio::test]
async fn numbers_are_written_and_read_as_each_language_does() {
    for (german, area, height) in [
        (true, "1.234,5", "2,125"),
        (true, "1234.5", "2,125"),
        (false, "1,234.50", "2.125"),
        (false, "1234,50", "2.125"),
    ] {
        let app = TestApp::start().await;
        let admin = app.admin().await;
        let writes = if german {
            admin.clone().in_german()
        } else {
            admin.clone()
        };
        let (path, status) = measured(&app, &writes, area, height).await;
        assert_eq!(status, 303, "{area}");
        let office = offices::Entity::find().one(&app.db).await.unwrap().unwrap();
        assert_eq!(office.area, "1234.5".parse().ok(), "{area}");
        assert_eq!(office.height, Some(2.125), "{height}");
        let page = admin.page(&path).await;
        assert_eq!(page.attributes("[name=area]", "value"), ["1234.50"]);
        let list = admin
            .page("/admin/offices/")
            .await
            .texts("tbody td")
            .join(" ");
        assert!(list.contains("1,234.50"), "{list}");
        let admin = admin.in_german();
        let page = admin.page(&path).await;
        assert_eq!(page.attributes("[name=area]", "value"), ["1234,50"]);
        assert_eq!(page.attributes("[name=height]", "value"), ["2,125"]);
        let list = admin
            .page("/admin/offices/")
            .await
            .texts("tbody td")
            .join(" ");
        assert!(list.contains("1.234,50"), "{list}");
        let answer = admin
            .send(&page, &path, &[("city", "Halle")], "_save")
            .await;
        assert_eq!(answer.status, 303, "what is shown can be saved as it is");
    }
}

#[tokio::test]
async fn a_number_that_could_be_two_is_asked_for_again() {
    for (area, height, status) in [
        // The column keeps two digits behind the point, so these are a thousand and more.
        ("1.234", "1", 303),
        ("12,5,0", "1", 422),
        ("1", "1.234", 422),
        ("nonsense", "1", 422),
        ("1", "1e5", 422),
    ] {
        let app = TestApp::start().await;
        let admin = app.admin().await.in_german();
        let answered = measured(&app, &admin, area, height).await.1;
        assert_eq!(answered, status, "{area} {height}");
    }
}

#[tokio::test]
async fn a_field_says_from_which_others_it_is_made() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let page = admin.page(ADD).await;
    assert_eq!(page.attributes("[name=slug]", "data-made-from"), ["name"]);
    let answer = admin.fill_in(ADD, &[("name", "Insel")], "_save").await;
    assert_eq!(answer.status, 422, "without a script people fill it in");
    assert_eq!(answer.errors_at("slug").len(), 1);
}

#[tokio::test]
async fn a_row_leads_to_its_page_on_the_site() {
    let app = TestApp::start().await;
    let one = app.publisher("Insel", 3).await;
    let path = format!("/admin/publishers/{}/change/", one.id);
    let page = app.admin().await.page(&path).await;
    assert_eq!(page.link("View on site"), "/publishers/insel/");
    assert!(!page.text.contains("//publishers"));
}

#[tokio::test]
async fn the_buttons_stand_above_the_form_as_well_where_that_is_said() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let twice = admin.page(ADD).await.texts("form.form [name=_continue]");
    assert_eq!(twice.len(), 2);
    let once = admin.page("/admin/genres/add/").await;
    assert_eq!(once.texts("form.form [name=_continue]").len(), 1);
}

#[tokio::test]
async fn a_key_is_typed_or_looked_up() {
    let app = TestApp::start().await;
    let author = app.author("Anton", "Kippenberg").await;
    let admin = app.admin().await;
    let page = admin.page(ADD).await;
    assert_eq!(page.attributes("input[name=contact_id]", "type"), ["text"]);
    assert_eq!(
        page.attributes("input[name=contact_id]", "inputmode"),
        ["numeric"]
    );
    let lookup = page.attributes(".key a.aside", "href");
    assert_eq!(lookup, ["/admin/publishers/choices/contact_id/"]);
    let found = admin.page(&format!("{}?q=kippen", lookup[0])).await;
    assert_eq!(
        found.texts(".found li"),
        [format!("Kippenberg, Anton {}", author.id)],
        "it says the key to type"
    );
    let form = |key: &str| {
        [
            ("name", "Insel".to_owned()),
            ("slug", "insel".to_owned()),
            ("contact_id", key.to_owned()),
        ]
    };
    for (key, status) in [("999", 422), ("x", 422), (&author.id.to_string(), 303)] {
        let form = form(key);
        let fields: Vec<(&str, &str)> = form.iter().map(|(n, v)| (*n, v.as_str())).collect();
        let answer = admin.fill_in(ADD, &fields, "_save").await;
        assert_eq!(answer.status, status, "{key}");
    }
    let one = publishers::Entity::find().one(&app.db).await.unwrap();
    assert_eq!(one.unwrap().contact_id, Some(author.id));
    let page = admin.page("/admin/publishers/1/change/").await;
    assert_eq!(
        page.texts(".key .key-label"),
        ["Kippenberg, Anton"],
        "what the key stands for is said"
    );
}

#[tokio::test]
async fn a_template_of_the_application_takes_the_place_of_one_models_page() {
    let app = TestApp::start().await;
    app.publisher("Insel", 3).await;
    let admin = app.admin().await;
    let page = admin.page("/admin/publishers/").await;
    assert_eq!(page.texts(".house"), ["The houses we buy from."]);
    assert_eq!(page.rows(), ["Insel"], "around the crate's own");
    assert!(!admin.page("/admin/genres/").await.has(".house"));
}

#[tokio::test]
async fn what_is_not_there_or_not_allowed_is_said_in_the_admins_own_pages() {
    let app = TestApp::start().await;
    let viewer = app.viewer().await;
    for path in [
        "/admin/nothing/",
        "/admin/books/00000000-0000-0000-0000-000000000000/change/",
        "/admin/books/x/history/",
        "/admin/authors/7/delete/",
    ] {
        let answer = viewer.get(path).await;
        let expected = if path.contains("delete") { 403 } else { 404 };
        assert_eq!(answer.status, expected, "{path}");
        assert!(answer.has(".head .brand"), "{path} is a page of the admin");
        assert!(
            answer.has("main .buttons a[href='/admin/']"),
            "with a way on"
        );
        assert!(answer.has(".menu a[href='/admin/books/']"));
    }
    let german = viewer.in_german().get("/admin/nothing/").await;
    assert_eq!(german.texts("h1").len(), 1);
    assert_eq!(german.attributes("html", "lang"), ["de"]);
}
