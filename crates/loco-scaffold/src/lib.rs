//! Generators for Loco applications: from one command to a resource with pages, permissions and tests.
//!
//! Everything is planned before anything is written, so a command does all of its work or none; what it did stands in
//! `.loco-generated.json`, and `destroy` takes it back. No database and no network is needed.
//!
//! An application hands over its command line before Loco's own gets it:
//!
//! ```
//! use loco_scaffold::Outcome;
//!
//! let arguments = vec!["library".to_string(), "routes".to_string()];
//! // `routes` is Loco's, so nothing happens here.
//! assert!(matches!(loco_scaffold::run(&arguments, Some("library")), Outcome::NotOurs));
//! ```
// A test that meets a surprise should stop there.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used))]

mod command;
pub mod conflict;
mod destroy;
mod error;
mod fields;
mod format;
mod manifest;
mod naming;
mod plan;
mod project;
mod report;
mod scaffold;
mod templates;
mod transaction;
mod write;

use std::{path::Path, process::ExitCode};

use clap::Parser as _;

use command::{Command, CommandLine, Kind};
use conflict::Ask;
pub use error::{Error, Result};
use project::Project;
pub use report::{Action, Changed, Report};
use write::{Options, Request};

/// What became of a command line.
#[derive(Debug)]
pub enum Outcome {
    /// It was ours, and this is what the process ends with.
    Done(ExitCode),
    /// It is Loco's, or the application's own.
    NotOurs,
}

/// Runs `arguments` (the program's name first) in the current folder, if the command is one of ours. `package` is the
/// application's package, whose library the generated tests use; without it, `Cargo.toml` is asked.
#[must_use]
pub fn run(arguments: &[String], package: Option<&str>) -> Outcome {
    if !command::is_ours(arguments) {
        return Outcome::NotOurs;
    }
    let parsed = match CommandLine::try_parse_from(arguments) {
        Ok(parsed) => parsed,
        Err(error) => {
            // The help goes to the output, a mistake to the errors; a closed pipe is nobody's mistake.
            let _ = error.print();
            return Outcome::Done(ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2)));
        }
    };
    if is_locos(&parsed) {
        return Outcome::NotOurs;
    }
    let folder = match std::env::current_dir() {
        Ok(folder) => folder,
        Err(error) => {
            return fail(&Error::refused(format!(
                "the current folder cannot be read: {error}"
            )));
        }
    };
    let typed = std::iter::once("cargo loco").chain(arguments.iter().skip(1).map(String::as_str));
    let typed = typed.collect::<Vec<_>>().join(" ");
    match perform(
        parsed,
        &typed,
        &folder,
        package,
        conflict::whoever_is_there().as_mut(),
    ) {
        Ok(output) => {
            use std::io::Write as _;
            let _ = std::io::stdout().write_all(&output);
            Outcome::Done(ExitCode::SUCCESS)
        }
        Err(error) => fail(&error),
    }
}

/// Runs one of our commands in `folder`, and returns what it prints; `ask` is asked about files that are in the way.
///
/// # Errors
/// When the command line does not make sense, or the command was refused: then nothing was written.
pub fn run_in(
    folder: &Path,
    arguments: &[&str],
    package: Option<&str>,
    ask: &mut dyn Ask,
) -> Result<String> {
    let words = std::iter::once("cargo loco").chain(arguments.iter().copied());
    let parsed =
        CommandLine::try_parse_from(words).map_err(|error| Error::usage(error.to_string()))?;
    if is_locos(&parsed) {
        return Err(Error::usage("this is Loco's own generator"));
    }
    let typed = format!("cargo loco {}", arguments.join(" "));
    let output = perform(parsed, &typed, folder, package, ask)?;
    Ok(String::from_utf8_lossy(&output).into_owned())
}

fn fail(error: &Error) -> Outcome {
    eprintln!("{error}");
    Outcome::Done(ExitCode::from(error.exit_code()))
}

fn is_locos(parsed: &CommandLine) -> bool {
    match &parsed.command {
        Command::Generate {
            kind: Kind::Scaffold(_),
        } => false,
        // Ours lie below `library`; any other path is a template of Loco's.
        Command::Generate {
            kind: Kind::Override(wanted),
        } => wanted
            .path
            .as_ref()
            .is_some_and(|path| !path.starts_with("library")),
        Command::Generate { .. } => true,
        Command::Destroy { .. } | Command::Completions { .. } => false,
    }
}

fn perform(
    parsed: CommandLine,
    typed: &str,
    folder: &Path,
    package: Option<&str>,
    ask: &mut dyn Ask,
) -> Result<Vec<u8>> {
    let (report, json) = match parsed.command {
        Command::Completions { shell } => {
            return Ok(command::completions(
                shell,
                package.unwrap_or("loco-scaffold"),
            ));
        }
        Command::Destroy {
            kind,
            name,
            writing,
        } => {
            let project = Project::find(folder, package)?;
            let name = naming::word("name", &name)?;
            let options = Options {
                pretend: writing.pretend,
                force: writing.force,
                skip_existing: false,
            };
            (
                destroy::destroy(&project, &kind, &name, typed, options)?,
                writing.json,
            )
        }
        Command::Generate {
            kind: Kind::Override(wanted),
        } => {
            let project = Project::find(folder, package)?;
            let Some(path) = wanted.path.filter(|_| !wanted.list) else {
                return Ok(templates::list().into_bytes());
            };
            let options = options(wanted.writing);
            (
                templates::copy(&project, &path, typed, options, ask)?,
                wanted.writing.json,
            )
        }
        Command::Generate {
            kind: Kind::Scaffold(arguments),
        } => {
            let project = Project::find(folder, package)?;
            let uncommitted = project.uncommitted().filter(|files| *files > 0);
            let mut plan = scaffold::plan(&project, &arguments)?;
            format::format(&mut plan)?;
            let name = naming::Name::parse(&arguments.name, arguments.plural.as_deref())?;
            let request = Request {
                kind: "scaffold".to_owned(),
                name: name.singular,
                command: typed.to_owned(),
            };
            let mut report =
                write::write(&project, plan, request, options(arguments.writing), ask)?;
            if let Some(files) = uncommitted {
                report.notes.insert(
                    0,
                    format!("{files} files had changes that are not committed, so the new ones stand among them"),
                );
            }
            (report, arguments.writing.json)
        }
        Command::Generate { .. } => return Err(Error::usage("this is Loco's own generator")),
    };
    Ok(if json { report.json() } else { report.text() }.into_bytes())
}

const fn options(writing: command::WriteOptions) -> Options {
    Options {
        pretend: writing.pretend,
        force: writing.force,
        skip_existing: writing.skip_existing,
    }
}
