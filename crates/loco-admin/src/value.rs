//! Values of columns: read from forms and rows, written for forms, lists and the history.
use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Utc};
use chrono_tz::Tz;
use sea_orm::sea_query::{ArrayType, ColumnType, OptionEnum, StringLen};
use sea_orm::{DbErr, QueryResult, Value};

/// What a column holds, as far as forms and lists care.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Integer,
    Decimal,
    Flag,
    Day,
    Time,
    Instant,
    Uuid,
    Json,
    /// Nothing that can be typed: shown only.
    Other,
}

impl Kind {
    pub fn of(array: &ArrayType) -> Self {
        match array {
            ArrayType::String | ArrayType::Char | ArrayType::Enum(_) => Self::Text,
            ArrayType::TinyInt
            | ArrayType::SmallInt
            | ArrayType::Int
            | ArrayType::BigInt
            | ArrayType::TinyUnsigned
            | ArrayType::SmallUnsigned
            | ArrayType::Unsigned
            | ArrayType::BigUnsigned => Self::Integer,
            ArrayType::Float | ArrayType::Double | ArrayType::Decimal => Self::Decimal,
            ArrayType::Bool => Self::Flag,
            ArrayType::ChronoDate => Self::Day,
            ArrayType::ChronoTime => Self::Time,
            ArrayType::ChronoDateTime
            | ArrayType::ChronoDateTimeUtc
            | ArrayType::ChronoDateTimeWithTimeZone => Self::Instant,
            ArrayType::Uuid => Self::Uuid,
            ArrayType::Json => Self::Json,
            _ => Self::Other,
        }
    }
}

/// Whether words can be searched for in a column.
pub(crate) fn is_text(column: &ColumnType) -> bool {
    matches!(
        column,
        ColumnType::Char(_) | ColumnType::String(_) | ColumnType::Text | ColumnType::Enum { .. }
    )
}

/// The longest text that a column takes, in characters.
pub(crate) fn longest(column: &ColumnType) -> Option<u32> {
    match column {
        ColumnType::Char(most) => *most,
        ColumnType::String(StringLen::N(most)) => Some(*most),
        _ => None,
    }
}

/// How many digits a column keeps behind the point.
pub(crate) fn behind(column: &ColumnType) -> Option<u32> {
    match column {
        ColumnType::Decimal(digits) => digits.map(|(_, behind)| behind),
        _ => None,
    }
}

/// No value of a type; `None` for a type that this crate does not know.
pub(crate) fn null(of: &ArrayType) -> Option<Value> {
    Some(match of {
        ArrayType::String => Value::String(None),
        ArrayType::Char => Value::Char(None),
        ArrayType::Enum(name) => Value::Enum(OptionEnum::None((**name).clone())),
        ArrayType::TinyInt => Value::TinyInt(None),
        ArrayType::SmallInt => Value::SmallInt(None),
        ArrayType::Int => Value::Int(None),
        ArrayType::BigInt => Value::BigInt(None),
        ArrayType::TinyUnsigned => Value::TinyUnsigned(None),
        ArrayType::SmallUnsigned => Value::SmallUnsigned(None),
        ArrayType::Unsigned => Value::Unsigned(None),
        ArrayType::BigUnsigned => Value::BigUnsigned(None),
        ArrayType::Float => Value::Float(None),
        ArrayType::Double => Value::Double(None),
        ArrayType::Decimal => Value::Decimal(None),
        ArrayType::Bool => Value::Bool(None),
        ArrayType::ChronoDate => Value::ChronoDate(None),
        ArrayType::ChronoTime => Value::ChronoTime(None),
        ArrayType::ChronoDateTime => Value::ChronoDateTime(None),
        ArrayType::ChronoDateTimeUtc => Value::ChronoDateTimeUtc(None),
        ArrayType::ChronoDateTimeWithTimeZone => Value::ChronoDateTimeWithTimeZone(None),
        ArrayType::Uuid => Value::Uuid(None),
        ArrayType::Json => Value::Json(None),
        _ => return None,
    })
}

