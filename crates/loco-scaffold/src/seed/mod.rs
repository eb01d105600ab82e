//! `generate seed`: a task that adds invented rows of a table, after those that they point to.

mod entity;
mod invented;

use serde::Serialize;

use entity::{belongs_to, columns_are_keys, has_many};
use invented::FAKERS;

use crate::{
    command::SeedArguments,
    error::{Error, Result},
    install::dependencies,
    naming::{self, Name},
    plan::Plan,
    project::Project,
    scaffold::columns,
    templates::Templates,
};

const ENTITIES: &str = "src/models/_entities";

#[derive(Serialize)]
struct Told {
    library: String,
    plural: String,
    /// `seed_editions`
    task: String,
    pascal: String,
    humans: String,
    /// In the order in which they can be made; the last is what was asked for.
    makers: Vec<Maker>,
    /// Modules of `crate::models`.
    modules: Vec<String>,
    entities: Vec<String>,
    people: bool,
    has_uuids: bool,
    has_dates: bool,
    related: bool,
    /// What is used of the crate `fake`: `lorem::en::{Words}`.
    fakers: Vec<String>,
    fakes: bool,
    /// Which of the functions at the end are called.
    says_words: bool,
    says_alone: bool,
    says_marks: bool,
    says_within: bool,
}

/// What makes rows of one table.
#[derive(Clone, Serialize)]
struct Maker {
    table: String,
    humans: String,
    key: String,
    people: bool,
    values: Vec<Value>,
    /// Some of the values depend on the instant, or on the row's number.
    dated: bool,
    numbered: bool,
    /// No column is left to its default.
    whole: bool,
    /// What it needs keys of, each table once.
    needs: Vec<Need>,
    references: Vec<Reference>,
    pairs: Vec<Pairs>,
}

#[derive(Clone, Serialize)]
struct Value {
    column: String,
    rust: String,
}

#[derive(Clone, Serialize)]
struct Need {
    table: String,
    key: String,
}

/// A column that points to another table.
#[derive(Clone, Serialize)]
struct Reference {
    column: String,
    table: String,
    required: bool,
}

/// A table of pairs with another one.
#[derive(Clone, Serialize)]
struct Pairs {
    table: String,
    own: String,
    other: String,
    to: String,
}

/// A task that adds rows of a table.
///
/// # Errors
/// When there is no such entity, or two of them need each other.
pub(crate) fn plan(project: &Project, arguments: &SeedArguments) -> Result<Plan> {
    let name = Name::parse(&arguments.name, arguments.plural.as_deref())?;
    let mut makers = Vec::new();
    add_maker(project, &name.plural, &mut Vec::new(), &mut makers)?;
    let task = format!("seed_{}", name.plural);
    let is_model = |table: &str| project.path(&format!("src/models/{table}.rs")).is_file();
    let pairs = || makers.iter().flat_map(|maker| maker.pairs.iter());
    let mut modules: Vec<String> = makers
        .iter()
        .filter(|maker| !maker.people && is_model(&maker.table))
        .map(|maker| maker.table.clone())
        .collect();
    let mut entities: Vec<String> = makers
        .iter()
        .filter(|maker| !maker.people && !is_model(&maker.table))
        .map(|maker| maker.table.clone())
        .chain(pairs().map(|pairs| pairs.table.clone()))
        .collect();
    modules.sort();
    entities.sort();
    let values = || makers.iter().flat_map(|maker| maker.values.iter());
    let says = |text: &str| values().any(|value| value.rust.contains(text));
    let says_alone = says("alone(");
    let says_words = says("words(") || says_alone;
    let says_within = says("within(") || says_words;
    let says_marks = says("mark(") || says_alone;
    let fakers = FAKERS
        .iter()
        .filter(|(_, name)| says(&format!("{name}(")) || (*name == "Words" && says_words))
        .map(|(module, name)| format!("{module}::en::{name}"))
        .collect();
    let told = Told {
        library: project.library.clone(),
        plural: name.plural.clone(),
        pascal: naming::pascal(&task),
        humans: name.plural.replace('_', " "),
        people: makers.iter().any(|maker| maker.people),
        fakers,
        fakes: makers.len() > 1 || says_words || says("fake(") || says("fake::<"),
        says_words,
        says_alone,
        says_marks,
        says_within,
        has_uuids: says("Uuid::") || says_marks || makers.iter().any(|maker| maker.key == "Uuid"),
        has_dates: values().any(|value| value.rust.contains("Days::")),
        related: pairs().next().is_some(),
        task,
        makers,
        modules,
        entities,
    };
    let templates = Templates::load(project)?;
    let mut plan = Plan::default();
    let Told { task, pascal, .. } = &told;
    plan.file(
        format!("src/tasks/{task}.rs"),
        templates.render("seed/task.rs", &told)?,
    );
    plan.file(
        format!("tests/tasks/{task}.rs"),
        templates.render("seed/test.rs", &told)?,
    );
    dependencies::of_seeds(project, &mut plan)?;
    crate::parts::add_task(task, pascal, &mut plan);
    plan.notes
        .push(format!("Next: cargo loco task {task} count:100"));
    Ok(plan)
}

