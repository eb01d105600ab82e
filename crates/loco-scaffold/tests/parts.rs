//! Tasks, workers, permissions and pages, one at a time.

use crate::support::App;

#[test]
fn each_part_is_taken_back_to_the_identical_tree() {
    for (kind, name, arguments) in [
        ("task", "close_accounts", &[][..]),
        ("worker", "reminder", &[]),
        (
            "permission",
            "catalog.can_export",
            &["--label", "Can export 'everything'"],
        ),
        ("admin", "notice", &[]),
        ("view", "opening_hours", &[]),
        (
            "view",
            "statistics",
            &["--permission", "catalog.can_mark_returned"],
        ),
    ] {
        let app = App::copy();
        let before = app.tree();
        app.run(&[&["generate", kind, name], arguments].concat());
        assert!(before != app.tree(), "{kind}");
        app.run(&["destroy", kind, name]);
        assert!(before == app.tree(), "{kind} {name}");
    }
}

#[test]
fn a_task_is_registered_and_tested() {
    let app = App::copy();
    app.run(&["generate", "task", "CloseAccounts"]);
    assert!(
        app.read("src/tasks/mod.rs")
            .contains("    tasks.register(close_accounts::CloseAccounts);\n")
    );
    assert!(
        app.read("tests/tasks/mod.rs")
            .contains("mod close_accounts;\n")
    );
}

#[test]
fn a_permission_is_a_migration_and_its_text_cannot_leave_its_quotes() {
    let app = App::copy();
    app.run(&[
        "generate",
        "permission",
        "catalog.can_export",
        "--label",
        "It's \"new\"",
        "--groups",
        "Readers,O'Hara",
    ]);
    let migration = app
        .tree()
        .into_iter()
        .find(|(path, _)| {
            path.to_string_lossy()
                .ends_with("_permission_catalog_can_export.rs")
        })
        .expect("there is a migration")
        .1;
    assert!(
        migration.contains("('catalog.can_export', 'It''s new')"),
        "{migration}"
    );
    assert!(
        migration.contains("IN ('Readers', 'O''Hara')"),
        "{migration}"
    );
}

#[test]
fn what_is_no_permission_is_refused() {
    let app = App::copy();
    for code in ["can_export", "Catalog.Export", "catalog.", "a.b.c"] {
        assert!(
            app.refusal(&["generate", "permission", code])
                .contains("catalog.can_export"),
            "{code}"
        );
        assert!(
            app.refusal(&["generate", "view", "x", "--permission", code])
                .contains("catalog.can_export"),
            "{code}"
        );
    }
}

#[test]
fn what_is_in_the_admin_is_left_as_it_is() {
    let app = App::copy();
    let said = app.run(&["generate", "admin", "--all"]);
    assert!(app.has("src/admin/notices.rs"), "{said}");
    assert!(!said.contains("src/admin/books.rs"), "{said}");
    assert!(
        app.refusal(&["generate", "admin", "notce"])
            .contains("notices")
    );
}
