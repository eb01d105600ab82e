//! The pages of a list: the number, its neighbours, and links to the others.

use serde::Serialize;
use url::form_urlencoded;

use crate::models::{self, PageLink, Total};

/// Pages on each side of the shown one that get a link of their own.
const AROUND: u64 = 2;

#[derive(Debug, Serialize)]
pub struct Pagination {
    number: u64,
    last: u64,
    previous: Option<String>,
    next: Option<String>,
    links: Vec<Link>,
}

/// A page with its address, or a gap without.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Link {
    number: u64,
    url: Option<String>,
    current: bool,
}

/// How many there are; `more` when they were not counted to the end.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct TotalView {
    value: u64,
    more: bool,
}

impl From<Total> for TotalView {
    fn from(total: Total) -> Self {
        Self {
            value: total.value,
            more: total.capped,
        }
    }
}

impl Pagination {
    /// The pages around a page of the list at `path`, which may have a query already, and which was searched for `query`.
    #[must_use]
    pub fn of<T>(page: &models::Page<T>, path: &str, query: Option<&str>) -> Self {
        let searched = query.map(|query| {
            form_urlencoded::Serializer::new(String::new())
                .append_pair("q", query)
                .finish()
        });
        let joint = if path.contains('?') { '&' } else { '?' };
        let url = |rest: &str| match &searched {
            Some(searched) => format!("{path}{joint}{searched}&{rest}"),
            None => format!("{path}{joint}{rest}"),
        };
        let last = page.pages().max(page.number);
        Self {
            number: page.number,
            last,
            previous: page
                .previous
                .as_ref()
                .map(|link: &PageLink| url(&link.query)),
            next: page.next.as_ref().map(|link: &PageLink| url(&link.query)),
            links: links(page.number, last, |number| url(&format!("page={number}"))),
        }
    }
}

/// The first page, the last, and those around the shown one; a gap stands for the others.
fn links(shown: u64, last: u64, url: impl Fn(u64) -> String) -> Vec<Link> {
    let around = shown.saturating_sub(AROUND)..=shown.saturating_add(AROUND);
    let mut numbers: Vec<u64> = around
        .filter(|number| (1..=last).contains(number))
        .collect();
    numbers.extend([1, last]);
    numbers.sort_unstable();
    numbers.dedup();
    let mut links = Vec::with_capacity(numbers.len() + 2);
    let mut before = 0;
    for number in numbers {
        if number == before + 2 {
            links.push(Link {
                number: before + 1,
                url: Some(url(before + 1)),
                current: false,
            });
        } else if number > before + 2 {
            links.push(Link {
                number: 0,
                url: None,
                current: false,
            });
        }
        let current = number == shown;
        links.push(Link {
            number,
            url: (!current).then(|| url(number)),
            current,
        });
        before = number;
    }
    links
}

#[cfg(test)]
mod tests {
    use super::links;

    fn shown(number: u64, last: u64) -> String {
        links(number, last, |number| number.to_string())
            .into_iter()
            .map(|link| match link {
                link if link.current => format!("[{}]", link.number),
                link => link.url.unwrap_or_else(|| "…".to_owned()),
            })
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn the_ends_and_the_neighbours_have_links() {
        assert_eq!(shown(1, 1), "[1]");
        assert_eq!(shown(1, 3), "[1] 2 3");
        assert_eq!(shown(4, 9), "1 2 3 [4] 5 6 … 9");
        assert_eq!(shown(50, 100), "1 … 48 49 [50] 51 52 … 100");
        assert_eq!(shown(100, 100), "1 … 98 99 [100]");
    }
}
