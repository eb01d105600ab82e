//! Generators for Loco applications: from one command to a resource with pages, permissions and tests.
//!
//! Everything is planned before anything is written, so a command does all of its work or none; what it did stands in
//! `.loco-generated.json`, and `destroy` takes it back. No database and no network is needed.
//!
//! An application hands over its command line before Loco's own gets it:
//!
//! ```
//! use loco_scaffold::{Application, Outcome};
//!
//! let arguments = vec!["library".to_string(), "routes".to_string()];
//! // `routes` is Loco's, so nothing happens here.
//! assert!(matches!(loco_scaffold::run(&arguments, Application::default()), Outcome::NotOurs));
//! ```
// A test that meets a surprise should stop there.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

mod admin;
mod admin_parts;
mod check;
mod command;
pub mod conflict;
mod destroy;
mod dirty;
mod error;
mod fields;
mod form;
mod format;
mod inspect;
mod install;
mod letters;
mod manifest;
mod naming;
mod overview;
mod parts;
mod perform;
mod plan;
mod project;
mod report;
mod scaffold;
mod seed;
mod templates;
mod transaction;
mod words;
mod write;

use std::{path::Path, process::ExitCode};

pub use check::{Column, Finding, Table, TableReader, migrated_tables};
use conflict::Ask;
pub use error::{Error, Result};
pub use report::{Action, Changed, Report};

/// What became of a command line.
#[derive(Debug)]
pub enum Outcome {
    /// It was ours, and this is what the process ends with.
    Done(ExitCode),
    /// It is Loco's, or the application's own.
    NotOurs,
}

/// What the generators have to know of the application that runs them.
#[derive(Clone, Copy, Default)]
pub struct Application<'a> {
    /// Its package, whose library the generated tests use; without it, `Cargo.toml` is asked.
    pub package: Option<&'a str>,
    /// Says which tables its migrations make, for `check`: [`migrated_tables`] of its migrator.
    pub tables: Option<TableReader<'a>>,
}

/// Runs `arguments` (the program's name first) in the current folder, if the command is one of ours.
#[must_use]
pub fn run(arguments: &[String], application: Application<'_>) -> Outcome {
    let program = command::program(application.package);
    if let Some(error) = overview::of(arguments, application.package) {
        return refused(program, &error);
    }
    if !command::is_ours(arguments) {
        return Outcome::NotOurs;
    }
    let parsed = match command::parse(program, arguments) {
        Ok(parsed) => parsed,
        Err(error) => return refused(program, &error),
    };
    if parsed.command.is_locos() {
        return Outcome::NotOurs;
    }
    let typed = std::iter::once(program).chain(arguments.iter().skip(1).map(String::as_str));
    let typed = typed.collect::<Vec<_>>().join(" ");
    let performed = std::env::current_dir()
        .map_err(Error::file("."))
        .and_then(|folder| {
            let mut ask = conflict::whoever_is_there();
            perform::perform(parsed.command, &typed, &folder, application, ask.as_mut())
        });
    match performed {
        Ok(output) => {
            use std::io::Write as _;
            let _ = std::io::stdout().write_all(&output);
            Outcome::Done(ExitCode::SUCCESS)
        }
        Err(error) => {
            eprintln!("{error}");
            Outcome::Done(ExitCode::from(error.exit_code()))
        }
    }
}

/// The help goes to the output, a mistake to the errors; a closed pipe is nobody's mistake.
fn refused(program: &str, error: &clap::Error) -> Outcome {
    command::say(program, error);
    Outcome::Done(ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2)))
}

/// Runs one of our commands in `folder`, and returns what it prints; `ask` is asked about files that are in the way.
///
/// # Errors
/// When the command line does not make sense, or the command was refused: then nothing was written.
pub fn run_in(
    folder: &Path,
    arguments: &[&str],
    application: Application<'_>,
    ask: &mut dyn Ask,
) -> Result<String> {
    let program = command::program(application.package);
    let words: Vec<String> = std::iter::once(program)
        .chain(arguments.iter().copied())
        .map(str::to_owned)
        .collect();
    if let Some(error) = overview::of(&words, application.package) {
        return Err(Error::usage(error.to_string()));
    }
    let parsed = command::parse(program, words).map_err(|error| Error::usage(error.to_string()))?;
    if parsed.command.is_locos() {
        return Err(Error::usage("this is Loco's own generator"));
    }
    let typed = format!("{program} {}", arguments.join(" "));
    let output = perform::perform(parsed.command, &typed, folder, application, ask)?;
    Ok(String::from_utf8_lossy(&output).into_owned())
}
