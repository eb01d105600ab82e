//! What each kind of generator takes.

use clap::{Args, ValueEnum};

use super::WriteOptions;

#[derive(Debug, Args)]
pub(crate) struct ScaffoldArguments {
    /// One of them, in the singular: edition, reading_list
    pub(crate) name: String,
    /// NAME:TYPE, with ! (must be filled in) or ^ (unique); see below
    #[arg(required = true)]
    pub(crate) fields: Vec<String>,
    /// Pages in HTML with their forms (the default)
    #[arg(long)]
    pub(crate) html: bool,
    /// Its place in the JSON API too: operations, their description, and their tests
    #[arg(long)]
    pub(crate) api: bool,
    /// Edited on the admin's page of PARENT too, to which a reference points
    #[arg(long, value_name = "PARENT", value_delimiter = ',')]
    pub(crate) inline: Vec<String>,
    /// The plural, where it cannot be known
    #[arg(long, value_name = "WORD")]
    pub(crate) plural: Option<String>,
    /// The type of its keys: numbers that count up, or UUIDs
    #[arg(long, value_name = "TYPE", default_value = "int")]
    pub(crate) id: KeyType,
    /// The groups whose members may add, change and delete
    #[arg(
        long,
        value_name = "GROUP",
        value_delimiter = ',',
        default_value = "Librarians,Administrators"
    )]
    pub(crate) groups: Vec<String>,
    /// Not on the pages of what it points to
    #[arg(long)]
    pub(crate) no_related: bool,
    /// No entry in the navigation
    #[arg(long)]
    pub(crate) no_navigation: bool,
    #[command(flatten)]
    pub(crate) writing: WriteOptions,
}

/// What a resource's keys are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum KeyType {
    /// 1, 2, 3
    Int,
    /// Unguessable, and in the order in which they were made
    Uuid,
}

impl KeyType {
    /// The type in Rust.
    pub(crate) const fn rust(self) -> &'static str {
        match self {
            Self::Int => "i32",
            Self::Uuid => "Uuid",
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct OverrideArguments {
    /// A template or folder below library/; without one, all are listed
    pub(crate) path: Option<String>,
    /// Only list
    #[arg(long, visible_alias = "info")]
    pub(crate) list: bool,
    #[command(flatten)]
    pub(crate) writing: WriteOptions,
}

#[derive(Debug, Args)]
pub(crate) struct AdminArguments {
    /// One of them, in the singular: notice
    #[arg(required_unless_present = "all", conflicts_with = "all")]
    pub(crate) name: Option<String>,
    /// Every entity with a key of its own that is not in the admin yet
    #[arg(long)]
    pub(crate) all: bool,
    /// The plural, where it cannot be known
    #[arg(long, value_name = "WORD")]
    pub(crate) plural: Option<String>,
    /// The first half of its permissions, and its group on the first page; without it, the application's own
    #[arg(long, value_name = "NAME")]
    pub(crate) app: Option<String>,
    #[command(flatten)]
    pub(crate) writing: WriteOptions,
}

#[derive(Debug, Args)]
pub(crate) struct FormArguments {
    /// In snake_case: complaint
    pub(crate) name: String,
    /// NAME:TYPE, with ! when it must be filled in; see below
    #[arg(required = true)]
    pub(crate) fields: Vec<String>,
    #[command(flatten)]
    pub(crate) writing: WriteOptions,
}

#[derive(Debug, Args)]
pub(crate) struct SeedArguments {
    /// One of them, in the singular: edition
    pub(crate) name: String,
    /// The plural, where it cannot be known
    #[arg(long, value_name = "WORD")]
    pub(crate) plural: Option<String>,
    #[command(flatten)]
    pub(crate) writing: WriteOptions,
}

/// What has nothing but a name.
#[derive(Debug, Args)]
pub(crate) struct Part {
    /// In snake_case
    pub(crate) name: String,
    #[command(flatten)]
    pub(crate) writing: WriteOptions,
}

#[derive(Debug, Args)]
pub(crate) struct SchedulerArguments {
    /// The task's, in snake_case
    pub(crate) name: String,
    /// In words, or as cron does with seconds
    #[arg(long, value_name = "TIMES", default_value = "every 1 hour")]
    pub(crate) schedule: String,
    #[command(flatten)]
    pub(crate) writing: WriteOptions,
}

/// A part of a declaration in the admin.
#[derive(Debug, Args)]
pub(crate) struct AdminPart {
    /// One of those that it is about: book
    pub(crate) model: String,
    /// In snake_case
    pub(crate) name: String,
    /// The plural of the model, where it cannot be known
    #[arg(long, value_name = "WORD")]
    pub(crate) plural: Option<String>,
    #[command(flatten)]
    pub(crate) writing: WriteOptions,
}

#[derive(Debug, Args)]
pub(crate) struct InspectArguments {
    /// As the database calls it
    pub(crate) table: String,
    /// Its address, such as sqlite://old.sqlite
    #[arg(long, value_name = "URL", env = "DATABASE_URL", hide_env_values = true)]
    pub(crate) database: Option<String>,
    /// The first half of its permissions, and its group on the first page of the admin; without it, the application's own
    #[arg(long, value_name = "NAME")]
    pub(crate) app: Option<String>,
    #[command(flatten)]
    pub(crate) writing: WriteOptions,
}

#[derive(Debug, Args)]
pub(crate) struct InlineArguments {
    /// One of those on whose page they stand: author
    pub(crate) parent: String,
    /// One of those that point there: book
    pub(crate) child: String,
    #[command(flatten)]
    pub(crate) writing: WriteOptions,
}

#[derive(Debug, Args)]
pub(crate) struct PermissionArguments {
    /// APPLICATION.CODENAME: catalog.can_export
    pub(crate) code: String,
    /// What the administrators read
    #[arg(long)]
    pub(crate) label: Option<String>,
    /// The groups whose members have it
    #[arg(
        long,
        value_name = "GROUP",
        value_delimiter = ',',
        default_value = "Librarians,Administrators"
    )]
    pub(crate) groups: Vec<String>,
    #[command(flatten)]
    pub(crate) writing: WriteOptions,
}

#[derive(Debug, Args)]
pub(crate) struct ViewArguments {
    /// In snake_case; the page is /catalog/NAME/, or below the application's own word
    pub(crate) name: String,
    /// The permission that is needed; without it, everybody sees the page
    #[arg(long, value_name = "CODE")]
    pub(crate) permission: Option<String>,
    #[command(flatten)]
    pub(crate) writing: WriteOptions,
}
