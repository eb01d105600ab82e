//! What filters offer, as the page beside a list shows it, and what the list is narrowed to.
use sea_orm::DbErr;
use serde::Serialize;

use super::Address;
use super::filters::{TIMES, known, part};
use super::operators::{self, Operator, OperatorsView};
use super::wrong::Wrong;
use crate::choices;
use crate::declare::{DeclaredFilter, FilterKind};
use crate::erased::Entry;
use crate::labels;
use crate::show;
use crate::value::{self, Kind};
use crate::visit::Visit;

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
    operators: Option<OperatorsView>,
}

#[derive(Serialize)]
struct Offer {
    label: String,
    url: String,
    selected: bool,
    /// How many rows there would be.
    count: Option<String>,
    /// The parameter and the value that it stands for; nothing for "all".
    #[serde(skip)]
    sets: Option<(String, String)>,
}

/// A condition that holds, and the way to take it away.
#[derive(Serialize)]
pub(crate) struct Chip {
    label: String,
    url: String,
}

/// What the list is narrowed to, condition by condition, in the order of the address.
pub(super) fn chips(
    visit: &Visit,
    entry: &Entry,
    address: &Address,
    views: &[FilterView],
) -> Vec<Chip> {
    let chip = |place: usize| -> Option<Chip> {
        let (parameter, asked) = &address.filters[place];
        let (filter, part) = known(entry, parameter)?;
        let view = views
            .iter()
            .zip(&entry.declaration.filters)
            .find(|(_, declared)| std::ptr::eq(*declared, filter))
            .map(|(view, _)| view)?;
        let said = |said: String| {
            visit.text_with(
                "admin-filter-chip",
                &[
                    ("field", view.label.as_str().into()),
                    ("value", said.into()),
                ],
            )
        };
        let label = match (&filter.kind, entry.field(filter.name)) {
            (FilterKind::Operators, Some(field)) => format!(
                "{} {}",
                view.label,
                operators::said(visit, field, Operator::parse(part)?, asked)
            ),
            _ => match part {
                "from" | "to" => {
                    let end = visit.text(&format!("admin-range-{part}"));
                    let day = value::day(asked).ok()?;
                    said(format!("{end} {}", show::day(day, visit.language)))
                }
                _ => said(view.words(parameter, asked)),
            },
        };
        let url = address.with(|address| {
            address.filters.remove(place);
        });
        Some(Chip { label, url })
    };
    (0..address.filters.len()).filter_map(chip).collect()
}

/// What was typed that makes no sense, in words: “Published is after tomorrow: Please enter a day …”.
pub(super) fn wrong_in_words(visit: &Visit, entry: &Entry, address: &Address) -> Vec<String> {
    let said = |wrong: &Wrong| {
        let (filter, part) = known(entry, &wrong.parameter)?;
        let field = entry.field(filter.name)?;
        let how = match part {
            "from" | "to" => visit.text(&format!("admin-range-{part}")),
            part => visit.text(&operators::key(field, Operator::parse(part)?)),
        };
        let typed: String = wrong.typed.chars().take(80).collect();
        Some(visit.text_with(
            "admin-list-wrong",
            &[
                (
                    "field",
                    labels::field(visit, entry, filter.name, filter.label.as_deref()).into(),
                ),
                ("how", how.into()),
                ("typed", typed.into()),
                ("message", wrong.message.as_str().into()),
            ],
        ))
    };
    address.wrong.iter().filter_map(said).collect()
}

impl FilterView {
    pub fn is_set(&self) -> bool {
        self.is_set
    }

    /// What each offer sets.
    pub fn offers(&self) -> Vec<Option<&(String, String)>> {
        self.options
            .iter()
            .map(|offer| offer.sets.as_ref())
            .collect()
    }

    /// Puts a count beside an offer.
    pub fn note(&mut self, offer: usize, count: String) {
        if let Some(offer) = self.options.get_mut(offer) {
            offer.count = Some(count);
        }
    }

    /// What a value is called that is offered here, or was looked up.
    fn words(&self, parameter: &str, asked: &str) -> String {
        let offered = self.options.iter().find(|offer| {
            offer
                .sets
                .as_ref()
                .is_some_and(|(name, value)| name == parameter && value == asked)
        });
        offered
            .map(|offer| offer.label.clone())
            .or_else(|| self.chosen.clone())
            .unwrap_or_else(|| asked.to_owned())
    }
}

