//! What becomes of a file, line by line.
use serde::Serialize;

use super::records::Record;
use crate::erased::Entry;
use crate::form::fields;
use crate::history::Changes;
use crate::object::Object;
use crate::show;
use crate::visit::Visit;

/// A file with more broken lines than this is not read to its end.
pub(super) const MOST_BROKEN: usize = 100;
/// Lines that the trial shows.
const SHOWN: usize = 20;

/// What is wrong with one cell or line.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Wrong {
    pub line: u64,
    /// The column of the file; empty where the line as a whole is wrong.
    pub column: String,
    pub message: String,
}

/// What becomes of one line.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Shown {
    pub line: u64,
    pub is_new: bool,
    pub row: String,
    /// Field, old and new value.
    pub changes: Vec<(String, String, String)>,
}

/// What becomes of a file.
#[derive(Debug, Default, Serialize)]
pub(super) struct Outcome {
    pub added: u64,
    pub changed: u64,
    pub same: u64,
    pub broken: usize,
    /// Whether reading stopped before the end.
    pub stopped: bool,
    pub wrong: Vec<Wrong>,
    pub shown: Vec<Shown>,
}

impl Outcome {
    /// A line whose row was written.
    pub fn note(
        &mut self,
        (visit, entry): (&Visit, &Entry),
        record: &Record,
        before: Option<&Object>,
        (row, noted): (&Object, &Changes),
    ) {
        match before {
            Some(_) => self.changed += 1,
            None => self.added += 1,
        }
        if self.shown.len() >= SHOWN {
            return;
        }
        let said = |object: Option<&Object>, at: usize| {
            object.map_or_else(String::new, |object| {
                show::value(visit, &entry.fields[at], &object.values[at]).text
            })
        };
        let changes = (0..entry.fields.len())
            .filter(|at| noted.has(entry.fields[*at].name) && !entry.fields[*at].tweak.hidden)
            .map(|at| {
                (
                    fields::label(visit, entry, entry.fields[at].name),
                    said(before, at),
                    said(Some(row), at),
                )
            })
            .collect();
        self.shown.push(Shown {
            line: record.line,
            is_new: before.is_none(),
            row: row.label.clone(),
            changes,
        });
    }
}
