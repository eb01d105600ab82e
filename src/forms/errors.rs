//! What is wrong with a form, field by field, as messages that can be said in any language.

use std::{borrow::Cow, collections::HashMap};

use fluent_templates::fluent_bundle::FluentValue;
use validator::{ValidationError, ValidationErrors};

use crate::{
    models::{Problem, Rejected},
    views::Language,
};

/// Why a value is not taken: the message `invalid-<code>` with its arguments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    code: Cow<'static, str>,
    arguments: Vec<(&'static str, Argument)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Argument {
    Number(i64),
    Text(String),
}

impl Reason {
    #[must_use]
    pub const fn new(code: &'static str) -> Self {
        Self {
            code: Cow::Borrowed(code),
            arguments: Vec::new(),
        }
    }

    #[must_use]
    pub fn with_number(mut self, name: &'static str, number: i64) -> Self {
        self.arguments.push((name, Argument::Number(number)));
        self
    }

    #[must_use]
    pub fn with_text(mut self, name: &'static str, text: &str) -> Self {
        self.arguments
            .push((name, Argument::Text(text.chars().take(80).collect())));
        self
    }

    /// A word for it that never changes.
    #[must_use]
    pub fn code(&self) -> &str {
        &self.code
    }

    /// The sentence for the reader.
    #[must_use]
    pub fn text(&self, language: Language) -> Cow<'static, str> {
        let key = format!("invalid-{}", self.code);
        if self.arguments.is_empty() {
            return language.text(&key);
        }
        let arguments: HashMap<Cow<'static, str>, FluentValue<'_>> = self
            .arguments
            .iter()
            .map(|(name, argument)| {
                let value = match argument {
                    Argument::Number(number) => FluentValue::from(*number),
                    Argument::Text(text) => FluentValue::from(text.as_str()),
                };
                (Cow::Borrowed(*name), value)
            })
            .collect();
        language.text_with(&key, &arguments)
    }
}

/// The first reason for each field that has one, in the order of the form's fields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldErrors(Vec<(&'static str, Reason)>);

impl FieldErrors {
    #[must_use]
    pub fn one(field: &'static str, reason: Reason) -> Self {
        Self(vec![(field, reason)])
    }

    /// Notes a reason, unless the field already has one.
    pub fn add(&mut self, field: &'static str, reason: Reason) {
        if self.of(field).is_none() {
            self.0.push((field, reason));
        }
    }

    #[must_use]
    pub fn of(&self, field: &str) -> Option<&Reason> {
        self.0
            .iter()
            .find(|(name, _)| *name == field)
            .map(|(_, reason)| reason)
    }

    /// The fields that have a reason.
    pub fn fields(&self) -> impl Iterator<Item = &'static str> {
        self.0.iter().map(|(field, _)| *field)
    }

    /// The fields with their reasons.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &Reason)> {
        self.0.iter().map(|(field, reason)| (*field, reason))
    }

    /// With the reasons of others, for fields that have none here.
    #[must_use]
    pub fn and(mut self, others: Option<Self>) -> Self {
        for (field, reason) in others.into_iter().flat_map(|others| others.0) {
            self.add(field, reason);
        }
        self
    }

    /// The values, when nothing is wrong.
    ///
    /// # Errors
    ///
    /// These errors, when there are any.
    pub fn or<T>(self, values: T) -> Result<T, Self> {
        if self.0.is_empty() {
            Ok(values)
        } else {
            Err(self)
        }
    }

    /// What `validator` found in the fields of a form, in the order in which `fields` names them.
    #[must_use]
    pub fn found(found: Result<(), ValidationErrors>, fields: &[&'static str]) -> Self {
        let mut errors = Self::default();
        let Err(found) = found else { return errors };
        let by_field = found.field_errors();
        for field in fields {
            let Some(error) = by_field.get(*field).and_then(|errors| errors.first()) else {
                continue;
            };
            let reason = found_reason(error);
            errors.add(field, reason);
        }
        errors
    }
}

/// `validator` has one code for every length; people are told which end of it they missed.
fn found_reason(error: &ValidationError) -> Reason {
    if error.code != "length" {
        return Reason {
            code: error.code.clone(),
            arguments: Vec::new(),
        };
    }
    let is_empty = error
        .params
        .get("value")
        .and_then(serde_json::Value::as_str)
        == Some("");
    let max = error
        .params
        .get("max")
        .and_then(serde_json::Value::as_i64)
        .filter(|_| !is_empty);
    max.map_or_else(
        || Reason::new("empty"),
        |max| Reason::new("too-long").with_number("max", max),
    )
}

impl From<Problem> for Reason {
    fn from(problem: Problem) -> Self {
        let reason = Self::new(problem.code());
        match problem {
            Problem::TooLong { max } => {
                reason.with_number("max", i64::try_from(max).unwrap_or(i64::MAX))
            }
            Problem::RenewalTooFarAhead { max_days } if max_days % 7 == 0 => {
                reason.with_number("weeks", max_days / 7)
            }
            Problem::RenewalTooFarAhead { max_days } => {
                Self::new("renewal-too-many-days-ahead").with_number("days", max_days)
            }
            _ => reason,
        }
    }
}

impl From<Vec<Rejected>> for FieldErrors {
    fn from(rejected: Vec<Rejected>) -> Self {
        let mut errors = Self::default();
        for Rejected { field, problem } in rejected {
            errors.add(field, problem.into());
        }
        errors
    }
}
