//! `cargo loco check`: what the compiler cannot see, because it stands in files that nothing names.

mod messages;
mod migrated;
mod modules;
mod schema;
mod templates;

use serde::Serialize;

use crate::{error::Result, project::Project};
pub use migrated::migrated_tables;
pub use schema::{Column, Table, TableReader};

/// Something that does not fit together.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Finding {
    /// The file that it is about.
    pub path: String,
    /// What is wrong, and what mends it.
    pub problem: String,
}

impl Finding {
    fn new(path: impl Into<String>, problem: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            problem: problem.into(),
        }
    }
}

/// Everything that does not fit together; `tables` is the schema that the migrations make, where it is known.
///
/// # Errors
/// When a file cannot be read.
pub(crate) fn findings(project: &Project, tables: Option<&[Table]>) -> Result<Vec<Finding>> {
    let mut findings = modules::findings(project)?;
    findings.extend(templates::findings(project)?);
    findings.extend(messages::findings(project)?);
    if let Some(tables) = tables {
        findings.extend(schema::findings(project, tables)?);
    }
    findings.sort();
    findings.dedup();
    Ok(findings)
}

/// The text of a Rust file without its comments, in which names are only spoken of.
fn code(text: &str) -> String {
    let lines = text.lines().map(|line| {
        if line.trim_start().starts_with("//") {
            ""
        } else {
            line
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Every text in double quotes, without those that have escapes.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .flat_map(|line| line.split('"').skip(1).step_by(2))
}
