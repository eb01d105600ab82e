//! The pieces of Rust that depend on a field's type: in the migration, the entity, the form, the pages and the tests.

use super::{api::Api, field::ToldField};
use crate::{
    fields::{Field, Kind},
    naming::Name,
};

/// Fills in what the type decides.
pub(super) fn complete(told: &mut ToldField, of: &Name, field: &Field, library: &str) {
    types(told, field);
    texts(told, of, field);
    samples(told, field);
    told.api = Api::of(told, &of.singular, field);
    if let (Kind::Choice(_), Some(first)) = (&field.kind, told.choices.first()) {
        let first = format!(
            "{library}::models::{}::{}::{}",
            of.plural, told.choice_type, first.variant
        );
        told.built = some(field, first);
    }
}

fn some(field: &Field, value: String) -> String {
    if field.required {
        value
    } else {
        format!("Some({value})")
    }
}

fn types(told: &mut ToldField, field: &Field) {
    let key = told
        .target
        .as_ref()
        .map_or("i32", |target| target.key.as_str());
    let (base, stored) = match field.kind {
        Kind::Line { .. } | Kind::Paragraphs { .. } => ("String", "String"),
        Kind::SmallNumber => ("i16", "i16"),
        Kind::Number => ("i64", "i64"),
        Kind::Decimal { .. } => ("sea_orm::prelude::Decimal", "Decimal"),
        Kind::Float => ("f64", "f64"),
        Kind::Flag => ("bool", "bool"),
        Kind::Date => ("NaiveDate", "Date"),
        Kind::Time => ("chrono::NaiveTime", "Time"),
        Kind::Moment => ("chrono::NaiveDateTime", "DateTime"),
        Kind::Uuid => ("Uuid", "Uuid"),
        Kind::Json => ("serde_json::Value", "Json"),
        Kind::Choice(_) => (told.choice_type.as_str(), "String"),
        Kind::Reference(_) | Kind::Many(_) => (key, key),
    };
    let optional = !field.required && field.kind != Kind::Flag;
    let suffix = match (field.unique, optional) {
        (true, _) => "_uniq",
        (_, true) => "_null",
        _ => "",
    };
    let name = &told.column;
    let migration = match field.kind {
        Kind::Line { max } | Kind::Paragraphs { max } => {
            format!("string_len{suffix}(\"{name}\", {max})")
        }
        Kind::SmallNumber => format!("small_integer{suffix}(\"{name}\")"),
        Kind::Number => format!("big_integer{suffix}(\"{name}\")"),
        Kind::Decimal { digits, behind } => {
            format!("decimal_len{suffix}(\"{name}\", {digits}, {behind})")
        }
        Kind::Float => format!("double{suffix}(\"{name}\")"),
        Kind::Flag => format!("boolean(\"{name}\").default(false)"),
        Kind::Date => format!("date{suffix}(\"{name}\")"),
        Kind::Time => format!("time{suffix}(\"{name}\")"),
        Kind::Moment => format!("date_time{suffix}(\"{name}\")"),
        Kind::Uuid => format!("uuid{suffix}(\"{name}\")"),
        Kind::Json => format!("json_binary{suffix}(\"{name}\")"),
        Kind::Choice(_) => {
            let codes: Vec<String> = told
                .choices
                .iter()
                .map(|choice| format!("\"{}\"", choice.code))
                .collect();
            format!(
                "string_len{suffix}(\"{name}\", {}).check(Expr::col(\"{name}\").is_in([{}]))",
                told.longest_choice,
                codes.join(", ")
            )
        }
        Kind::Reference(_) => format!("{}{suffix}(\"{name}\")", column_of_key(key)),
        Kind::Many(_) => String::new(),
    };
    let value_type = match field.kind {
        Kind::Many(_) => format!("Vec<{base}>"),
        _ if optional => format!("Option<{base}>"),
        _ => base.to_owned(),
    };
    let entity = if optional {
        format!("Option<{stored}>")
    } else {
        stored.to_owned()
    };
    told.attribute = match (&field.kind, field.unique) {
        (Kind::Decimal { digits, behind }, true) => {
            format!("#[sea_orm(column_type = \"Decimal(Some(({digits}, {behind})))\", unique)]")
        }
        (Kind::Decimal { digits, behind }, false) => {
            format!("#[sea_orm(column_type = \"Decimal(Some(({digits}, {behind})))\")]")
        }
        (Kind::Json, _) => "#[sea_orm(column_type = \"JsonBinary\")]".to_owned(),
        (_, true) => "#[sea_orm(unique)]".to_owned(),
        _ => String::new(),
    };
    told.migration = migration;
    told.value_type = value_type;
    told.entity = entity;
}

