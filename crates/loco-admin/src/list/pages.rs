//! The way through a list: how many rows there are, the pages beside this one, and how long they are.
use serde::Serialize;

use super::Address;
use super::address::{Beside, SIZES};
use super::rows::{Counted, Slice};
use crate::declare::Count;
use crate::erased::Entry;
use crate::number;
use crate::visit::Visit;

#[derive(Serialize)]
pub(super) struct Pages {
    page: u64,
    last: Option<u64>,
    previous: Option<String>,
    next: Option<String>,
    first_url: Option<String>,
    last_url: Option<String>,
}

#[derive(Serialize)]
pub(super) struct Size {
    size: u64,
    url: String,
    current: bool,
}

/// How many rows there are, in words.
pub(super) fn total(visit: &Visit, counted: Counted, count: Count) -> String {
    let grouped =
        |number: u64| number::whole(i64::try_from(number).unwrap_or(i64::MAX), visit.language);
    match counted {
        Counted::Exactly(number) => visit.text_with(
            "admin-list-total",
            &[("count", number.into()), ("number", grouped(number).into())],
        ),
        Counted::MoreThan(number) => visit.text_with(
            "admin-list-more-than",
            &[("number", grouped(number).into())],
        ),
        Counted::Not => {
            debug_assert_eq!(count, Count::None);
            String::new()
        }
    }
}

/// The pages beside this one are reached from its first and last row where that can be, else by
/// their number.
pub(super) fn beside(address: &Address, counted: Counted, size: u64, slice: &Slice) -> Pages {
    let last = match counted {
        Counted::Exactly(number) => Some(number.div_ceil(size).max(1)),
        Counted::MoreThan(_) | Counted::Not => None,
    };
    let page = match (&address.beside, last) {
        _ if slice.is_first => 1,
        // Rows come and go while somebody leafs: what is certain counts for more than the address.
        (Some(_), Some(last)) if !slice.after => last.max(2),
        (Some(_), last) => address.page.clamp(2, last.unwrap_or(u64::MAX).max(2)),
        (None, _) => address.page,
    };
    let from = |page: u64, beside: Option<Beside>| {
        address.with(|address| {
            address.page = page;
            address.beside = beside;
        })
    };
    Pages {
        page,
        last: last.map(|last| last.max(page)),
        previous: slice.before.then(|| match page - 1 {
            1 => address.at(1),
            page => from(page, slice.first.clone().map(Beside::Before)),
        }),
        next: slice
            .after
            .then(|| from(page + 1, slice.last.clone().map(Beside::After))),
        first_url: (page > 2).then(|| address.at(1)),
        last_url: last
            .filter(|last| *last > page + 1)
            .map(|last| address.at(last)),
    }
}

/// How many rows a page can have.
pub(super) fn sizes(entry: &Entry, address: &Address, current: u64) -> Vec<Size> {
    let mut sizes: Vec<u64> = SIZES.to_vec();
    if !sizes.contains(&entry.declaration.per_page) {
        sizes.push(entry.declaration.per_page);
        sizes.sort_unstable();
    }
    sizes
        .into_iter()
        .map(|size| Size {
            size,
            url: address.with(|address| address.per_page = Some(size)),
            current: size == current,
        })
        .collect()
}
