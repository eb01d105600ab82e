//! What entities and migrations say of a table.

use crate::{error::Result, project::Project, scaffold::columns};

/// Characters of a text whose length the migrations do not say.
const SHORT: u32 = 40;

/// The columns of an entity that point elsewhere, each with the table.
pub(super) fn belongs_to(entity: &str) -> Vec<(String, String)> {
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

pub(super) fn has_many(entity: &str) -> Vec<String> {
    let many = entity.split("has_many = \"super::").skip(1);
    many.filter_map(|rest| rest.split("::").next())
        .map(str::to_owned)
        .collect()
}

/// Whether a table has nothing but the keys of the two that it stands between.
pub(super) fn columns_are_keys(entity: &str) -> bool {
    let columns = columns(entity);
    columns.len() == 2 && columns.iter().all(|(column, _)| column.ends_with("_id"))
}

fn snake(pascal: &str) -> String {
    use cruet::Inflector as _;
    pascal.to_snake_case()
}

pub(super) fn is_unique(entity: &str, column: &str) -> bool {
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

/// What fits into a column.
#[derive(Clone, Copy)]
pub(super) struct Limits {
    /// The most characters of a text.
    pub length: u32,
    /// Digits behind the point of a decimal.
    pub behind: u32,
}

/// As the column's migration has them: `string_len("title", 200)`, `decimal_len("price", 12, 2)`.
pub(super) fn limits(project: &Project, table: &str, column: &str) -> Result<Limits> {
    for path in project.files_below("migration/src", ".rs")? {
        let text = project.read_needed(&path)?;
        let Some((_, from)) = text.split_once(&format!(".table(\"{table}\")")) else {
            continue;
        };
        let own = from.split(".to_owned()").next().unwrap_or_default();
        let said: Vec<u32> = own
            .split_once(&format!("(\"{column}\", "))
            .and_then(|(_, rest)| rest.split(')').next())
            .unwrap_or_default()
            .split(',')
            .map_while(|number| number.trim().parse().ok())
            .collect();
        if let Some(&length) = said.first() {
            let behind = said.get(1).copied().unwrap_or_default();
            return Ok(Limits { length, behind });
        }
    }
    Ok(Limits {
        length: SHORT,
        behind: 0,
    })
}
