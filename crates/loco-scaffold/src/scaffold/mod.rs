//! `generate scaffold`: a resource with everything that the catalogue's own resources have.

mod admin;
mod api;
pub(crate) mod field;
pub(crate) mod has;
mod related;
mod relations;
mod rust;
mod table;
mod target;
mod told;

use crate::{
    command::ScaffoldArguments,
    error::{Error, Result},
    fields,
    naming::Name,
    plan::{Place, Plan},
    project::Project,
    templates::Templates,
};
pub(crate) use table::{add_migration, sql_list};
pub(crate) use target::{Builder, columns};
use told::Told;

const MODULES: Place = Place::Sorted(&["pub mod ", "mod "]);

/// Everything that a scaffold writes.
///
/// # Errors
/// When a name or field cannot be used, something that it needs is not there, or a name is taken.
pub(crate) fn plan(project: &Project, arguments: &ScaffoldArguments) -> Result<Plan> {
    let name = Name::parse(&arguments.name, arguments.plural.as_deref())?;
    let fields = fields::parse(&arguments.fields)?;
    refuse_taken(project, &name)?;
    let groups = crate::words::groups(project, &arguments.groups)?;
    let told = Told::new(project, &name, &fields, &groups, arguments)?;
    let templates = Templates::load(project)?;
    let mut plan = Plan::default();
    table::add_table(project, &templates, &told, &mut plan)?;
    add_code(&templates, &told, &mut plan)?;
    add_pages(project, &templates, &told, &mut plan)?;
    related::add(project, &templates, &told, &mut plan)?;
    admin::add_admin(project, &templates, &told, &mut plan)?;
    admin::add_inlines(project, &templates, &told, &mut plan)?;
    add_tests(&templates, &told, &mut plan)?;
    if arguments.api {
        api::add(project, &templates, &told, &mut plan)?;
    }
    if !arguments.no_navigation {
        add_navigation(project, &told, &mut plan);
    }
    refuse_known_messages(project, &plan)?;
    plan.notes
        .extend(crate::words::about_groups(project, &groups)?);
    plan.notes.push(format!(
        "Next: cargo loco start, and see /{}/{}/. The tests: cargo test --test app requests::{}",
        project.app, told.kinds, told.plural
    ));
    Ok(plan)
}

/// A table, model or module of the name that stands there already, however it is written.
fn refuse_taken(project: &Project, name: &Name) -> Result<()> {
    for folder in [
        "src/models",
        "src/models/_entities",
        "src/controllers",
        "src/views",
    ] {
        for entry in project.entries(folder)? {
            let module = entry.strip_suffix(".rs").unwrap_or(&entry);
            if module.replace('_', "").eq_ignore_ascii_case(&name.kinds()) {
                return Err(Error::refused(format!(
                    "{folder}/{entry} is there already, so `{}` cannot be generated: choose another name",
                    name.singular
                )));
            }
        }
    }
    Ok(())
}

/// A key that another file of the language has already would make two messages one.
pub(crate) fn refuse_known_messages(project: &Project, plan: &Plan) -> Result<()> {
    for file in plan.files.iter().filter(|file| file.path.ends_with(".ftl")) {
        let Some((folder, _)) = file.path.rsplit_once('/') else {
            continue;
        };
        for other in project
            .files_below(folder, ".ftl")?
            .into_iter()
            .filter(|other| *other != file.path)
        {
            let known = project.read_needed(&other)?;
            let twice = keys(&file.text).find(|key| keys(&known).any(|other| other == *key));
            if let Some(key) = twice {
                return Err(Error::refused(format!(
                    "{other} has a message `{key}` already: choose another name for the resource or the field"
                )));
            }
        }
    }
    Ok(())
}

/// The keys of a file of messages.
pub(crate) fn keys(messages: &str) -> impl Iterator<Item = &str> {
    messages
        .lines()
        .filter(|line| line.starts_with(|first: char| first.is_ascii_alphabetic()))
        .filter_map(|line| line.split_once('=').map(|(key, _)| key.trim_end()))
}

/// The routes of a controller, in the application.
pub(crate) fn add_routes(controller: &str, plan: &mut Plan) {
    plan.edit(
        "src/app.rs",
        Place::AfterLast(".add_route(controllers::"),
        format!("            .add_route(controllers::{controller}::routes())\n"),
        "Add the routes of the controllers there: `.add_route(controllers::…::routes())`, one a line.",
    );
}

