//! What the address of a list says: search, order, filters, page.
use url::form_urlencoded;

use super::period::Period;
use crate::declare::FilterKind;
use crate::erased::Entry;
use crate::error::{Error, Result};
use crate::value::Kind;
use crate::visit::Visit;

/// The sizes of a page that people can choose.
pub(crate) const SIZES: [u64; 4] = [20, 50, 100, 200];
/// Pages beyond this are reached by searching, not by leafing.
const LAST_PAGE: u64 = 1_000_000;

/// What the address of a list says, checked.
#[derive(Clone, Debug, Default)]
pub(crate) struct Address {
    path: String,
    pub q: String,
    /// Column and whether it goes down.
    pub order: Vec<(&'static str, bool)>,
    pub page: u64,
    pub per_page: Option<u64>,
    pub period: Option<Period>,
    /// Parameter and value of each filter that is set.
    pub filters: Vec<(String, String)>,
}

impl Address {
    /// Reads the parameters; what the list does not know is refused with a sentence.
    pub fn read(visit: &Visit, entry: &Entry, parameters: &[(String, String)]) -> Result<Self> {
        let mut address = Self {
            path: entry.url(),
            page: 1,
            ..Self::default()
        };
        for (name, value) in parameters {
            let value = value.trim();
            if value.is_empty() {
                continue;
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
                _ if is_filter(entry, name) => {
                    address.filters.push((name.clone(), value.to_owned()));
                }
                _ => return Err(unknown(visit, name)),
            }
        }
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
        if self.page > 1 {
            all.push(("page".to_owned(), self.page.to_string()));
        }
        all
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
        other.page = 1;
        change(&mut other);
        other.url()
    }

    pub fn at(&self, page: u64) -> String {
        self.with(|address| address.page = page)
    }

    /// Takes a filter away, with all that belongs to it.
    pub fn clear(&mut self, name: &str) {
        self.filters.retain(|(set, _)| {
            set != name && set.rsplit_once("__").is_none_or(|(base, _)| base != name)
        });
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

/// Whether a filter of the model has this parameter.
fn is_filter(entry: &Entry, parameter: &str) -> bool {
    entry.declaration.filters.iter().any(|filter| {
        let rest = parameter.strip_prefix(filter.name);
        match (&filter.kind, rest) {
            (_, None) => false,
            (FilterKind::Empty, Some(rest)) => rest == "__empty",
            (FilterKind::Field, Some(rest)) => {
                let field = entry.field(filter.name);
                let is_time =
                    field.is_some_and(|field| matches!(field.kind, Kind::Day | Kind::Instant));
                let can_be_empty = field.is_some_and(|field| field.null);
                rest.is_empty()
                    || rest == "__empty" && can_be_empty
                    || (rest == "__from" || rest == "__to") && is_time
            }
            (_, Some(rest)) => rest.is_empty(),
        }
    })
}
