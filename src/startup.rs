//! Starting: the plain `start` command, the listening socket, and what a person reads when it works or does not.

use std::{io::Write as _, net::SocketAddr};

use axum::Router;
use clap::Parser;
use locallibrary_migration::Migrator;
use loco_oidc::Oidc;
use loco_rs::{
    Error, Result,
    app::{AppContext, Hooks},
    boot::{ServeParams, StartMode, create_app, shutdown_signal, start},
    cli,
    config::{self, Config},
    environment::{Environment, resolve_from_env},
    logger,
};
use sea_orm::EntityTrait;

use crate::{app::App, initializers::dev_openid_provider, models::books, tasks::seed_catalog};

/// `start` without a choice of parts: in development everything runs in one process.
#[derive(Parser)]
#[command(name = "start", disable_help_flag = true)]
struct PlainStart {
    #[arg(short, long)]
    environment: Option<String>,
    #[arg(short, long)]
    binding: Option<String>,
    #[arg(short, long)]
    port: Option<i32>,
    #[arg(short, long)]
    no_banner: bool,
}

/// Runs the command line `arguments` (the program's name first).
///
/// # Errors
/// Whatever the command failed with; [`explain`] turns it into the sentence for the terminal.
pub async fn run(arguments: Vec<String>) -> Result<()> {
    if let Some(plain) = plain_start(&arguments) {
        let environment: Environment = plain
            .environment
            .clone()
            .unwrap_or_else(resolve_from_env)
            .into();
        if environment == Environment::Development {
            return start_everything(&environment, plain).await;
        }
    }
    cli::main::<App, Migrator>().await
}

/// The arguments of a `start` that names no parts; `None` for every other command, which is Loco's.
fn plain_start(arguments: &[String]) -> Option<PlainStart> {
    let rest: Vec<&String> = arguments.iter().skip(1).collect();
    let position = rest
        .iter()
        .position(|argument| *argument == "start" || *argument == "s")?;
    let without_command = rest
        .iter()
        .enumerate()
        .filter(|(index, _)| *index != position)
        .map(|(_, argument)| *argument);
    PlainStart::try_parse_from(std::iter::once(&"start".to_string()).chain(without_command)).ok()
}

/// Starts the log. Commands on the database say which migrations they apply and take back, even where only warnings are
/// wanted of a server: whoever typed `db status` is waiting for an answer.
///
/// # Errors
/// When the log cannot be written.
pub fn log(configured: &config::Logger) -> Result<bool> {
    let mut wanted = configured.clone();
    let arguments: Vec<String> = std::env::args().collect();
    if wanted.override_filter.is_none() && command(&arguments) == Some("db") {
        wanted.override_filter = Some(format!("{},sea_orm_migration=info", wanted.level));
    }
    logger::init::<App>(&wanted)?;
    Ok(true)
}

/// The first word that is no option.
fn command(arguments: &[String]) -> Option<&str> {
    let mut rest = arguments.iter().skip(1).map(String::as_str);
    while let Some(argument) = rest.next() {
        match argument {
            "-e" | "--environment" => drop(rest.next()),
            option if option.starts_with('-') => {}
            command => return Some(command),
        }
    }
    None
}

async fn start_everything(environment: &Environment, plain: PlainStart) -> Result<()> {
    let config = App::load_config(environment).await?;
    logger::init::<App>(&config.logger)?;
    let params = ServeParams {
        port: plain.port.unwrap_or(config.server.port),
        binding: plain
            .binding
            .unwrap_or_else(|| config.server.binding.clone()),
    };
    // The port is tried before anything is written, so that a second start beside a running one changes nothing.
    drop(listen(&params).await?);
    let boot = create_app::<App, Migrator>(StartMode::All, environment, config).await?;
    start::<App>(boot, params, true).await
}

async fn listen(params: &ServeParams) -> Result<tokio::net::TcpListener> {
    let address = format!("{}:{}", params.binding, params.port);
    tokio::net::TcpListener::bind(&address).await.map_err(|error| {
        let remedy = match error.kind() {
            std::io::ErrorKind::AddrInUse => {
                "another program listens there: stop it, or choose another port with PORT=… or --port".to_string()
            }
            std::io::ErrorKind::PermissionDenied => {
                "this account may not open that port: choose one above 1023 with PORT=… or --port".to_string()
            }
            _ => format!("{error}: check HOST and PORT"),
        };
        Error::Message(format!("cannot listen on {address}: {remedy}"))
    })
}

/// Serves `router` until the process is asked to stop.
///
/// # Errors
/// When the address cannot be listened on.
pub async fn serve(router: Router, ctx: &AppContext, params: &ServeParams) -> Result<()> {
    let listener = listen(params).await?;
    fill_when_empty(ctx).await?;
    welcome(ctx)?;
    let stopping = ctx.clone();
    axum::serve(
        listener,
        router.into_make_service_with_connect_info::<SocketAddr>(),
    )
    .with_graceful_shutdown(async move {
        shutdown_signal().await;
        App::on_shutdown(&stopping).await;
    })
    .await?;
    Ok(())
}

/// Gives an empty catalogue its sample works, where the configuration says so.
async fn fill_when_empty(ctx: &AppContext) -> Result<()> {
    let wanted = setting(ctx, "/library/seed_when_empty").and_then(serde_json::Value::as_bool);
    if wanted != Some(true) || books::Entity::find().one(&ctx.db).await?.is_some() {
        return Ok(());
    }
    let added = seed_catalog::sample(ctx).await?;
    println!("{}", seed_catalog::describe(&added));
    Ok(())
}

