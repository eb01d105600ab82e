//! What the tasks of the command line do to the library.

use std::collections::BTreeMap;

use locallibrary::app::App;
use loco_rs::{
    Result,
    app::Hooks,
    task::{Tasks, Vars},
};

use crate::support::TestApp;

mod database;
mod overdue_notices;
mod roles;
mod seed_catalog;
mod synthetic;

/// Runs a task as the command line would.
pub async fn run(app: &TestApp, task: &str, arguments: &[(&str, &str)]) -> Result<()> {
    let mut tasks = Tasks::default();
    App::register_tasks(&mut tasks);
    let cli: BTreeMap<String, String> = arguments
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    tasks.run(&app.ctx, task, &Vars { cli }).await
}

/// The sentence that a task refuses with.
async fn refusal(app: &TestApp, task: &str, arguments: &[(&str, &str)]) -> String {
    run(app, task, arguments)
        .await
        .expect_err("the task refuses")
        .to_string()
}
