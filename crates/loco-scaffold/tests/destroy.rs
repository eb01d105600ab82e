//! Taking back what was generated.

use crate::support::{App, EDITION};

const PUBLISHER: &[&str] = &[
    "generate",
    "scaffold",
    "publisher",
    "name:string^",
    "books:many-to-many",
];

#[test]
fn what_was_generated_is_taken_back_to_the_identical_tree() {
    let app = App::copy();
    let before = app.tree();
    app.run(EDITION);
    assert!(app.has("src/controllers/editions.rs"));
    app.run(&["destroy", "scaffold", "edition"]);
    assert!(before == app.tree(), "the tree is not as it was");
}

#[test]
fn resources_are_taken_back_in_any_order() {
    for order in [["edition", "publisher"], ["publisher", "edition"]] {
        let app = App::copy();
        let before = app.tree();
        app.run(EDITION);
        app.run(PUBLISHER);
        app.run(&["destroy", "scaffold", order[0]]);
        assert!(
            app.has("src/controllers/choice.rs"),
            "the other resource needs it"
        );
        assert!(app.read("src/controllers/mod.rs").contains("mod choice;"));
        app.run(&["destroy", "scaffold", order[1]]);
        assert!(before == app.tree(), "{order:?}: the tree is not as it was");
    }
}

#[test]
fn pretending_removes_nothing() {
    let app = App::copy();
    app.run(EDITION);
    let before = app.tree();
    let said = app.run(&["destroy", "scaffold", "edition", "--pretend"]);
    assert!(said.contains("remove  src/models/editions.rs"), "{said}");
    assert!(before == app.tree());
}

#[test]
fn an_edited_file_is_kept_unless_forced() {
    let app = App::copy();
    let before = app.tree();
    app.run(EDITION);
    let text = app.read("src/models/editions.rs");
    app.write("src/models/editions.rs", &format!("{text}// mine\n"));
    let said = app.refusal(&["destroy", "scaffold", "edition"]);
    assert!(
        said.contains("src/models/editions.rs has been edited") && said.contains("--force"),
        "{said}"
    );
    app.run(&["destroy", "scaffold", "edition", "--force"]);
    assert!(before == app.tree());
}

#[test]
fn lines_that_somebody_has_changed_are_noticed() {
    let app = App::copy();
    app.run(EDITION);
    let routes = app.read("src/app.rs").replace(
        "controllers::editions::routes()",
        "controllers::editions::more_routes()",
    );
    app.write("src/app.rs", &routes);
    let said = app.refusal(&["destroy", "scaffold", "edition"]);
    assert!(said.contains("src/app.rs has no longer"), "{said}");
    let forced = app.run(&["destroy", "scaffold", "edition", "--force"]);
    assert!(forced.contains("look for what is left"), "{forced}");
    assert!(app.read("src/app.rs").contains("more_routes"));
}

#[test]
fn a_replaced_file_comes_back() {
    let app = App::copy();
    app.write("src/forms/edition.rs", "//! Mine.\n");
    let before = app.tree();
    app.run(&[EDITION, &["--force"]].concat());
    assert!(app.read("src/forms/edition.rs").contains("EditionForm"));
    app.run(&["destroy", "scaffold", "edition"]);
    assert!(before == app.tree());
}

#[test]
fn what_another_points_to_goes_after_it() {
    let app = App::copy();
    let before = app.tree();
    app.run(EDITION);
    app.run(&["generate", "scaffold", "review", "edition:references"]);
    let said = app.refusal(&["destroy", "scaffold", "edition"]);
    assert!(
        said.contains("src/controllers/editions.rs has lines of scaffold review"),
        "{said}"
    );
    app.run(&["destroy", "scaffold", "review"]);
    app.run(&["destroy", "scaffold", "edition"]);
    assert!(before == app.tree(), "the tree is not as it was");
}

#[test]
fn what_was_never_generated_is_named_with_what_was() {
    let app = App::copy();
    assert!(
        app.refusal(&["destroy", "scaffold", "edition"])
            .contains("Nothing was generated here")
    );
    app.run(EDITION);
    let said = app.refusal(&["destroy", "scaffold", "editon"]);
    assert!(
        said.contains("Did you mean `destroy scaffold edition`?"),
        "{said}"
    );
}

#[test]
fn a_migrated_database_is_spoken_of() {
    let app = App::copy();
    app.run(EDITION);
    assert!(
        app.run(&["destroy", "scaffold", "edition"])
            .contains("cargo loco db")
    );
}
