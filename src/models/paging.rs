//! Lists in pages that cost the same wherever they are: keys first, from one covering index, then the rows.
//!
//! A page is asked for by its number (`?page=3`) or from a neighbour (`?page=4&after=<key>`). The neighbour's key leads
//! straight into the index. A number leads there over the rungs of a ladder: the keys of every thousandth row, which a
//! process remembers for as long as the list's order does not change.

mod joined;
mod key;
mod ladder;
mod listing;

use std::collections::HashMap;
use std::hash::Hash;

use sea_orm::{DatabaseConnection, EntityTrait};

pub(super) use joined::Joined;
pub use key::Key;
pub(super) use key::{Part, key};
pub(super) use listing::Count;
pub use listing::Listing;

use super::{Error, LibrarySettings, Result};
use ladder::Ladders;

/// Where counting stops for lists that no trigger counts; more are shown as "1 000+".
pub const COUNT_LIMIT: u64 = 1_000;

/// How long pages are, and what is remembered of the lists' order. Cheap to clone; one for each database.
#[derive(Clone, Debug)]
pub struct Pager {
    size: u64,
    ladders: Ladders,
}

impl Pager {
    /// Pages as long as the settings say.
    #[must_use]
    pub fn new(settings: &LibrarySettings) -> Self {
        Self {
            size: settings.page_size.into(),
            ladders: Ladders::default(),
        }
    }

    /// The same lists in pages of another length.
    #[must_use]
    pub fn with_size(&self, size: u64) -> Self {
        Self {
            size: size.max(1),
            ladders: self.ladders.clone(),
        }
    }

    pub(super) const fn page_size(&self) -> u64 {
        self.size
    }
}

/// Which page of a list is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageRequest {
    number: u64,
    from: From,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum From {
    Number,
    After(String),
    Before(String),
}

impl PageRequest {
    /// The first page.
    #[must_use]
    pub const fn first() -> Self {
        Self {
            number: 1,
            from: From::Number,
        }
    }

    /// The page with this number; the first is 1.
    #[must_use]
    pub const fn number(number: u64) -> Self {
        Self {
            number,
            from: From::Number,
        }
    }

    pub(super) const fn wanted_number(&self) -> u64 {
        self.number
    }

    /// Reads the query parameters `page`, `after` and `before` as [`PageLink::query`] writes them.
    ///
    /// # Errors
    /// [`Error::NotFound`] when `page` is not a number from 1. A neighbour's key that is none is as good as no key.
    pub fn parse(page: Option<&str>, after: Option<&str>, before: Option<&str>) -> Result<Self> {
        let number = match page.map(str::trim) {
            None | Some("") => 1,
            Some(text) => text
                .parse()
                .ok()
                .filter(|&number| number > 0)
                .ok_or(Error::NotFound)?,
        };
        let from = match (after, before) {
            (Some(key), _) => From::After(key.to_owned()),
            (None, Some(key)) => From::Before(key.to_owned()),
            (None, None) => From::Number,
        };
        Ok(Self { number, from })
    }
}

/// One page of a list.
#[derive(Clone, Debug)]
pub struct Page<T> {
    /// What stands on it, in order.
    pub items: Vec<T>,
    /// The first page is 1.
    pub number: u64,
    /// The most entries of a page.
    pub size: u64,
    /// How many entries the whole list has.
    pub total: Total,
    /// The page before this one.
    pub previous: Option<PageLink>,
    /// The page after this one.
    pub next: Option<PageLink>,
}

/// How many there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Total {
    /// The number, or where counting stopped.
    pub value: u64,
    /// There are more than that.
    pub capped: bool,
}

/// The way to a neighbouring page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageLink {
    /// Its number.
    pub number: u64,
    /// The query that leads there, encoded: `page=4&after=…`.
    pub query: String,
}

impl<T> Page<T> {
    /// The number of the last page that has a number; at least 1.
    #[must_use]
    pub fn pages(&self) -> u64 {
        self.total.pages(self.size)
    }

    /// Whether there is more than this page.
    #[must_use]
    pub const fn is_paginated(&self) -> bool {
        self.previous.is_some() || self.next.is_some()
    }

    /// The only page of a list that is short.
    pub(super) fn of_all(items: Vec<T>) -> Self {
        let length = items.len() as u64;
        Self {
            items,
            number: 1,
            size: length.max(1),
            total: Total::exact(length),
            previous: None,
            next: None,
        }
    }

    /// The same page with other things on it.
    #[must_use]
    pub(super) fn with<U>(self, items: Vec<U>) -> Page<U> {
        Page {
            items,
            number: self.number,
            size: self.size,
            total: self.total,
            previous: self.previous,
            next: self.next,
        }
    }

    /// The same page of something else.
    #[must_use]
    pub fn map<U>(self, change: impl FnMut(T) -> U) -> Page<U> {
        Page {
            items: self.items.into_iter().map(change).collect(),
            number: self.number,
            size: self.size,
            total: self.total,
            previous: self.previous,
            next: self.next,
        }
    }
}

impl Total {
    /// A count that was stopped one past [`COUNT_LIMIT`].
    #[must_use]
    pub fn capped(count: u64) -> Self {
        Self {
            value: count.min(COUNT_LIMIT),
            capped: count > COUNT_LIMIT,
        }
    }

    /// The number of the last page; at least 1.
    fn pages(self, size: u64) -> u64 {
        self.value.div_ceil(size).max(1)
    }

    const fn exact(value: u64) -> Self {
        Self {
            value,
            capped: false,
        }
    }
}

/// What a list shows of its rows.
pub trait Shown: Sized + Send {
    /// What tells rows apart.
    type Id: Send + Sync;

    /// A page of a list: the keys, and then what is shown of them, unless one query gives both.
    fn page<K: Key<Id = Self::Id>>(
        listing: &Listing<K>,
        db: &DatabaseConnection,
        pager: &Pager,
        wanted: &PageRequest,
    ) -> impl Future<Output = Result<Page<Self>>> + Send {
        async move {
            let keys = listing.keys(db, pager, wanted).await?;
            let shown = Self::of_keys(db, &keys.ids()).await?;
            Ok(keys.into_page(shown))
        }
    }

    /// What is shown of the rows with these keys, in their order.
    fn of_keys(
        db: &DatabaseConnection,
        ids: &[Self::Id],
    ) -> impl Future<Output = Result<Vec<Self>>> + Send;
}

/// The rows of these keys, in the order of the keys. One query.
pub(super) async fn rows_in_order<E, I>(
    db: &DatabaseConnection,
    keys: &[I],
    column: E::Column,
    id_of: impl Fn(&E::Model) -> I,
) -> Result<Vec<E::Model>>
where
    E: EntityTrait,
    I: Copy + Eq + Hash + Into<sea_orm::Value>,
{
    use sea_orm::{ColumnTrait, QueryFilter};
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    let rows = E::find()
        .filter(column.is_in(keys.iter().copied()))
        .all(db)
        .await?;
    Ok(in_order(keys, rows, id_of))
}

/// Puts rows into the order of their keys.
pub(super) fn in_order<I: Copy + Eq + Hash, R>(
    keys: &[I],
    rows: Vec<R>,
    id_of: impl Fn(&R) -> I,
) -> Vec<R> {
    let mut by_key: HashMap<I, R> = rows.into_iter().map(|row| (id_of(&row), row)).collect();
    keys.iter().filter_map(|key| by_key.remove(key)).collect()
}
