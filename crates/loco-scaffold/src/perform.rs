//! What each command does.

use std::path::Path;

use crate::{
    Application, admin, admin_parts,
    check::{self, Finding},
    command::{self, Command, Installed, Kind, WriteOptions},
    conflict::Ask,
    destroy, dirty,
    error::{Error, Result},
    form, format, inspect, install, letters, naming, parts,
    plan::Plan,
    project::Project,
    report::Report,
    scaffold, seed, templates,
    write::{self, Options, Request},
};

/// Performs a command, and returns what it prints.
pub(crate) fn perform(
    command: Command,
    typed: &str,
    folder: &Path,
    application: Application<'_>,
    ask: &mut dyn Ask,
) -> Result<Vec<u8>> {
    if let Command::Completions { shell } = command {
        return Ok(command::completions(
            shell,
            application.package.unwrap_or("loco-scaffold"),
        ));
    }
    let project = Project::find(folder, application.package)?;
    let (report, json) = match command {
        Command::Check { json } => return checked(&project, application, json),
        Command::Destroy {
            kind,
            name,
            writing,
        } => {
            // Permissions have a full stop in their name.
            let name = naming::word("name", &name.join("_").replace('.', "_"))?;
            let options = Options {
                pretend: writing.pretend,
                force: writing.force,
                skip_existing: false,
            };
            (
                destroy::destroy(&project, &kind, &name, typed, options)?,
                writing.json,
            )
        }
        Command::Generate {
            kind: Kind::Override(wanted),
        } => {
            let Some(path) = wanted.path.filter(|_| !wanted.list) else {
                return Ok(templates::list().into_bytes());
            };
            let options = options(wanted.writing);
            (
                templates::copy(&project, &path, typed, options, ask)?,
                wanted.writing.json,
            )
        }
        Command::Install { part } => {
            let (plan, request, writing) = installed(&project, part, typed)?;
            (
                written(&project, plan, request, writing, ask)?,
                writing.json,
            )
        }
        Command::Generate {
            kind: Kind::Oidc(arguments),
        } => {
            let (plan, request, writing) = installed(&project, Installed::Oidc(arguments), typed)?;
            (
                written(&project, plan, request, writing, ask)?,
                writing.json,
            )
        }
        Command::Generate { kind } => {
            refuse_bare(&project)?;
            let (plan, request, writing) = planned(&project, kind, typed)?;
            (
                written(&project, plan, request, writing, ask)?,
                writing.json,
            )
        }
        Command::Completions { .. } => return Ok(Vec::new()),
    };
    Ok(if json { report.json() } else { report.text() }.into_bytes())
}

/// What is generated stands on the pages and the sign-in of the application.
fn refuse_bare(project: &Project) -> Result<()> {
    let pages = "src/views/page.rs";
    if project.read(pages)?.is_some() {
        return Ok(());
    }
    Err(Error::refused(format!(
        "this application has neither pages nor sign-in yet ({pages} is not there), and what is generated stands on them: \
         `loco-scaffold install oidc` first"
    )))
}

fn installed(
    project: &Project,
    part: Installed,
    typed: &str,
) -> Result<(Plan, Request, WriteOptions)> {
    let (plan, name, writing) = match part {
        Installed::Oidc(arguments) => (
            install::oidc(project, &arguments)?,
            "oidc",
            arguments.install.writing,
        ),
        Installed::Admin(arguments) => (
            install::admin(project, &arguments)?,
            "admin",
            arguments.writing,
        ),
    };
    let request = Request {
        kind: "install".to_owned(),
        name: name.to_owned(),
        command: typed.to_owned(),
    };
    Ok((plan, request, writing))
}