fn setting<'a>(ctx: &'a AppContext, pointer: &str) -> Option<&'a serde_json::Value> {
    ctx.config.settings.as_ref()?.pointer(pointer)
}

/// What a person reads once the library can be visited.
fn welcome(ctx: &AppContext) -> Result<()> {
    let oidc = Oidc::of(ctx)?;
    println!(
        "\nLocalLibrary is open at {}",
        oidc.settings().absolute("/")
    );
    if dev_openid_provider::is_embedded(ctx)? {
        println!("Sign in as reader, librarian or admin; each password is the name.");
    } else {
        println!("People sign in at {}", oidc.settings().issuer());
    }
    let outbox = setting(ctx, "/mail/folder").and_then(serde_json::Value::as_str);
    if let Some(folder) = outbox.filter(|folder| !folder.is_empty()) {
        println!("Mails land in {folder}/");
    }
    println!("Ctrl-C closes it.\n");
    std::io::stdout().flush()?;
    Ok(())
}

/// Checks what nothing works without, before a line is logged or a table is made.
///
/// # Errors
/// One sentence that names the key and the remedy.
pub fn check(config: &Config) -> Result<()> {
    if config.server.host.is_empty() {
        return Err(Error::Message(
            "server.host in config/ is empty: set BASE_URL to the address at which people reach the library, \
             such as https://library.example.org"
                .to_string(),
        ));
    }
    Ok(())
}

/// One sentence that says what went wrong and how to mend it.
#[must_use]
pub fn explain(error: &Error) -> String {
    match error {
        Error::DB(error) => explain_database(&error.to_string()),
        Error::YAMLFile(cause, file) => format!("{file} is not a valid configuration: {cause}"),
        Error::Tera(cause) => format!("a file in config/ cannot be read as a template: {cause}"),
        Error::JSON(cause) => format!("`settings` in config/ is not valid: {cause}"),
        Error::TaskNotFound(name) => {
            format!("there is no task {name}: `locallibrary task` lists them")
        }
        other => explain_words(&other.to_string()),
    }
}

/// What Loco has only words for.
fn explain_words(cause: &str) -> String {
    if cause.contains("no configuration file found") {
        return format!(
            "{cause}: -e and LOCO_ENV choose one of the environments development, production and test, and config/ \
             has a file for each"
        );
    }
    if cause.contains("sqlt_loco_queue") || cause.contains("pg_loco_queue") {
        return format!(
            "the queue has no table yet ({cause}): the first `locallibrary start` makes it"
        );
    }
    cause.to_owned()
}

fn explain_database(cause: &str) -> String {
    let remedy = if cause.contains("unable to open database file") || cause.contains("readonly") {
        "the folder of the SQLite file must exist and be writable for this account; \
         DATABASE_URL chooses another file, such as sqlite:///var/lib/library/library.sqlite?mode=rwc"
    } else if cause.contains("not a database") {
        "the file that DATABASE_URL names is not a SQLite database: move it away or choose another one"
    } else {
        "check DATABASE_URL, and that the database server runs and lets this account in"
    };
    format!("the database cannot be used ({cause}): {remedy}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(arguments: &[&str]) -> bool {
        plain_start(
            &arguments
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>(),
        )
        .is_some()
    }

    #[test]
    fn a_bare_start_runs_everything() {
        assert!(plain(&["locallibrary", "start"]));
        assert!(plain(&["locallibrary", "start", "--port", "5151"]));
        assert!(plain(&["locallibrary", "-e", "development", "start"]));
    }

    #[test]
    fn a_start_that_names_its_parts_is_locos() {
        assert!(!plain(&["locallibrary", "start", "--worker"]));
        assert!(!plain(&["locallibrary", "start", "--server-and-worker"]));
        assert!(!plain(&["locallibrary", "routes"]));
        assert!(!plain(&["locallibrary", "start", "--help"]));
    }

    #[test]
    fn a_command_is_found_behind_its_options() {
        let of = |arguments: &[&str]| {
            let arguments: Vec<String> = arguments.iter().map(ToString::to_string).collect();
            command(&arguments).map(str::to_owned)
        };
        assert_eq!(of(&["locallibrary", "db", "status"]).as_deref(), Some("db"));
        assert_eq!(
            of(&["locallibrary", "-e", "production", "db", "reset"]).as_deref(),
            Some("db")
        );
        assert_eq!(of(&["locallibrary"]), None);
    }

    #[test]
    fn a_task_that_is_not_there_says_where_they_are_listed() {
        let sentence = explain(&Error::TaskNotFound("seed".to_owned()));
        assert!(sentence.contains("seed:") && sentence.contains("locallibrary task"));
    }

    #[test]
    fn a_queue_without_its_table_says_what_makes_it() {
        assert!(explain_words("no such table: sqlt_loco_queue").contains("locallibrary start"));
    }

    #[test]
    fn an_environment_that_is_not_there_says_which_are() {
        assert!(
            explain_words("no configuration file found in folder: config").contains("production")
        );
    }

    #[test]
    fn an_unwritable_folder_is_named_with_its_remedy() {
        let sentence = explain_database("unable to open database file");
        assert!(sentence.contains("writable") && sentence.contains("DATABASE_URL"));
    }
}
