//! Conditions that somebody puts together: a column, how it is compared, and with what. In an
//! address each is one parameter, such as `title__contains=war`; the form beside a list sends the
//! three apart, because a page without a script cannot put them together.
use chrono::NaiveDate;
use sea_orm::sea_query::ExprTrait;
use sea_orm::{Condition, ConnectionTrait};

use super::filters;
use super::period::between;
use super::search;
use super::wrong::Wrong;
use crate::declare::{FilterKind, Match};
use crate::erased::Entry;
use crate::field::Field;
use crate::show;
use crate::value::{self, Kind};
use crate::visit::Visit;

/// Between the two ends of a range.
const TO: &str = "..";

/// How a column is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    Contains,
    Begins,
    Is,
    Not,
    Less,
    Greater,
    Between,
    Empty,
}

impl Operator {
    const ALL: [Self; 8] = [
        Self::Contains,
        Self::Begins,
        Self::Is,
        Self::Not,
        Self::Less,
        Self::Greater,
        Self::Between,
        Self::Empty,
    ];

    /// As it stands in addresses, after the column.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Contains => "contains",
            Self::Begins => "begins",
            Self::Is => "is",
            Self::Not => "not",
            Self::Less => "less",
            Self::Greater => "greater",
            Self::Between => "between",
            Self::Empty => "empty",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == text)
    }
}

fn is_time(field: &Field) -> bool {
    matches!(field.kind, Kind::Day | Kind::Instant)
}

fn is_chosen(field: &Field) -> bool {
    !field.choices.is_empty() || field.kind == Kind::Flag
}

/// Whether a field can be compared at all.
pub(crate) fn can_be_compared(field: &Field) -> bool {
    !offered(field).is_empty()
}

/// The operators that make sense for a field.
pub(super) fn offered(field: &Field) -> Vec<Operator> {
    use Operator::{Begins, Between, Contains, Empty, Greater, Is, Less, Not};
    let mut all = match field.kind {
        _ if is_chosen(field) || field.kind == Kind::Uuid => vec![Is, Not],
        Kind::Text => vec![Contains, Begins, Is, Not],
        Kind::Integer | Kind::Decimal | Kind::Time | Kind::Day | Kind::Instant => {
            vec![Is, Not, Less, Greater, Between]
        }
        _ => return Vec::new(),
    };
    if field.null || field.is_text {
        all.push(Empty);
    }
    all
}

/// The rows in which a field compares so; `None` where that makes no sense.
pub(super) fn condition(
    visit: &Visit,
    entry: &Entry,
    field: &Field,
    operator: Operator,
    asked: &str,
) -> Option<Condition> {
    let column = entry.column(field.name);
    let backend = visit.db().get_database_backend();
    let all = Condition::all();
    let met = match operator {
        Operator::Empty => return filters::empty(entry, field, asked),
        Operator::Contains => all.add(search::text(column, asked, Match::Contains, backend)),
        Operator::Begins => all.add(search::text(column, asked, Match::StartsWith, backend)),
        Operator::Not => {
            let mut other = condition(visit, entry, field, Operator::Is, asked)?.not();
            if field.null {
                // No value is not this value either.
                other = Condition::any().add(other).add(column.is_null());
            }
            other
        }
        _ if is_time(field) => {
            let (from, before) = days(operator, asked)?;
            between(visit, entry, field, from, before)
        }
        Operator::Is => {
            if !field.choices.is_empty() && field.choice(asked).is_none() {
                return None;
            }
            all.add(column.eq(one(visit, field, asked)?))
        }
        Operator::Less => all.add(column.lt(one(visit, field, asked)?)),
        Operator::Greater => all.add(column.gt(one(visit, field, asked)?)),
        Operator::Between => {
            let (from, to) = ends(asked)?;
            let mut within = all;
            if !from.is_empty() {
                within = within.add(column.clone().gte(one(visit, field, from)?));
            }
            if !to.is_empty() {
                within = within.add(column.lte(one(visit, field, to)?));
            }
            within
        }
    };
    Some(met)
}

