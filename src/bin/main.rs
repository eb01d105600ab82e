//! The command line.

use std::process::ExitCode;

use locallibrary::startup;
use locallibrary_migration::Migrator;
use loco_scaffold::{Application, Outcome, migrated_tables};

/// A page makes some thousand small pieces of memory and lets them go again; glibc's allocator takes a quarter of its
/// time for that.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().collect();
    // As Loco's own, generators are for those who have the source, not for the released program.
    if cfg!(debug_assertions) {
        let application = Application {
            package: Some(env!("CARGO_PKG_NAME")),
            tables: Some(&migrated_tables::<Migrator>),
        };
        if let Outcome::Done(code) = loco_scaffold::run(&arguments, application) {
            return code;
        }
    }
    start(arguments)
}

#[tokio::main]
async fn start(arguments: Vec<String>) -> ExitCode {
    match startup::run(arguments).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("locallibrary: {}", startup::explain(&error));
            ExitCode::FAILURE
        }
    }
}
