//! Lists: what a query asks for, and pages that lead to each other by cursors.

use std::collections::{BTreeMap, btree_map::Entry};

use axum::{
    extract::{FromRequestParts, OriginalUri},
    http::{HeaderValue, header::LINK, request::Parts},
    response::Response,
};
use loco_rs::app::AppContext;
use serde::Serialize;
use url::form_urlencoded;
use utoipa::{IntoParams, ToSchema};

use super::{
    caller::Caller,
    cursor::Cursors,
    etag,
    problem::{ApiError, Fault, Result},
};
use crate::{
    forms::{Reason, text},
    models::{Page, PageRequest, Pager},
    views::Site,
};

/// Entries on a page when nobody says.
const LIMIT: u64 = 20;
/// The most entries on a page.
const MOST: u64 = 100;
/// The longest search, in characters.
const LONGEST_SEARCH: usize = 200;

/// What every list takes.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[allow(dead_code, reason = "only its documentation is used")]
pub struct Paging {
    /// The most entries on the page.
    #[param(minimum = 1, maximum = 100, default = 20)]
    limit: Option<u32>,
    /// Where the page begins: only as `next` and `prev` of another page give it.
    cursor: Option<String>,
}

/// A page of a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct List<T> {
    /// What stands on the page, in order.
    items: Vec<T>,
    /// How many entries the whole list has, or where counting stopped.
    total: u64,
    /// Whether there are more than `total`.
    total_is_capped: bool,
    /// The address of the next page.
    next: Option<String>,
    /// The address of the page before.
    prev: Option<String>,
}

/// The parameters that a list knows, beside `limit` and `cursor`.
pub struct Parameters {
    /// Its filters.
    pub filters: &'static [&'static str],
    /// Its orders, the usual one first.
    pub orders: &'static [&'static str],
    /// Filters and a search of which there can be one at a time, because each is an index of its own.
    pub alone: &'static [&'static str],
}

/// The query of a list, as it came.
pub struct Query {
    path: String,
    pairs: Vec<(String, String)>,
    key: axum_extra::extract::cookie::Key,
}

impl FromRequestParts<AppContext> for Query {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, ctx: &AppContext) -> Result<Self> {
        let uri = parts
            .extensions
            .get::<OriginalUri>()
            .map_or(&parts.uri, |original| &original.0);
        let query = uri.query().unwrap_or_default();
        Ok(Self {
            path: uri.path().to_owned(),
            pairs: form_urlencoded::parse(query.as_bytes())
                .into_owned()
                .collect(),
            key: Site::of(ctx)?.key.clone(),
        })
    }
}

/// What a list is asked for.
pub struct Wanted {
    pub page: PageRequest,
    pub order: &'static str,
    limit: u64,
    values: BTreeMap<String, String>,
    /// Path and query without the cursor.
    address: String,
    key: axum_extra::extract::cookie::Key,
}

impl Query {
    /// Reads the query.
    ///
    /// # Errors
    /// 400, with everything that is wrong with it.
    pub fn read(self, known: &Parameters) -> Result<Wanted> {
        let mut faults = Vec::new();
        let mut values = BTreeMap::new();
        let mut refuse = |name: &str, reason: Reason| {
            faults.push(Fault::in_parameter(name, reason));
        };
        for (name, value) in self.pairs {
            if !known.knows(&name) {
                let reason = Reason::new("unknown-parameter").with_text("known", &known.names());
                refuse(&name, reason);
                continue;
            }
            match values.entry(name) {
                Entry::Vacant(place) => {
                    place.insert(value);
                }
                Entry::Occupied(place) => refuse(place.key(), Reason::new("repeated-parameter")),
            }
        }
        let limit = match values.get("limit").map(|limit| limit.parse()) {
            None => LIMIT,
            Some(Ok(limit)) if (1..=MOST).contains(&limit) => limit,
            Some(_) => {
                refuse("limit", Reason::new("limit").with_number("most", 100));
                LIMIT
            }
        };
        let order = match values.get("order") {
            None => known.orders.first().copied(),
            Some(wanted) => known.orders.iter().copied().find(|order| order == wanted),
        };
        if order.is_none() && values.contains_key("order") {
            let reason = Reason::new("order").with_text("known", &known.orders.join(", "));
            refuse("order", reason);
        }
        if let Some(query) = values.get_mut("q") {
            *query = text::clean(query);
            if query.is_empty() || query.chars().count() > LONGEST_SEARCH {
                refuse("q", Reason::new("search"));
            }
        }
        let mut chosen = known
            .alone
            .iter()
            .filter(|name| values.contains_key(**name));
        if let (Some(_), Some(second)) = (chosen.next(), chosen.next()) {
            let reason = Reason::new("not-together").with_text("known", &known.alone.join(", "));
            refuse(second, reason);
        }
        let cursor = values.remove("cursor");
        let query = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(&values)
            .finish();
        let address = format!("{}?{query}", self.path);
        let page = cursor.map_or(Some(PageRequest::first()), |cursor| {
            Cursors::new(self.key.signing(), &address).read(&cursor)
        });
        if page.is_none() {
            refuse("cursor", Reason::new("cursor"));
        }
        match page {
            Some(page) if faults.is_empty() => Ok(Wanted {
                page,
                order: order.unwrap_or_default(),
                limit,
                values,
                address,
                key: self.key,
            }),
            _ => Err(ApiError::BadParameters(faults)),
        }
    }
}