fn planned(project: &Project, kind: Kind, typed: &str) -> Result<(Plan, Request, WriteOptions)> {
    let (plan, kind, name, writing) = match kind {
        Kind::Scaffold(arguments) => {
            let name = naming::Name::parse(&arguments.name, arguments.plural.as_deref())?.singular;
            (
                scaffold::plan(project, &arguments)?,
                "scaffold",
                name,
                arguments.writing,
            )
        }
        Kind::Admin(arguments) => {
            let name = match &arguments.name {
                Some(name) => naming::word("name", name)?,
                None => "all".to_owned(),
            };
            (
                admin::plan(project, &arguments)?,
                "admin",
                name,
                arguments.writing,
            )
        }
        Kind::Task(part) => (
            parts::task(project, &part)?,
            "task",
            part.word()?,
            part.writing,
        ),
        Kind::Worker(part) => (
            parts::worker(project, &part)?,
            "worker",
            part.word()?,
            part.writing,
        ),
        Kind::Inspect(part) => (
            inspect::plan(project, &part)?,
            "inspect",
            naming::word("table", &part.table)?,
            part.writing,
        ),
        Kind::Mailer(part) => (
            letters::mailer(project, &part)?,
            "mailer",
            part.word()?,
            part.writing,
        ),
        Kind::Scheduler(part) => (
            letters::scheduler(project, &part)?,
            "scheduler",
            naming::word("name", &part.name)?,
            part.writing,
        ),
        Kind::AdminAction(part) => (
            admin_parts::action(project, &part)?,
            "admin-action",
            part.word()?,
            part.writing,
        ),
        Kind::AdminFilter(part) => (
            admin_parts::filter(project, &part)?,
            "admin-filter",
            part.word()?,
            part.writing,
        ),
        Kind::AdminInline(part) => (
            admin_parts::inline(project, &part)?,
            "admin-inline",
            part.word()?,
            part.writing,
        ),
        Kind::Permission(part) => (
            parts::permission(project, &part)?,
            "permission",
            part.word()?,
            part.writing,
        ),
        Kind::Form(arguments) => {
            let name = naming::word("name", &arguments.name)?;
            let name = name.strip_suffix("_form").unwrap_or(&name).to_owned();
            (
                form::plan(project, &arguments)?,
                "form",
                name,
                arguments.writing,
            )
        }
        Kind::Seed(arguments) => {
            let name = naming::Name::parse(&arguments.name, arguments.plural.as_deref())?.singular;
            (
                seed::plan(project, &arguments)?,
                "seed",
                name,
                arguments.writing,
            )
        }
        Kind::View(part) => (
            parts::view(project, &part)?,
            "view",
            part.word()?,
            part.writing,
        ),
        _ => return Err(Error::usage("this is Loco's own generator")),
    };
    Ok((
        plan,
        Request {
            kind: kind.to_owned(),
            name,
            command: typed.to_owned(),
        },
        writing,
    ))
}

fn written(
    project: &Project,
    mut plan: Plan,
    request: Request,
    writing: WriteOptions,
    ask: &mut dyn Ask,
) -> Result<Report> {
    let uncommitted = project.uncommitted().filter(|files| *files > 0);
    if !project.path("tests/main.rs").is_file() {
        // `loco new` calls the tests' binary by its folder's file.
        for note in &mut plan.notes {
            *note = note.replace("--test app", "--test mod");
        }
    }
    if !writing.allow_dirty && !writing.pretend {
        dirty::refuse(project, &plan)?;
    }
    format::format(project, &mut plan)?;
    let mut report = write::write(project, plan, request, options(writing), ask)?;
    if let Some(files) = uncommitted {
        let warning = format!(
            "{files} other files had changes that are not committed, so the new ones stand among them"
        );
        report.notes.insert(0, warning);
    }
    Ok(report)
}

fn checked(project: &Project, application: Application<'_>, json: bool) -> Result<Vec<u8>> {
    let tables = application
        .tables
        .map(|read| read())
        .transpose()
        .map_err(|cause| {
            Error::refused(format!(
                "the migrations do not run on an empty database: {cause}"
            ))
        })?;
    let findings = check::findings(project, tables.as_deref())?;
    let text = if json {
        serde_json::to_string_pretty(&findings).unwrap_or_default() + "\n"
    } else {
        described(&findings, tables.is_some())
    };
    if findings.is_empty() {
        Ok(text.into_bytes())
    } else {
        Err(Error::Findings(text))
    }
}

fn described(findings: &[Finding], schema: bool) -> String {
    if findings.is_empty() {
        let compared = if schema {
            ", and the entities are those of the migrations"
        } else {
            ""
        };
        return format!("Everything is registered, reachable and translated{compared}.\n");
    }
    let lines: Vec<String> = findings
        .iter()
        .map(|finding| format!("{}: {}", finding.path, finding.problem))
        .collect();
    format!("{}\n{} findings", lines.join("\n"), findings.len())
}

const fn options(writing: WriteOptions) -> Options {
    Options {
        pretend: writing.pretend,
        force: writing.force,
        skip_existing: writing.skip_existing,
    }
}
