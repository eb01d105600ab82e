//! The command line.

use std::process::ExitCode;

use locallibrary::startup;
use loco_scaffold::Outcome;

#[tokio::main]
async fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().collect();
    // As Loco's own, generators are for those who have the source, not for the released program.
    if cfg!(debug_assertions)
        && let Outcome::Done(code) = loco_scaffold::run(&arguments, Some(env!("CARGO_PKG_NAME")))
    {
        return code;
    }
    match startup::run(arguments).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("locallibrary: {}", startup::explain(&error));
            ExitCode::FAILURE
        }
    }
}
