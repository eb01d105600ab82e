//! A name that leads to its page.

use serde::Serialize;

/// A name with the address of its page.
#[derive(Clone, Debug, Serialize)]
pub struct Link {
    name: String,
    url: String,
}

impl Link {
    #[must_use]
    pub fn new(name: impl Into<String>, url: String) -> Self {
        Self {
            name: name.into(),
            url,
        }
    }
}
