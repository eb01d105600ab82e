//! What docs/admin.md says of tests and pictures is so.
use std::path::{Path, PathBuf};

fn in_repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .join(path)
}

fn text(path: &str) -> String {
    std::fs::read_to_string(in_repository(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The words between backquotes.
fn quoted(line: &str) -> impl Iterator<Item = &str> {
    line.split('`').skip(1).step_by(2)
}

#[test]
fn each_feature_that_is_compared_names_tests_that_are_there() {
    let page = text("docs/admin.md");
    let (_, compared) = page.split_once("\n## Compared\n").unwrap();
    let compared = compared.split("\n## ").next().unwrap();
    let rows: Vec<&str> = compared
        .lines()
        .filter(|line| line.starts_with("| "))
        .skip(1)
        .collect();
    assert!(rows.len() > 40, "the table has moved");
    for row in rows {
        let tests: Vec<&str> = quoted(row).filter(|name| name.contains("::")).collect();
        assert!(!tests.is_empty(), "no test is named: {row}");
        for test in tests {
            let (file, name) = test.split_once("::").unwrap();
            let file = match Path::new(file).extension() {
                Some(_) => file.to_owned(),
                None => format!("crates/loco-admin/tests/{file}.rs"),
            };
            let source = text(&file);
            let (before, _) = source
                .split_once(&format!("fn {name}("))
                .unwrap_or_else(|| panic!("{file} has no {name}"));
            let above = before.rsplit("\n\n").next().unwrap();
            assert!(above.contains("test]"), "{test} is no test");
        }
    }
}

#[test]
fn each_page_is_shown_in_every_look_by_a_picture_that_loads_quickly() {
    let page = text("docs/admin.md");
    for what in ["index", "list", "form", "delete", "conflict"] {
        for look in ["wide-light", "wide-dark", "narrow-light", "narrow-dark"] {
            let picture = format!("images/admin-{what}-{look}.webp");
            assert!(page.contains(&picture), "{picture} is not shown");
            let file = in_repository("docs").join(&picture);
            let size = file.metadata().map_or(0, |file| file.len());
            assert!((1..80_000).contains(&size), "{picture}: {size} bytes");
        }
    }
}