/// Whether there is no value.
pub(crate) fn is_null(value: &Value) -> bool {
    *value == value.as_null()
}

/// Reads what somebody typed; empty is no value. `Err` is the key of a message.
pub(crate) fn parse(of: &ArrayType, text: &str, zone: Tz) -> Result<Value, &'static str> {
    fn number<T: std::str::FromStr>(text: &str) -> Result<T, &'static str> {
        text.trim().parse().map_err(|_| "admin-error-number")
    }
    let trimmed = text.trim();
    if trimmed.is_empty() && !matches!(of, ArrayType::String | ArrayType::Char) {
        return null(of).ok_or("admin-error-value");
    }
    Ok(match of {
        ArrayType::String => Value::from(text),
        ArrayType::Char => {
            let mut all = text.chars();
            match (all.next(), all.next()) {
                (None, _) => Value::Char(None),
                (Some(one), None) => Value::from(one),
                _ => return Err("admin-error-one-character"),
            }
        }
        ArrayType::Enum(name) => {
            Value::Enum(OptionEnum::Some(Box::new(sea_orm::sea_query::Enum {
                type_name: (**name).clone(),
                value: trimmed.to_owned().into(),
            })))
        }
        ArrayType::TinyInt => number::<i8>(text)?.into(),
        ArrayType::SmallInt => number::<i16>(text)?.into(),
        ArrayType::Int => number::<i32>(text)?.into(),
        ArrayType::BigInt => number::<i64>(text)?.into(),
        ArrayType::TinyUnsigned => number::<u8>(text)?.into(),
        ArrayType::SmallUnsigned => number::<u16>(text)?.into(),
        ArrayType::Unsigned => number::<u32>(text)?.into(),
        ArrayType::BigUnsigned => number::<u64>(text)?.into(),
        ArrayType::Float => finite(number::<f32>(text)?.into())?,
        ArrayType::Double => finite(number::<f64>(text)?.into())?,
        ArrayType::Decimal => number::<sea_orm::prelude::Decimal>(text)?.into(),
        ArrayType::Bool => match trimmed {
            "true" | "on" | "1" => true.into(),
            "false" | "off" | "0" => false.into(),
            _ => return Err("admin-error-choice"),
        },
        ArrayType::ChronoDate => day(trimmed)?.into(),
        ArrayType::ChronoTime => NaiveTime::parse_from_str(trimmed, "%H:%M:%S%.f")
            .or_else(|_| NaiveTime::parse_from_str(trimmed, "%H:%M"))
            .map_err(|_| "admin-error-time")?
            .into(),
        ArrayType::ChronoDateTime => local(trimmed)?.into(),
        ArrayType::ChronoDateTimeUtc => instant(trimmed, zone)?.into(),
        ArrayType::ChronoDateTimeWithTimeZone => instant(trimmed, zone)?.fixed_offset().into(),
        ArrayType::Uuid => uuid::Uuid::parse_str(trimmed)
            .map_err(|_| "admin-error-uuid")?
            .into(),
        ArrayType::Json => serde_json::from_str::<serde_json::Value>(trimmed)
            .map_err(|_| "admin-error-json")?
            .into(),
        _ => return Err("admin-error-value"),
    })
}

fn finite(number: Value) -> Result<Value, &'static str> {
    let is_finite = match &number {
        Value::Float(Some(number)) => number.is_finite(),
        Value::Double(Some(number)) => number.is_finite(),
        _ => true,
    };
    is_finite.then_some(number).ok_or("admin-error-number")
}

/// A day as a date field sends it. Years have four digits: both databases keep those.
pub(crate) fn day(text: &str) -> Result<NaiveDate, &'static str> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d")
        .ok()
        .filter(|day| (1..=9999).contains(&chrono::Datelike::year(day)))
        .ok_or("admin-error-day")
}

