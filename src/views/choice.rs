//! What a field can be chosen from.

use serde::Serialize;

/// One of the values that a field takes.
#[derive(Clone, Debug, Serialize)]
pub struct Choice {
    value: String,
    label: String,
}

impl Choice {
    #[must_use]
    pub fn new(value: impl ToString, label: impl Into<String>) -> Self {
        Self {
            value: value.to_string(),
            label: label.into(),
        }
    }

    /// What a form sends for it.
    #[must_use]
    pub fn value(&self) -> &str {
        &self.value
    }
}
