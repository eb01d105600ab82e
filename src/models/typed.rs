//! The last look at what a person typed, before it is stored.

use super::{Error, Problem, Rejected, Result};

/// Collects what is wrong, so that a form hears everything at once.
#[derive(Default)]
pub(super) struct Typed {
    rejected: Vec<Rejected>,
}

impl Typed {
    /// A text of one line that must be there.
    pub(super) fn line(&mut self, field: &'static str, text: &str, max: usize) -> String {
        self.text(field, text, max, |character| character.is_control())
    }

    /// A text of several lines that must be there.
    pub(super) fn paragraph(&mut self, field: &'static str, text: &str, max: usize) -> String {
        let text = text.replace("\r\n", "\n");
        self.text(field, &text, max, |character| {
            character.is_control() && !matches!(character, '\n' | '\t')
        })
    }

    fn text(
        &mut self,
        field: &'static str,
        text: &str,
        max: usize,
        refused: fn(char) -> bool,
    ) -> String {
        let text = text.trim();
        if text.is_empty() {
            self.reject(field, Problem::Empty);
        } else if text.chars().count() > max {
            self.reject(field, Problem::TooLong { max });
        } else if text.contains(refused) {
            self.reject(field, Problem::ControlCharacters);
        }
        text.to_owned()
    }

    pub(super) fn reject(&mut self, field: &'static str, problem: Problem) {
        self.rejected.push(Rejected { field, problem });
    }

    /// Goes on when nothing was wrong.
    pub(super) fn accepted(self) -> Result<()> {
        if self.rejected.is_empty() {
            Ok(())
        } else {
            Err(Error::Invalid(self.rejected))
        }
    }
}
