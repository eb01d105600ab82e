//! What the modules of an application declare once sign-in is in it.

use crate::{
    error::Result,
    parts::{MODULES, ONE_A_LINE},
    plan::{Place, Plan},
    project::Project,
};

/// The modules that the new files are, in files that are there.
pub(super) fn add_modules(project: &Project, plan: &mut Plan) -> Result<()> {
    for module in ["database", "errors", "forms"] {
        let line = format!("pub mod {module};\n");
        plan.edit("src/lib.rs", MODULES, line, ONE_A_LINE);
    }
    for module in ["home", "preferences", "profile", "id", "wanted"] {
        let public = ["home", "preferences", "profile"].contains(&module);
        let line = format!("{}mod {module};\n", if public { "pub " } else { "" });
        plan.edit("src/controllers/mod.rs", MODULES, line, ONE_A_LINE);
    }
    plan.edit(
        "src/mailers/mod.rs",
        MODULES,
        "pub mod outbox;\n",
        ONE_A_LINE,
    );
    add_test_modules(project, plan)?;
    for (path, lines) in [
        ("src/initializers/mod.rs", INITIALIZERS),
        ("src/models/mod.rs", MODELS),
        ("src/views/mod.rs", VIEWS),
        ("src/tasks/mod.rs", TASKS),
        ("src/workers/mod.rs", WORKERS),
    ] {
        let made = "`loco new` writes it.";
        add_lines(project, path, lines, made, plan)?;
    }
    Ok(())
}

/// Lines at the end of a file; an empty one begins with their first.
fn add_lines(
    project: &Project,
    path: &str,
    lines: &str,
    remedy: &str,
    plan: &mut Plan,
) -> Result<()> {
    match project.read(path)?.as_deref() {
        Some("") => plan.edit(path, Place::End, lines.trim_start(), remedy),
        Some("\n") => plan.replace(path, "\n", lines.trim_start(), remedy),
        _ => plan.edit(path, Place::End, lines, remedy),
    }
    Ok(())
}

/// The modules of the new tests; an application without tests gets their files too.
fn add_test_modules(project: &Project, plan: &mut Plan) -> Result<()> {
    let of_tasks = TASK_TESTS.replace("«library»", &project.library);
    for (path, modules, whole) in [
        (
            "tests/mod.rs",
            &["support"][..],
            "mod requests;\nmod support;\nmod tasks;\n",
        ),
        (
            "tests/requests/mod.rs",
            &["pages", "sign_in"],
            "mod pages;\nmod sign_in;\n",
        ),
        ("tests/tasks/mod.rs", &[], of_tasks.trim_start()),
    ] {
        if project.read(path)?.is_none() {
            plan.file(path, whole.to_owned());
            continue;
        }
        for module in modules {
            plan.edit(path, MODULES, format!("mod {module};\n"), ONE_A_LINE);
        }
    }
    let path = "tests/tasks/mod.rs";
    if project.read(path)?.is_some() {
        add_lines(project, path, &of_tasks, "`loco new` writes it.", plan)?;
    }
    Ok(())
}

const INITIALIZERS: &str = "
pub mod canonical_urls;
pub mod dev_openid_provider;
pub mod error_pages;
pub mod one_router;
pub mod security_headers;
pub mod static_files;
pub mod view_engine;
";

const MODELS: &str = "
mod error;
pub mod folding;
pub mod paging;
pub mod settings;
mod transaction;
mod typed;

pub use error::{Blocked, Conflict, Error, Pointer, Problem, Rejected, Result};
pub use paging::{Page, PageLink, PageRequest, Pager, Total};
pub use settings::SiteSettings;
pub use transaction::Version;
";

const VIEWS: &str = "
mod choice;
mod dates;
mod delete;
pub mod device;
mod engine;
pub mod flash;
mod form;
mod language;
mod link;
pub mod lookup;
pub mod numbers;
mod page;
mod pagination;
mod section;
mod site;
mod spelled_out;
pub mod static_files;
pub mod translation;

pub use choice::Choice;
pub use dates::{Calendar, DateOrder};
pub use delete::DeleteView;
pub use engine::Views;
pub use flash::Message;
pub use form::FormView;
pub use language::Language;
pub use link::Link;
pub use page::{
    chosen_language, local_path, May, Page, RenderedTemplate, LANGUAGE_COOKIE, THEME_COOKIE,
};
pub use pagination::{Pagination, TotalView};
pub use site::{Site, Theme};
";

const TASKS: &str = "
pub mod arguments;
pub mod expire_sessions;

use loco_rs::task::Tasks;

use crate::initializers::dev_openid_provider::REALM;

/// Makes all tasks known to the command line.
pub fn register(tasks: &mut Tasks) {
    tasks.register(expire_sessions::ExpireSessions);
    tasks.register(loco_oidc::KeycloakSetup::of(env!(\"CARGO_PKG_NAME\")).like(REALM));
}
";

const WORKERS: &str = "
#[allow(unused_imports)] // Until a worker is registered.
use loco_rs::{
    app::AppContext,
    bgworker::{BackgroundWorker, Queue},
    Result,
};

/// Makes all workers known to the queue.
///
/// # Errors
/// When the queue does not take them.
#[allow(unused_variables, clippy::unused_async)] // Until a worker is registered.
pub async fn register(ctx: &AppContext, queue: &Queue) -> Result<()> {
    Ok(())
}
";

const TASK_TESTS: &str = "
mod expire_sessions;

use std::collections::BTreeMap;

use loco_rs::{
    app::Hooks,
    task::{Tasks, Vars},
    Result,
};

use crate::support::TestApp;

/// Runs a task as the command line would.
pub async fn run(app: &TestApp, task: &str, arguments: &[(&str, &str)]) -> Result<()> {
    let mut tasks = Tasks::default();
    «library»::app::App::register_tasks(&mut tasks);
    let cli: BTreeMap<String, String> = arguments
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    tasks.run(&app.ctx, task, &Vars { cli }).await
}

/// The sentence that a task refuses with.
pub async fn refusal(app: &TestApp, task: &str, arguments: &[(&str, &str)]) -> String {
    run(app, task, arguments)
        .await
        .expect_err(\"the task refuses\")
        .to_string()
}
";
