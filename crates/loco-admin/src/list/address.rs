//! What the address of a list says: search, order, filters, page.
use std::collections::BTreeMap;

use url::form_urlencoded;

use super::filters;
use super::operators::{self, Typed};
use super::period::Period;
use super::wrong::{self, Wrong};
use crate::declare::DeclaredFilter;
use crate::erased::Entry;
use crate::error::{Error, Result};
use crate::visit::Visit;

/// The sizes of a page that people can choose.
pub(crate) const SIZES: [u64; 4] = [20, 50, 100, 200];
/// Pages beyond this are reached by searching, not by leafing.
const LAST_PAGE: u64 = 1_000_000;
/// More conditions at once come from no page, and databases limit how many a query may have.
const MOST_FILTERS: usize = 30;

/// The row that a page lies beside, by the values that it is sorted by.
#[derive(Clone, Debug)]
pub(crate) enum Beside {
    After(String),
    Before(String),
}

/// What the address of a list says, checked.
#[derive(Clone, Debug, Default)]
pub(crate) struct Address {
    path: String,
    pub q: String,
    /// Column and whether it goes down.
    pub order: Vec<(&'static str, bool)>,
    pub page: u64,
    pub beside: Option<Beside>,
    pub per_page: Option<u64>,
    pub period: Option<Period>,
    /// Whether counts stand beside what filters offer, where that is not as declared.
    pub facets: Option<bool>,
    /// Parameter and value of each filter that is set.
    pub filters: Vec<(String, String)>,
    /// What was typed into a filter's form and makes no sense there. It narrows nothing.
    pub wrong: Vec<Wrong>,
}

impl Address {
    /// Reads the parameters; what the list does not know, or makes no sense, is refused with a sentence.
    pub fn read(visit: &Visit, entry: &Entry, parameters: &[(String, String)]) -> Result<Self> {
        let address = Self::read_as_typed(visit, entry, parameters)?;
        match address.wrong.first() {
            None => Ok(address),
            Some(wrong) => Err(unknown_value(visit, &wrong.parameter, &wrong.typed)),
        }
    }

    /// The same for a page that has the forms: what was typed into one and makes no sense there is kept for it.
    pub fn read_as_typed(
        visit: &Visit,
        entry: &Entry,
        parameters: &[(String, String)],
    ) -> Result<Self> {
        let mut address = Self {
            path: entry.url(),
            page: 1,
            ..Self::default()
        };
        let mut typed: BTreeMap<&'static str, Typed> = BTreeMap::new();
        for (name, value) in parameters {
            let value = value.trim();
            if value.is_empty() {
                continue;
            }
            if value.contains('\0') {
                return Err(unknown_value(visit, name, &value.replace('\0', "␀")));
            }
            match name.as_str() {
                "q" => address.q = value.chars().take(200).collect(),
                "o" => address.order = order(visit, entry, value)?,
                "page" => {
                    address.page = value
                        .parse()
                        .ok()
                        .filter(|page| (1..=LAST_PAGE).contains(page))
                        .ok_or_else(|| unknown_value(visit, name, value))?;
                }
                "after" => address.beside = Some(Beside::After(value.to_owned())),
                "before" => address.beside = Some(Beside::Before(value.to_owned())),
                "facets" => {
                    address.facets = match value {
                        "1" => Some(true),
                        "0" => Some(false),
                        _ => return Err(unknown_value(visit, name, value)),
                    };
                }
                "per_page" => {
                    let size = value
                        .parse()
                        .ok()
                        .filter(|size| SIZES.contains(size) || *size == entry.declaration.per_page);
                    address.per_page = Some(size.ok_or_else(|| unknown_value(visit, name, value))?);
                }
                "period" if entry.declaration.period.is_some() => {
                    address.period = Some(
                        Period::parse(value).ok_or_else(|| unknown_value(visit, name, value))?,
                    );
                }
                _ => match operators::typed(entry, name) {
                    Some((column, part)) => typed.entry(column).or_default().set(part, value),
                    None if filters::known(entry, name).is_some() => {
                        address.filters.push((name.clone(), value.to_owned()));
                    }
                    None => return Err(unknown(visit, name)),
                },
            }
        }
        for (column, typed) in typed {
            match typed.parameter(column) {
                Ok(parameter) => address.filters.extend(parameter),
                Err((name, value)) => return Err(unknown_value(visit, &name, &value)),
            }
        }
        let mut seen = std::collections::BTreeSet::new();
        address.filters.retain(|filter| seen.insert(filter.clone()));
        if address.filters.len() > MOST_FILTERS {
            let text = visit.text_with("admin-list-too-many", &[("most", MOST_FILTERS.into())]);
            return Err(Error::BadRequest(text));
        }
        wrong::sort_out(visit, entry, &mut address)?;
        Ok(address)
    }