/// The message about a value that makes no sense for an operator; `None` where it was not typed into a form.
pub(super) fn mistake(
    visit: &Visit,
    field: &Field,
    operator: Operator,
    asked: &str,
) -> Option<&'static str> {
    if operator == Operator::Empty {
        return None;
    }
    let wrong = |text: &str| {
        if is_time(field) {
            return value::day(text).err();
        }
        if !field.choices.is_empty() && field.choice(text).is_none() {
            return Some("admin-error-choice");
        }
        match value::parse(&field.array, text, visit.site.zone()) {
            Ok(value) => value::is_null(&value).then_some("admin-error-required"),
            Err(key) => Some(key),
        }
    };
    let key = match (operator, ends(asked)) {
        (Operator::Between, Some((from, to))) => [from, to]
            .into_iter()
            .filter(|end| !end.is_empty())
            .find_map(wrong),
        (Operator::Between, None) => Some("admin-error-range"),
        _ => wrong(asked),
    };
    Some(key.unwrap_or("admin-error-value"))
}

fn one(visit: &Visit, field: &Field, text: &str) -> Option<sea_orm::Value> {
    value::parse(&field.array, text, visit.site.zone())
        .ok()
        .filter(|value| !value::is_null(value))
}

/// The two ends of a range, of which one may be open.
fn ends(asked: &str) -> Option<(&str, &str)> {
    let (from, to) = asked.split_once(TO)?;
    let (from, to) = (from.trim(), to.trim());
    (!from.is_empty() || !to.is_empty()).then_some((from, to))
}

type Days = (Option<NaiveDate>, Option<NaiveDate>);

/// The first day that is meant, and the first that no longer is.
fn days(operator: Operator, asked: &str) -> Option<Days> {
    let day = |text: &str| value::day(text).ok();
    Some(match operator {
        Operator::Is => (Some(day(asked)?), Some(day(asked)?.succ_opt()?)),
        Operator::Less => (None, Some(day(asked)?)),
        Operator::Greater => (Some(day(asked)?.succ_opt()?), None),
        Operator::Between => {
            let (from, to) = ends(asked)?;
            let from = if from.is_empty() {
                None
            } else {
                Some(day(from)?)
            };
            let before = if to.is_empty() {
                None
            } else {
                Some(day(to)?.succ_opt()?)
            };
            (from, before)
        }
        _ => return None,
    })
}

/// What a form sent apart: the operator, and one value or two.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub(super) struct Typed {
    operator: String,
    value: String,
    and: String,
}

/// The parts of a condition as the form names them.
const PARTS: [&str; 3] = ["op", "value", "and"];

/// The column and the part of a parameter that a form sent.
pub(super) fn typed(entry: &Entry, parameter: &str) -> Option<(&'static str, &'static str)> {
    let (name, part) = parameter.rsplit_once("__")?;
    let part = PARTS.into_iter().find(|known| *known == part)?;
    entry
        .declaration
        .filters
        .iter()
        .find(|filter| filter.name == name && matches!(filter.kind, FilterKind::Operators))
        .map(|filter| (filter.name, part))
}

impl Typed {
    /// A condition as the form has it, whether it makes sense or not.
    pub fn apart(operator: Operator, asked: &str) -> Self {
        let (value, and) = match asked.split_once(TO) {
            Some(ends) if operator == Operator::Between => ends,
            _ => (asked, ""),
        };
        Self {
            operator: operator.as_str().to_owned(),
            value: value.trim().to_owned(),
            and: and.trim().to_owned(),
        }
    }

    pub fn set(&mut self, part: &str, text: &str) {
        let place = match part {
            "op" => &mut self.operator,
            "value" => &mut self.value,
            _ => &mut self.and,
        };
        text.clone_into(place);
    }

    /// The parameter and its value; `None` where nothing was typed. `Err` is the part that makes no
    /// sense.
    pub fn parameter(&self, name: &str) -> Result<Option<(String, String)>, (String, String)> {
        let of = |operator: Operator, value: String| {
            Ok(Some((format!("{name}__{}", operator.as_str()), value)))
        };
        match self.operator.as_str() {
            "empty" => of(Operator::Empty, "1".to_owned()),
            "filled" => of(Operator::Empty, "0".to_owned()),
            _ if self.value.is_empty() && self.and.is_empty() => Ok(None),
            text => match Operator::parse(text) {
                Some(Operator::Between) => {
                    of(Operator::Between, format!("{}{TO}{}", self.value, self.and))
                }
                Some(operator) if !self.value.is_empty() => of(operator, self.value.clone()),
                Some(_) => Ok(None),
                None => Err((format!("{name}__op"), text.to_owned())),
            },
        }
    }
}

/// The message that names an operator for a field: days are before and after, numbers less and more.
pub(super) fn key(field: &Field, operator: Operator) -> String {
    let time = if is_time(field) && matches!(operator, Operator::Less | Operator::Greater) {
        "-day"
    } else {
        ""
    };
    format!("admin-operator-{}{time}", operator.as_str())
}

