//! The filters beside a list.
use std::marker::PhantomData;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{Condition, EntityTrait, IdenStatic, Related};

use super::{Choice, DeclaredMany, Many};

/// What a custom filter knows.
#[derive(Clone, Copy, Debug)]
pub struct FilterCx {
    /// The instant of the request.
    pub now: DateTime<Utc>,
    /// The day in the site's time zone.
    pub today: NaiveDate,
}

pub(crate) type Apply = Arc<dyn Fn(&str, &FilterCx) -> Condition + Send + Sync>;

/// What a filter asks for.
#[derive(Clone)]
pub(crate) enum FilterKind {
    /// What the column suggests.
    Field,
    /// Whether there is a value at all.
    Empty,
    /// Conditions that somebody puts together.
    Operators,
    Many(DeclaredMany),
    Custom(Vec<Choice>, Apply),
}

#[derive(Clone)]
pub(crate) struct DeclaredFilter {
    pub name: &'static str,
    pub label: Option<String>,
    pub kind: FilterKind,
}

/// A filter beside a list.
pub struct Filter<E> {
    pub(crate) declared: DeclaredFilter,
    entity: PhantomData<E>,
}

impl<E: EntityTrait> Filter<E> {
    fn new(name: &'static str, label: Option<&str>, kind: FilterKind) -> Self {
        Self {
            declared: DeclaredFilter {
                name,
                label: label.map(str::to_owned),
                kind,
            },
            entity: PhantomData,
        }
    }

    /// By the values of a column: its choices; yes and no; for a date, times such as "this month"
    /// and any range; for a column that points elsewhere, one of the rows there.
    #[must_use]
    pub fn field(column: E::Column) -> Self {
        Self::new(column.as_str(), None, FilterKind::Field)
    }

    /// By whether a column has a value.
    #[must_use]
    pub fn empty(column: E::Column) -> Self {
        Self::new(column.as_str(), None, FilterKind::Empty)
    }

    /// By conditions that somebody puts together: a text contains something, begins with it, is or
    /// is not it; a number or a day is before, after or between others; there is no value. Each is
    /// in the address (`title__contains=war`, `due_back__between=2026-01-01..2026-01-31`), and
    /// several hold together.
    #[must_use]
    pub fn operators(column: E::Column) -> Self {
        Self::new(column.as_str(), None, FilterKind::Operators)
    }

    /// By one of many related rows.
    #[must_use]
    pub fn many<R: EntityTrait>(name: &'static str, related: R) -> Self
    where
        E: Related<R>,
    {
        let many = Many::<E>::to(name, related).declared;
        Self::new(name, None, FilterKind::Many(many))
    }

    /// By choices of your own: (value, label) each, and the condition that a value stands for.
    #[must_use]
    pub fn custom<V: Into<String>, L: Into<String>>(
        name: &'static str,
        label: &str,
        choices: impl IntoIterator<Item = (V, L)>,
        apply: impl Fn(&str, &FilterCx) -> Condition + Send + Sync + 'static,
    ) -> Self {
        let choices = choices
            .into_iter()
            .map(|(value, label)| Choice {
                value: value.into(),
                label: label.into(),
            })
            .collect();
        Self::new(
            name,
            Some(label),
            FilterKind::Custom(choices, Arc::new(apply)),
        )
    }

    /// What stands above it.
    #[must_use]
    pub fn label(mut self, label: &str) -> Self {
        self.declared.label = Some(label.to_owned());
        self
    }
}
