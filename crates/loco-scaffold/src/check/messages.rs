//! Messages that a language lacks, and messages that are shown but nowhere written.

use std::collections::{BTreeMap, BTreeSet};

use super::{Finding, code};
use crate::{error::Result, project::Project};

const FOLDER: &str = "assets/i18n";

/// What a key stands behind where it is looked up.
const IN_RUST: [&str; 3] = [".text(\"", ".text_with(\"", ".text_with_both(\""];
const IN_TEMPLATES: [&str; 1] = ["t(key=\""];

pub(super) fn findings(project: &Project) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    let languages = project.languages()?;
    if languages.is_empty() {
        return Ok(findings);
    }
    let mut known: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for language in &languages {
        let keys = known.entry(language).or_default();
        for path in project.files_below(&format!("{FOLDER}/{language}"), ".ftl")? {
            for key in crate::scaffold::keys(&project.read_needed(&path)?) {
                if !keys.insert(key.to_owned()) {
                    findings.push(Finding::new(
                        &path,
                        format!("has the message `{key}`, which {language} has already"),
                    ));
                }
            }
        }
    }
    let all: BTreeSet<&String> = known.values().flatten().collect();
    for (language, keys) in &known {
        for key in all.iter().filter(|key| !keys.contains(**key)) {
            findings.push(Finding::new(
                format!("{FOLDER}/{language}"),
                format!("lacks the message `{key}`"),
            ));
        }
    }
    for (folder, ending, before) in [
        ("src", ".rs", &IN_RUST[..]),
        ("assets/views", ".html", &IN_TEMPLATES[..]),
    ] {
        for path in project.files_below(folder, ending)? {
            let text = project.read_needed(&path)?;
            let text = if ending == ".rs" {
                without_tests(&code(&text))
            } else {
                text
            };
            for key in before.iter().flat_map(|before| looked_up(&text, before)) {
                if !all.iter().any(|known| *known == key) {
                    findings.push(Finding::new(
                        &path,
                        format!("shows the message `{key}`, which no language has"),
                    ));
                }
            }
        }
    }
    Ok(findings)
}

/// Tests look up what is not there.
fn without_tests(text: &str) -> String {
    text.split("#[cfg(test)]")
        .next()
        .unwrap_or_default()
        .to_owned()
}

/// The keys that stand there in full; one that is put together (`"status-" ~ status`) is known when it runs.
fn looked_up<'a>(text: &'a str, before: &str) -> impl Iterator<Item = &'a str> {
    text.split(before).skip(1).filter_map(|rest| {
        let (key, after) = rest.split_once('"')?;
        (!key.ends_with('-') && !after.trim_start().starts_with('~')).then_some(key)
    })
}
