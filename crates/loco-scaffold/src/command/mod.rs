//! The command line: our kinds and Loco's in one list, each with examples.

mod arguments;

use std::io::{IsTerminal as _, Write as _};

use clap::{Args, CommandFactory as _, FromArgMatches as _, Parser, Subcommand};
use clap_complete::Shell;

pub(crate) use arguments::{
    AdminArguments, AdminPart, FormArguments, InlineArguments, InspectArguments, OverrideArguments,
    Part, PermissionArguments, ScaffoldArguments, SchedulerArguments, SeedArguments, ViewArguments,
};

use crate::{fields, overview};

/// How an application's own command line is called.
const PROGRAM: &str = "cargo loco";
/// How these generators are called without an application around them.
const ALONE: &str = "loco-scaffold";

/// What the program is called: by whether an application of this name runs it.
pub(crate) fn program(application: Option<&str>) -> &'static str {
    application.map_or(ALONE, |_| PROGRAM)
}

/// Commands that are ours; all others are Loco's.
pub(crate) const OURS: [&str; 7] = [
    "generate",
    "g",
    "install",
    "destroy",
    "d",
    "check",
    "completions",
];

/// Loco's own commands, so that help and completions know them too. (Loco 1.2 offers no list of them.)
pub(crate) const LOCOS: [(&str, &str); 11] = [
    ("start", "Start the application"),
    ("db", "Migrate, reset, seed or dump the database"),
    ("routes", "List all endpoints"),
    ("middleware", "List all middlewares"),
    ("task", "Run a task"),
    ("jobs", "Manage the queue of jobs"),
    ("scheduler", "Run the scheduler"),
    ("doctor", "Check configuration and connections"),
    ("version", "Show the version"),
    ("watch", "Start, and start again on changes"),
    ("help", "Explain a command"),
];

#[derive(Debug, Parser)]
#[command(
    name = "cargo loco",
    bin_name = "cargo loco",
    about = "Generators for a Loco application",
    disable_version_flag = true,
    subcommand_required = true,
    arg_required_else_help = true
)]
pub(crate) struct CommandLine {
    /// Loco's; generators need no environment
    #[arg(short, long, global = true, hide = true)]
    environment: Option<String>,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Write code: whole resources with pages, permissions and tests, or parts of them
    #[command(
        visible_alias = "g",
        subcommand_required = true,
        arg_required_else_help = true
    )]
    Generate {
        #[command(subcommand)]
        kind: Kind,
    },
    /// Put a part into an application that `loco new` has made: sign-in, or an admin site
    #[command(subcommand_required = true, arg_required_else_help = true)]
    Install {
        #[command(subcommand)]
        part: Installed,
    },
    /// Take back what `generate` and `install` wrote, exactly; edited files are kept unless --force
    #[command(
        visible_alias = "d",
        after_help = "Examples:\n  cargo loco destroy scaffold edition\n  cargo loco destroy scaffold edition --pretend\n  \
        cargo loco destroy admin-action book archive\n  cargo loco destroy install admin\n\n\
        What was generated stands in .loco-generated.json. A database that was migrated in the meantime is not touched:\n\
        run `cargo loco db down 1` before, or `cargo loco db reset` after."
    )]
    Destroy {
        /// Such as scaffold
        kind: String,
        /// As it was generated: edition
        #[arg(required = true, num_args = 1..=2)]
        name: Vec<String>,
        #[command(flatten)]
        writing: DestroyOptions,
    },
    /// Look for what the compiler cannot see: modules, migrations, routes, templates, messages and entities that nothing
    /// names or that do not fit together
    #[command(
        after_help = "Example:\n  cargo loco check\n\nIt ends with 1 when something was found, so it can be run by continuous integration."
    )]
    Check {
        /// Report as JSON
        #[arg(long)]
        json: bool,
    },
    /// Write a completion script for a shell
    #[command(
        after_help = "Example:\n  cargo loco completions bash > ~/.local/share/bash-completion/completions/locallibrary\n\n\
        It completes the application's own binary, such as target/debug/locallibrary."
    )]
    Completions {
        /// Which one
        shell: Shell,
    },
}

