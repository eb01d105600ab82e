//! `generate mailer` and `generate scheduler`: letters in every language, and tasks that run by the clock.

use serde::Serialize;

use crate::{
    command::{Part, SchedulerArguments},
    error::{Error, Result},
    naming, parts,
    plan::{Place, Plan},
    project::Project,
    templates::Templates,
};

/// The configuration of the environments whose scheduler runs the task.
const ENVIRONMENTS: [&str; 2] = ["config/development.yaml", "config/production.yaml"];

/// The parts of a letter.
const LETTER: [&str; 5] = [
    "layout.html",
    "letter.de.html",
    "letter.de.txt",
    "letter.en.html",
    "letter.en.txt",
];

#[derive(Serialize)]
struct Told {
    library: String,
    name: String,
    pascal: String,
    sentence: String,
    words: String,
}

impl Told {
    fn new(project: &Project, name: &str) -> Self {
        Self {
            library: project.library.clone(),
            pascal: naming::pascal(name),
            sentence: naming::sentence(name),
            words: name.replace('_', " "),
            name: name.to_owned(),
        }
    }
}

/// `generate mailer`.
pub(crate) fn mailer(project: &Project, part: &Part) -> Result<Plan> {
    let name = part.word()?;
    if project.read("src/mailers/outbox.rs")?.is_none() {
        return Err(Error::refused(
            "src/mailers/outbox.rs is not there, through which letters leave: `loco-scaffold install oidc` brings it",
        ));
    }
    let told = Told::new(project, &name);
    let templates = Templates::load(project)?;
    let mut plan = Plan::default();
    plan.file(
        format!("src/mailers/{name}.rs"),
        templates.render("mailer/mailer.rs", &told)?,
    );
    for file in LETTER {
        plan.file(
            format!("src/mailers/{name}/{file}"),
            templates.render(&format!("mailer/{file}"), &told)?,
        );
    }
    plan.edit(
        "src/mailers/mod.rs",
        parts::MODULES,
        format!("pub mod {name};\n"),
        parts::ONE_A_LINE,
    );
    plan.notes.push(format!(
        "Next: write the letter in src/mailers/{name}/, send it with {0}Mailer::send(&ctx, &{0}Letter {{ … }}).await?, \
         and cargo test --lib mailers::{name}",
        told.pascal
    ));
    Ok(plan)
}

/// `generate scheduler`: the task, unless it is there, and the times at which it runs.
pub(crate) fn scheduler(project: &Project, arguments: &SchedulerArguments) -> Result<Plan> {
    let name = naming::word("name", &arguments.name)?;
    let schedule = arguments.schedule.trim();
    if schedule.is_empty() || schedule.contains(['"', '\\', '\n', '<']) {
        return Err(Error::usage(format!(
            "`{schedule}` is no schedule: say it in words, such as \"every 15 minutes\", or as cron does, such as \"0 0 \
             6 * * *\""
        )));
    }
    let is_there = ["", "/mod"]
        .iter()
        .any(|end| project.path(&format!("src/tasks/{name}{end}.rs")).is_file());
    let mut plan = if is_there {
        Plan::default()
    } else {
        parts::task_called(project, &name)?
    };
    let told = Told::new(project, &name);
    let mut configured = false;
    let lines = format!(
        "    {}:\n      run: {name}\n      schedule: \"{schedule}\"\n",
        told.words
    );
    for path in ENVIRONMENTS {
        let Some(text) = project.read(path)? else {
            continue;
        };
        let (key, runs) = (format!("{}:", told.words), format!("run: {name}"));
        if text
            .lines()
            .map(str::trim)
            .any(|line| line == key || line == runs)
        {
            return Err(Error::refused(format!(
                "the scheduler runs {name} already: change its times in {path}"
            )));
        }
        configured = true;
        let place = if text.lines().any(|line| line == "scheduler:") {
            plan.edit(
                path,
                Place::AfterExactly("  jobs:"),
                lines.clone(),
                "Write `  jobs:` on a line of its own below `scheduler:`.",
            );
            continue;
        } else {
            Place::End
        };
        plan.edit(
            path,
            place,
            format!("\nscheduler:\n  output: stdout\n  jobs:\n{lines}"),
            "",
        );
    }
    if !configured {
        return Err(Error::refused(
            "config/development.yaml is not there, so nothing says what the scheduler runs",
        ));
    }
    plan.file(
        format!("tests/tasks/{name}_schedule.rs"),
        Templates::load(project)?.render("scheduler/test.rs", &told)?,
    );
    plan.edit(
        "tests/tasks/mod.rs",
        parts::MODULES,
        format!("mod {name}_schedule;\n"),
        parts::ONE_A_LINE,
    );
    plan.notes.insert(
        0,
        "Next: cargo loco scheduler --list, and cargo loco start, which runs it".to_owned(),
    );
    Ok(plan)
}