fn add_code(templates: &Templates, told: &Told, plan: &mut Plan) -> Result<()> {
    let Told {
        singular,
        plural,
        pascal,
        ..
    } = told;
    for (folder, file, template) in [
        ("models", plural, "model"),
        ("forms", singular, "form"),
        ("views", plural, "view"),
        ("controllers", plural, "controller"),
    ] {
        plan.file(
            format!("src/{folder}/{file}.rs"),
            templates.render(&format!("scaffold/{template}.rs"), told)?,
        );
        plan.edit(
            &format!("src/{folder}/mod.rs"),
            MODULES,
            format!("pub mod {file};\n"),
            "Declare the modules there, one a line.",
        );
    }
    plan.edit(
        "src/forms/mod.rs",
        Place::Sorted(&["pub use "]),
        format!("pub use {singular}::{pascal}Form;\n"),
        "Name the forms there: `pub use …;`, one a line.",
    );
    if told.offers_others() {
        plan.shared_file(
            "src/controllers/choice.rs",
            templates.render("scaffold/choice.rs", told)?,
        );
        plan.shared_edit(
            "src/controllers/mod.rs",
            MODULES,
            "mod choice;\n",
            "Declare the modules there, one a line.",
        );
    }
    add_parsers(templates, told.has.parses(), plan)?;
    if told.is_tree() {
        let problems = "The problems of fields stand there, with their codes.";
        plan.shared_edit(
            "src/models/error.rs",
            Place::After("DoesNotExist,"),
            "    /// It would stand below itself.\n    Circle,\n",
            problems,
        );
        plan.shared_edit(
            "src/models/error.rs",
            Place::After("Self::DoesNotExist =>"),
            "            Self::Circle => \"circle\",\n",
            problems,
        );
    }
    add_routes(plural, plan);
    Ok(())
}

fn add_pages(project: &Project, templates: &Templates, told: &Told, plan: &mut Plan) -> Result<()> {
    for page in ["list", "detail", "form", "confirm_delete"] {
        plan.file(
            format!("assets/views/{}/{}_{page}.html", project.app, told.kind),
            templates.render(&format!("scaffold/{page}.html"), told)?,
        );
    }
    plan.file(
        format!("assets/views/components/{}.html", told.plural),
        templates.render("scaffold/component.html", told)?,
    );
    let languages = project.languages()?;
    if languages.is_empty() {
        return Err(Error::refused(
            "assets/i18n has no folder for a language, such as assets/i18n/en",
        ));
    }
    for language in &languages {
        let known = known_language(language);
        let folder = format!("assets/i18n/{language}");
        let path = format!("{folder}/{}.ftl", told.plural);
        if !language.starts_with("en") {
            plan.notes.push(format!(
                "{path} has the names as you typed them: translate them there"
            ));
        }
        plan.file(
            path,
            templates.render(&format!("scaffold/i18n/{known}/resource.ftl"), told)?,
        );
        for shared in told.shared_messages() {
            let text = templates.render(&format!("scaffold/i18n/{known}/{shared}.ftl"), told)?;
            plan.shared_file(format!("{folder}/{shared}.ftl"), text);
        }
    }
    Ok(())
}

/// What reads typed text into numbers, times and the like, where a form needs it.
pub(crate) fn add_parsers(templates: &Templates, needed: bool, plan: &mut Plan) -> Result<()> {
    if needed {
        plan.shared_file(
            "src/forms/parsed.rs",
            templates.render("scaffold/parsed.rs", &serde_json::json!({}))?,
        );
        plan.shared_edit(
            "src/forms/mod.rs",
            MODULES,
            "pub mod parsed;\n",
            "Declare the modules there, one a line.",
        );
    }
    Ok(())
}

/// The language that the generators know the messages of: the application's own, or English.
pub(crate) fn known_language(language: &str) -> &'static str {
    match language.split('-').next() {
        Some("de") => "de",
        _ => "en",
    }
}

fn add_tests(templates: &Templates, told: &Told, plan: &mut Plan) -> Result<()> {
    plan.file(
        format!("tests/requests/{}.rs", told.plural),
        templates.render("scaffold/test.rs", told)?,
    );
    plan.edit(
        "tests/requests/mod.rs",
        MODULES,
        format!("mod {};\n", told.plural),
        "Declare the tests there, one a line.",
    );
    plan.item(
        "tests/support/builders.rs",
        templates.render("scaffold/builder.rs", told)?,
        "The builders of all tests stand there.",
    );
    Ok(())
}

fn add_navigation(project: &Project, told: &Told, plan: &mut Plan) {
    plan.edit(
        "assets/views/layout.html",
        Place::Before("{#- further entries"),
        format!(
            "      {{{{- <ui.nav href=\"/{app}/{kinds}/\" label={{t(key=\"{keys}-title\")}} current={{site.section == \
             \"{kinds}\"}} /> }}}}\n",
            app = project.app,
            kinds = told.kinds,
            keys = told.keys
        ),
        "Put `{#- further entries above this line #}` into the navigation, or generate with --no-navigation.",
    );
    plan.edit(
        "src/views/section.rs",
        Place::After("\"\" => \"home\","),
        format!(
            "        \"{}\" | \"{kinds}\" => \"{kinds}\",\n",
            told.kind,
            kinds = told.kinds
        ),
        "`section` says there which entry of the navigation a path belongs to.",
    );
}