/// What the writing commands have in common.
#[derive(Clone, Copy, Debug, Default, Args)]
pub(crate) struct WriteOptions {
    /// Show what would be written, and write nothing
    #[arg(long)]
    pub(crate) pretend: bool,
    /// Replace files that are there already
    #[arg(long, conflicts_with = "skip_existing")]
    pub(crate) force: bool,
    /// Keep files that are there already
    #[arg(long)]
    pub(crate) skip_existing: bool,
    /// Write into files although they have changes that are not committed
    #[arg(long)]
    pub(crate) allow_dirty: bool,
    /// Report as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Clone, Copy, Debug, Default, Args)]
pub(crate) struct DestroyOptions {
    /// Show what would be removed, and remove nothing
    #[arg(long)]
    pub(crate) pretend: bool,
    /// Remove files although they have been edited
    #[arg(long)]
    pub(crate) force: bool,
    /// Report as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Installed {
    /// Sign-in through an OpenID provider, with one inside for development, and pages for what is generated
    #[command(
        after_help = "Examples:\n  loco-scaffold install oidc\n  loco-scaffold install oidc --app shop   (pages below /shop/, \
        permissions shop.…)\n  loco-scaffold install oidc --from ../locallibrary --pretend\n  loco-scaffold destroy install \
        oidc\n\nThe application is one of `loco new --db sqlite --bg async --assets none`."
    )]
    Oidc(OidcArguments),
    /// An admin site, empty until a model is declared; wants `install oidc`
    #[command(
        after_help = "Examples:\n  loco-scaffold install admin\n  loco-scaffold destroy install admin"
    )]
    Admin(InstallArguments),
}

#[derive(Debug, Args)]
pub(crate) struct OidcArguments {
    /// The first word of its pages' addresses and of its permissions; without it, the package's name
    #[arg(long, value_name = "NAME")]
    pub(crate) app: Option<String>,
    #[command(flatten)]
    pub(crate) install: InstallArguments,
}

#[derive(Debug, Args)]
pub(crate) struct InstallArguments {
    /// The repository's folder, whose crates are used; without it, the one that this program was built from, or the
    /// published repository
    #[arg(long, value_name = "FOLDER")]
    pub(crate) from: Option<std::path::PathBuf>,
    #[command(flatten)]
    pub(crate) writing: WriteOptions,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Kind {
    /// A resource: migration, model, form, pages, messages in every language, permissions, route and tests
    #[command(after_help = format!("{}\n\nExamples:\n  \
        cargo loco generate scaffold publisher name:string^ founded:date\n  \
        cargo loco generate scaffold edition title:string! isbn:string:13^ book:references languages:many-to-many \\\n      \
        format:enum:hardback,paperback! published_on:date summary:text --pretend\n  \
        cargo loco generate scaffold opus title:string! --plural opera", fields::TYPES))]
    Scaffold(ScaffoldArguments),
    /// List the templates of these generators, or copy some to .loco-templates/library to change them
    #[command(
        after_help = "Examples:\n  cargo loco generate override\n  cargo loco generate override library/scaffold/controller.rs\n  \
        cargo loco generate override library\n  cargo loco generate override scaffold/api   (a template of Loco's)"
    )]
    Override(OverrideArguments),
    /// A declaration for the admin from an entity that is there, or from all that are not in the admin yet
    #[command(
        after_help = "Examples:\n  cargo loco generate admin notice\n  cargo loco generate admin --all --pretend"
    )]
    Admin(AdminArguments),
    /// Something to do with rows in the admin, with its test
    #[command(after_help = "Example:\n  cargo loco generate admin-action book archive")]
    AdminAction(AdminPart),
    /// A filter beside a list of the admin, with its test
    #[command(after_help = "Example:\n  cargo loco generate admin-filter notice recent")]
    AdminFilter(AdminPart),
    /// Rows of one model on the admin's page of another that they point to, with its test
    #[command(after_help = "Example:\n  cargo loco generate admin-inline author book")]
    AdminInline(InlineArguments),
    /// A task for the command line, with its test
    #[command(
        after_help = "Example:\n  cargo loco generate task close_accounts\n  cargo loco task close_accounts"
    )]
    Task(Part),
    /// A job that runs in the background, with its test
    #[command(after_help = "Example:\n  cargo loco generate worker reminder")]
    Worker(Part),
    /// Letters in English and German, as text and HTML, with their tests
    #[command(after_help = "Example:\n  cargo loco generate mailer welcome")]
    Mailer(Part),
    /// Times at which a task runs, and the task unless it is there, with their tests
    #[command(
        after_help = "Examples:\n  cargo loco generate scheduler close_accounts\n  \
        cargo loco generate scheduler overdue_report --schedule \"every 15 minutes\"\n  \
        cargo loco generate scheduler morning_report --schedule \"0 0 6 * * *\""
    )]
    Scheduler(SchedulerArguments),
    /// A permission and the groups that have it: a migration
    #[command(
        after_help = "Example:\n  cargo loco generate permission catalog.can_export --label 'Can export the catalogue' --groups Librarians"
    )]
    Permission(PermissionArguments),
    /// Entity, model and declaration for the admin from a table that is in the database already, with a test
    #[command(after_help = "Examples:\n  cargo loco generate inspect old_orders\n  \
        cargo loco generate inspect old_orders --database postgres://localhost/shop\n\nWithout --database it is the one of \
        config/development.yaml.")]
    Inspect(InspectArguments),
    /// The same as `install oidc`: sign-in through an OpenID provider
    #[command(after_help = "Example:\n  loco-scaffold generate oidc --pretend")]
    Oidc(OidcArguments),
    /// A form apart from any table, with its rules and their tests
    #[command(after_help = format!("{}\n\nExample:\n  \
        cargo loco generate form complaint about:string! happened_on:date! seriousness:enum:mild,serious! text:text!",
        fields::TYPES))]
    Form(FormArguments),
    /// A task that adds invented rows of a table, and of those that it points to, with its test
    #[command(
        after_help = "Examples:\n  cargo loco generate seed edition\n  cargo loco task seed_editions count:100"
    )]
    Seed(SeedArguments),
    /// A page of its own, for everybody or for those with a permission, with its test
    #[command(
        after_help = "Examples:\n  cargo loco generate view opening_hours\n  cargo loco generate view statistics --permission catalog.can_mark_returned"
    )]
    View(ViewArguments),
    /// Loco: a table with its entity
    Model(Rest),
    /// Loco: a change of the schema, by its name
    Migration(Rest),
    /// Loco: a controller for JSON
    Controller(Rest),
    /// Loco: a loader of static data
    Data(Rest),
    /// Loco: files for docker, nginx or lambda
    Deployment(Rest),
}