/// A condition in words: “contains war”.
pub(super) fn said(visit: &Visit, field: &Field, operator: Operator, asked: &str) -> String {
    let shown = |text: &str| {
        if let Some(label) = field.choice(text) {
            return visit.said(label);
        }
        match value::day(text) {
            Ok(day) if is_time(field) => show::day(day, visit.language),
            _ => match one(visit, field, text) {
                Some(value) if field.kind != Kind::Text => show::value(visit, field, &value).text,
                _ => text.to_owned(),
            },
        }
    };
    if operator == Operator::Empty {
        let key = if asked == "1" {
            "admin-operator-empty"
        } else {
            "admin-operator-filled"
        };
        return visit.text(key);
    }
    let what = match (operator, ends(asked)) {
        (Operator::Between, Some((from, ""))) => format!("{} –", shown(from)),
        (Operator::Between, Some(("", to))) => format!("– {}", shown(to)),
        (Operator::Between, Some((from, to))) => format!("{} – {}", shown(from), shown(to)),
        _ => shown(asked),
    };
    format!("{} {what}", visit.text(&key(field, operator)))
}

/// The form of one column, as the page shows it.
#[derive(serde::Serialize)]
pub(super) struct OperatorsView {
    /// Each with its name in the address and its words.
    operators: Vec<(&'static str, String)>,
    /// The type of the `input`.
    kind: &'static str,
    decimal: bool,
    /// Values to choose from, each with its words; else one is typed.
    choices: Vec<(String, String)>,
    /// Whether a second value can be typed, for a range.
    range: bool,
    /// The other parameters, which the form sends along.
    others: Vec<(String, String)>,
    /// What was typed that makes no sense, and why.
    typed: Typed,
    errors: Vec<String>,
}

pub(super) fn view(
    visit: &Visit,
    field: &Field,
    others: Vec<(String, String)>,
    wrong: &[&Wrong],
) -> OperatorsView {
    let mut operators = Vec::new();
    for operator in offered(field) {
        operators.push((operator.as_str(), visit.text(&key(field, operator))));
        if operator == Operator::Empty {
            operators.push(("filled", visit.text("admin-operator-filled")));
        }
    }
    let choices = if field.choices.is_empty() && field.kind == Kind::Flag {
        [("true", "admin-yes"), ("false", "admin-no")]
            .map(|(value, key)| (value.to_owned(), visit.text(key)))
            .to_vec()
    } else {
        field
            .choices
            .iter()
            .map(|choice| (choice.value.clone(), visit.said(&choice.label)))
            .collect()
    };
    OperatorsView {
        operators,
        kind: match field.kind {
            // A browser shows nothing of what is no number or day in a field for one.
            _ if !wrong.is_empty() => "text",
            Kind::Day | Kind::Instant => "date",
            Kind::Time => "time",
            Kind::Integer | Kind::Decimal => "number",
            _ => "text",
        },
        decimal: field.kind == Kind::Decimal,
        choices,
        range: offered(field).contains(&Operator::Between),
        others,
        typed: wrong
            .last()
            .and_then(|wrong| wrong.apart())
            .unwrap_or_default(),
        errors: wrong.iter().map(|wrong| wrong.message.clone()).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(operator: &str, value: &str, and: &str) -> Typed {
        Typed {
            operator: operator.to_owned(),
            value: value.to_owned(),
            and: and.to_owned(),
        }
    }

    #[test]
    fn what_a_form_sends_apart_becomes_one_parameter() {
        let parameter = |operator, value, and| typed(operator, value, and).parameter("year");
        let is = |name: &str, value: &str| Ok(Some((name.to_owned(), value.to_owned())));
        assert_eq!(parameter("less", "1900", ""), is("year__less", "1900"));
        assert_eq!(parameter("between", "1", "9"), is("year__between", "1..9"));
        assert_eq!(parameter("between", "", "9"), is("year__between", "..9"));
        assert_eq!(parameter("empty", "", ""), is("year__empty", "1"));
        assert_eq!(parameter("filled", "7", ""), is("year__empty", "0"));
        assert_eq!(parameter("less", "", ""), Ok(None), "nothing was typed");
        assert!(parameter("like", "1", "").is_err());
    }

    #[test]
    fn a_range_may_be_open_at_one_end() {
        assert_eq!(ends("1 .. 9"), Some(("1", "9")));
        assert_eq!(ends("1.."), Some(("1", "")));
        assert_eq!(ends(".."), None);
        assert_eq!(ends("1"), None);
    }
}
