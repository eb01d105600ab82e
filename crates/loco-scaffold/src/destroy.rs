//! Taking back what a command wrote, by the manifest: exactly that, and nothing that somebody has edited since.

use std::collections::BTreeMap;

use crate::{
    error::{Error, Result},
    manifest::{self, Manifest, WrittenLines, sha256},
    naming,
    plan::find_lines,
    project::Project,
    report::{Action, Report},
    transaction::{self, Change},
    write::Options,
};

/// Takes back the latest command of this kind and name.
///
/// # Errors
/// When there was none, or when a file or line of it has been edited and `force` does not say to remove it all the
/// same: then nothing was changed.
pub fn destroy(
    project: &Project,
    kind: &str,
    name: &str,
    command: &str,
    options: Options,
) -> Result<Report> {
    let mut manifest = Manifest::read(project)?;
    let position = manifest
        .position(kind, name)
        .ok_or_else(|| unknown(&manifest, kind, name))?;
    let generated = manifest.generated.remove(position);
    let mut report = Report::new(command, options.pretend);
    let mut changes = Vec::new();
    let mut edited = Vec::new();
    for file in &generated.files {
        if file.shared && manifest.shares(&file.path) {
            report.add(Action::Skip, &file.path, "");
            continue;
        }
        let Some(text) = project.read(&file.path)? else {
            continue;
        };
        if sha256(&text) != file.sha256 && !options.force {
            edited.push(match manifest.edited_by(&file.path) {
                Some(later) => format!(
                    "  {} has lines of {} {}, which points here: destroy that first",
                    file.path, later.kind, later.name
                ),
                None => format!("  {} has been edited", file.path),
            });
            continue;
        }
        let action = if file.replaced.is_some() {
            Action::Restore
        } else {
            Action::Remove
        };
        report.add(action, &file.path, "");
        changes.push(Change {
            path: file.path.clone(),
            text: file.replaced.clone(),
        });
    }
    let mut texts: BTreeMap<&str, (String, String)> = BTreeMap::new();
    let own =
        |edit: &&WrittenLines| !edit.shared || !manifest.shares_lines(&edit.path, &edit.lines);
    // The last first: what was put beside other lines of the same command goes before them.
    for edit in generated.edits.iter().filter(own).rev() {
        if !texts.contains_key(edit.path.as_str()) {
            let Some(text) = project.read(&edit.path)? else {
                continue;
            };
            texts.insert(&edit.path, (text, String::new()));
        }
        let Some((text, lines)) = texts.get_mut(edit.path.as_str()) else {
            continue;
        };
        match find_lines(text, &edit.lines) {
            Some(at) => {
                text.replace_range(at..at + edit.lines.len(), &edit.replaced);
                lines.push_str(&edit.lines);
            }
            None if options.force => report.notes.push(format!(
                "{} has no longer the lines that were put there; look for what is left of them",
                edit.path
            )),
            None => edited.push(format!(
                "  {} has no longer: {}",
                edit.path,
                edit.lines.lines().next().unwrap_or_default().trim()
            )),
        }
    }
    if !edited.is_empty() {
        return Err(Error::refused(format!(
            "this is not as it was generated, so nothing was removed:\n{}\n--force removes it all the same",
            edited.join("\n")
        )));
    }
    for (path, (text, lines)) in texts
        .into_iter()
        .filter(|(_, (_, lines))| !lines.is_empty())
    {
        report.add(Action::Edit, path, &lines);
        changes.push(Change {
            path: path.to_owned(),
            text: Some(text),
        });
    }
    if generated
        .files
        .iter()
        .any(|file| file.path.starts_with("migration/"))
    {
        report.notes.push(
            "A database that was migrated in the meantime still has the tables, and refuses to start without the \
             migration: `cargo loco db reset` makes it anew; to keep its rows, bring the files back, run `cargo loco db \
             down 1`, and destroy then"
                .to_owned(),
        );
    }
    changes.push(Change {
        path: manifest::FILE.to_owned(),
        text: manifest.text()?,
    });
    if !options.pretend {
        transaction::apply(project, &changes)?;
    }
    Ok(report)
}

fn unknown(manifest: &Manifest, kind: &str, name: &str) -> Error {
    let known: Vec<String> = manifest
        .generated
        .iter()
        .map(|one| format!("{} {}", one.kind, one.name))
        .collect();
    let wanted = format!("{kind} {name}");
    let advice = match naming::nearest(&wanted, known.iter().map(String::as_str)) {
        Some(near) => format!("Did you mean `destroy {near}`?"),
        None if known.is_empty() => "Nothing was generated here".to_owned(),
        None => format!("There are: {}", known.join(", ")),
    };
    Error::refused(format!("{} knows no `{wanted}`. {advice}", manifest::FILE))
}
