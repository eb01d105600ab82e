//! Every text that the site asks for is there, in each of its languages.
use std::collections::BTreeSet;
use std::path::Path;

/// The texts of all files below a folder that end so.
fn texts(folder: &str, ending: &str) -> String {
    fn gather(folder: &Path, ending: &str, all: &mut String) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                gather(&path, ending, all);
            } else if path.extension().is_some_and(|one| one == ending) {
                all.push_str(&std::fs::read_to_string(&path).unwrap());
            }
        }
    }
    let mut all = String::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    gather(&root.join(folder), ending, &mut all);
    all
}

fn messages(language: &str) -> BTreeSet<String> {
    texts(&format!("i18n/{language}"), "ftl")
        .lines()
        .filter_map(|line| line.split_once(" = "))
        .map(|(name, _)| name.to_owned())
        .filter(|name| name.starts_with("admin-"))
        .collect()
}

#[test]
fn every_text_that_is_asked_for_is_there_in_each_language() {
    let english = messages("en");
    assert_eq!(english, messages("de"));
    let source = texts("src", "rs") + &texts("templates", "html");
    let is_name = |text: &&str| {
        text.starts_with("admin-")
            && !text.ends_with('-')
            && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    let mut asked: BTreeSet<&str> = source.split('"').filter(is_name).collect();
    asked.retain(|name| !english.contains(*name));
    // Of a problem there is a title and a text.
    asked.retain(|name| {
        ["title", "text"]
            .iter()
            .any(|half| !english.contains(&format!("{name}-{half}")))
    });
    assert!(asked.is_empty(), "{asked:?}");
}
