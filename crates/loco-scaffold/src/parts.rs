//! Parts of an application, one at a time: tasks, workers, permissions, pages.

use serde::Serialize;

use crate::{
    command::{Part, PermissionArguments, ViewArguments},
    error::{Error, Result},
    naming,
    plan::{Place, Plan},
    project::Project,
    scaffold,
    templates::Templates,
    words,
};

pub(crate) const MODULES: Place = Place::Sorted(&["pub mod ", "mod "]);
pub(crate) const ONE_A_LINE: &str = "Declare the modules there, one a line.";

#[derive(Serialize)]
struct Told {
    library: String,
    name: String,
    pascal: String,
    sentence: String,
    /// In keys of messages.
    key: String,
    /// In addresses.
    path: String,
    permission: Option<String>,
}

impl Told {
    fn new(project: &Project, name: &str) -> Self {
        Self {
            library: project.library.clone(),
            pascal: naming::pascal(name),
            sentence: naming::sentence(name),
            key: naming::dashed(name),
            path: naming::dashed(name),
            name: name.to_owned(),
            permission: None,
        }
    }
}

impl Part {
    /// Its name in `snake_case`.
    pub(crate) fn word(&self) -> Result<String> {
        naming::word("name", &self.name)
    }
}

impl ViewArguments {
    pub(crate) fn word(&self) -> Result<String> {
        naming::word("name", &self.name)
    }
}

impl PermissionArguments {
    /// The code as the manifest has it.
    pub(crate) fn word(&self) -> Result<String> {
        naming::word("permission", &self.code.replace('.', "_"))
    }
}

/// `generate task`.
pub(crate) fn task(project: &Project, part: &Part) -> Result<Plan> {
    task_called(project, &part.word()?)
}

/// A task of this name.
pub(crate) fn task_called(project: &Project, name: &str) -> Result<Plan> {
    let told = Told::new(project, name);
    let templates = Templates::load(project)?;
    let mut plan = Plan::default();
    plan.file(
        format!("src/tasks/{name}.rs"),
        templates.render("task/task.rs", &told)?,
    );
    plan.file(
        format!("tests/tasks/{name}.rs"),
        templates.render("task/test.rs", &told)?,
    );
    add_task(name, &told.pascal, &mut plan);
    plan.notes.push(format!(
        "Next: cargo loco task {name}, and cargo test --test app tasks::{name}"
    ));
    Ok(plan)
}

/// A task and its test, in the files that declare and register all of them.
pub(crate) fn add_task(name: &str, pascal: &str, plan: &mut Plan) {
    plan.edit(
        "src/tasks/mod.rs",
        MODULES,
        format!("pub mod {name};\n"),
        ONE_A_LINE,
    );
    plan.edit(
        "src/tasks/mod.rs",
        Place::AfterLast("tasks.register("),
        format!("    tasks.register({name}::{pascal});\n"),
        "Register the tasks there: `tasks.register(…);`, one a line.",
    );
    plan.edit(
        "tests/tasks/mod.rs",
        MODULES,
        format!("mod {name};\n"),
        ONE_A_LINE,
    );
}

/// `generate worker`.
pub(crate) fn worker(project: &Project, part: &Part) -> Result<Plan> {
    let name = part.word()?;
    let told = Told::new(project, &name);
    let templates = Templates::load(project)?;
    let mut plan = Plan::default();
    plan.file(
        format!("src/workers/{name}.rs"),
        templates.render("worker/worker.rs", &told)?,
    );
    plan.edit(
        "src/workers/mod.rs",
        MODULES,
        format!("pub mod {name};\n"),
        ONE_A_LINE,
    );
    plan.edit(
        "src/workers/mod.rs",
        Place::After("pub async fn register("),
        registration(&format!("{name}::{}Worker::build(ctx)", told.pascal)),
        "`register` makes the workers known there.",
    );
    plan.file(
        format!("tests/tasks/{name}.rs"),
        templates.render("worker/test.rs", &told)?,
    );
    plan.edit(
        "tests/tasks/mod.rs",
        MODULES,
        format!("mod {name};\n"),
        ONE_A_LINE,
    );
    plan.notes.push(format!(
        "Next: {0}Worker::perform_later(&ctx, {0} {{ id }}).await?, and cargo test --test app tasks::{name}",
        told.pascal
    ));
    Ok(plan)
}

