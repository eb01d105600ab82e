//! Names that differ in case alone, and what the library makes of names for its orders.

use crate::support::{TestApp, builders::a_genre};

#[tokio::test]
async fn a_name_that_is_taken_is_a_mistake_beside_the_name() {
    let app = TestApp::boot().await;
    let librarian = app.librarian().await;
    a_genre(&app, "Poetry").await;
    let page = librarian
        .post("/admin/genres/add/", &[("name", "POETRY")])
        .await
        .expect_status(422);
    assert_eq!(
        page.all("#error_name li"),
        ["There is already one with this: Name."]
    );
    assert_eq!(page.value_of("name"), "POETRY");
}

#[tokio::test]
async fn what_the_library_makes_of_a_name_bothers_nobody() {
    let app = TestApp::boot().await;
    let librarian = app.librarian().await;
    librarian
        .post("/admin/genres/add/", &[("name", "Poetry")])
        .await
        .expect_status(303);
    let list = librarian.get("/admin/genres/").await;
    let row = list.attributes("tbody th a", "href").remove(0);
    let history = librarian
        .get(&row.replace("change", "history"))
        .await
        .expect_status(200);
    assert_eq!(history.all(".history tbody th"), ["Id", "Name"]);
    for (model, columns) in [
        ("genres", vec!["Name", "Id"]),
        (
            "authors",
            vec![
                "Last name",
                "First name",
                "Date of birth",
                "Died",
                "Id",
                "Created at",
                "Updated at",
            ],
        ),
    ] {
        let page = librarian
            .get(&format!("/admin/{model}/export/"))
            .await
            .expect_status(200);
        assert_eq!(page.all(".in-columns label"), columns, "{model}");
    }
}
