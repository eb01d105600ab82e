//! `generate admin`: a declaration for the admin from an entity that is there.

use serde::Serialize;

use crate::{
    command::AdminArguments,
    error::{Error, Result},
    naming::{self, Name},
    parts::{MODULES, ONE_A_LINE},
    plan::{Place, Plan},
    project::Project,
    scaffold::{self, columns},
    templates::Templates,
};

#[derive(Serialize)]
struct Messages {
    humans: String,
    messages: Vec<Message>,
}

#[derive(Clone, Serialize)]
struct Message {
    key: String,
    text: String,
}

const INDEX: &str = "src/admin/mod.rs";
const ENTITIES: &str = "src/models/_entities";
/// Columns that a list shows; more do not fit beside each other.
const MOST_LISTED: usize = 5;

#[derive(Serialize)]
struct Told {
    /// `visitor note`
    human: String,
    humans: String,
    /// What it is called stands in the application's messages, in each of its languages.
    translated: bool,
    table: String,
    pascal: String,
    app: String,
    kind: String,
    listed: Vec<String>,
    order: String,
    searched: Vec<String>,
    filters: Vec<String>,
}

/// The declarations of one entity, or of all that have none.
///
/// # Errors
/// When the application has no admin, or no such entity.
pub(crate) fn plan(project: &Project, arguments: &AdminArguments) -> Result<Plan> {
    if project.read(INDEX)?.is_none() {
        return Err(Error::refused(format!(
            "the application has no admin: {INDEX} is not there. `loco-scaffold install admin` brings one"
        )));
    }
    let templates = Templates::load(project)?;
    let mut plan = Plan::default();
    for name in wanted(project, arguments)? {
        let app = arguments.app.as_deref();
        declare(project, &templates, app, &name, &mut plan)?;
    }
    if plan.files.is_empty() {
        return Err(Error::refused(
            "every entity with a key of its own is in the admin already",
        ));
    }
    plan.notes
        .push("Next: cargo loco start, and see /admin/ as somebody with is_staff".to_owned());
    Ok(plan)
}

fn wanted(project: &Project, arguments: &AdminArguments) -> Result<Vec<Name>> {
    let Some(name) = &arguments.name else {
        return undeclared(project);
    };
    let name = Name::parse(name, arguments.plural.as_deref())?;
    if entity(project, &name.plural)?.is_none() {
        let known = tables(project)?;
        let near = naming::nearest(&name.plural, known.iter().map(String::as_str))
            .map_or_else(String::new, |near| format!(" Did you mean one of {near}?"));
        return Err(Error::refused(format!(
            "there is no entity {ENTITIES}/{}.rs.{near}",
            name.plural
        )));
    }
    Ok(vec![name])
}

/// Every entity with a key of its own that no declaration speaks of.
fn undeclared(project: &Project) -> Result<Vec<Name>> {
    use cruet::Inflector as _;
    let mut declared = String::new();
    for path in project.files_below("src/admin", ".rs")? {
        declared.push_str(&project.read_needed(&path)?);
    }
    let mut names = Vec::new();
    for table in tables(project)? {
        let has_key = entity(project, &table)?
            .is_some_and(|text| columns(&text).iter().any(|(column, _)| column == "id"));
        let spoken_of = ["::", "    ", "{"]
            .iter()
            .any(|before| declared.contains(&format!("{before}{table}::")));
        if has_key && !spoken_of && project.read(&format!("src/admin/{table}.rs"))?.is_none() {
            names.push(Name {
                singular: table.to_singular(),
                plural: table,
            });
        }
    }
    Ok(names)
}

fn tables(project: &Project) -> Result<Vec<String>> {
    let files = project.entries(ENTITIES)?;
    let tables = files.iter().filter_map(|file| file.strip_suffix(".rs"));
    Ok(tables
        .filter(|table| !["mod", "prelude"].contains(table))
        .map(str::to_owned)
        .collect())
}

fn entity(project: &Project, table: &str) -> Result<Option<String>> {
    project.read(&format!("{ENTITIES}/{table}.rs"))
}

fn declare(
    project: &Project,
    templates: &Templates,
    app: Option<&str>,
    name: &Name,
    plan: &mut Plan,
) -> Result<()> {
    let text = entity(project, &name.plural)?.unwrap_or_default();
    declare_entity(project, templates, app, name, &text, plan)
}