impl Command {
    /// Whether Loco's own command line is to run it.
    pub(crate) fn is_locos(&self) -> bool {
        let Self::Generate { kind } = self else {
            return false;
        };
        match kind {
            Kind::Scaffold(_)
            | Kind::Admin(_)
            | Kind::AdminAction(_)
            | Kind::AdminFilter(_)
            | Kind::AdminInline(_)
            | Kind::Mailer(_)
            | Kind::Inspect(_)
            | Kind::Oidc(_)
            | Kind::Scheduler(_)
            | Kind::Task(_)
            | Kind::Worker(_)
            | Kind::Permission(_)
            | Kind::Form(_)
            | Kind::Seed(_)
            | Kind::View(_) => false,
            // Ours lie below `library`; any other path is a template of Loco's.
            Kind::Override(wanted) => wanted
                .path
                .as_ref()
                .is_some_and(|path| !path.starts_with("library")),
            Kind::Model(_)
            | Kind::Migration(_)
            | Kind::Controller(_)
            | Kind::Data(_)
            | Kind::Deployment(_) => true,
        }
    }
}

/// Whatever Loco's own generator takes.
#[derive(Debug, Args)]
#[command(disable_help_flag = true)]
pub(crate) struct Rest {
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, hide = true)]
    _arguments: Vec<String>,
}

/// Reads a command line, the program's name first.
pub(crate) fn parse(
    program: &str,
    arguments: impl IntoIterator<Item = impl Into<std::ffi::OsString> + Clone>,
) -> Result<CommandLine, clap::Error> {
    let command = CommandLine::command().bin_name(program);
    let matches = command.try_get_matches_from(arguments)?;
    CommandLine::from_arg_matches(&matches)
}

/// Prints the help to the output, and a mistake to the errors; a closed pipe is nobody's mistake.
pub(crate) fn say(program: &str, error: &clap::Error) {
    if program == PROGRAM {
        let _ = error.print();
        return;
    }
    let text = |colours: bool| {
        let text = error.render();
        let text = if colours {
            text.ansi().to_string()
        } else {
            text.to_string()
        };
        as_called(program, text)
    };
    let _ = if error.use_stderr() {
        let mut errors = std::io::stderr();
        errors.write_all(text(errors.is_terminal()).as_bytes())
    } else {
        let mut output = std::io::stdout();
        output.write_all(text(output.is_terminal()).as_bytes())
    };
}

/// The examples as this program understands them. What is Loco's stays as it is.
fn as_called(program: &str, text: String) -> String {
    OURS.iter()
        .filter(|word| word.len() > 1)
        .fold(text, |text, word| {
            text.replace(&format!("{PROGRAM} {word}"), &format!("{program} {word}"))
        })
}

/// Whether the command, behind Loco's global options, is one of ours.
pub(crate) fn is_ours(arguments: &[String]) -> bool {
    let mut rest = arguments.iter().skip(1);
    while let Some(argument) = rest.next() {
        match argument.as_str() {
            "-e" | "--environment" => {
                rest.next();
            }
            "help" => {
                return rest
                    .next()
                    .is_some_and(|topic| OURS.contains(&topic.as_str()));
            }
            other if other.starts_with('-') => {}
            other => return OURS.contains(&other),
        }
    }
    false
}

/// A completion script for the binary `name`.
pub(crate) fn completions(shell: Shell, name: &str) -> Vec<u8> {
    let mut command = overview::whole(Some(name)).bin_name(name);
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command, name, &mut script);
    script
}
