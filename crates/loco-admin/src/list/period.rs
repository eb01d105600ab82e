//! Opening a list up by years, months and days.
use std::fmt;

use chrono::{Datelike, Months, NaiveDate};
use sea_orm::sea_query::ExprTrait;
use sea_orm::{Condition, ConnectionTrait, DbErr, Order, Value};
use serde::Serialize;

use super::{Address, Rows, filters};
use crate::erased::Entry;
use crate::field::Field;
use crate::show;
use crate::value::{self, Kind};
use crate::visit::Visit;

/// A year, a month or a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Period {
    Year(i32),
    Month(i32, u32),
    Day(NaiveDate),
}

impl Period {
    pub fn parse(text: &str) -> Option<Self> {
        let parts: Vec<&str> = text.split('-').collect();
        let year = |text: &str| text.parse().ok().filter(|year| (1..=9998).contains(year));
        match parts[..] {
            [y] => Some(Self::Year(year(y)?)),
            [y, m] => {
                let month = m.parse().ok().filter(|month| (1..=12).contains(month))?;
                Some(Self::Month(year(y)?, month))
            }
            [y, ..] => {
                year(y)?;
                value::day(text).ok().map(Self::Day)
            }
            [] => None,
        }
    }

    /// The first day, and the first day after.
    pub fn days(self) -> Option<(NaiveDate, NaiveDate)> {
        match self {
            Self::Year(year) => Some((
                NaiveDate::from_ymd_opt(year, 1, 1)?,
                NaiveDate::from_ymd_opt(year + 1, 1, 1)?,
            )),
            Self::Month(year, month) => {
                let first = NaiveDate::from_ymd_opt(year, month, 1)?;
                Some((first, first.checked_add_months(Months::new(1))?))
            }
            Self::Day(day) => Some((day, day.succ_opt()?)),
        }
    }

    fn label(self, visit: &Visit) -> String {
        match self {
            Self::Year(year) => year.to_string(),
            Self::Month(year, month) => {
                format!("{} {year}", visit.text(&format!("admin-month-{month}")))
            }
            Self::Day(day) => show::day(day, visit.language),
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(formatter, "{year:04}"),
            Self::Month(year, month) => write!(formatter, "{year:04}-{month:02}"),
            Self::Day(day) => day.fmt(formatter),
        }
    }
}

/// From a day on, until before another, for a date or an instant.
pub(super) fn between(
    visit: &Visit,
    entry: &Entry,
    field: &Field,
    from: Option<NaiveDate>,
    before: Option<NaiveDate>,
) -> Condition {
    let at = |day: NaiveDate| -> Option<Value> {
        if field.kind == Kind::Day {
            return Some(day.into());
        }
        value::of_instant(&field.array, value::beginning_of(day, visit.site.zone()))
    };
    let mut all = Condition::all();
    let mut column = entry.column(field.name);
    let mut from = from;
    if let Some((stand_in, none)) = entry.stands_for(field) {
        column = stand_in;
        from = from.filter(|from| *from > none);
        if from.is_none() {
            // Rows without a value are no day's.
            all = all.add(column.clone().gt(none));
        }
    }
    if let Some(from) = from.and_then(at) {
        all = all.add(column.clone().gte(from));
    }
    // Days have four digits of a year: SQLite compares their texts.
    let before = before.filter(|day| day.year() <= 9999);
    if let Some(before) = before.and_then(at) {
        all = all.add(column.lt(before));
    }
    all
}

/// The steps above the list: where one is, and where one can go on to.
#[derive(Serialize, Default)]
pub(crate) struct PeriodView {
    pub up: Vec<Step>,
    pub current: Option<String>,
    pub down: Vec<Step>,
}

#[derive(Serialize)]
pub(crate) struct Step {
    label: String,
    url: String,
}

/// Two small queries: the first and the last day of all rows of the period, whatever else narrows the list. Of those
/// that a filter lets through, each row would have to be looked at.
pub(super) async fn view(
    visit: &Visit,
    entry: &Entry,
    address: &Address,
    field: &Field,
) -> Result<PeriodView, DbErr> {
    let mut rows = Rows::of(visit, entry);
    filters::within_period(&mut rows, address);
    let step = |period: Period| Step {
        label: period.label(visit),
        url: address.with(|address| address.period = Some(period)),
    };
    let mut view = PeriodView::default();
    if let Some(period) = address.period {
        view.up.push(Step {
            label: visit.text("admin-period-all"),
            url: address.with(|address| address.period = None),
        });
        match period {
            Period::Year(_) => {}
            Period::Month(year, _) => view.up.push(step(Period::Year(year))),
            Period::Day(day) => {
                view.up.push(step(Period::Year(day.year())));
                view.up.push(step(Period::Month(day.year(), day.month())));
            }
        }
        view.current = Some(period.label(visit));
    }
    let (Some(first), Some(last)) = (
        edge(visit, &rows, field, Order::Asc).await?,
        edge(visit, &rows, field, Order::Desc).await?,
    ) else {
        return Ok(view);
    };
    let steps: Vec<Period> = match address.period {
        None => (first.year()..=last.year())
            .rev()
            .take(50)
            .map(Period::Year)
            .collect(),
        Some(Period::Year(year)) => (1..=12)
            .filter(|month| {
                (first.year(), first.month()) <= (year, *month)
                    && (year, *month) <= (last.year(), last.month())
            })
            .map(|month| Period::Month(year, month))
            .collect(),
        Some(Period::Month(..)) => first
            .iter_days()
            .take_while(|day| *day <= last)
            .take(31)
            .map(Period::Day)
            .collect(),
        Some(Period::Day(_)) => Vec::new(),
    };
    view.down = steps.into_iter().map(step).collect();
    Ok(view)
}

async fn edge(
    visit: &Visit,
    rows: &Rows<'_>,
    field: &Field,
    order: Order,
) -> Result<Option<NaiveDate>, DbErr> {
    let column = rows.entry.column(field.name);
    let mut query = rows.query();
    query
        .clear_order_by()
        .expr(column.clone())
        .and_where(column.clone().is_not_null())
        .order_by_expr(column, order)
        .limit(1);
    let Some(row) = visit.db().query_one(&query).await? else {
        return Ok(None);
    };
    let found = value::get(&row, 0, &field.array)?;
    Ok(match &found {
        Value::ChronoDate(day) => *day,
        Value::ChronoDateTime(at) => at.map(|at| at.date()),
        other => {
            value::instant_of(other).map(|at| at.with_timezone(&visit.site.zone()).date_naive())
        }
    })
}

#[cfg(test)]
mod tests {
    use super::Period;

    #[test]
    fn periods_are_read_and_written_alike() {
        for text in ["2026", "2026-02", "2026-02-28"] {
            assert_eq!(Period::parse(text).unwrap().to_string(), text);
        }
        for text in [
            "",
            "x",
            "2026-13",
            "2026-02-30",
            "2026-2-3-4",
            "99999",
            "-1",
        ] {
            assert_eq!(Period::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_december_ends_with_the_year() {
        let (first, after) = Period::Month(2026, 12).days().unwrap();
        assert_eq!(first.to_string(), "2026-12-01");
        assert_eq!(after.to_string(), "2027-01-01");
    }
}