/// The function of a migration that makes a column for keys of this type.
pub(super) fn column_of_key(key: &str) -> &'static str {
    match key {
        "Uuid" => "uuid",
        "i64" => "big_integer",
        _ => "integer",
    }
}

/// How what is typed becomes a value, and the value a text again.
fn texts(told: &mut ToldField, of: &Name, field: &Field) {
    let typed = format!("&self.{}", told.name);
    let (parse, refusal) = match field.kind {
        Kind::SmallNumber => (format!("self.{}.parse::<i16>().ok()", told.name), "number"),
        Kind::Number => (format!("self.{}.parse::<i64>().ok()", told.name), "number"),
        Kind::Decimal { digits, behind } => (
            format!("parsed::decimal({typed}, {digits}, {behind}, language.decimal_mark())"),
            "decimal",
        ),
        Kind::Float => (
            format!("parsed::float({typed}, language.decimal_mark())"),
            "decimal",
        ),
        Kind::Date => (format!("text::date({typed})"), "date"),
        Kind::Time => (format!("parsed::time({typed})"), "time"),
        Kind::Moment => (format!("parsed::date_time({typed})"), "date-time"),
        Kind::Uuid => (
            format!("self.{}.parse::<uuid::Uuid>().ok()", told.name),
            "uuid",
        ),
        Kind::Json => (format!("parsed::json({typed})"), "json"),
        _ => (String::new(), ""),
    };
    // All digits behind the point, as prices have them.
    let digits = match field.kind {
        Kind::Decimal { behind, .. } if field.required => {
            format!("format!(\"{{:.{behind}}}\", one)")
        }
        Kind::Decimal { behind, .. } => format!("format!(\"{{one:.{behind}}}\")"),
        _ => "one.to_string()".to_owned(),
    };
    let fraction = format!("parsed::written(&{digits}, language.decimal_mark())");
    let text = match field.kind {
        Kind::Decimal { .. } | Kind::Float => fraction.as_str(),
        Kind::Moment => "one.format(\"%Y-%m-%dT%H:%M:%S\").to_string()",
        _ => "one.to_string()",
    };
    let (shown, shown_type) = match field.kind {
        Kind::Decimal { .. } => (digits.as_str(), "String"),
        Kind::Time => ("one.format(\"%H:%M\").to_string()", "String"),
        Kind::Moment => (
            "(one.date(), one.format(\"%H:%M\").to_string())",
            "(NaiveDate, String)",
        ),
        Kind::Uuid | Kind::Json | Kind::Float => ("one.to_string()", "String"),
        _ => ("", ""),
    };
    let value = format!("values.{}", told.value);
    told.text = if field.required {
        told.each(&value, text)
    } else {
        format!("{}.unwrap_or_default()", told.each(&value, text))
    };
    if !shown.is_empty() {
        told.shown = told.each(&format!("{}.{}", of.singular, told.column), shown);
        told.shown_type = if field.required {
            shown_type.to_owned()
        } else {
            format!("Option<{shown_type}>")
        };
    }
    told.parse = parse;
    told.refusal = refusal;
}

