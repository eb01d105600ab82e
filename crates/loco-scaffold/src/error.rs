//! What a command fails with: always a sentence for the person at the terminal, always before anything is written.

use std::path::PathBuf;

/// The result of everything here.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why nothing was generated. [`Error::exit_code`] says what the process ends with.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The command line does not make sense; exit code 2, as for every wrong argument.
    #[error("{0}")]
    Usage(String),
    /// The application lacks something, or has it already; exit code 1.
    #[error("{0}")]
    Refused(String),
    /// Files are there already and nobody said what to do with them; exit code 1.
    #[error(
        "these files are there already, with other contents:\n{}\nNothing was written. --force replaces them, \
         --skip-existing keeps them, --pretend shows what would change.",
        list(.0)
    )]
    Conflict(Vec<PathBuf>),
    /// `check` has found something; exit code 1.
    #[error("{0}")]
    Findings(String),
    /// A file could not be read or written; exit code 1.
    #[error("{}: {cause}", .path.display())]
    File {
        /// Which one.
        path: PathBuf,
        /// What the operating system says.
        cause: std::io::Error,
    },
    /// A template of `.loco-templates` is not valid; exit code 1.
    #[error("the template {name} cannot be used: {cause}")]
    Template {
        /// The template's path below `.loco-templates/library`.
        name: String,
        /// What is wrong with it, and where.
        cause: String,
    },
}

impl Error {
    /// What the process ends with: 2 for a wrong command line, otherwise 1.
    #[must_use]
    pub const fn exit_code(&self) -> u8 {
        match self {
            Self::Usage(_) => 2,
            _ => 1,
        }
    }

    pub(crate) fn usage(sentence: impl Into<String>) -> Self {
        Self::Usage(sentence.into())
    }

    pub(crate) fn refused(sentence: impl Into<String>) -> Self {
        Self::Refused(sentence.into())
    }

    pub(crate) fn file(path: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.into();
        |cause| Self::File { path, cause }
    }
}

fn list(paths: &[PathBuf]) -> String {
    let lines: Vec<String> = paths
        .iter()
        .map(|path| format!("  {}", path.display()))
        .collect();
    lines.join("\n")
}
