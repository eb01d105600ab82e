//! The filters beside a list: which parameters are theirs, and what they let through.
use chrono::{Datelike, Days, NaiveDate};
use sea_orm::Condition;
use sea_orm::sea_query::ExprTrait;

use super::address::unknown_value;
use super::operators::{self, Operator};
use super::paired::Paired;
use super::period::{Period, between};
use super::{Address, Rows};
use crate::declare::{DeclaredFilter, DeclaredMany, FilterKind};
use crate::erased::Entry;
use crate::error::Result;
use crate::field::Field;
use crate::value::{self, Kind};
use crate::visit::Visit;

/// Times that a date filter offers beside a range of its own.
pub(super) const TIMES: [&str; 5] = [
    "today",
    "past-7-days",
    "this-month",
    "this-year",
    "before-today",
];

fn time(name: &str, today: NaiveDate) -> Option<(Option<NaiveDate>, Option<NaiveDate>)> {
    let tomorrow = today.succ_opt();
    Some(match name {
        "today" => (Some(today), tomorrow),
        "past-7-days" => (today.checked_sub_days(Days::new(7)), tomorrow),
        "this-month" => {
            let (from, before) = Period::Month(today.year(), today.month()).days()?;
            (Some(from), Some(before))
        }
        "this-year" => {
            let (from, before) = Period::Year(today.year()).days()?;
            (Some(from), Some(before))
        }
        "before-today" => (None, Some(today)),
        _ => return None,
    })
}

/// What follows the name of a filter in a parameter that is one of this filter's.
pub(super) fn part<'p>(
    entry: &Entry,
    filter: &DeclaredFilter,
    parameter: &'p str,
) -> Option<&'p str> {
    let part = match parameter.strip_prefix(filter.name)? {
        "" => "",
        rest => rest.strip_prefix("__").filter(|part| !part.is_empty())?,
    };
    let field = entry.field(filter.name);
    let known = match &filter.kind {
        FilterKind::Empty => part == "empty",
        FilterKind::Field => match part {
            "" => true,
            "empty" => field.is_some_and(|field| field.null),
            "from" | "to" => {
                field.is_some_and(|field| matches!(field.kind, Kind::Day | Kind::Instant))
            }
            _ => false,
        },
        FilterKind::Operators => field
            .zip(Operator::parse(part))
            .is_some_and(|(field, operator)| operators::offered(field).contains(&operator)),
        FilterKind::Many(_) | FilterKind::Custom(..) => part.is_empty(),
    };
    known.then_some(part)
}

/// The filter that a parameter is one of, and what follows its name there.
pub(super) fn known<'e, 'p>(
    entry: &'e Entry,
    parameter: &'p str,
) -> Option<(&'e DeclaredFilter, &'p str)> {
    let mut filters = entry.declaration.filters.iter();
    filters.find_map(|filter| Some((filter, part(entry, filter, parameter)?)))
}

/// What a filter lets through; `None` where what is asked makes no sense.
pub(super) fn condition(
    visit: &Visit,
    entry: &Entry,
    filter: &DeclaredFilter,
    part: &str,
    asked: &str,
) -> Option<Condition> {
    match (&filter.kind, entry.field(filter.name)) {
        (FilterKind::Custom(choices, apply), _) => choices
            .iter()
            .any(|choice| choice.value == asked)
            .then(|| apply(asked, &visit.site.filter_cx(visit.now))),
        (FilterKind::Many(many), _) => {
            let paired = paired(visit, many, asked)?;
            Some(Condition::all().add(paired.among(entry)))
        }
        (FilterKind::Operators, Some(field)) => {
            operators::condition(visit, entry, field, Operator::parse(part)?, asked)
        }
        (_, Some(field)) if part == "empty" => empty(entry, field, asked),
        (_, Some(field)) => by_field(visit, entry, field, part, asked),
        (_, None) => None,
    }
}

/// Narrows the rows to what the filters in the address let through.
pub(super) fn narrow(rows: &mut Rows<'_>, address: &Address) -> Result<()> {
    let entry = rows.entry;
    let visit = rows.visit;
    for (parameter, asked) in &address.filters {
        let wrong = || unknown_value(visit, parameter, asked);
        let (filter, part) = known(entry, parameter).ok_or_else(wrong)?;
        if let FilterKind::Many(many) = &filter.kind {
            rows.pair(paired(visit, many, asked).ok_or_else(wrong)?);
            continue;
        }
        rows.narrow(condition(visit, entry, filter, part, asked).ok_or_else(wrong)?);
    }
    within_period(rows, address);
    Ok(())
}

/// Narrows the rows to the year, month or day that the list is opened up at.
pub(super) fn within_period(rows: &mut Rows<'_>, address: &Address) {
    let (visit, entry) = (rows.visit, rows.entry);
    if let (Some(period), Some(field)) = (
        address.period,
        entry.declaration.period.and_then(|name| entry.field(name)),
    ) {
        let (from, before) = period
            .days()
            .map_or((None, None), |(a, b)| (Some(a), Some(b)));
        rows.narrow(between(visit, entry, field, from, before));
    }
}

pub(super) fn empty(entry: &Entry, field: &Field, asked: &str) -> Option<Condition> {
    let is_empty = match asked {
        "1" => true,
        "0" => false,
        _ => return None,
    };
    if let Some((column, none)) = entry.stands_for(field) {
        let all = Condition::all();
        return Some(all.add(if is_empty {
            column.eq(none)
        } else {
            column.gt(none)
        }));
    }
    let column = entry.column(field.name);
    let mut condition = Condition::any().add(column.clone().is_null());
    if field.is_text {
        condition = condition.add(column.eq(""));
    }
    Some(if is_empty { condition } else { condition.not() })
}

fn by_field(
    visit: &Visit,
    entry: &Entry,
    field: &Field,
    part: &str,
    asked: &str,
) -> Option<Condition> {
    if matches!(field.kind, Kind::Day | Kind::Instant) {
        let (from, before) = match part {
            "from" => (Some(value::day(asked).ok()?), None),
            "to" => (None, Some(value::day(asked).ok()?.succ_opt()?)),
            _ => time(asked, visit.today())?,
        };
        return Some(between(visit, entry, field, from, before));
    }
    if !field.choices.is_empty() && field.choice(asked).is_none() {
        return None;
    }
    let wanted = value::parse(&field.array, asked, visit.site.zone()).ok()?;
    if field.points_to.is_some() && value::is_null(&wanted) {
        return None;
    }
    Some(Condition::all().add(entry.column(field.name).eq(wanted)))
}

/// Rows that are paired with the row of this key.
fn paired(visit: &Visit, many: &DeclaredMany, asked: &str) -> Option<Paired> {
    let target = visit.site.by_table(&many.target)?;
    let field = target.field(&many.right.1)?;
    let wanted = value::parse(&field.array, asked, visit.site.zone())
        .ok()
        .filter(|wanted| !value::is_null(wanted))?;
    Some(Paired::new(many, wanted))
}
