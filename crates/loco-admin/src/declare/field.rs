//! What is said about one field of a form.
use std::sync::Arc;

/// How a field is filled in. Without one, it follows from the column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Widget {
    /// A line of text.
    Line,
    /// Several lines of text.
    Textarea {
        /// How many are seen at once.
        rows: u16,
    },
    /// A list to choose from; for a column that points elsewhere, with all rows from there.
    Select,
    /// Buttons of which one is pressed.
    Radio,
    /// A search among the rows that a column can point to.
    Autocomplete,
    /// The key of the row that a column points to, with a page to look it up.
    Key,
    /// A box to tick.
    Checkbox,
    /// A colour, an address and so on: an `input` of this type.
    Input(&'static str),
}

/// One of the values that a field can have.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub(crate) struct Choice {
    pub value: String,
    pub label: String,
}

pub(crate) type Rule = Arc<dyn Fn(&str) -> Result<(), String> + Send + Sync>;

/// What a declaration changes about a field.
#[derive(Clone, Default)]
pub(crate) struct Tweak {
    /// How a stored text reads, where people would not read it as it is.
    pub reads: Option<fn(&str) -> String>,
    pub label: Option<String>,
    pub help: Option<String>,
    pub widget: Option<Widget>,
    pub choices: Vec<Choice>,
    pub max: Option<u32>,
    pub readonly: bool,
    pub optional: bool,
    pub secret: bool,
    pub needs: Option<&'static str>,
    pub needs_to_view: Option<&'static str>,
    /// The column that the model makes this one from.
    pub follows: Option<&'static str>,
    /// Kept from the person of this request.
    pub hidden: bool,
    pub initial: Option<Arc<dyn Fn() -> String + Send + Sync>>,
    pub made_from: Vec<&'static str>,
    pub rules: Vec<Rule>,
}