    /// Where the list is, without parameters.
    pub fn path(&self) -> &str {
        &self.path
    }

    pub fn filter(&self, name: &str) -> Option<&str> {
        self.filters
            .iter()
            .find(|(set, _)| set == name)
            .map(|(_, value)| value.as_str())
    }

    /// Whether anything but the order and the page is chosen.
    pub fn is_narrowed(&self) -> bool {
        !self.q.is_empty() || self.period.is_some() || !self.filters.is_empty()
    }

    /// The parameters, in a fixed order.
    pub fn parameters(&self) -> Vec<(String, String)> {
        let mut all = Vec::new();
        if !self.q.is_empty() {
            all.push(("q".to_owned(), self.q.clone()));
        }
        all.extend(self.filters.iter().cloned());
        if let Some(period) = &self.period {
            all.push(("period".to_owned(), period.to_string()));
        }
        if !self.order.is_empty() {
            let columns: Vec<String> = self
                .order
                .iter()
                .map(|(name, down)| {
                    if *down {
                        format!("-{name}")
                    } else {
                        (*name).to_owned()
                    }
                })
                .collect();
            all.push(("o".to_owned(), columns.join(",")));
        }
        if let Some(size) = self.per_page {
            all.push(("per_page".to_owned(), size.to_string()));
        }
        if let Some(facets) = self.facets {
            all.push(("facets".to_owned(), u8::from(facets).to_string()));
        }
        if self.page > 1 {
            all.push(("page".to_owned(), self.page.to_string()));
        }
        match &self.beside {
            Some(Beside::After(place)) => all.push(("after".to_owned(), place.clone())),
            Some(Beside::Before(place)) => all.push(("before".to_owned(), place.clone())),
            None => {}
        }
        all
    }

    /// The parameters of the same list from its first page on, without one filter.
    pub fn others(&self, entry: &Entry, filter: &DeclaredFilter) -> Vec<(String, String)> {
        let mut others = self.clone();
        others.rewind();
        others.clear(entry, filter);
        others.parameters()
    }

    /// What is wrong with an address whose page lies beside no row.
    pub fn wrong_place(&self, visit: &Visit) -> Error {
        let (name, place) = match &self.beside {
            Some(Beside::Before(place)) => ("before", place.as_str()),
            Some(Beside::After(place)) => ("after", place.as_str()),
            None => ("page", ""),
        };
        unknown_value(visit, name, place)
    }

    /// Goes back to the first page.
    pub fn rewind(&mut self) {
        self.page = 1;
        self.beside = None;
    }

    /// The address with these parameters.
    pub fn url(&self) -> String {
        let query = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(self.parameters())
            .finish();
        if query.is_empty() {
            self.path.clone()
        } else {
            format!("{}?{query}", self.path)
        }
    }

    /// The same list from its first page on, with something changed.
    pub fn with(&self, change: impl FnOnce(&mut Self)) -> String {
        let mut other = self.clone();
        other.rewind();
        change(&mut other);
        other.url()
    }

    pub fn at(&self, page: u64) -> String {
        self.with(|address| address.page = page)
    }

    /// The query of the same list from its first page on.
    pub fn query(&self) -> String {
        self.at(1)
            .split_once('?')
            .map(|(_, query)| query.to_owned())
            .unwrap_or_default()
    }

    /// Takes a filter away, with all that belongs to it.
    pub fn clear(&mut self, entry: &Entry, filter: &DeclaredFilter) {
        self.filters
            .retain(|(set, _)| filters::part(entry, filter, set).is_none());
    }
}

fn unknown(visit: &Visit, name: &str) -> Error {
    Error::BadRequest(visit.text_with("admin-list-unknown", &[("name", name.into())]))
}

pub(super) fn unknown_value(visit: &Visit, name: &str, value: &str) -> Error {
    let short: String = value.chars().take(80).collect();
    Error::BadRequest(visit.text_with(
        "admin-list-unknown-value",
        &[("name", name.into()), ("value", short.into())],
    ))
}

fn order(visit: &Visit, entry: &Entry, value: &str) -> Result<Vec<(&'static str, bool)>> {
    let mut order = Vec::new();
    for part in value.split(',').take(20) {
        let (name, down) = match part.strip_prefix('-') {
            Some(name) => (name, true),
            None => (part, false),
        };
        let column = super::columns::of(entry)
            .into_iter()
            .find(|column| column.name == name && column.order.is_some())
            .ok_or_else(|| unknown_value(visit, "o", part))?;
        if !order.iter().any(|(known, _)| *known == column.name) {
            order.push((column.name, down));
        }
    }
    Ok(order)
}
