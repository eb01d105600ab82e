//! What people may submit: each form keeps what was typed, and gives typed values or an error for each field.

mod errors;
mod submitted;
pub mod text;

pub use errors::{FieldErrors, Reason};
pub use submitted::Submitted;

use crate::models::Version;

/// A form that can be shown again as it was typed.
pub trait Fields {
    /// The names of the fields, in the order in which they stand in the form.
    const NAMES: &'static [&'static str];

    /// The message with which a field is labelled, for where its name must be said beside what is wrong with it.
    #[must_use]
    fn label(_name: &str) -> Option<&'static str> {
        None
    }

    /// What was typed into each field.
    fn typed(&self) -> Vec<(&'static str, Typed<'_>)>;
}

/// What a field holds: one text, or the chosen ones of several.
#[derive(Clone, Copy, Debug, serde::Serialize)]
#[serde(untagged)]
pub enum Typed<'a> {
    One(&'a str),
    Many(&'a [String]),
}

/// What the thing looked like when the form was opened, as the form's hidden field says. A request that some
/// program made has none, and changes whatever is there.
#[must_use]
pub fn seen(version: &str) -> Option<Version> {
    (!version.is_empty()).then(|| Version::parse(version))
}
