//! Values that nobody has thought of.

use super::{
    Reference, Value,
    entity::{is_unique, length},
};
use crate::{
    error::{Error, Result},
    manifest::Manifest,
    naming,
    project::Project,
};

/// Values of the columns that point nowhere, for the row with this `number`.
pub(super) fn values(
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