fn local(text: &str) -> Result<NaiveDateTime, &'static str> {
    [
        "%Y-%m-%dT%H:%M:%S%.f",
        "%Y-%m-%dT%H:%M",
        "%Y-%m-%d %H:%M:%S%.f",
        "%Y-%m-%d %H:%M",
    ]
    .iter()
    .find_map(|form| NaiveDateTime::parse_from_str(text, form).ok())
    .filter(|at| (1..=9999).contains(&chrono::Datelike::year(at)))
    .ok_or("admin-error-moment")
}

fn instant(text: &str, zone: Tz) -> Result<DateTime<Utc>, &'static str> {
    if let Ok(instant) = DateTime::parse_from_rfc3339(text) {
        return Ok(instant.to_utc());
    }
    zone.from_local_datetime(&local(text)?)
        .earliest()
        .map(|instant| instant.to_utc())
        // The hour that a clock leaves out in spring.
        .ok_or("admin-error-moment")
}

/// A value as the text that keys, versions and the history keep; `None` for no value.
pub(crate) fn text(value: &Value) -> Option<String> {
    if is_null(value) {
        return None;
    }
    Some(match value {
        Value::Bool(Some(value)) => value.to_string(),
        Value::TinyInt(Some(value)) => value.to_string(),
        Value::SmallInt(Some(value)) => value.to_string(),
        Value::Int(Some(value)) => value.to_string(),
        Value::BigInt(Some(value)) => value.to_string(),
        Value::TinyUnsigned(Some(value)) => value.to_string(),
        Value::SmallUnsigned(Some(value)) => value.to_string(),
        Value::Unsigned(Some(value)) => value.to_string(),
        Value::BigUnsigned(Some(value)) => value.to_string(),
        Value::Float(Some(value)) => value.to_string(),
        Value::Double(Some(value)) => value.to_string(),
        Value::Decimal(Some(value)) => value.to_string(),
        Value::String(Some(value)) => value.clone(),
        Value::Char(Some(value)) => value.to_string(),
        Value::Enum(OptionEnum::Some(value)) => value.value.to_string(),
        Value::Uuid(Some(value)) => value.to_string(),
        Value::Json(Some(value)) => value.to_string(),
        Value::ChronoDate(Some(value)) => value.to_string(),
        Value::ChronoTime(Some(value)) => value.to_string(),
        Value::ChronoDateTime(Some(value)) => value.format("%Y-%m-%dT%H:%M:%S%.f").to_string(),
        Value::ChronoDateTimeUtc(Some(value)) => value.to_rfc3339(),
        Value::ChronoDateTimeWithTimeZone(Some(value)) => value.to_utc().to_rfc3339(),
        Value::Bytes(Some(bytes)) => format!("{} bytes", bytes.len()),
        other => format!("{other:?}"),
    })
}

/// A value as a form field has it: instants in the site's time zone, to the second.
pub(crate) fn input(value: &Value, zone: Tz) -> String {
    const FORM: &str = "%Y-%m-%dT%H:%M:%S";
    match instant_of(value) {
        Some(instant) => instant.with_timezone(&zone).format(FORM).to_string(),
        None => match value {
            Value::ChronoDateTime(Some(value)) => value.format(FORM).to_string(),
            _ => text(value).unwrap_or_default(),
        },
    }
}

/// The instant in a value that has one.
pub(crate) fn instant_of(value: &Value) -> Option<DateTime<Utc>> {
    match value {
        Value::ChronoDateTimeUtc(value) => *value,
        Value::ChronoDateTimeWithTimeZone(value) => value.map(|value| value.to_utc()),
        _ => None,
    }
}

/// The instant at which a day begins in a time zone; in UTC where the zone has no such midnight.
pub(crate) fn beginning_of(day: NaiveDate, zone: Tz) -> DateTime<Utc> {
    let midnight = day.and_time(NaiveTime::MIN);
    midnight
        .and_local_timezone(zone)
        .earliest()
        .map_or_else(|| midnight.and_utc(), |local| local.to_utc())
}

