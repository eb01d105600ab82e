//! Fields with a value of their own: text, numbers, days, choices.

use loco_gen::column::{Column, ColumnKind, ScalarType, parse_column};

use super::{Field, Kind, NAMES, argument, flags};
use crate::{
    error::{Error, Result},
    naming,
};

/// Reads a field with a value of its own.
pub(super) fn read(name: String, spec: &str) -> Result<Field> {
    let (base, flags) = flags(spec);
    let named = base.split([':', '(']).next().unwrap_or_default();
    let (base, length) = match (named, argument(base)) {
        ("string" | "text" | "decimal", Some(length)) => (named, Some(length)),
        ("decimal_len", Some(length)) => ("decimal", Some(length)),
        _ => (base, None),
    };
    let plain = match base
        .strip_prefix("enum(")
        .and_then(|rest| rest.strip_suffix(')'))
    {
        Some(values) => format!("enum:{values}"),
        None => base.to_owned(),
    };
    let marks = flags.replace('?', "");
    let column = parse_column(&name, &format!("{plain}{marks}"))
        .map_err(|error| unknown(&name, spec, &plain, &error))?;
    let kind = kind_of(&column, &name, spec, length.as_deref())?;
    if flags.contains('?') && !column.nullable {
        return Err(Error::usage(format!(
            "`{name}:{spec}` cannot be both: ? says that it may be empty"
        )));
    }
    if column.unique
        && matches!(
            kind,
            Kind::Choice(_) | Kind::Paragraphs { .. } | Kind::Float | Kind::Json
        )
    {
        return Err(Error::usage(format!(
            "`{name}:{spec}`: only lines of text, exact numbers, dates, times and UUIDs can be unique (^)"
        )));
    }
    // A box is ticked or not: there is no third.
    let required = !column.nullable && kind != Kind::Flag;
    Ok(Field {
        name,
        kind,
        required,
        unique: column.unique,
    })
}

fn kind_of(column: &Column, name: &str, spec: &str, length: Option<&str>) -> Result<Kind> {
    let max = |usual: u32, most: u32| match length {
        None => Ok(usual),
        Some(text) => text
            .trim()
            .parse()
            .ok()
            .filter(|max| (1..=most).contains(max))
            .ok_or_else(|| {
                Error::usage(format!(
                    "`{name}:{spec}`: the most characters must be a number from 1 to {most}"
                ))
            }),
    };
    match &column.kind {
        ColumnKind::Scalar(ScalarType::String) => Ok(Kind::Line {
            max: max(200, 1_000)?,
        }),
        ColumnKind::Scalar(ScalarType::Text) => Ok(Kind::Paragraphs {
            max: max(1_000, 100_000)?,
        }),
        ColumnKind::Scalar(ScalarType::SmallInt) => Ok(Kind::SmallNumber),
        ColumnKind::Scalar(ScalarType::Int | ScalarType::BigInt) => Ok(Kind::Number),
        ColumnKind::Scalar(ScalarType::Decimal) => digits(name, spec, length),
        ColumnKind::Scalar(ScalarType::Float | ScalarType::Double) => Ok(Kind::Float),
        ColumnKind::Scalar(ScalarType::Bool) => Ok(Kind::Flag),
        ColumnKind::Scalar(ScalarType::Date) => Ok(Kind::Date),
        ColumnKind::Scalar(ScalarType::Time) => Ok(Kind::Time),
        ColumnKind::Scalar(ScalarType::DateTime) => Ok(Kind::Moment),
        ColumnKind::Scalar(ScalarType::Uuid) => Ok(Kind::Uuid),
        ColumnKind::Scalar(ScalarType::Json | ScalarType::Jsonb) => Ok(Kind::Json),
        ColumnKind::Scalar(ScalarType::Enum { values }) => choices(name, values).map(Kind::Choice),
        _ => Err(Error::usage(format!(
            "`{name}:{spec}`: forms have no field for this type. They have: {}. A column of another type is added by \
             `generate migration`",
            NAMES.join(", ")
        ))),
    }
}

/// SQLite keeps such numbers with a floating point, in which more digits would not be exact.
const MOST_DIGITS: u32 = 15;

/// `decimal:12:2`, `decimal(12,2)`; twelve digits with two behind the point unless said.
fn digits(name: &str, spec: &str, said: Option<&str>) -> Result<Kind> {
    let (digits, behind) = match said {
        None => (Some(12), Some(2)),
        Some(said) => match said.split_once([':', ',']) {
            Some((digits, behind)) => (digits.trim().parse().ok(), behind.trim().parse().ok()),
            None => (said.trim().parse().ok(), Some(0)),
        },
    };
    match (digits, behind) {
        (Some(digits), Some(behind)) if (1..=MOST_DIGITS).contains(&digits) && behind <= digits => {
            Ok(Kind::Decimal { digits, behind })
        }
        _ => Err(Error::usage(format!(
            "`{name}:{spec}`: say how many digits there are at most, up to {MOST_DIGITS}, and how many of them stand \
             behind the point: {name}:decimal:12:2"
        ))),
    }
}

/// Types that the module of a model has already, so that none of its choices can be called so.
const TYPES_OF_MODELS: &[&str] = &[
    "column", "count", "error", "key", "listing", "option", "order", "pager", "problem", "result",
    "row", "set",
];

fn choices(name: &str, values: &[String]) -> Result<Vec<String>> {
    if TYPES_OF_MODELS.contains(&name) {
        return Err(Error::usage(format!(
            "a choice cannot be called `{name}`, because its type would be `{}`: choose another name, such as {name}_kind",
            naming::pascal(name)
        )));
    }
    let mut words: Vec<String> = Vec::new();
    for value in values {
        let word = naming::word("choice", value)?;
        if words
            .iter()
            .any(|other| naming::pascal(other) == naming::pascal(&word))
        {
            return Err(Error::usage(format!(
                "the field `{name}` has the choice `{word}` twice"
            )));
        }
        words.push(word);
    }
    if words.len() < 2 {
        return Err(Error::usage(format!(
            "the field `{name}` needs two choices at least: {name}:enum:draft,published"
        )));
    }
    Ok(words)
}

fn unknown(name: &str, spec: &str, plain: &str, error: &loco_gen::Error) -> Error {
    let base = plain.split([':', '(']).next().unwrap_or_default();
    if NAMES.contains(&base) {
        return Error::usage(format!("`{name}:{spec}`: {error}"));
    }
    let meant = naming::nearest(base, NAMES.iter().copied()).map_or_else(String::new, |near| {
        format!(" Did you mean `{name}:{near}`?")
    });
    Error::usage(format!(
        "`{name}:{spec}`: there is no type `{base}`.{meant} There are: {}",
        NAMES.join(", ")
    ))
}
