//! Rows that a field points to, without leaving the form.
use crate::support::TestApp;

const BOOK: &str = "/admin/books/add/";

#[tokio::test]
async fn beside_a_field_are_links_to_the_rows_it_points_to() {
    let app = TestApp::start().await;
    let author = app.author("Leo", "Tolstoy").await.id;
    let librarian = app.librarian().await;
    let page = librarian.page(BOOK).await;
    let add = "/admin/authors/add/?_popup=id";
    assert_eq!(
        page.attributes(".related [data-related-link=add]", "href")[0],
        add
    );
    assert!(
        page.attributes(".related [data-related-link=change]", "hidden")
            .len()
            == 1,
        "nobody is chosen yet"
    );
    let page = librarian.page(&format!("{BOOK}?author_id={author}")).await;
    assert_eq!(
        page.attributes(".related [data-related-link=change]", "href"),
        [format!("/admin/authors/{author}/change/?_popup=id")]
    );
    assert_eq!(
        page.attributes(".related [data-related-link=delete]", "href"),
        [format!("/admin/authors/{author}/delete/?_popup=id")]
    );
    assert!(
        page.attributes(".related a", "target")
            .iter()
            .all(|target| target == "_blank"),
        "without a script the form stays open"
    );
}

#[tokio::test]
async fn only_what_somebody_may_do_is_offered() {
    let app = TestApp::start().await;
    app.author("Leo", "Tolstoy").await;
    let clerk = app
        .staff_with(&[
            "catalog.add_book",
            "catalog.view_book",
            "catalog.view_author",
        ])
        .await;
    let page = clerk.page(BOOK).await;
    assert!(page.has(".related [data-related-link=view]"));
    for what in ["add", "change", "delete"] {
        assert!(!page.has(&format!(".related [data-related-link={what}]")));
    }
    let answer = clerk.get("/admin/authors/add/?_popup=id").await;
    assert_eq!(answer.status, 403);
    let app = TestApp::start().await;
    let blind = app.staff_with(&["catalog.add_book"]).await;
    assert!(!blind.page(BOOK).await.has(".related"));
}

#[tokio::test]
async fn a_row_that_was_added_beside_a_form_is_told_to_its_script() {
    let app = TestApp::start().await;
    let script = app.librarian().await.for_json();
    let path = "/admin/authors/add/?_popup=id";
    let wrong = script.post(path, &[("first_name", "Leo")]).await;
    assert_eq!(wrong.status, 422);
    assert_eq!(wrong.errors_at("last_name").len(), 1, "as the page says it");
    let form = [("first_name", "Leo"), ("last_name", "Tolstoy")];
    let answer = script.post(path, &form).await;
    assert_eq!(answer.status, 200);
    let row: serde_json::Value = serde_json::from_str(&answer.text).unwrap();
    assert_eq!(row["saved"]["label"], "Tolstoy, Leo");
    let key = row["saved"]["value"].as_str().unwrap();
    let path = format!("/admin/authors/{key}/delete/?_popup=id");
    let answer = script.post(&path, &[]).await;
    assert_eq!(answer.text, r#"{"deleted":true}"#);
}

#[tokio::test]
async fn without_a_script_the_page_beside_says_how_to_go_back_and_the_form_keeps_all() {
    let app = TestApp::start().await;
    let librarian = app.librarian().await;
    let form = librarian.page(BOOK).await;
    assert!(form.text.contains("name=\"_refresh\""));
    let beside = librarian
        .fill_in(
            "/admin/authors/add/?_popup=id",
            &[("first_name", "Leo"), ("last_name", "Tolstoy")],
            "_save",
        )
        .await;
    assert_eq!(beside.status, 303);
    let page = librarian.page(beside.location()).await;
    assert!(page.texts(".notice")[0].contains("Load the choices again"));
    assert!(!page.has("[name=_addanother]"), "one row for one field");
    let again = librarian
        .send(&form, BOOK, &[("title", "War and Peace")], "_refresh")
        .await;
    assert_eq!(again.status, 200);
    assert_eq!(again.attributes("[name=title]", "value"), ["War and Peace"]);
    assert!(
        again.errors_at("author_id").is_empty(),
        "nothing is checked"
    );
    assert!(
        again
            .texts("[name=author_id] option")
            .contains(&"Tolstoy, Leo".to_owned())
    );
    assert!(librarian.page("/admin/books/").await.rows().is_empty());
}

#[tokio::test]
async fn a_popup_answers_with_keys_only() {
    let app = TestApp::start().await;
    let librarian = app.librarian().await;
    for column in ["first_name", "nothing", ""] {
        let path = format!("/admin/authors/add/?_popup={column}");
        let answer = librarian.get(&path).await;
        assert_eq!(answer.status, 400, "{column}");
    }
}
