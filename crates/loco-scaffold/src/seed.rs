//! `generate seed`: a task that adds invented rows of a table, after those that they point to.

use serde::Serialize;

use crate::{
    command::SeedArguments,
    error::{Error, Result},
    manifest::Manifest,
    naming::{self, Name},
    plan::Plan,
    project::Project,
    scaffold::columns,
    templates::Templates,
};

const ENTITIES: &str = "src/models/_entities";
/// Characters of a text whose length the migrations do not say.
const SHORT: u32 = 40;

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
    let told = Told {
        library: project.library.clone(),
        plural: name.plural.clone(),
        pascal: naming::pascal(&task),
        humans: name.plural.replace('_', " "),
        people: makers.iter().any(|maker| maker.people),
        has_uuids: values().any(|value| value.rust.contains("Uuid::"))
            || makers.iter().any(|maker| maker.key == "Uuid"),
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
    let values = values(project, table, &entity, &columns, &references)?;
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
        numbered: !needs.is_empty() || values.iter().any(|value| value.rust.contains("number")),
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

/// The columns of an entity that point elsewhere, each with the table.
fn belongs_to(entity: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let quoted = |rest: &str| rest.split('"').nth(1).map(str::to_owned);
    for relation in entity.split("belongs_to = ").skip(1) {
        let to = quoted(relation).unwrap_or_default();
        let column = relation
            .split("from = ")
            .nth(1)
            .and_then(quoted)
            .unwrap_or_default();
        let column = snake(column.trim_start_matches("Column::"));
        // `super::books::Entity`, `loco_oidc::models::users::Entity`; one's own table is `Entity` alone.
        if let Some(table) = to.rsplit("::").nth(1) {
            found.push((column, table.to_owned()));
        }
    }
    found
}

fn has_many(entity: &str) -> Vec<String> {
    let many = entity.split("has_many = \"super::").skip(1);
    many.filter_map(|rest| rest.split("::").next())
        .map(str::to_owned)
        .collect()
}

/// Whether a table has nothing but the keys of the two that it stands between.
fn columns_are_keys(entity: &str) -> bool {
    let columns = columns(entity);
    columns.len() == 2 && columns.iter().all(|(column, _)| column.ends_with("_id"))
}

fn snake(pascal: &str) -> String {
    use cruet::Inflector as _;
    pascal.to_snake_case()
}

/// Values of the columns that point nowhere, for the row with this `number`.
fn values(
    project: &Project,
    table: &str,
    entity: &str,
    columns: &[(String, String)],
    references: &[Reference],
) -> Result<Vec<Value>> {
    let model = project
        .read(&format!("src/models/{table}.rs"))?
        .unwrap_or_default();
    let is_kept = |column: &str| column.starts_with("sort_") || column.ends_with("_folded");
    let generated = Manifest::read(project)?.generated;
    let is_generated = generated
        .iter()
        .flat_map(|one| &one.files)
        .any(|file| file.path == format!("src/models/{table}.rs"));
    let mut values = Vec::new();
    for (column, rust) in columns {
        let optional = rust.starts_with("Option<");
        let base = rust.trim_start_matches("Option<").trim_end_matches('>');
        let points = references.iter().any(|one| one.column == *column)
            || (column.ends_with("_id") && optional && base != "String");
        if points || (column == "id" && base != "Uuid") {
            continue;
        }
        if is_kept(column) && model.contains("before_save") {
            continue;
        }
        let unique = is_unique(entity, column) || is_unique(entity, &format!("{column}_folded"));
        let choice = naming::pascal(column);
        let value = if base == "String" && model.contains(&format!("pub enum {choice} ")) {
            if is_generated {
                format!(
                    "{table}::{choice}::ALL[number as usize % {table}::{choice}::ALL.len()].code().to_owned()"
                )
            } else {
                // What the others mean for other columns, only the model knows.
                format!("{table}::{choice}::default().code().to_owned()")
            }
        } else {
            invented(column, base, length(project, table, column)?, unique)?
        };
        let value = if optional {
            // One in five has none.
            format!("(number % 5 != 4).then(|| {value})")
        } else {
            value
        };
        values.push(Value {
            column: column.clone(),
            rust: value,
        });
    }
    Ok(values)
}

/// A value of this type in Rust.
fn invented(column: &str, base: &str, length: u32, unique: bool) -> Result<String> {
    let words = naming::sentence(column);
    let random = "Uuid::new_v4()";
    Ok(match base {
        _ if column == "id" => "Uuid::now_v7()".to_owned(),
        "String" if unique && length >= words.len() as u32 + 9 => format!(
            "format!(\"{words} {{}}\", {random}.simple().to_string().chars().take(8).collect::<String>())"
        ),
        "String" if unique || length < words.len() as u32 + 7 => {
            format!(
                "{random}.simple().to_string().chars().take({}).collect()",
                length.min(12)
            )
        }
        "String" => format!("format!(\"{words} {{}}\", number + 1)"),
        "i16" if unique => format!("({random}.as_u128() % 32_000) as i16"),
        "i16" => "(number % 1_000) as i16".to_owned(),
        "i32" if unique => format!("({random}.as_u128() % 1_000_000_000) as i32"),
        "i32" => "(number % 1_000) as i32".to_owned(),
        "i64" if unique => format!("({random}.as_u128() % 1_000_000_000) as i64"),
        "i64" => "i64::from(number % 1_000)".to_owned(),
        "f32" => "(number % 1_000) as f32 / 4.0".to_owned(),
        "f64" => "f64::from(number % 1_000) / 4.0".to_owned(),
        "bool" => "number % 2 == 0".to_owned(),
        "Decimal" => "sea_orm::prelude::Decimal::from(number % 10)".to_owned(),
        "Date" => "now.date_naive() - Days::new(number.into())".to_owned(),
        "Time" => "chrono::NaiveTime::MIN + chrono::TimeDelta::minutes((number % 1_440).into())"
            .to_owned(),
        "DateTime" => "now.naive_utc() - chrono::TimeDelta::hours(number.into())".to_owned(),
        "DateTimeUtc" => "now".to_owned(),
        "Uuid" => random.to_owned(),
        "Json" => "serde_json::json!({ \"number\": number })".to_owned(),
        other => {
            return Err(Error::refused(format!(
                "nothing can be invented for the column `{column}` of the type {other}"
            )));
        }
    })
}

fn is_unique(entity: &str, column: &str) -> bool {
    let field = format!("pub {column}: ");
    let mut before = "";
    for line in entity.lines().map(str::trim) {
        if line.starts_with(&field) {
            return before.starts_with("#[sea_orm(") && before.contains("unique");
        }
        before = line;
    }
    false
}

/// The most characters of a column, as its migration has them: `string_len("title", 200)`.
fn length(project: &Project, table: &str, column: &str) -> Result<u32> {
    for path in project.files_below("migration/src", ".rs")? {
        let text = project.read_needed(&path)?;
        let Some((_, from)) = text.split_once(&format!(".table(\"{table}\")")) else {
            continue;
        };
        let own = from.split(".to_owned()").next().unwrap_or_default();
        let said = own
            .split_once(&format!("(\"{column}\", "))
            .and_then(|(_, rest)| rest.split([')', ',']).next())
            .and_then(|number| number.trim().parse().ok());
        if let Some(length) = said {
            return Ok(length);
        }
    }
    Ok(SHORT)
}
