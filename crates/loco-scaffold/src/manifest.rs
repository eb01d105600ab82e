//! What has been generated, so that it can be taken back: `.loco-generated.json`, to be committed with the code.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{
    error::{Error, Result},
    project::Project,
};

/// The manifest's name, in the application's root.
pub const FILE: &str = ".loco-generated.json";

/// All commands whose files are still there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// One a command, oldest first.
    pub generated: Vec<Generated>,
}

/// What one command wrote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Generated {
    /// Such as `scaffold`.
    pub kind: String,
    /// Such as `book`.
    pub name: String,
    /// The command as it was given, to be repeated by hand.
    pub command: String,
    /// Whole files.
    pub files: Vec<WrittenFile>,
    /// Lines in other files.
    pub edits: Vec<WrittenLines>,
}

/// A file that was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrittenFile {
    /// From the application's root.
    pub path: String,
    /// SHA-256 of its text, in hexadecimal: whether somebody has edited it since.
    pub sha256: String,
    /// Others need it as well.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub shared: bool,
    /// What it replaced, where `--force` did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaced: Option<String>,
}

/// Lines that were put into a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrittenLines {
    /// From the application's root.
    pub path: String,
    /// The lines.
    pub lines: String,
    /// What they took the place of.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub replaced: String,
    /// Others need them as well.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub shared: bool,
}

impl Manifest {
    /// Reads the manifest; an application without one has generated nothing.
    ///
    /// # Errors
    /// When it is not what this wrote.
    pub fn read(project: &Project) -> Result<Self> {
        match project.read(FILE)? {
            None => Ok(Self::default()),
            Some(text) => serde_json::from_str(&text).map_err(|error| {
                Error::refused(format!(
                    "{FILE} cannot be read ({error}): restore it from version control"
                ))
            }),
        }
    }

    /// Its text; `None` when nothing is left to be remembered.
    ///
    /// # Errors
    /// Never in practice: everything in it is text.
    pub fn text(&self) -> Result<Option<String>> {
        if self.generated.is_empty() {
            return Ok(None);
        }
        serde_json::to_string_pretty(self)
            .map(|text| Some(text + "\n"))
            .map_err(|error| Error::refused(error.to_string()))
    }

    /// Whether a file that several resources need was written by one of these commands.
    #[must_use]
    pub fn shares(&self, path: &str) -> bool {
        self.generated
            .iter()
            .flat_map(|one| &one.files)
            .any(|file| file.shared && file.path == path)
    }

    /// The same for lines in a file.
    #[must_use]
    pub fn shares_lines(&self, path: &str, lines: &str) -> bool {
        let mut all = self.generated.iter().flat_map(|one| &one.edits);
        all.any(|edit| edit.shared && edit.path == path && edit.lines == lines)
    }

    /// The latest of these commands that has put lines into a file.
    #[must_use]
    pub fn edited_by(&self, path: &str) -> Option<&Generated> {
        let edits = |one: &&Generated| one.edits.iter().any(|edit| edit.path == path);
        self.generated.iter().rev().find(edits)
    }

    /// Where the latest command of this kind and name stands.
    #[must_use]
    pub fn position(&self, kind: &str, name: &str) -> Option<usize> {
        self.generated
            .iter()
            .rposition(|one| one.kind == kind && one.name == name)
    }
}

/// SHA-256 of a text, in hexadecimal.
#[must_use]
pub fn sha256(text: &str) -> String {
    Sha256::digest(text.as_bytes())
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
