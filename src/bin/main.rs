//! The command line.

use std::process::ExitCode;

use locallibrary::startup;

#[tokio::main]
async fn main() -> ExitCode {
    match startup::run(std::env::args().collect()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("locallibrary: {}", startup::explain(&error));
            ExitCode::FAILURE
        }
    }
}
