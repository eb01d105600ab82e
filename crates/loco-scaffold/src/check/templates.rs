//! Templates that nothing renders, and templates that are rendered but not there.

use std::collections::BTreeSet;

use super::{Finding, code, quoted};
use crate::{error::Result, project::Project};

const FOLDER: &str = "assets/views";

pub(super) fn findings(project: &Project) -> Result<Vec<Finding>> {
    let templates = project.files_below(FOLDER, ".html")?;
    let mut named: BTreeSet<(String, String)> = BTreeSet::new();
    for path in project.files_below("src", ".rs")? {
        let text = code(&project.read_needed(&path)?);
        named.extend(
            quoted(&text)
                .filter(|name| is_template(name))
                .map(|name| (name.to_owned(), path.clone())),
        );
    }
    let mut rendered = named.clone();
    for path in &templates {
        let text = project.read_needed(path)?;
        for tag in ["extends", "include"] {
            let begins = format!("{{% {tag} \"");
            let names = text
                .split(&begins)
                .skip(1)
                .filter_map(|rest| rest.split('"').next());
            rendered.extend(names.map(|name| (name.to_owned(), path.clone())));
        }
    }
    let mut findings = Vec::new();
    for path in &templates {
        let name = path.trim_start_matches(FOLDER).trim_start_matches('/');
        let is_named = rendered.iter().any(|(other, _)| other == name);
        if !is_named && !project.read_needed(path)?.contains("{% component ") {
            findings.push(Finding::new(
                path,
                "is never rendered: no file of src/ and no other template names it",
            ));
        }
    }
    for (name, by) in rendered {
        if !templates.contains(&format!("{FOLDER}/{name}")) && is_ours(&templates, &name) {
            findings.push(Finding::new(
                by,
                format!("renders {name}, which is not in {FOLDER}"),
            ));
        }
    }
    Ok(findings)
}

fn is_template(text: &str) -> bool {
    text.ends_with(".html")
        && text.len() > ".html".len()
        && text
            .chars()
            .all(|character| character.is_ascii_alphanumeric() || "_-./".contains(character))
}

/// Mailers have templates of their own: only names in a folder of pages, or beside them, are meant.
fn is_ours(templates: &[String], name: &str) -> bool {
    match name.split_once('/') {
        Some((folder, _)) => templates
            .iter()
            .any(|path| path.starts_with(&format!("{FOLDER}/{folder}/"))),
        None => false,
    }
}
