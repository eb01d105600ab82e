//! From a plan to files: conflicts are settled first, then everything is written, or nothing.

use crate::{
    conflict::{Answer, Ask},
    error::{Error, Result},
    manifest::{self, Generated, Manifest, WrittenFile, WrittenLines, sha256},
    plan::Plan,
    project::Project,
    report::{Action, Report},
    transaction::{self, Change},
};

/// How to deal with what is there already.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Only say what would be written.
    pub pretend: bool,
    /// Replace files that are there.
    pub force: bool,
    /// Keep files that are there.
    pub skip_existing: bool,
}

/// What a command generates.
#[derive(Clone, Debug)]
pub struct Request {
    /// Such as `scaffold`.
    pub kind: String,
    /// Such as `book`.
    pub name: String,
    /// The command as it was given.
    pub command: String,
}

/// Writes a plan.
///
/// # Errors
/// When the same was generated before, lines have no place, files are in the way, or a file cannot be written: then
/// nothing has been.
pub fn write(
    project: &Project,
    plan: Plan,
    request: Request,
    options: Options,
    ask: &mut dyn Ask,
) -> Result<Report> {
    let mut manifest = Manifest::read(project)?;
    if let Some(position) = manifest.position(&request.kind, &request.name) {
        return Err(Error::refused(format!(
            "{} {} was generated before, by `{}`. `destroy {} {}` takes that back",
            request.kind,
            request.name,
            manifest.generated[position].command,
            request.kind,
            request.name
        )));
    }
    let edited = plan.edited(project)?;
    let mut report = Report::new(&request.command, options.pretend);
    let mut changes = Vec::new();
    let mut written = Vec::new();
    let mut conflicts = Vec::new();
    for file in &plan.files {
        let before = project.read(&file.path)?;
        let mut record = |text: &str, replaced: Option<String>| {
            written.push(WrittenFile {
                path: file.path.clone(),
                sha256: sha256(text),
                shared: file.shared,
                replaced,
            });
        };
        let (action, replaced) = match before {
            None => (Action::Create, None),
            Some(text) if file.shared => {
                if manifest.shares(&file.path) {
                    record(&text, None);
                }
                report.add(Action::Identical, &file.path, "");
                continue;
            }
            Some(text) if text == file.text => {
                report.add(Action::Identical, &file.path, "");
                continue;
            }
            Some(_) if options.skip_existing => {
                report.add(Action::Skip, &file.path, "");
                continue;
            }
            Some(text) if options.force || options.pretend => (Action::Replace, Some(text)),
            Some(text) => match ask.about(&file.path, &text, &file.text)? {
                Answer::Replace => (Action::Replace, Some(text)),
                Answer::Keep => {
                    report.add(Action::Skip, &file.path, "");
                    continue;
                }
                Answer::Nobody => {
                    conflicts.push(file.path.clone().into());
                    continue;
                }
            },
        };
        report.add(action, &file.path, "");
        record(&file.text, replaced);
        changes.push(Change {
            path: file.path.clone(),
            text: Some(file.text.clone()),
        });
    }
    if !conflicts.is_empty() {
        return Err(Error::Conflict(conflicts));
    }
    let mut edits = Vec::new();
    for edit in &plan.edits {
        let is_there = edit.shared
            && edited
                .get(&edit.path)
                .is_some_and(|text| text.has_before(&edit.lines));
        // Lines that the application has of its own are not taken back.
        if !is_there || manifest.shares_lines(&edit.path, &edit.lines) {
            edits.push(WrittenLines {
                path: edit.path.clone(),
                lines: edit.lines.clone(),
                replaced: edit.replaced().unwrap_or_default().to_owned(),
                shared: edit.shared,
            });
        }
    }
    for (path, text) in edited
        .into_iter()
        .filter(|(_, text)| text.before != text.after)
    {
        let lines: String = edits
            .iter()
            .filter(|edit| edit.path == path)
            .map(|edit| edit.lines.as_str())
            .collect();
        report.add(Action::Edit, &path, &lines);
        changes.push(Change {
            path,
            text: Some(text.after),
        });
    }
    report.notes = plan.notes;
    manifest.generated.push(Generated {
        kind: request.kind,
        name: request.name,
        command: request.command,
        files: written,
        edits,
    });
    if !options.pretend {
        changes.push(Change {
            path: manifest::FILE.to_owned(),
            text: manifest.text()?,
        });
        transaction::apply(project, &changes)?;
    }
    Ok(report)
}