/// Values for the tests: one in Rust, another as it is typed.
fn samples(told: &mut ToldField, field: &Field) {
    let target = told.target.as_ref();
    let own = told.own;
    let (built, typed) = match &field.kind {
        Kind::Line { max } | Kind::Paragraphs { max } if *max >= 60 => (
            some(field, format!("format!(\"{} {{number}}\")", told.human)),
            format!("\"Another {}\".to_owned()", told.human.to_lowercase()),
        ),
        Kind::Line { max } | Kind::Paragraphs { max } if field.unique || *max >= 4 => {
            let other = "zzzz".get(..(*max as usize).min(4)).unwrap_or("z");
            (
                some(field, "number.to_string()".to_owned()),
                format!("\"{other}\".to_owned()"),
            )
        }
        Kind::Line { .. } | Kind::Paragraphs { .. } => (
            some(field, "\"x\".to_owned()".to_owned()),
            "\"y\".to_owned()".to_owned(),
        ),
        Kind::SmallNumber => (
            some(field, "i16::try_from(number % 30_000).unwrap_or_default()".to_owned()),
            "\"31000\".to_owned()".to_owned(),
        ),
        Kind::Number => (
            some(field, "i64::from(number)".to_owned()),
            "\"1234567890\".to_owned()".to_owned(),
        ),
        Kind::Decimal { digits, behind } => {
            let before = digits - behind;
            let whole = if before == 0 { 0 } else { 7 };
            let number = match behind {
                0 => whole.to_string(),
                behind => format!("{whole}.{:0<1$}", 5, *behind as usize),
            };
            let limit = 10_u32.pow((*digits).min(9));
            (
                some(
                    field,
                    format!("sea_orm::prelude::Decimal::new(i64::from(number % {limit}), {behind})"),
                ),
                format!("\"{number}\".to_owned()"),
            )
        }
        Kind::Float => (
            some(field, "f64::from(number)".to_owned()),
            "\"0.25\".to_owned()".to_owned(),
        ),
        Kind::Flag => ("true".to_owned(), "\"on\".to_owned()".to_owned()),
        Kind::Date => (
            some(field, "TestApp::today() - chrono::Days::new(number.into())".to_owned()),
            "\"2031-12-24\".to_owned()".to_owned(),
        ),
        Kind::Time => (
            some(
                field,
                "chrono::NaiveTime::MIN + chrono::TimeDelta::seconds(i64::from(number % 86_400))".to_owned(),
            ),
            "\"14:30:00\".to_owned()".to_owned(),
        ),
        Kind::Moment => (
            some(
                field,
                "TestApp::today().and_time(chrono::NaiveTime::MIN) - chrono::TimeDelta::minutes(number.into())"
                    .to_owned(),
            ),
            "\"2031-12-24T14:30:00\".to_owned()".to_owned(),
        ),
        Kind::Uuid => (
            some(field, "uuid::Uuid::from_u128(number.into())".to_owned()),
            "\"6f1c7a52-0b0e-4d43-9c2f-3a1d5b7e9f10\".to_owned()".to_owned(),
        ),
        Kind::Json => (
            some(field, "serde_json::json!({ \"number\": number })".to_owned()),
            "r#\"{\"some\":[1,\"thing\"]}\"#.to_owned()".to_owned(),
        ),
        Kind::Choice(_) => (
            String::new(),
            format!(
                "\"{}\".to_owned()",
                told.choices.last().map_or("", |choice| choice.code.as_str())
            ),
        ),
        Kind::Reference(_) => (
            if own {
                "None".to_owned()
            } else {
                some(
                    field,
                    format!("{}.id", target.map_or("", |target| target.built_with_number.as_str())),
                )
            },
            format!(
                "{}.id.to_string()",
                target.map_or("", |target| target.built.as_str())
            ),
        ),
        Kind::Many(_) => (
            match target {
                // Which would have one of its own, and so on.
                Some(target) if target.is_self => "Vec::new()".to_owned(),
                _ => format!(
                    "vec![{}.id]",
                    target.map_or("", |target| target.built_with_number.as_str())
                ),
            },
            format!(
                "{}.id.to_string()",
                target.map_or("", |target| target.built.as_str())
            ),
        ),
    };
    told.built = built;
    told.typed = typed;
}