/// Adds what makes rows of a table, after what makes those that it points to. `open` are the tables that wait for it.
fn add_maker(
    project: &Project,
    table: &str,
    open: &mut Vec<String>,
    makers: &mut Vec<Maker>,
) -> Result<()> {
    if makers.iter().any(|maker| maker.table == table) {
        return Ok(());
    }
    let path = format!("{ENTITIES}/{table}.rs");
    let Some(entity) = project.read(&path)? else {
        let files = project.entries(ENTITIES)?;
        let tables = files.iter().filter_map(|file| file.strip_suffix(".rs"));
        let near = naming::nearest(table, tables)
            .map_or_else(String::new, |near| format!(" Did you mean one of {near}?"));
        return Err(Error::refused(format!("there is no entity {path}.{near}")));
    };
    let columns = columns(&entity);
    let Some((_, key)) = columns.iter().find(|(column, _)| column == "id") else {
        return Err(Error::refused(format!(
            "the table {table} has no column `id`, so its rows are made with those that it stands between"
        )));
    };
    open.push(table.to_owned());
    let mut references = Vec::new();
    for (column, to) in belongs_to(&entity) {
        let required = columns
            .iter()
            .any(|(name, rust)| *name == column && !rust.starts_with("Option<"));
        if open.contains(&to) {
            if required {
                return Err(Error::refused(format!(
                    "{table} and {to} need each other, so there could be no first one"
                )));
            }
            continue;
        }
        if to == "users" {
            people(makers);
        } else {
            add_maker(project, &to, open, makers)?;
        }
        references.push(Reference {
            column,
            table: to,
            required,
        });
    }
    let mut pairs = Vec::new();
    for between in has_many(&entity) {
        let Some(text) = project.read(&format!("{ENTITIES}/{between}.rs"))? else {
            continue;
        };
        if columns_are_keys(&text) {
            let ends = belongs_to(&text);
            let own = ends.iter().find(|(_, to)| to == table);
            let other = ends
                .iter()
                .find(|(_, to)| to != table && !open.contains(to));
            if let (Some((own, _)), Some((other, to))) = (own, other) {
                if to == "users" {
                    people(makers);
                } else {
                    add_maker(project, to, open, makers)?;
                }
                pairs.push(Pairs {
                    table: between.clone(),
                    own: own.clone(),
                    other: other.clone(),
                    to: to.clone(),
                });
            }
        }
    }
    open.pop();
    let values = invented::values(project, table, &entity, &columns, &references)?;
    let mut needs: Vec<Need> = Vec::new();
    for to in references
        .iter()
        .map(|one| &one.table)
        .chain(pairs.iter().map(|one| &one.to))
    {
        if !needs.iter().any(|need| need.table == *to) {
            let key = makers
                .iter()
                .find(|maker| maker.table == *to)
                .map_or("i32", |maker| maker.key.as_str());
            needs.push(Need {
                table: to.clone(),
                key: key.to_owned(),
            });
        }
    }
    makers.push(Maker {
        table: table.to_owned(),
        humans: table.replace('_', " "),
        key: key.clone(),
        people: false,
        whole: values.len() + references.len() == columns.len(),
        numbered: values.iter().any(|value| value.rust.contains("number")),
        dated: values.iter().any(|value| {
            value.rust.contains("now.") || value.rust.contains("now)") || value.rust == "now"
        }),
        values,
        needs,
        references,
        pairs,
    });
    Ok(())
}

/// People are those who have an account: nobody is invented.
fn people(makers: &mut Vec<Maker>) {
    if !makers.iter().any(|maker| maker.people) {
        makers.push(Maker {
            table: "users".to_owned(),
            humans: "people with an account".to_owned(),
            key: "i32".to_owned(),
            people: true,
            dated: false,
            numbered: false,
            whole: false,
            values: Vec::new(),
            needs: Vec::new(),
            references: Vec::new(),
            pairs: Vec::new(),
        });
    }
}
