//! Files that are in the way.

use std::io::Cursor;

use loco_scaffold::{Error, conflict::Person};

use crate::support::{App, EDITION};

fn in_the_way() -> App {
    let app = App::copy();
    app.write("src/forms/edition.rs", "//! Mine.\n");
    app
}

#[test]
fn nothing_is_written_when_there_is_nobody_to_ask() {
    let app = in_the_way();
    let before = app.tree();
    let error = app.try_run(EDITION).expect_err("a file is in the way");
    assert!(
        matches!(&error, Error::Conflict(files) if files.len() == 1),
        "{error}"
    );
    assert!(error.to_string().contains("--skip-existing"), "{error}");
    assert!(before == app.tree());
}

#[test]
fn the_difference_is_shown_and_the_person_decides() {
    for (answer, replaced) in [
        ("y\n", true),
        ("n\n", false),
        ("what?\na\n", true),
        ("k\n", false),
    ] {
        let app = in_the_way();
        let mut shown = Vec::new();
        app.run_asking(EDITION, &mut Person::new(Cursor::new(answer), &mut shown))
            .unwrap_or_else(|error| panic!("{answer}: {error}"));
        let shown = String::from_utf8(shown).expect("text");
        assert!(
            shown.contains("-//! Mine.") && shown.contains("+//! The form for an edition."),
            "{shown}"
        );
        assert_eq!(
            app.read("src/forms/edition.rs") != "//! Mine.\n",
            replaced,
            "{answer}"
        );
    }
}

#[test]
fn a_person_who_stops_finds_everything_as_it_was() {
    let app = in_the_way();
    let before = app.tree();
    let mut shown = Vec::new();
    let stopped = app.run_asking(EDITION, &mut Person::new(Cursor::new("q\n"), &mut shown));
    assert!(stopped.is_err());
    assert!(before == app.tree());
}

#[test]
fn files_are_kept_or_replaced_when_the_command_says_so() {
    let app = in_the_way();
    app.run(&[EDITION, &["--skip-existing"]].concat());
    assert_eq!(app.read("src/forms/edition.rs"), "//! Mine.\n");
    // What was not written is not removed.
    app.run(&["destroy", "scaffold", "edition"]);
    assert_eq!(app.read("src/forms/edition.rs"), "//! Mine.\n");

    let app = in_the_way();
    app.run(&[EDITION, &["--force"]].concat());
    assert!(app.read("src/forms/edition.rs").contains("EditionForm"));
}

#[test]
fn a_file_that_cannot_be_written_leaves_nothing_behind() {
    let app = App::copy();
    // A folder where a file has to go: the last one of the plan, after much has been written.
    app.write("src/views/page.rs", &app.read("src/views/page.rs"));
    let blocked = app.folder().join(".loco-generated.json.d");
    std::fs::create_dir(&blocked).expect("can be made");
    std::fs::create_dir(app.folder().join("tests/requests/editions.rs")).expect("can be made");
    let before = app.tree();
    assert!(app.try_run(EDITION).is_err());
    assert!(before == app.tree(), "something was left behind");
}
