//! `generate admin-action`, `admin-filter` and `admin-inline`: what a declaration in the admin has beside its columns.

use serde::Serialize;

use crate::{
    command::{AdminPart, InlineArguments},
    error::{Error, Result},
    naming::{self, Name},
    parts,
    plan::{Place, Plan},
    project::Project,
    scaffold::{Builder, columns},
    templates::Templates,
};

const BUILDERS: &str = "tests/support/builders.rs";
pub(crate) const BEGINNING: Place = Place::AfterExactly("Options::new()");
pub(crate) const WHERE: &str = "Give the declaration an `fn options()` that begins with `Options::new()` on a line of its own.";

#[derive(Serialize)]
struct Told {
    library: String,
    name: String,
    sentence: String,
    singular: String,
    table: String,
    humans: String,
    /// The function of the tests that makes a row, and how it is called.
    builder: String,
    built: String,
    /// Whether rows know when they were made.
    created: bool,
    child: String,
    children: String,
    /// The column of the child that points here.
    key: String,
}

impl AdminPart {
    /// The declaration and its part, as the manifest has them.
    pub(crate) fn word(&self) -> Result<String> {
        let model = Name::parse(&self.model, self.plural.as_deref())?.singular;
        Ok(format!("{model}_{}", naming::word("name", &self.name)?))
    }
}

impl InlineArguments {
    pub(crate) fn word(&self) -> Result<String> {
        let parent = Name::parse(&self.parent, None)?.singular;
        Ok(format!(
            "{parent}_{}",
            Name::parse(&self.child, None)?.singular
        ))
    }
}

/// `generate admin-action`.
pub(crate) fn action(project: &Project, part: &AdminPart) -> Result<Plan> {
    let (told, file) = told(project, part)?;
    needs_builder(&told)?;
    let mut plan = with_test(project, "action", &told, &part.word()?)?;
    plan.edit(
        &file,
        BEGINNING,
        format!("            .action({}())\n", told.name),
        WHERE,
    );
    let function = Templates::load(project)?.render("admin_parts/action.rs", &told)?;
    plan.item(&file, function, WHERE);
    plan.notes.push(format!(
        "Next: say in {file} what it does, and who may do it: `.needs(\"{}.can_…\")`",
        project.app
    ));
    Ok(plan)
}

/// `generate admin-filter`.
pub(crate) fn filter(project: &Project, part: &AdminPart) -> Result<Plan> {
    let (told, file) = told(project, part)?;
    let mut plan = with_test(project, "filter", &told, &part.word()?)?;
    plan.edit(
        &file,
        BEGINNING,
        format!("            .filters([{}()])\n", told.name),
        WHERE,
    );
    let function = Templates::load(project)?.render("admin_parts/filter.rs", &told)?;
    plan.item(&file, function, WHERE);
    plan.notes.push(format!(
        "Next: say in {file} which choices there are, and which rows each stands for"
    ));
    Ok(plan)
}

/// `generate admin-inline`.
pub(crate) fn inline(project: &Project, arguments: &InlineArguments) -> Result<Plan> {
    let child = Name::parse(&arguments.child, None)?;
    let part = AdminPart {
        model: arguments.parent.clone(),
        name: format!("{}_inline", child.plural),
        plural: None,
        writing: arguments.writing,
    };
    let (mut told, file) = told(project, &part)?;
    needs_builder(&told)?;
    declared(project, &child)?;
    told.key = key_to(project, &child, &told.table)?;
    told.child.clone_from(&child.plural);
    told.children = child.plural.replace('_', " ");
    let mut plan = with_test(project, "inline", &told, &arguments.word()?)?;
    plan.edit(
        &file,
        BEGINNING,
        format!("            .inline({}())\n", told.name),
        WHERE,
    );
    let function = Templates::load(project)?.render("admin_parts/inline.rs", &told)?;
    plan.item(&file, function, WHERE);
    plan.notes.push(format!(
        "Next: cargo loco start, and see the {} on each page of /admin/{}/",
        told.children, told.table
    ));
    Ok(plan)
}

