//! The same generators without the application: they work while it does not compile, and need not build it.

use std::process::ExitCode;

use loco_scaffold::{Application, Outcome};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().collect();
    match loco_scaffold::run(&arguments, Application::default()) {
        Outcome::Done(code) => code,
        Outcome::NotOurs => {
            let typed = arguments.get(1..).unwrap_or_default().join(" ");
            eprintln!("this is Loco's own: `cargo loco {typed}`, where the application compiles");
            ExitCode::from(2)
        }
    }
}
