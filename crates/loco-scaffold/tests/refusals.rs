//! What makes no sense is said before anything is written.

use crate::support::{App, EDITION};

fn said(app: &App, fields: &[&str]) -> String {
    app.refusal(&[&["generate", "scaffold"], fields].concat())
}

#[test]
fn names_that_cannot_be_used() {
    let app = App::copy();
    assert!(said(&app, &["type", "title:string!"]).contains("Rust's own"));
    assert!(said(&app, &["editions", "title:string!"]).contains("`edition`"));
    assert!(said(&app, &["series", "title:string!"]).contains("--plural"));
    assert!(said(&app, &["page", "title:string!"]).contains("longer name"));
}

#[test]
fn names_that_are_taken_however_they_are_written() {
    let app = App::copy();
    for name in ["book", "Book", "BOOK", "book_instance", "BookInstance"] {
        assert!(
            said(&app, &[name, "title:string!"]).contains("is there already"),
            "{name}"
        );
    }
    app.run(EDITION);
    assert!(said(&app, &["Edition", "title:string!"]).contains("is there already"));
}

#[test]
fn references_to_what_is_not_there() {
    let app = App::copy();
    let said = said(&app, &["review", "text_of:text!", "bok:references"]);
    assert!(said.contains("Did you mean books?"), "{said}");
}

#[test]
fn references_that_are_not_generated() {
    let app = App::copy();
    assert!(said(&app, &["review", "user:references"]).contains("page.user"));
    assert!(
        said(
            &app,
            &["folder", "name:string!", "parent:references?:folder"]
        )
        .contains("points to a folder")
    );
}

#[test]
fn messages_that_the_application_has_already() {
    let app = App::copy();
    app.write("assets/i18n/en/mine.ftl", "edition-title = Mine\n");
    let said = app.refusal(EDITION);
    assert!(
        said.contains("assets/i18n/en/mine.ftl") && said.contains("`edition-title`"),
        "{said}"
    );
}

#[test]
fn places_that_are_not_there_are_all_named_with_the_remedy() {
    let app = App::copy();
    app.write(
        "migration/src/lib.rs",
        &app.read("migration/src/lib.rs")
            .replace("// inject-above", "// elsewhere"),
    );
    app.write(
        "assets/views/layout.html",
        &app.read("assets/views/layout.html")
            .replace("further entries", "no entries"),
    );
    let said = app.refusal(EDITION);
    assert!(
        said.contains("migration/src/lib.rs") && said.contains("`// inject-above`"),
        "{said}"
    );
    assert!(
        said.contains("assets/views/layout.html") && said.contains("--no-navigation"),
        "{said}"
    );
}

#[test]
fn a_folder_that_is_no_application() {
    let folder = tempfile::tempdir().expect("there is room");
    let error = loco_scaffold::run_in(
        folder.path(),
        EDITION,
        loco_scaffold::Application::default(),
        &mut loco_scaffold::conflict::Nobody,
    )
    .expect_err("is no application");
    assert!(error.to_string().contains("src/app.rs"), "{error}");
}

#[test]
fn the_same_twice() {
    let app = App::copy();
    app.run(EDITION);
    std::fs::remove_file(app.folder().join("src/models/editions.rs")).expect("is there");
    assert!(!app.refusal(EDITION).is_empty());
}