fn told(project: &Project, part: &AdminPart) -> Result<(Told, String)> {
    let model = Name::parse(&part.model, part.plural.as_deref())?;
    let name = naming::word("name", &part.name)?;
    let file = declared(project, &model)?;
    if project.read_needed(&file)?.contains(&format!("fn {name}(")) {
        return Err(Error::refused(format!(
            "{file} has a function `{name}` already: choose another name"
        )));
    }
    let entity = entity(project, &model)?;
    let builder = project
        .read(BUILDERS)?
        .and_then(|text| Builder::find(&text, &model.plural));
    let built = builder.as_ref().map(|builder| {
        let one = naming::sentence(&model.singular).to_lowercase();
        // Where it is called, the application is a variable, no reference.
        builder
            .call(&format!("\"One {one}\""))
            .replace("(app", "(&app")
    });
    Ok((
        Told {
            library: project.library.clone(),
            sentence: naming::sentence(&name),
            humans: model.plural.replace('_', " "),
            created: columns(&entity)
                .iter()
                .any(|(column, rust)| column == "created_at" && rust.starts_with("DateTime")),
            singular: model.singular,
            table: model.plural,
            builder: builder.map(|builder| builder.name).unwrap_or_default(),
            built: built.unwrap_or_default(),
            child: String::new(),
            children: String::new(),
            key: String::new(),
            name,
        },
        file,
    ))
}

/// The file that declares a model in the admin.
fn declared(project: &Project, model: &Name) -> Result<String> {
    let file = format!("src/admin/{}.rs", model.plural);
    if project.read(&file)?.is_some() {
        return Ok(file);
    }
    let known = project.entries("src/admin")?;
    let near = naming::nearest(
        &model.plural,
        known.iter().filter_map(|file| file.strip_suffix(".rs")),
    )
    .map_or_else(String::new, |near| format!(" Did you mean one of {near}?"));
    Err(Error::refused(format!(
        "{file} is not there.{near} `generate admin {}` declares it",
        model.singular
    )))
}

fn entity(project: &Project, model: &Name) -> Result<String> {
    let path = format!("src/models/_entities/{}.rs", model.plural);
    project
        .read(&path)?
        .ok_or_else(|| Error::refused(format!("{path} is not there")))
}

/// The only column of the child that points to the parent.
fn key_to(project: &Project, child: &Name, parent: &str) -> Result<String> {
    let text = entity(project, child)?;
    let to = format!("belongs_to = \"super::{parent}::Entity\"");
    let keys: Vec<&str> = text
        .split("#[sea_orm(")
        .filter(|relation| relation.contains(&to))
        .filter_map(|relation| {
            relation
                .split("from = \"Column::")
                .nth(1)?
                .split('"')
                .next()
        })
        .collect();
    match keys.as_slice() {
        [key] => Ok((*key).to_owned()),
        [] => Err(Error::refused(format!(
            "{} do not point to {parent}: src/models/_entities/{}.rs has no `{to}`",
            child.plural.replace('_', " "),
            child.plural
        ))),
        several => Err(Error::refused(format!(
            "{} point to {parent} by {}: write the inline by hand for one of them",
            child.plural.replace('_', " "),
            several.join(" and ")
        ))),
    }
}

fn needs_builder(told: &Told) -> Result<()> {
    if told.builder.is_empty() {
        return Err(Error::refused(format!(
            "{BUILDERS} has no function that makes one of {0}, and the generated test needs it: add `pub async fn {1}_{2}\
             (app: &TestApp) -> {0}::Model`",
            told.table,
            naming::article(&told.singular),
            told.singular
        )));
    }
    Ok(())
}

fn with_test(project: &Project, kind: &str, told: &Told, module: &str) -> Result<Plan> {
    let mut plan = Plan::default();
    let module = format!("{module}_{kind}");
    plan.file(
        format!("tests/admin/{module}.rs"),
        Templates::load(project)?.render(&format!("admin_parts/{kind}_test.rs"), told)?,
    );
    plan.edit(
        "tests/admin/mod.rs",
        parts::MODULES,
        format!("mod {module};\n"),
        parts::ONE_A_LINE,
    );
    plan.notes
        .push(format!("The test: cargo test --test app admin::{module}"));
    Ok(plan)
}
