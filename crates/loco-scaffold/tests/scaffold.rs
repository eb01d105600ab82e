//! What a scaffold writes.

use std::time::Instant;

use crate::support::{App, EDITION};

#[test]
fn a_resource_has_all_its_parts() {
    let app = App::copy();
    app.run(EDITION);
    for path in [
        "src/models/_entities/editions.rs",
        "src/models/_entities/edition_languages.rs",
        "src/models/editions.rs",
        "src/forms/edition.rs",
        "src/views/editions.rs",
        "src/controllers/editions.rs",
        "src/controllers/choice.rs",
        "assets/views/catalog/edition_list.html",
        "assets/views/catalog/edition_detail.html",
        "assets/views/catalog/edition_form.html",
        "assets/views/catalog/edition_confirm_delete.html",
        "assets/i18n/en/editions.ftl",
        "assets/i18n/de/editions.ftl",
        "tests/requests/editions.rs",
    ] {
        assert!(app.has(path), "{path}");
    }
    assert!(
        app.read("src/app.rs")
            .contains("            .add_route(controllers::editions::routes())\n")
    );
    assert!(
        app.read("src/forms/mod.rs")
            .contains("pub use edition::EditionForm;")
    );
    assert!(
        app.read("tests/support/builders.rs")
            .contains("pub async fn an_edition(app: &TestApp)")
    );
}

#[test]
fn generated_rust_is_formatted_and_has_no_gaps_of_its_template() {
    let app = App::copy();
    app.run(EDITION);
    for (path, text) in app.tree() {
        let Some(extension) = path.extension() else {
            continue;
        };
        // The configuration is a template of Loco's.
        assert!(
            !text.contains('«') && (extension == "yaml" || !text.contains("<%")),
            "{}",
            path.display()
        );
        if extension == "rs" && path.to_string_lossy().contains("edition") {
            let formatted = std::process::Command::new("rustfmt")
                .args(["--edition", "2024", "--check", "--quiet"])
                .arg(&path)
                .status()
                .expect("rustfmt runs");
            assert!(formatted.success(), "{}", path.display());
        }
    }
}

#[test]
fn every_language_has_the_same_messages() {
    let app = App::copy();
    app.run(EDITION);
    let keys = |language: &str| -> Vec<String> {
        app.read(&format!("assets/i18n/{language}/editions.ftl"))
            .lines()
            .filter(|line| line.starts_with(|first: char| first.is_ascii_alphabetic()))
            .filter_map(|line| Some(line.split_once(" = ")?.0.to_owned()))
            .collect()
    };
    assert_eq!(keys("en"), keys("de"));
    assert!(keys("en").contains(&"edition-format-hardback".to_owned()));
}

#[test]
fn a_language_that_nobody_knows_gets_english_messages_and_a_note() {
    let app = App::copy();
    app.write("assets/i18n/fr/site.ftl", "site-name = Bibliothèque\n");
    let said = app.run(EDITION);
    assert!(
        said.contains("assets/i18n/fr/editions.ftl has the names as you typed them"),
        "{said}"
    );
    assert_eq!(
        app.read("assets/i18n/fr/editions.ftl"),
        app.read("assets/i18n/en/editions.ftl")
    );
}

#[test]
fn pretending_says_everything_and_writes_nothing() {
    let app = App::copy();
    let before = app.tree();
    let said = app.run(&[EDITION, &["--pretend"]].concat());
    assert!(said.contains("create  src/models/editions.rs"), "{said}");
    assert!(
        said.contains("| ") && said.contains("Nothing was written"),
        "{said}"
    );
    assert!(before == app.tree());
}

#[test]
fn programs_get_json() {
    let app = App::copy();
    let said = app.run(&[EDITION, &["--json"]].concat());
    let report: serde_json::Value = serde_json::from_str(&said).expect("JSON");
    let created = report["changes"]
        .as_array()
        .expect("a list")
        .iter()
        .filter(|change| change["action"] == "create");
    assert!(created.count() >= 14, "{said}");
}

#[test]
fn components_are_given_only_what_they_take() {
    let app = App::copy();
    app.run(EDITION);
    let tree = app.tree();
    let texts = |folder: &str| -> String {
        let inside = tree
            .iter()
            .filter(|(path, _)| path.to_string_lossy().contains(folder));
        inside.map(|(_, text)| text.as_str()).collect()
    };
    let components = texts("assets/views/components/");
    let mut given = 0;
    for call in texts("assets/views/catalog/edition_")
        .split("{ <")
        .skip(1)
        .filter_map(|rest| rest.split_once("/>").map(|(call, _)| call))
    {
        let name = call.split_whitespace().next().expect("a name");
        let takes = components
            .split(&format!("component {name}("))
            .nth(1)
            .and_then(|rest| rest.split_once("%}"))
            .unwrap_or_else(|| panic!("there is no component {name}"))
            .0;
        let arguments = call
            .split_whitespace()
            .filter_map(|word| word.split_once('='))
            .map(|(argument, _)| argument)
            .filter(|argument| argument.chars().all(|c| c.is_alphanumeric() || c == '_'));
        for argument in arguments {
            let mut taken = takes
                .split(',')
                .filter_map(|one| one.split([':', ')']).next());
            assert!(
                taken.any(|one| one.trim() == argument),
                "{name} takes no {argument}: {call}"
            );
            given += 1;
        }
    }
    assert!(given > 20, "{given}");
}

#[test]
fn it_takes_less_than_a_second() {
    let app = App::copy();
    // Other tests run beside this one: the fastest of a few runs says what the work itself takes.
    let fastest = (0..5)
        .map(|_| {
            let begun = Instant::now();
            app.run(&[EDITION, &["--pretend"]].concat());
            begun.elapsed()
        })
        .min();
    assert!(
        fastest.is_some_and(|time| time.as_millis() < 1_000),
        "{fastest:?}"
    );
}

#[test]
fn a_later_migration_has_a_later_name() {
    let app = App::copy();
    app.run(EDITION);
    app.run(&["generate", "scaffold", "publisher", "name:string^"]);
    let lib = app.read("migration/src/lib.rs");
    let modules: Vec<&str> = lib
        .lines()
        .filter(|line| line.starts_with("mod m"))
        .collect();
    let mut sorted = modules.clone();
    sorted.sort_unstable();
    assert_eq!(
        modules, sorted,
        "migrations run in the order in which they were generated"
    );
}
