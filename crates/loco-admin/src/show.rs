//! Values as lists and read-only pages show them.
use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use sea_orm::sea_query::ExprTrait;
use sea_orm::{Condition, DbErr, Value};
use serde::Serialize;

use crate::declare::Cell;
use crate::erased::Entry;
use crate::field::Field;
use crate::number;
use crate::object::Object;
use crate::value::{self, Kind};
use crate::visit::Visit;
use crate::{Language, Op};

/// A cell, ready for a template.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct Shown {
    pub text: String,
    pub url: Option<String>,
    /// `yes` or `no`, for a sign beside the word.
    pub flag: Option<&'static str>,
    pub number: bool,
    /// A key that nobody reads as a word.
    pub uuid: bool,
    /// One of a few labels, which stays on its line.
    pub choice: bool,
    /// What a machine reads, for `<time>`.
    pub datetime: Option<String>,
}

impl Shown {
    pub fn words(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
        }
    }
}

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

pub(crate) fn day(day: NaiveDate, language: Language) -> String {
    match language {
        Language::English => {
            let month = MONTHS[day.month0() as usize % 12];
            format!("{} {month} {}", day.day(), day.year())
        }
        Language::German => format!("{:02}.{:02}.{}", day.day(), day.month(), day.year()),
    }
}

pub(crate) fn moment(visit: &Visit, instant: DateTime<Utc>) -> String {
    let local = instant.with_timezone(&visit.site.zone());
    format!(
        "{}, {}",
        day(local.date_naive(), visit.language),
        local.format("%H:%M")
    )
}

/// A cell in the person's language.
pub(crate) fn cell(visit: &Visit, cell: &Cell) -> Shown {
    match cell {
        Cell::Empty => Shown::default(),
        Cell::Text(text) => Shown::words(visit.said(text)),
        Cell::Flag(flag) => self::flag(visit, *flag),
        Cell::Number(number) => Shown {
            number: true,
            ..Shown::words(number::whole(*number, visit.language))
        },
        Cell::Day(day) => Shown {
            datetime: Some(day.to_string()),
            ..Shown::words(self::day(*day, visit.language))
        },
        Cell::Instant(instant) => Shown {
            datetime: Some(instant.to_rfc3339()),
            ..Shown::words(moment(visit, *instant))
        },
        Cell::Link { text, url } => Shown {
            url: Some(url.clone()).filter(|url| url.starts_with('/') && !url.starts_with("//")),
            ..Shown::words(text)
        },
    }
}

fn flag(visit: &Visit, flag: bool) -> Shown {
    let (sign, key) = if flag {
        ("yes", "admin-yes")
    } else {
        ("no", "admin-no")
    };
    Shown {
        flag: Some(sign),
        ..Shown::words(visit.text(key))
    }
}

/// A value of a field, apart from those that point elsewhere.
pub(crate) fn value(visit: &Visit, field: &Field, value: &Value) -> Shown {
    if field.is_kept() {
        return Shown::words("••••••");
    }
    let Some(text) = value::text(value) else {
        return Shown::default();
    };
    if let Some(reads) = field.tweak.reads {
        return Shown::words(reads(&text));
    }
    if let Some(label) = field.choice(&text) {
        return Shown {
            choice: true,
            ..Shown::words(visit.said(label))
        };
    }
    match (field.kind, value) {
        (Kind::Flag, Value::Bool(Some(is))) => flag(visit, *is),
        (Kind::Day, Value::ChronoDate(Some(day))) => cell(visit, &Cell::Day(*day)),
        (Kind::Instant, value) => match value::instant_of(value) {
            Some(instant) => cell(visit, &Cell::Instant(instant)),
            None => Shown::words(text.replace('T', " ")),
        },
        (Kind::Integer, _) if !field.is_key && field.points_to.is_none() => Shown {
            number: true,
            ..Shown::words(
                text.parse()
                    .map_or(text, |number| number::whole(number, visit.language)),
            )
        },
        (Kind::Uuid, _) => Shown {
            uuid: true,
            ..Shown::words(text)
        },
        (Kind::Decimal, value) if field.points_to.is_none() => Shown {
            number: true,
            ..Shown::words(number::shown(field, value, visit.language))
        },
        _ => Shown::words(text),
    }
}

/// What rows that others point to are called, by table, column and value there.
#[derive(Default)]
pub(crate) struct Related(BTreeMap<(String, String), BTreeMap<String, Shown>>);

impl Related {
    /// Loads what the values of these fields point to: one query for each field.
    pub async fn load(
        visit: &Visit,
        entry: &Entry,
        fields: &[usize],
        objects: &[Object],
    ) -> Result<Self, DbErr> {
        let mut related = Self::default();
        for place in fields {
            let values: Vec<Value> = objects
                .iter()
                .map(|object| object.values[*place].clone())
                .collect();
            related.add(visit, &entry.fields[*place], values).await?;
        }
        Ok(related)
    }

    /// Loads what these values of a field point to.
    pub async fn add(
        &mut self,
        visit: &Visit,
        field: &Field,
        values: Vec<Value>,
    ) -> Result<(), DbErr> {
        let Some(to) = &field.points_to else {
            return Ok(());
        };
        let Some(target) = visit.site.by_table(&to.table) else {
            return Ok(());
        };
        let Some(place) = target.place(&to.column) else {
            return Ok(());
        };
        let known = self
            .0
            .entry((to.table.clone(), to.column.clone()))
            .or_default();
        let mut seen = BTreeSet::new();
        let wanted: Vec<Value> = values
            .into_iter()
            .filter(|value| {
                value::text(value)
                    .is_some_and(|text| !known.contains_key(&text) && seen.insert(text))
            })
            .collect();
        if wanted.is_empty() {
            return Ok(());
        }
        let limit = wanted.len() as u64;
        let condition = Condition::all().add(target.column(&to.column).is_in(wanted));
        let rows = target
            .load_where(&visit.db(), &visit.staff, condition, limit, false)
            .await?;
        for row in rows {
            let url = if target.can(&visit.staff, Op::View, Some(&row)) {
                Some(target.object_url(&row.key, "change"))
            } else {
                None
            };
            known.insert(
                value::text(&row.values[place]).unwrap_or_default(),
                Shown {
                    url,
                    ..Shown::words(row.label)
                },
            );
        }
        Ok(())
    }

    /// What a value of a field shows.
    pub fn shown(&self, visit: &Visit, field: &Field, of: &Value) -> Shown {
        let Some(to) = &field.points_to else {
            return value(visit, field, of);
        };
        let Some(text) = value::text(of) else {
            return Shown::default();
        };
        self.0
            .get(&(to.table.clone(), to.column.clone()))
            .and_then(|known| known.get(&text))
            .cloned()
            // Out of this person's sight, or of a table that is not registered.
            .unwrap_or_else(|| Shown::words(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_read_as_the_language_does() {
        let date = NaiveDate::from_ymd_opt(2026, 3, 1).unwrap();
        assert_eq!(day(date, Language::English), "1 Mar 2026");
        assert_eq!(day(date, Language::German), "01.03.2026");
    }
}
