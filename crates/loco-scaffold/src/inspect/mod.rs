//! `generate inspect`: entity, model and declaration for the admin from a table that is in the database already.

mod read;

use cruet::Inflector as _;
use serde::Serialize;

use crate::{
    admin,
    command::InspectArguments,
    error::{Error, Result},
    naming::{self, Name},
    parts,
    plan::{Place, Plan},
    project::Project,
    templates::Templates,
};
use read::Reference;

const ENTITIES: &str = "src/models/_entities";

#[derive(Serialize)]
struct Told {
    library: String,
    table: String,
    humans: String,
    human: String,
    columns: Vec<ToldColumn>,
    relations: Vec<Relation>,
    /// The type of the key, when there is one of the name `id`.
    key: String,
    /// A key that no row has, in Rust.
    nobody: &'static str,
    /// Whether all columns can be compared for being the same.
    eq: bool,
}

#[derive(Serialize)]
struct ToldColumn {
    name: String,
    rust: String,
    attribute: String,
}

#[derive(Serialize)]
struct Relation {
    variant: String,
    entity: String,
    column: String,
    on_delete: &'static str,
    only: bool,
}

/// Everything for one table.
///
/// # Errors
/// When there is no database or no such table, a column has a type that entities have no name for, or the application
/// has it already.
pub(crate) fn plan(project: &Project, arguments: &InspectArguments) -> Result<Plan> {
    let name = naming::word("table", &arguments.table)?;
    let entity = format!("{ENTITIES}/{name}.rs");
    if project.read(&entity)?.is_some() {
        return Err(Error::refused(format!(
            "{entity} is there already: `generate admin {}` declares it in the admin",
            name.to_singular()
        )));
    }
    let table = read::table(&address(project, arguments)?, &name)?;
    if table.columns.is_empty() {
        let near = naming::nearest(&name, table.others.iter().map(String::as_str))
            .map_or_else(String::new, |near| format!(" Did you mean {near}?"));
        return Err(Error::refused(format!(
            "the database has no table {name}.{near} There are: {}",
            table.others.join(", ")
        )));
    }
    let mut plan = Plan::default();
    let told = told(project, &name, &table, &mut plan)?;
    let templates = Templates::load(project)?;
    let text = templates.render("inspect/entity.rs", &told)?;
    add_entity(&name, &entity, text.clone(), &mut plan);
    plan.file(
        format!("src/models/{name}.rs"),
        templates.render("inspect/model.rs", &told)?,
    );
    let declared = format!("pub mod {name};\n");
    plan.edit(
        "src/models/mod.rs",
        parts::MODULES,
        declared,
        parts::ONE_A_LINE,
    );
    if told.key.is_empty() {
        plan.notes.push(format!(
            "{name} has no column `id` as its key, so it is neither in the admin nor tested"
        ));
        return Ok(plan);
    }
    plan.file(
        format!("tests/models/{name}.rs"),
        templates.render("inspect/test.rs", &told)?,
    );
    let declared = format!("mod {name};\n");
    plan.edit(
        "tests/models/mod.rs",
        parts::MODULES,
        declared,
        parts::ONE_A_LINE,
    );
    if project.read("src/admin/mod.rs")?.is_some() {
        let names = Name {
            singular: name.to_singular(),
            plural: name.clone(),
        };
        admin::declare_entity(
            project,
            &templates,
            arguments.app.as_deref(),
            &names,
            &text,
            &mut plan,
        )?;
    }
    plan.notes.push(format!(
        "Next: cargo test --test app models::{name}. It is red until a migration makes the table, as `cargo loco check` says"
    ));
    Ok(plan)
}

/// The database: the one that is named, or the one of development.
fn address(project: &Project, arguments: &InspectArguments) -> Result<String> {
    if let Some(url) = &arguments.database {
        return Ok(url.clone());
    }
    let file = "config/development.yaml";
    let configured = project.read(file)?.unwrap_or_default();
    let url = configured
        .split_once("name=\"DATABASE_URL\", default=\"")
        .and_then(|(_, rest)| rest.split('"').next())
        .ok_or_else(|| {
            Error::refused(format!(
                "{file} names no database by `get_env(name=\"DATABASE_URL\", default=\"…\")`: name it with --database"
            ))
        })?;
    Ok(match url.strip_prefix("sqlite://") {
        // As the application finds it, whatever folder somebody is in.
        Some(path) if !path.starts_with('/') => {
            format!("sqlite://{}", project.path(path).display())
        }
        _ => url.to_owned(),
    })
}