#[derive(Serialize)]
struct ToldPermission {
    code: String,
    label: String,
    groups: String,
}

/// `generate permission`.
pub(crate) fn permission(project: &Project, arguments: &PermissionArguments) -> Result<Plan> {
    let code = checked_code(&arguments.code)?;
    let label = arguments
        .label
        .clone()
        .unwrap_or_else(|| naming::sentence(code.split('.').nth(1).unwrap_or_default()));
    let groups = words::groups(project, &arguments.groups)?;
    let told = ToldPermission {
        label: label.replace('\'', "''").replace(['\\', '"'], ""),
        groups: scaffold::sql_list(&groups),
        code,
    };
    let mut plan = Plan {
        notes: words::about_groups(project, &groups)?,
        ..Plan::default()
    };
    let text = Templates::load(project)?.render("permission/migration.rs", &told)?;
    scaffold::add_migration(
        project,
        &format!("permission_{}", arguments.word()?),
        text,
        &mut plan,
    )?;
    plan.notes.push(format!(
        "Next: on routes oidc_protected().permission(\"{0}\"), in handlers page.can(\"{0}\")",
        told.code
    ));
    Ok(plan)
}

/// A permission's code: `application.codename`.
fn checked_code(code: &str) -> Result<String> {
    let parts: Vec<&str> = code.split('.').collect();
    let is_word = |part: &&str| {
        part.starts_with(|first: char| first.is_ascii_lowercase())
            && part
                .chars()
                .all(|one| one.is_ascii_lowercase() || one.is_ascii_digit() || one == '_')
    };
    if parts.len() == 2 && parts.iter().all(is_word) {
        Ok(code.to_owned())
    } else {
        Err(Error::usage(format!(
            "`{code}` is no permission: write it as application.codename, such as catalog.can_export"
        )))
    }
}

/// `generate view`.
pub(crate) fn view(project: &Project, arguments: &ViewArguments) -> Result<Plan> {
    let name = arguments.word()?;
    let mut told = Told::new(project, &name);
    told.permission = arguments
        .permission
        .as_deref()
        .map(checked_code)
        .transpose()?;
    let templates = Templates::load(project)?;
    let mut plan = Plan::default();
    plan.file(
        format!("src/controllers/{name}.rs"),
        templates.render("view/controller.rs", &told)?,
    );
    plan.edit(
        "src/controllers/mod.rs",
        MODULES,
        format!("pub mod {name};\n"),
        ONE_A_LINE,
    );
    scaffold::add_routes(&name, &mut plan);
    plan.file(
        format!("assets/views/{}/{name}.html", project.app),
        templates.render("view/page.html", &told)?,
    );
    for language in project.languages()? {
        plan.file(
            format!("assets/i18n/{language}/{name}.ftl"),
            templates.render("view/messages.ftl", &told)?,
        );
    }
    scaffold::refuse_known_messages(project, &plan)?;
    plan.file(
        format!("tests/requests/{name}.rs"),
        templates.render("view/test.rs", &told)?,
    );
    plan.edit(
        "tests/requests/mod.rs",
        MODULES,
        format!("mod {name};\n"),
        ONE_A_LINE,
    );
    plan.notes.push(format!(
        "Next: write what it says in assets/i18n; it stands at /{}/{}/",
        project.app, told.path
    ));
    Ok(plan)
}

/// A worker's line in `register`, broken as rustfmt breaks chains: from 60 characters on.
fn registration(worker: &str) -> String {
    let line = format!("queue.register({worker}).await?");
    if line.len() < 60 {
        format!("    {line};\n")
    } else {
        format!("    queue\n        .register({worker})\n        .await?;\n")
    }
}