impl Parameters {
    fn all(&self) -> impl Iterator<Item = &'static str> {
        let order = (self.orders.len() > 1).then_some("order");
        let common = ["limit", "cursor"].into_iter().chain(order);
        self.filters.iter().copied().chain(common)
    }

    fn knows(&self, name: &str) -> bool {
        self.all().any(|known| known == name)
    }

    fn names(&self) -> String {
        self.all().collect::<Vec<_>>().join(", ")
    }
}

impl Wanted {
    /// What is searched for.
    #[must_use]
    pub fn search(&self) -> Option<&str> {
        self.values.get("q").map(String::as_str)
    }

    /// The value of a filter.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<&str> {
        self.values.get(name).map(String::as_str)
    }

    /// The value of a filter that is a key, a yes or no, or the like.
    ///
    /// # Errors
    /// 400 when it is none.
    pub fn parsed<T: std::str::FromStr>(&self, name: &str) -> Result<Option<T>> {
        self.value(name)
            .map(|value| value.parse().map_err(|_| refused(name, "filter")))
            .transpose()
    }

    /// Whether an order begins with the last.
    #[must_use]
    pub fn is_descending(&self) -> bool {
        self.order.starts_with('-')
    }

    #[must_use]
    pub fn pager(&self, caller: &Caller) -> Pager {
        caller.pager(self.limit)
    }

    /// The page as the client gets it.
    ///
    /// # Errors
    /// 500 when it cannot be written.
    pub fn answer<R, T: Serialize>(
        &self,
        caller: &Caller,
        page: Page<R>,
        show: impl FnMut(&R) -> T,
    ) -> Result<Response> {
        let cursors = Cursors::new(self.key.signing(), &self.address);
        let address = |place: &str| {
            let joint = if self.values.is_empty() { "" } else { "&" };
            format!("{}{joint}cursor={}", self.address, cursors.write(place))
        };
        let list = List {
            items: page.items.iter().map(show).collect(),
            total: page.total.value,
            total_is_capped: page.total.capped,
            next: page.next.map(|link| address(&link.query)),
            prev: page.previous.map(|link| address(&link.query)),
        };
        let mut response = etag::shown(caller, &list)?;
        for (relation, url) in [("next", &list.next), ("prev", &list.prev)] {
            let link = url
                .as_ref()
                .map(|url| format!("<{url}>; rel=\"{relation}\""));
            if let Some(Ok(link)) = link.map(|link| HeaderValue::from_str(&link)) {
                response.headers_mut().append(LINK, link);
            }
        }
        Ok(response)
    }

    /// A list that is short enough to have no pages.
    ///
    /// # Errors
    /// As [`Wanted::answer`].
    pub fn answer_whole<T: Serialize>(caller: &Caller, items: Vec<T>) -> Result<Response> {
        let list = List {
            total: items.len() as u64,
            total_is_capped: false,
            items,
            next: None,
            prev: None,
        };
        etag::shown(caller, &list)
    }
}

/// The value of a parameter is not what it must be.
#[must_use]
pub fn refused(name: &str, code: &'static str) -> ApiError {
    ApiError::BadParameters(vec![Fault::in_parameter(name, Reason::new(code))])
}