/// The declaration of an entity with this text.
pub(crate) fn declare_entity(
    project: &Project,
    templates: &Templates,
    app: Option<&str>,
    name: &Name,
    entity: &str,
    plan: &mut Plan,
) -> Result<()> {
    let table = &name.plural;
    let columns = columns(entity);
    let kept_by_itself = |column: &str| {
        ["id", "created_at", "updated_at"].contains(&column)
            || column.starts_with("sort_")
            || column.ends_with("_folded")
    };
    let shown = || columns.iter().filter(|(column, _)| !kept_by_itself(column));
    let of = |kinds: &'static [&'static str]| {
        shown().filter(|(_, rust)| {
            kinds.contains(&rust.trim_start_matches("Option<").trim_end_matches('>'))
        })
    };
    let pascal = |(column, _): &(String, String)| naming::pascal(column);
    let mut listed: Vec<String> = shown().take(MOST_LISTED).map(pascal).collect();
    if listed.is_empty() {
        listed.push("Id".to_owned());
    }
    let languages = project.languages()?;
    let messages = messages(name, shown().map(|(column, _)| column.as_str()));
    for language in &languages {
        translate(project, templates, name, language, &messages, plan)?;
    }
    let order = columns
        .iter()
        .find(|(column, _)| column.starts_with("sort_") || column.ends_with("_folded"));
    let told = Told {
        human: name.singular.replace('_', " "),
        humans: table.replace('_', " "),
        translated: !languages.is_empty(),
        pascal: name.pascal(),
        app: naming::word("application", app.unwrap_or(&project.app))?,
        kind: name.kind(),
        order: order.map_or_else(|| "Id".to_owned(), pascal),
        searched: of(&["String"]).map(pascal).collect(),
        filters: shown()
            .filter(|(column, rust)| {
                column.ends_with("_id")
                    || ["bool", "Date"]
                        .iter()
                        .any(|kind| rust.contains(kind) && !rust.contains("DateTime"))
            })
            .map(pascal)
            .collect(),
        table: table.clone(),
        listed,
    };
    plan.file(
        format!("src/admin/{table}.rs"),
        templates.render("admin/entity.rs", &told)?,
    );
    add_to_site(&told.table, &told.pascal, plan);
    add_test(project, templates, &told, plan)
}

/// A test that its pages open, beside those of the other declarations.
fn add_test(project: &Project, templates: &Templates, told: &Told, plan: &mut Plan) -> Result<()> {
    let index = "tests/admin/mod.rs";
    if project.read(index)?.is_none() {
        plan.notes.push(format!(
            "{index} is not there, so no test opens /admin/{}/",
            told.table
        ));
        return Ok(());
    }
    plan.file(
        format!("tests/admin/{}.rs", told.table),
        templates.render("admin/test.rs", told)?,
    );
    plan.edit(index, MODULES, format!("mod {};\n", told.table), ONE_A_LINE);
    Ok(())
}

/// What the admin calls the model and its fields.
fn messages<'a>(name: &Name, columns: impl Iterator<Item = &'a str>) -> Vec<Message> {
    let key = format!("admin-{}", name.kind());
    let message = |rest: &str, text: String| Message {
        key: format!("{key}{rest}"),
        text,
    };
    let mut all = vec![
        message("", name.singular.replace('_', " ")),
        message("-several", name.plural.replace('_', " ")),
    ];
    all.extend(columns.map(|column| {
        let words = column.strip_suffix("_id").unwrap_or(column);
        message(
            &format!("-{}", naming::dashed(column)),
            naming::sentence(words),
        )
    }));
    all
}

/// Those of the messages that the language does not have yet, as they were typed.
fn translate(
    project: &Project,
    templates: &Templates,
    name: &Name,
    language: &str,
    messages: &[Message],
    plan: &mut Plan,
) -> Result<()> {
    let folder = format!("assets/i18n/{language}");
    let mut known = String::new();
    for file in project.files_below(&folder, ".ftl")? {
        known.push_str(&project.read_needed(&file)?);
    }
    let is_new = |message: &&Message| !scaffold::keys(&known).any(|key| key == message.key);
    let told = Messages {
        humans: name.plural.replace('_', " "),
        messages: messages.iter().filter(is_new).cloned().collect(),
    };
    if told.messages.is_empty() {
        return Ok(());
    }
    let path = format!("{folder}/admin_{}.ftl", name.plural);
    if !language.starts_with("en") {
        plan.notes.push(format!(
            "{path} has the names as they stand in the code: translate them there"
        ));
    }
    plan.file(path, templates.render("admin/messages.ftl", &told)?);
    Ok(())
}

/// The declaration in `src/admin/TABLE.rs` becomes part of the site.
pub(crate) fn add_to_site(table: &str, pascal: &str, plan: &mut Plan) {
    plan.edit(INDEX, MODULES, format!("mod {table};\n"), ONE_A_LINE);
    plan.edit(
        INDEX,
        Place::Before("// inject-above"),
        format!("    let site = site.add::<{table}::{pascal}Admin>();\n"),
        "Put `// inject-above (do not remove this comment)` behind `let site = AdminSite::new()….add::<…>();`.",
    );
}
