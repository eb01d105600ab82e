//! A file is in the way: its difference is shown, and the person decides.

use std::io::{BufRead, IsTerminal as _, Write};

use similar::TextDiff;

use crate::error::{Error, Result};

/// What is to happen with a file that is in the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It is replaced.
    Replace,
    /// It stays as it is.
    Keep,
    /// There is nobody to ask.
    Nobody,
}

/// Somebody who can be asked.
pub trait Ask {
    /// What is to happen with the file at `path`, which is `before` and would become `after`.
    ///
    /// # Errors
    /// When the person wants to stop.
    fn about(&mut self, path: &str, before: &str, after: &str) -> Result<Answer>;
}

/// Nobody: for pipes and tests.
pub struct Nobody;

impl Ask for Nobody {
    fn about(&mut self, _: &str, _: &str, _: &str) -> Result<Answer> {
        Ok(Answer::Nobody)
    }
}

/// The person at a terminal.
pub struct Person<I, O> {
    input: I,
    output: O,
    all: Option<Answer>,
}

impl<I: BufRead, O: Write> Person<I, O> {
    /// Asks on `output` and reads from `input`.
    pub const fn new(input: I, output: O) -> Self {
        Self {
            input,
            output,
            all: None,
        }
    }
}

impl<I: BufRead, O: Write> Ask for Person<I, O> {
    fn about(&mut self, path: &str, before: &str, after: &str) -> Result<Answer> {
        if let Some(answer) = self.all {
            return Ok(answer);
        }
        let gone = |cause| Error::File {
            path: path.into(),
            cause,
        };
        write!(self.output, "{}", difference(path, before, after)).map_err(gone)?;
        loop {
            write!(
                self.output,
                "Replace {path}? [y]es, [n]o, replace [a]ll, [k]eep all, [q]uit: "
            )
            .map_err(gone)?;
            self.output.flush().map_err(gone)?;
            let mut line = String::new();
            let read = self.input.read_line(&mut line).map_err(gone)?;
            match line.trim().to_ascii_lowercase().as_str() {
                "y" | "yes" => return Ok(Answer::Replace),
                "n" | "no" => return Ok(Answer::Keep),
                "a" | "all" => self.all = Some(Answer::Replace),
                "k" | "keep" => self.all = Some(Answer::Keep),
                "q" | "quit" => return Err(Error::refused("stopped: nothing was written")),
                _ if read == 0 => return Ok(Answer::Nobody),
                _ => continue,
            }
            return Ok(self.all.unwrap_or(Answer::Keep));
        }
    }
}

/// Who can be asked here: the person at the terminal, or nobody.
#[must_use]
pub fn whoever_is_there() -> Box<dyn Ask> {
    if std::io::stdin().is_terminal() && std::io::stderr().is_terminal() {
        Box::new(Person::new(std::io::stdin().lock(), std::io::stderr()))
    } else {
        Box::new(Nobody)
    }
}

/// Both texts as `diff -u` compares them.
#[must_use]
pub fn difference(path: &str, before: &str, after: &str) -> String {
    TextDiff::from_lines(before, after)
        .unified_diff()
        .context_radius(3)
        .header(
            &format!("{path} (is there)"),
            &format!("{path} (generated)"),
        )
        .to_string()
}
