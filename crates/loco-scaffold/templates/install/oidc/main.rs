fn main() -> std::process::ExitCode {
    let arguments: Vec<String> = std::env::args().collect();
    // As Loco's own, generators are for those who have the source, not for the released program.
    if cfg!(debug_assertions) {
        let application = loco_scaffold::Application {
            package: Some(env!("CARGO_PKG_NAME")),
            tables: Some(&loco_scaffold::migrated_tables::<Migrator>),
        };
        if let loco_scaffold::Outcome::Done(code) = loco_scaffold::run(&arguments, application) {
            return code;
        }
    }
    start()
}

#[tokio::main]
async fn start() -> std::process::ExitCode {
    match cli::main::<App, Migrator>().await {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            std::process::ExitCode::FAILURE
        }
    }
}
