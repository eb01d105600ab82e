//! Work that is not committed yet: the generators do not mix with it unless somebody says so.

use std::{collections::BTreeSet, process::Command};

use crate::{
    error::{Error, Result},
    manifest::{Manifest, sha256},
    plan::{Plan, find_lines},
    project::Project,
};

/// Refuses a plan that writes into files which somebody has changed and not committed. What the generators wrote there
/// themselves does not count, so that one command can follow another. Without Git nothing is refused.
///
/// # Errors
/// When there are such files, with their names.
pub(crate) fn refuse(project: &Project, plan: &Plan) -> Result<()> {
    let wanted: BTreeSet<&str> = plan
        .edits
        .iter()
        .map(|edit| edit.path.as_str())
        .chain(plan.files.iter().map(|file| file.path.as_str()))
        .collect();
    let manifest = Manifest::read(project)?;
    let mut changed = Vec::new();
    for path in git(project, &["diff", "--name-only", "--relative", "HEAD"]).lines() {
        if !wanted.contains(path) {
            continue;
        }
        let Some(text) = project.read(path)? else {
            continue;
        };
        let committed = git(project, &["show", &format!("HEAD:./{path}")]);
        if !is_generators_own(&manifest, path, &text, &committed) {
            changed.push(format!("  {path}"));
        }
    }
    if changed.is_empty() {
        return Ok(());
    }
    Err(Error::refused(format!(
        "these files have changes that are not committed, and something is to be written into them:\n{}\nNothing was \
         written. Commit them first, so that what is generated can be told apart, or say --allow-dirty.",
        changed.join("\n")
    )))
}

/// Whether a file is as it was committed, or as it was generated, apart from what generators have done to its lines.
fn is_generators_own(manifest: &Manifest, path: &str, text: &str, committed: &str) -> bool {
    let without = |text: &str| {
        let mut rest = text.to_owned();
        // The latest first, as `destroy` would take them back.
        let all = manifest.generated.iter().flat_map(|one| &one.edits).rev();
        for edit in all.filter(|edit| edit.path == path) {
            if let Some(at) = find_lines(&rest, &edit.lines) {
                rest.replace_range(at..at + edit.lines.len(), &edit.replaced);
            }
        }
        rest
    };
    let own = without(text);
    let sum = sha256(&own);
    own == without(committed)
        || manifest
            .generated
            .iter()
            .flat_map(|one| &one.files)
            .any(|file| file.path == path && file.sha256 == sum)
}

/// What Git says; nothing where there is none, or no repository.
fn git(project: &Project, arguments: &[&str]) -> String {
    Command::new("git")
        .args(arguments)
        .current_dir(project.root())
        .stderr(std::process::Stdio::null())
        .output()
        .ok()
        .filter(|output| output.status.success())
        .map(|output| String::from_utf8_lossy(&output.stdout).into_owned())
        .unwrap_or_default()
}