fn told(project: &Project, name: &str, table: &read::Table, plan: &mut Plan) -> Result<Told> {
    let keys = table.columns.iter().filter(|column| column.primary).count();
    let mut columns = Vec::new();
    for column in &table.columns {
        let rust = rust_type(&column.kind).ok_or_else(|| {
            Error::refused(format!(
                "the column {} of {name} has the type {}, for which the generators have no name in Rust: make the entity \
                 with `cargo loco db entities`",
                column.name, column.kind
            ))
        })?;
        let word = naming::word("column", &column.name).unwrap_or_default();
        if word != column.name {
            return Err(Error::refused(format!(
                "the column {} of {name} is a word of Rust's own, or not written in snake_case: make the entity with `cargo \
                 loco db entities`",
                column.name
            )));
        }
        let attribute = match (column.primary, column.unique, column.kind.as_str()) {
            (true, ..) if keys > 1 || !["i16", "i32", "i64"].contains(&rust) => {
                "#[sea_orm(primary_key, auto_increment = false)]"
            }
            (true, ..) => "#[sea_orm(primary_key)]",
            (_, true, _) => "#[sea_orm(unique)]",
            (_, _, "text") if column.nullable => "#[sea_orm(column_type = \"Text\", nullable)]",
            (_, _, "text") => "#[sea_orm(column_type = \"Text\")]",
            _ => "",
        };
        columns.push(ToldColumn {
            name: word,
            rust: if column.nullable {
                format!("Option<{rust}>")
            } else {
                rust.to_owned()
            },
            attribute: attribute.to_owned(),
        });
    }
    let key = table
        .columns
        .iter()
        .find(|column| column.primary && column.name == "id" && keys == 1)
        .and_then(|column| rust_type(&column.kind))
        .unwrap_or_default();
    Ok(Told {
        library: project.library.clone(),
        humans: name.replace('_', " "),
        human: name.to_singular().replace('_', " "),
        relations: relations(project, &table.references, plan)?,
        eq: columns
            .iter()
            .all(|column| !column.rust.contains("f32") && !column.rust.contains("f64")),
        nobody: match key {
            "Uuid" => "uuid::Uuid::nil()",
            "String" => "String::new()",
            _ => "-1",
        },
        key: key.to_owned(),
        table: name.to_owned(),
        columns,
    })
}

fn relations(
    project: &Project,
    references: &[Reference],
    plan: &mut Plan,
) -> Result<Vec<Relation>> {
    let mut relations = Vec::new();
    for reference in references {
        let entity = match reference.table.as_str() {
            "auth_users" => "loco_oidc::models::users".to_owned(),
            other if project.read(&format!("{ENTITIES}/{other}.rs"))?.is_some() => {
                format!("super::{other}")
            }
            other => {
                plan.notes.push(format!(
                    "{} points to {other}, of which there is no entity: `generate inspect {other}` first, if it matters",
                    reference.column
                ));
                continue;
            }
        };
        let only = references
            .iter()
            .filter(|other| other.table == reference.table)
            .count()
            == 1;
        relations.push(Relation {
            variant: naming::pascal(if only {
                &reference.table
            } else {
                reference.column.trim_end_matches("_id")
            }),
            entity,
            column: naming::pascal(&reference.column),
            on_delete: match reference.on_delete.as_str() {
                "CASCADE" => "Cascade",
                "SET NULL" => "SetNull",
                "RESTRICT" => "Restrict",
                "SET DEFAULT" => "SetDefault",
                _ => "NoAction",
            },
            only,
        });
    }
    Ok(relations)
}

/// The type of a column in an entity, by what SQLite or PostgreSQL call it.
fn rust_type(kind: &str) -> Option<&'static str> {
    let kind = kind.split('(').next().unwrap_or(kind).trim();
    Some(match kind {
        "boolean" | "bool" => "bool",
        "smallint" | "smallinteger" => "i16",
        "integer" | "int" => "i32",
        "bigint" | "biginteger" => "i64",
        "real" | "float" => "f32",
        "double" | "double precision" => "f64",
        "decimal" | "numeric" => "Decimal",
        "varchar" | "character varying" | "char" | "character" | "text" => "String",
        "uuid" | "uuid_text" => "Uuid",
        "date" | "date_text" => "Date",
        "time" | "time_text" | "time without time zone" => "Time",
        "datetime" | "datetime_text" | "timestamp_text" | "timestamp without time zone" => {
            "DateTime"
        }
        "timestamp_with_timezone_text" | "timestamp with time zone" => "DateTimeUtc",
        "json" | "jsonb" | "json_text" | "jsonb_text" => "Json",
        "blob" | "bytea" => "Vec<u8>",
        _ => return None,
    })
}

fn add_entity(name: &str, path: &str, text: String, plan: &mut Plan) {
    let declared = "Declare the entities there, one `pub mod` a line.";
    plan.file(path, text);
    plan.edit(
        "src/models/_entities/mod.rs",
        Place::Sorted(&["pub mod "]),
        format!("pub mod {name};\n"),
        declared,
    );
    plan.edit(
        "src/models/_entities/prelude.rs",
        Place::Sorted(&["pub use super::"]),
        format!(
            "pub use super::{name}::Entity as {};\n",
            naming::pascal(name)
        ),
        declared,
    );
}
