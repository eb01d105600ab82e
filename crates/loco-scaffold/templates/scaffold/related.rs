//! What points to a thing: the first of it on that thing's page, and all of it in a list of its own.

use std::{collections::BTreeMap, fmt::Display};

use serde::Serialize;

use super::{Link, TotalView};
use crate::models;

/// The first of what points to a thing.
#[derive(Serialize)]
pub struct Related<T> {
    rows: Vec<T>,
    total: TotalView,
    /// Where all of them are, when there are more.
    all: Option<String>,
}

/// The view of a thing's page, with what points to it.
#[derive(Serialize)]
pub struct Beside<V, T> {
    #[serde(flatten)]
    view: V,
    #[serde(flatten)]
    related: BTreeMap<&'static str, Related<T>>,
}

impl<T> Related<T> {
    /// The first page of them; `all` is the address of their list.
    #[must_use]
    pub fn new<R>(page: &models::Page<R>, all: String) -> Self
    where
        T: for<'a> From<&'a R>,
    {
        Self {
            rows: page.items.iter().map(T::from).collect(),
            total: page.total.into(),
            all: page.next.is_some().then_some(all),
        }
    }

    /// The view of the thing's page, with these under a name of their own.
    #[must_use]
    pub fn beside<V>(self, name: &'static str, view: V) -> Beside<V, T> {
        Beside {
            view,
            related: BTreeMap::from([(name, self)]),
        }
    }
}

/// The one thing that a list is narrowed to.
#[derive(Serialize)]
pub struct Only {
    of: Link,
    #[serde(skip)]
    query: String,
}

impl Only {
    /// By its key, under the name that the list's address has for it.
    #[must_use]
    pub fn new(name: &str, key: impl Display, of: Link) -> Self {
        Self {
            of,
            query: format!("{name}={key}"),
        }
    }

    /// The address of the list at `path`, narrowed or not.
    #[must_use]
    pub fn list(path: &str, only: Option<&Self>) -> String {
        only.map_or_else(
            || path.to_owned(),
            |only| format!("{path}?{}", only.query),
        )
    }
}
