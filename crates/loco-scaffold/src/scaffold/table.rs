//! Tables: their migration and their entities.

use chrono::{NaiveDateTime, TimeDelta, Utc};
use serde::Serialize;

use super::{field::ToldField, told::Told};
use crate::{
    error::Result,
    naming,
    plan::{Place, Plan},
    project::Project,
    templates::Templates,
};

/// What the template of a table between two others is told.
#[derive(Serialize)]
struct Join<'a> {
    told: &'a Told,
    field: &'a ToldField,
    plural_pascal: String,
    target_pascal: String,
}

pub(super) fn add_table(
    project: &Project,
    templates: &Templates,
    told: &Told,
    plan: &mut Plan,
) -> Result<()> {
    let migration = templates.render("scaffold/migration.rs", told)?;
    add_migration(project, &told.plural, migration, plan)?;
    plan.file(
        format!("src/models/_entities/{}.rs", told.plural),
        templates.render("scaffold/entity.rs", told)?,
    );
    let mut tables = vec![told.plural.clone()];
    for field in told.join_tables() {
        let join = Join {
            told,
            field,
            plural_pascal: naming::pascal(&told.plural),
            target_pascal: field
                .target
                .as_ref()
                .map(|target| naming::pascal(&target.singular))
                .unwrap_or_default(),
        };
        plan.file(
            format!("src/models/_entities/{}.rs", field.join_table),
            templates.render("scaffold/join_entity.rs", &join)?,
        );
        tables.push(field.join_table.clone());
    }
    for table in &tables {
        let declared = "Declare the entities there, one `pub mod` a line.";
        plan.edit(
            "src/models/_entities/mod.rs",
            Place::Sorted(&["pub mod "]),
            format!("pub mod {table};\n"),
            declared,
        );
        plan.edit(
            "src/models/_entities/prelude.rs",
            Place::Sorted(&["pub use super::"]),
            format!(
                "pub use super::{table}::Entity as {};\n",
                naming::pascal(table)
            ),
            declared,
        );
        // What points to others is emptied first, so the table between two comes before both.
        plan.edit(
            "src/app.rs",
            Place::After("for table in ["),
            format!("            \"{table}\",\n"),
            "`truncate` empties all tables there: `for table in [`, and one a line.",
        );
    }
    Ok(())
}

/// A migration with its place in the migrator.
pub(crate) fn add_migration(
    project: &Project,
    subject: &str,
    text: String,
    plan: &mut Plan,
) -> Result<()> {
    let migration = format!("m{}_{subject}", instant(project)?.format("%Y%m%d_%H%M%S"));
    plan.file(format!("migration/src/{migration}.rs"), text);
    let lib = "migration/src/lib.rs";
    plan.edit(
        lib,
        Place::AfterLast("mod m"),
        format!("mod {migration};\n"),
        "Declare the modules of the migrations there, one a line.",
    );
    plan.edit(
        lib,
        Place::Before("// inject-above"),
        format!("            Box::new({migration}::Migration),\n"),
        "Put `// inject-above (do not remove this comment)` behind the last migration of the list.",
    );
    Ok(())
}

/// Names as SQL lists them.
pub(crate) fn sql_list(names: &[String]) -> String {
    let quoted = names
        .iter()
        .map(|name| format!("'{}'", name.replace('\'', "''").replace(['\\', '"'], "")));
    quoted.collect::<Vec<_>>().join(", ")
}

/// Now, or a second after the newest migration if that lies ahead.
fn instant(project: &Project) -> Result<NaiveDateTime> {
    let newest = project
        .entries("migration/src")?
        .iter()
        .filter_map(|file| NaiveDateTime::parse_from_str(file.get(1..16)?, "%Y%m%d_%H%M%S").ok())
        .max();
    let now = Utc::now().naive_utc();
    Ok(newest.map_or(now, |newest| now.max(newest + TimeDelta::seconds(1))))
}