/// An instant as a value of a column's type; `None` where the column holds none.
pub(crate) fn of_instant(of: &ArrayType, instant: DateTime<Utc>) -> Option<Value> {
    Some(match of {
        ArrayType::ChronoDateTimeUtc => instant.into(),
        ArrayType::ChronoDateTimeWithTimeZone => instant.fixed_offset().into(),
        ArrayType::ChronoDateTime => instant.naive_utc().into(),
        _ => return None,
    })
}

/// The value in this place of a row.
pub(crate) fn get(row: &QueryResult, place: usize, of: &ArrayType) -> Result<Value, DbErr> {
    fn some<T: sea_orm::TryGetable + Into<Value> + sea_orm::sea_query::Nullable>(
        row: &QueryResult,
        place: usize,
    ) -> Result<Value, DbErr> {
        Ok(row.try_get_by_index::<Option<T>>(place)?.into())
    }
    match of {
        ArrayType::Bool => some::<bool>(row, place),
        ArrayType::TinyInt => some::<i8>(row, place),
        ArrayType::SmallInt => some::<i16>(row, place),
        ArrayType::Int => some::<i32>(row, place),
        ArrayType::BigInt => some::<i64>(row, place),
        ArrayType::TinyUnsigned => some::<u8>(row, place),
        ArrayType::SmallUnsigned => some::<u16>(row, place),
        ArrayType::Unsigned => some::<u32>(row, place),
        ArrayType::BigUnsigned => some::<u64>(row, place),
        ArrayType::ChronoDate => some::<NaiveDate>(row, place),
        ArrayType::ChronoDateTime => some::<NaiveDateTime>(row, place),
        ArrayType::ChronoDateTimeUtc => some::<DateTime<Utc>>(row, place),
        ArrayType::ChronoDateTimeWithTimeZone => some::<DateTime<chrono::FixedOffset>>(row, place),
        ArrayType::Uuid => some::<uuid::Uuid>(row, place),
        ArrayType::String | ArrayType::Char => some::<String>(row, place),
        other => Err(DbErr::Type(format!("a key cannot be a {other:?}"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_form_sends_becomes_a_value_and_back() {
        let zone = chrono_tz::Europe::Berlin;
        for (of, typed) in [
            (ArrayType::Int, "-7"),
            (ArrayType::BigInt, "9000000000"),
            (ArrayType::Bool, "true"),
            (ArrayType::ChronoDate, "2026-02-28"),
            (ArrayType::ChronoDateTimeUtc, "2026-07-01T12:30:00"),
            (ArrayType::Uuid, "0193a1c4-0000-7000-8000-000000000001"),
            (ArrayType::Decimal, "12.50"),
            (ArrayType::String, " kept as it is "),
        ] {
            let value = parse(&of, typed, zone).unwrap();
            assert_eq!(input(&value, zone), typed, "{of:?}");
        }
    }

    #[test]
    fn an_instant_is_stored_in_utc() {
        let value = parse(
            &ArrayType::ChronoDateTimeUtc,
            "2026-07-01T12:30",
            chrono_tz::Europe::Berlin,
        )
        .unwrap();
        assert_eq!(text(&value).unwrap(), "2026-07-01T10:30:00+00:00");
    }

    #[test]
    fn nonsense_is_refused_with_a_message() {
        for (of, typed) in [
            (ArrayType::Int, "seven"),
            (ArrayType::Int, "99999999999"),
            (ArrayType::Double, "NaN"),
            (ArrayType::ChronoDate, "2026-02-30"),
            (ArrayType::ChronoDate, "+12026-02-03"),
            (ArrayType::ChronoDateTimeUtc, "tomorrow"),
            (ArrayType::Uuid, "x"),
            (ArrayType::Json, "{"),
            (ArrayType::Bool, "maybe"),
        ] {
            assert!(parse(&of, typed, chrono_tz::UTC).is_err(), "{of:?} {typed}");
        }
    }

    #[test]
    fn empty_is_no_value_except_for_text() {
        assert!(is_null(
            &parse(&ArrayType::Int, " ", chrono_tz::UTC).unwrap()
        ));
        assert!(!is_null(
            &parse(&ArrayType::String, "", chrono_tz::UTC).unwrap()
        ));
    }
}
