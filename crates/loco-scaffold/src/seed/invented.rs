//! Values that nobody has thought of.

use super::{
    Reference, Value,
    entity::{Limits, is_unique, limits},
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
            invented(column, base, limits(project, table, column)?, unique)?
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

/// A value of this type in Rust, as the helpers at the end of the task make them.
fn invented(column: &str, base: &str, limits: Limits, unique: bool) -> Result<String> {
    let random = "Uuid::new_v4()";
    Ok(match base {
        _ if column == "id" => "Uuid::now_v7()".to_owned(),
        "String" => text(column, limits.length, unique),
        "i16" if unique => format!("({random}.as_u128() % 32_000) as i16"),
        "i32" if unique => format!("({random}.as_u128() % 1_000_000_000) as i32"),
        "i64" if unique => format!("({random}.as_u128() % 1_000_000_000) as i64"),
        "i16" | "i32" | "i64" => format!("(0..1_000).fake::<{base}>()"),
        "f32" | "f64" => format!("{base}::from((0..4_000).fake::<i16>()) / 4.0"),
        "bool" => "(0..2).fake::<u8>() == 1".to_owned(),
        "Decimal" => format!(
            "sea_orm::prelude::Decimal::new((0..1_000).fake(), {})",
            limits.behind
        ),
        "Date" if column.contains("birth") => {
            "now.date_naive() - Days::new((7_000..30_000).fake())".to_owned()
        }
        "Date" => "now.date_naive() - Days::new((0..3_650).fake())".to_owned(),
        "Time" => {
            "chrono::NaiveTime::MIN + chrono::TimeDelta::minutes((0..1_440).fake())".to_owned()
        }
        "DateTime" => "now.naive_utc() - chrono::TimeDelta::hours((0..8_760).fake())".to_owned(),
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

/// Words such as people would write there, by what the column is called.
fn text(column: &str, length: u32, unique: bool) -> String {
    let said = |word: &str| column.split('_').any(|part| part == word);
    if said("email") || said("mail") {
        // Nobody has an address there (RFC 2606, section 3).
        return format!(
            "format!(\"{{}}@example.org\", mark({}))",
            length.saturating_sub(12).clamp(1, 12)
        );
    }
    if said("url") || said("website") || said("homepage") {
        return format!(
            "format!(\"https://example.org/{{}}\", mark({}))",
            length.saturating_sub(20).clamp(1, 12)
        );
    }
    if unique {
        return format!("alone({length})");
    }
    let faker = match column {
        "first_name" | "given_name" => "FirstName",
        "last_name" | "family_name" | "surname" => "LastName",
        _ if said("city") || said("town") => "CityName",
        _ if said("country") => "CountryName",
        _ if said("street") => "StreetName",
        _ if said("phone") || said("telephone") => "PhoneNumber",
        _ if said("company") || said("publisher") || said("imprint") => "CompanyName",
        _ if length >= PARAGRAPH => {
            return format!("within({length}, &Paragraph(1..3).fake::<String>())");
        }
        _ => return format!("words({length})"),
    };
    format!("within({length}, &{faker}().fake::<String>())")
}

/// From so many characters on a text has sentences.
const PARAGRAPH: u32 = 300;

/// What the fakers are called and where they are, for `use fake::faker::…`.
pub(super) const FAKERS: [(&str, &str); 9] = [
    ("address", "CityName"),
    ("address", "CountryName"),
    ("address", "StreetName"),
    ("company", "CompanyName"),
    ("lorem", "Paragraph"),
    ("lorem", "Words"),
    ("name", "FirstName"),
    ("name", "LastName"),
    ("phone_number", "PhoneNumber"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_what_its_column_is_called() {
        assert!(text("first_name", 100, false).contains("FirstName"));
        assert!(text("home_city", 100, false).contains("CityName"));
        assert!(text("summary", 1000, false).contains("Paragraph"));
        assert_eq!(text("title", 200, false), "words(200)");
        assert_eq!(text("code", 20, true), "alone(20)");
        assert!(text("e_mail", 254, true).contains("@example.org"));
    }
}
