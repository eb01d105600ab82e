//! Templates of the application's own.

use crate::support::{App, EDITION};

#[test]
fn all_templates_are_listed() {
    let app = App::copy();
    let list = app.run(&["generate", "override"]);
    for name in [
        "library/scaffold/controller.rs",
        "library/scaffold/i18n/de/resource.ftl",
        "library/scaffold/form.html",
    ] {
        assert!(list.contains(name), "{list}");
    }
    assert_eq!(
        list,
        app.run(&["generate", "override", "library", "--list"])
    );
}

#[test]
fn a_copied_template_is_used_from_then_on() {
    let app = App::copy();
    app.run(&["generate", "override", "library/scaffold/form.rs"]);
    let copy = ".loco-templates/library/scaffold/form.rs";
    app.write(
        copy,
        &app.read(copy)
            .replace("//! The form for", "//! Our own form for"),
    );
    app.run(EDITION);
    assert!(
        app.read("src/forms/edition.rs")
            .starts_with("//! Our own form for an edition.")
    );
}

#[test]
fn a_copy_with_changes_is_not_lost() {
    let app = App::copy();
    app.run(&["generate", "override", "library"]);
    app.write(".loco-templates/library/scaffold/form.rs", "//! Mine.\n");
    let said = app.refusal(&["generate", "override", "library/scaffold"]);
    assert!(
        said.contains(".loco-templates/library/scaffold/form.rs"),
        "{said}"
    );
}

#[test]
fn mistakes_in_templates_are_named() {
    let app = App::copy();
    app.write(".loco-templates/library/scaffold/form.rs", "«nothing»\n");
    assert!(app.refusal(EDITION).contains("scaffold/form.rs"));
    let app = App::copy();
    app.write(".loco-templates/library/scaffold/fron.rs", "x\n");
    assert!(app.refusal(EDITION).contains("generate override --list"));
    assert!(
        app.refusal(&["generate", "override", "library/scaffold/forn.rs"])
            .contains("form.rs")
    );
}
