//! The same generators without the application: they work while it does not compile, and need not build it.

use std::process::ExitCode;

use loco_scaffold::{Application, Outcome};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().collect();
    match loco_scaffold::run(&arguments, Application::default()) {
        Outcome::Done(code) => code,
        Outcome::NotOurs => {
            eprintln!(
                "`{}` is no generator of these: `loco-scaffold generate --help` lists them, and Loco's own run through \
                 `cargo loco`",
                arguments.get(1..).unwrap_or_default().join(" ")
            );
            ExitCode::from(2)
        }
    }
}
