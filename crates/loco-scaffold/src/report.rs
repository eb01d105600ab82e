//! What was written, for the person or, with `--json`, for a program.

use std::fmt::Write as _;

use serde::Serialize;

/// What happened to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Action {
    /// It is new.
    Create,
    /// It has new contents.
    Replace,
    /// It is there already, with these contents.
    Identical,
    /// It was kept.
    Skip,
    /// It got further lines, or lost them again.
    Edit,
    /// It is gone.
    Remove,
    /// It has again what it had before.
    Restore,
}

/// What a command did, or would do.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// The command.
    pub command: String,
    /// Nothing was written.
    pub pretend: bool,
    /// One a file.
    pub changes: Vec<Changed>,
    /// What the person has to know or do.
    pub notes: Vec<String>,
}

/// A file and what happened to it.
#[derive(Clone, Debug, Serialize)]
pub struct Changed {
    /// What happened.
    pub action: Action,
    /// From the application's root.
    pub path: String,
    /// The lines of an edit.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub lines: String,
}

impl Report {
    pub(crate) fn new(command: &str, pretend: bool) -> Self {
        Self {
            command: command.to_owned(),
            pretend,
            changes: Vec::new(),
            notes: Vec::new(),
        }
    }

    pub(crate) fn add(&mut self, action: Action, path: &str, lines: &str) {
        self.changes.push(Changed {
            action,
            path: path.to_owned(),
            lines: lines.to_owned(),
        });
    }

    /// For the terminal: one line a file; a pretended edit with its lines.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::new();
        for change in &self.changes {
            let verb = match change.action {
                Action::Create => "create",
                Action::Replace => "replace",
                Action::Identical => "identical",
                Action::Skip => "skip",
                Action::Edit => "edit",
                Action::Remove => "remove",
                Action::Restore => "restore",
            };
            let _ = writeln!(text, "{verb:>10}  {}", change.path);
            if self.pretend {
                for line in change.lines.lines() {
                    let _ = writeln!(text, "            | {line}");
                }
            }
        }
        if self.pretend {
            text.push_str("\nNothing was written: this is what would be.\n");
        }
        if !self.notes.is_empty() {
            text.push('\n');
        }
        for note in &self.notes {
            let _ = writeln!(text, "{note}");
        }
        text
    }

    /// For programs.
    #[must_use]
    pub fn json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }
}