/// The two ends of a range of days.
#[derive(Serialize)]
struct Range {
    ends: [End; 2],
    /// The other parameters, which the form sends along.
    others: Vec<(String, String)>,
}

#[derive(Serialize)]
struct End {
    name: &'static str,
    value: String,
    /// What is wrong with what was typed.
    error: Option<String>,
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
    let option = |parameter: &str, value: &str, label: String| {
        let sets = (parameter.to_owned(), value.to_owned());
        Offer {
            label,
            url: address.with(|address| {
                address.clear(entry, filter);
                address.filters.push(sets.clone());
            }),
            selected: address.filter(parameter) == Some(value),
            count: None,
            sets: Some(sets),
        }
    };
    let empty = format!("{name}__empty");
    let is_set = address
        .filters
        .iter()
        .any(|(set, _)| part(entry, filter, set).is_some());
    let clear = address.with(|address| address.clear(entry, filter));
    let mut view = FilterView {
        name: name.to_owned(),
        label: labels::field(visit, entry, name, filter.label.as_deref()),
        is_set,
        options: vec![Offer {
            label: visit.text("admin-filter-all"),
            url: clear.clone(),
            selected: !is_set,
            count: None,
            sets: None,
        }],
        lookup: None,
        chosen: None,
        clear,
        range: None,
        operators: None,
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
                (entry, filter),
                &mut view,
                (&many.target, &many.right.1),
                &option,
            )
            .await?;
        }
        (FilterKind::Field, Some(field)) => {
            if let Some(to) = &field.points_to {
                let to = (to.table.as_str(), to.column.as_str());
                related(visit, address, (entry, filter), &mut view, to, &option).await?;
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
                view.range = Some(range(entry, address, filter));
            }
            if field.null {
                view.options
                    .push(option(&empty, "1", visit.text("admin-filter-empty")));
            }
        }
        (FilterKind::Operators, Some(field)) => {
            view.options.clear();
            // What holds already goes along: conditions add up, and each can be taken away alone.
            let mut others = address.clone();
            others.rewind();
            let wrong = wrong(entry, address, filter);
            view.operators = Some(operators::view(visit, field, others.parameters(), &wrong));
        }
        (FilterKind::Field | FilterKind::Operators, None) => {}
    }
    Ok(view)
}

/// What was typed into a filter's form and makes no sense.
fn wrong<'a>(entry: &Entry, address: &'a Address, filter: &DeclaredFilter) -> Vec<&'a Wrong> {
    let here = |wrong: &&Wrong| part(entry, filter, &wrong.parameter).is_some();
    address.wrong.iter().filter(here).collect()
}

fn range(entry: &Entry, address: &Address, filter: &DeclaredFilter) -> Range {
    let wrong = wrong(entry, address, filter);
    let end = |name: &'static str| {
        let parameter = format!("{}__{name}", filter.name);
        let wrong = wrong
            .iter()
            .rev()
            .find(|wrong| wrong.parameter == parameter);
        End {
            name,
            value: wrong.map_or_else(
                || address.filter(&parameter).unwrap_or_default().to_owned(),
                |wrong| wrong.typed.clone(),
            ),
            error: wrong.map(|wrong| wrong.message.clone()),
        }
    };
    Range {
        ends: [end("from"), end("to")],
        others: address.others(entry, filter),
    }
}

async fn related(
    visit: &Visit,
    address: &Address,
    (entry, filter): (&Entry, &DeclaredFilter),
    view: &mut FilterView,
    (table, column): (&str, &str),
    option: &impl Fn(&str, &str, String) -> Offer,
) -> Result<(), DbErr> {
    let Some(target) = visit.site.visible(&visit.staff, table) else {
        return Ok(());
    };
    let name = filter.name;
    match choices::all(visit, target, column).await? {
        Some(all) => view.options.extend(
            all.into_iter()
                .map(|choice| option(name, &choice.value, choice.label)),
        ),
        None => {
            let others = address.with(|address| address.clear(entry, filter));
            let back = url::form_urlencoded::Serializer::new(String::new())
                .append_pair("back", &others)
                .finish();
            view.lookup = Some(format!("{}choices/{name}/?{back}", address.path()));
            if let Some(value) = address.filter(name) {
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
