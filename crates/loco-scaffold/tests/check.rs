//! What the compiler cannot see.

use loco_scaffold::{Application, Column, Table, conflict::Nobody};

use crate::support::{App, EDITION};

/// What is found after something was changed.
fn found(app: &App) -> String {
    app.refusal(&["check"])
}

#[test]
fn the_library_is_whole_and_so_is_what_is_generated() {
    let app = App::copy();
    assert!(app.run(&["check"]).contains("Everything is registered"));
    app.run(EDITION);
    app.run(&["generate", "task", "close_accounts"]);
    app.run(&["generate", "worker", "reminder"]);
    app.run(&["generate", "permission", "catalog.can_export"]);
    app.run(&["generate", "view", "opening_hours"]);
    assert!(app.run(&["check"]).contains("Everything is registered"));
}

#[test]
fn modules_that_nothing_declares() {
    let app = App::copy();
    app.write("src/models/orphans.rs", "//! Nobody's.\n");
    assert!(found(&app).contains(
        "src/models/orphans.rs: is not compiled: src/models/mod.rs has no `mod orphans;`"
    ));
}

#[test]
fn migrations_that_never_run() {
    let app = App::copy();
    app.run(&["generate", "permission", "catalog.can_export"]);
    let lib = app.read("migration/src/lib.rs");
    let kept: Vec<&str> = lib
        .lines()
        .filter(|line| !line.contains("can_export::Migration"))
        .collect();
    app.write("migration/src/lib.rs", &kept.join("\n"));
    assert!(found(&app).contains("_permission_catalog_can_export.rs: never runs"));
}

#[test]
fn routes_that_nobody_can_reach() {
    let app = App::copy();
    let routes = app.read("src/app.rs").replace(
        "            .add_route(controllers::genres::routes())\n",
        "",
    );
    app.write("src/app.rs", &routes);
    assert!(found(&app).contains("src/controllers/genres.rs: has routes that nobody can reach"));
}

#[test]
fn templates_that_are_never_rendered_or_not_there() {
    let app = App::copy();
    app.write("assets/views/catalog/left_over.html", "<p></p>");
    assert!(found(&app).contains("assets/views/catalog/left_over.html: is never rendered"));
    std::fs::remove_file(app.folder().join("assets/views/catalog/left_over.html"))
        .expect("is there");
    std::fs::remove_file(app.folder().join("assets/views/catalog/genre_list.html"))
        .expect("is there");
    assert!(
        found(&app).contains(
            "src/controllers/genres.rs: renders catalog/genre_list.html, which is not in"
        )
    );
}

#[test]
fn messages_that_are_missing() {
    let app = App::copy();
    let german = app
        .read("assets/i18n/de/forms.ftl")
        .replace("form-save =", "form-store =");
    app.write("assets/i18n/de/forms.ftl", &german);
    let said = found(&app);
    assert!(
        said.contains("assets/i18n/de: lacks the message `form-save`"),
        "{said}"
    );
    assert!(
        said.contains("assets/i18n/en: lacks the message `form-store`"),
        "{said}"
    );

    let app = App::copy();
    app.write(
        "assets/views/index.html",
        &(app.read("assets/views/index.html") + "{{ t(key=\"no-such\") }}"),
    );
    assert!(
        found(&app).contains(
            "assets/views/index.html: shows the message `no-such`, which no language has"
        )
    );
}

#[test]
fn admin_declarations_that_are_not_in_the_admin() {
    let app = App::copy();
    app.write("src/admin/mod.rs", "//! The admin.\n\nmod shelves;\n");
    app.write(
        "src/admin/shelves.rs",
        "//! Shelves.\n\nimpl ModelAdmin for ShelfAdmin {}\n",
    );
    assert!(
        found(&app).contains("src/admin/shelves.rs: `ShelfAdmin` is declared but not in the admin")
    );
}

#[test]
fn entities_that_say_something_else_than_the_migrations() {
    let app = App::copy();
    let column = |name: &str, nullable| Column {
        name: name.to_owned(),
        nullable,
    };
    let tables = || {
        Ok(vec![Table {
            name: "genres".to_owned(),
            columns: vec![column("id", false), column("name", true)],
        }])
    };
    let application = Application {
        package: None,
        tables: Some(&tables),
    };
    let said = loco_scaffold::run_in(app.folder(), &["check"], application, &mut Nobody)
        .expect_err("they differ")
        .to_string();
    assert!(
        said.contains(
            "genres.rs: `name` is String, but the column may be empty: it must be Option"
        ),
        "{said}"
    );
    assert!(
        said.contains("genres.rs: has `name_folded`, which the table genres has not"),
        "{said}"
    );
    assert!(
        said.contains("books.rs: no migration makes the table books"),
        "{said}"
    );
}

#[test]
fn programs_get_json() {
    let app = App::copy();
    app.write("src/models/orphans.rs", "//! Nobody's.\n");
    let said = app.refusal(&["check", "--json"]);
    let findings: serde_json::Value = serde_json::from_str(&said).expect("JSON");
    assert_eq!(findings[0]["path"], "src/models/orphans.rs");
}
