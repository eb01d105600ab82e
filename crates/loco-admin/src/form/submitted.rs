//! What a form sent.
use std::collections::BTreeMap;

use axum::body::Bytes;

/// The names and values of a form, in the order in which they were sent.
#[derive(Clone, Debug, Default)]
pub(crate) struct Submitted(BTreeMap<String, Vec<String>>);

impl Submitted {
    /// Reads an `application/x-www-form-urlencoded` body. Line ends are those of Unix.
    pub fn read(body: &Bytes) -> Self {
        let mut all: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (name, value) in url::form_urlencoded::parse(body) {
            all.entry(name.into_owned())
                .or_default()
                .push(value.replace("\r\n", "\n"));
        }
        Self(all)
    }

    /// The last value of this name: a box that is ticked comes after its hidden "no".
    pub fn last(&self, name: &str) -> Option<&str> {
        self.0.get(name)?.last().map(String::as_str)
    }

    pub fn all(&self, name: &str) -> Option<&[String]> {
        self.0.get(name).map(Vec::as_slice)
    }

    /// Whether any name begins so.
    pub fn has_any(&self, prefix: &str) -> bool {
        self.0
            .range(prefix.to_owned()..)
            .next()
            .is_some_and(|(name, _)| name.starts_with(prefix))
    }

    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    pub fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }
}
