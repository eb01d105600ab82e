//! The filters beside a list: what they let through, and what they offer.
use chrono::{Datelike, Days, NaiveDate};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query};
use sea_orm::{Condition, DbErr};
use serde::Serialize;

use super::address::unknown_value;
use super::period::{Period, between};
use super::{Address, Rows};
use crate::choices;
use crate::declare::{DeclaredFilter, DeclaredMany, FilterKind};
use crate::erased::Entry;
use crate::error::Result;
use crate::field::Field;
use crate::labels;
use crate::value::{self, Kind};
use crate::visit::Visit;

/// Times that a date filter offers beside a range of its own.
const TIMES: [&str; 5] = [
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

/// Narrows the rows to what the filters in the address let through.
pub(super) fn narrow(rows: &mut Rows<'_>, address: &Address) -> Result<()> {
    let entry = rows.entry;
    let visit = rows.visit;
    for (parameter, asked) in &address.filters {
        let (name, part) = parameter
            .rsplit_once("__")
            .filter(|(base, _)| entry.declaration.filters.iter().any(|f| f.name == *base))
            .unwrap_or((parameter, ""));
        let wrong = || unknown_value(visit, parameter, asked);
        let filter = entry
            .declaration
            .filters
            .iter()
            .find(|filter| filter.name == name)
            .ok_or_else(wrong)?;
        let condition = match (&filter.kind, entry.field(name)) {
            (FilterKind::Custom(choices, apply), _) => {
                if !choices.iter().any(|choice| choice.value == *asked) {
                    return Err(wrong());
                }
                apply(asked, &visit.site.filter_cx(visit.now))
            }
            (FilterKind::Many(many), _) => through(visit, entry, many, asked).ok_or_else(wrong)?,
            (_, Some(field)) if part == "empty" => empty(entry, field, asked).ok_or_else(wrong)?,
            (_, Some(field)) => by_field(visit, entry, field, part, asked).ok_or_else(wrong)?,
            (_, None) => return Err(wrong()),
        };
        rows.narrow(condition);
    }
    if let (Some(period), Some(field)) = (
        address.period,
        entry.declaration.period.and_then(|name| entry.field(name)),
    ) {
        let (from, before) = period
            .days()
            .map_or((None, None), |(a, b)| (Some(a), Some(b)));
        rows.narrow(between(
            visit,
            field,
            entry.column(field.name),
            from,
            before,
        ));
    }
    Ok(())
}

fn empty(entry: &Entry, field: &Field, asked: &str) -> Option<Condition> {
    let column = entry.column(field.name);
    let is_empty = match asked {
        "1" => true,
        "0" => false,
        _ => return None,
    };
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
    let column = entry.column(field.name);
    if matches!(field.kind, Kind::Day | Kind::Instant) {
        let (from, before) = match part {
            "from" => (Some(value::day(asked).ok()?), None),
            "to" => (None, Some(value::day(asked).ok()?.succ_opt()?)),
            _ => time(asked, visit.today())?,
        };
        return Some(between(visit, field, column, from, before));
    }
    if !field.choices.is_empty() && field.choice(asked).is_none() {
        return None;
    }
    let wanted = value::parse(&field.array, asked, visit.site.zone()).ok()?;
    if field.points_to.is_some() && value::is_null(&wanted) {
        return None;
    }
    Some(Condition::all().add(column.eq(wanted)))
}

/// Rows that are paired with the row of this key.
fn through(visit: &Visit, entry: &Entry, many: &DeclaredMany, asked: &str) -> Option<Condition> {
    let target = visit.site.by_table(&many.target)?;
    let field = target.field(&many.right.1)?;
    let wanted = value::parse(&field.array, asked, visit.site.zone())
        .ok()
        .filter(|wanted| !value::is_null(wanted))?;
    let pairs = Query::select()
        .column(Alias::new(&many.left.0))
        .from(Alias::new(&many.through))
        .and_where(Expr::col(Alias::new(&many.right.0)).eq(wanted))
        .to_owned();
    Some(Condition::all().add(entry.column(&many.left.1).in_subquery(pairs)))
}

/// A filter as the page shows it.
#[derive(Serialize)]
pub(crate) struct FilterView {
    name: String,
    label: String,
    is_set: bool,
    options: Vec<Offer>,
    /// Where the rows are searched that are too many to be listed.
    lookup: Option<String>,
    /// What is chosen, where it was looked up.
    chosen: Option<String>,
    clear: String,
    range: Option<Range>,
}

#[derive(Serialize)]
struct Offer {
    label: String,
    url: String,
    selected: bool,
}

/// The two ends of a range of days.
#[derive(Serialize)]
struct Range {
    from: String,
    to: String,
    /// The other parameters, which the form sends along.
    others: Vec<(String, String)>,
}

/// The filters with what they offer: one query for each that lists rows of another table.
pub(super) async fn views(
    visit: &Visit,
    entry: &Entry,
    address: &Address,
) -> Result<Vec<FilterView>, DbErr> {
    let mut views = Vec::new();
    for filter in &entry.declaration.filters {
        views.push(view(visit, entry, address, filter).await?);
    }
    Ok(views)
}

async fn view(
    visit: &Visit,
    entry: &Entry,
    address: &Address,
    filter: &DeclaredFilter,
) -> Result<FilterView, DbErr> {
    let name = filter.name;
    let field = entry.field(name);
    let option = |parameter: &str, value: &str, label: String| Offer {
        label,
        url: address.with(|address| {
            address.clear(name);
            address
                .filters
                .push((parameter.to_owned(), value.to_owned()));
        }),
        selected: address.filter(parameter) == Some(value),
    };
    let empty = format!("{name}__empty");
    let is_set = address
        .filters
        .iter()
        .any(|(set, _)| set == name || set.rsplit_once("__").is_some_and(|(base, _)| base == name));
    let clear = address.with(|address| address.clear(name));
    let mut view = FilterView {
        name: name.to_owned(),
        label: labels::field(visit, entry, name, filter.label.as_deref()),
        is_set,
        options: vec![Offer {
            label: visit.text("admin-filter-all"),
            url: clear.clone(),
            selected: !is_set,
        }],
        lookup: None,
        chosen: None,
        clear,
        range: None,
    };
    match (&filter.kind, field) {
        (FilterKind::Custom(choices, _), _) => view.options.extend(
            choices
                .iter()
                .map(|choice| option(name, &choice.value, visit.said(&choice.label))),
        ),
        (FilterKind::Empty, _) => {
            view.options
                .push(option(&empty, "1", visit.text("admin-filter-empty")));
            view.options
                .push(option(&empty, "0", visit.text("admin-filter-not-empty")));
        }
        (FilterKind::Many(many), _) => {
            related(
                visit,
                address,
                &mut view,
                &many.target,
                &many.right.1,
                &option,
            )
            .await?;
        }
        (FilterKind::Field, Some(field)) => {
            if let Some(to) = &field.points_to {
                related(visit, address, &mut view, &to.table, &to.column, &option).await?;
            } else if !field.choices.is_empty() {
                view.options.extend(
                    field
                        .choices
                        .iter()
                        .map(|choice| option(name, &choice.value, visit.said(&choice.label))),
                );
            } else if field.kind == Kind::Flag {
                view.options
                    .push(option(name, "true", visit.text("admin-yes")));
                view.options
                    .push(option(name, "false", visit.text("admin-no")));
            } else {
                view.options.extend(
                    TIMES
                        .iter()
                        .map(|time| option(name, time, visit.text(&format!("admin-time-{time}")))),
                );
                view.range = Some(range(address, name));
            }
            if field.null {
                view.options
                    .push(option(&empty, "1", visit.text("admin-filter-empty")));
            }
        }
        (FilterKind::Field, None) => {}
    }
    Ok(view)
}

fn range(address: &Address, name: &str) -> Range {
    let mut others = address.clone();
    others.clear(name);
    others.page = 1;
    Range {
        from: address
            .filter(&format!("{name}__from"))
            .unwrap_or_default()
            .to_owned(),
        to: address
            .filter(&format!("{name}__to"))
            .unwrap_or_default()
            .to_owned(),
        others: others.parameters(),
    }
}

async fn related(
    visit: &Visit,
    address: &Address,
    view: &mut FilterView,
    table: &str,
    column: &str,
    option: &impl Fn(&str, &str, String) -> Offer,
) -> Result<(), DbErr> {
    let Some(target) = visit.site.visible(&visit.staff, table) else {
        return Ok(());
    };
    let name = view.name.clone();
    match choices::all(visit, target, column).await? {
        Some(all) => view.options.extend(
            all.into_iter()
                .map(|choice| option(&name, &choice.value, choice.label)),
        ),
        None => {
            let mut others = address.clone();
            others.clear(&name);
            others.page = 1;
            let back = url::form_urlencoded::Serializer::new(String::new())
                .append_pair("back", &others.url())
                .finish();
            view.lookup = Some(format!("{}choices/{name}/?{back}", address.path()));
            if let Some(value) = address.filter(&name) {
                view.chosen = Some(
                    choices::label(visit, target, column, value)
                        .await?
                        .unwrap_or_else(|| value.to_owned()),
                );
            }
        }
    }
    Ok(())
}
