//! The form for «article» «human».
use serde::Deserialize;
use validator::Validate;

use super::{FieldErrors, Fields, <% if has.reasons %>Reason, <% endif %>Typed, <% if has.parsers %>parsed, <% endif %>text};
use crate::<% if has.fractions %>{models::<% else %>models::<% endif %>«plural»<% if has.choices %>::{self<% for field in fields %><% if field.kind == "choice" %>, «field.choice_type»<% endif %><% endfor %>}<% endif %><% if has.fractions %>, views::Language}<% endif %>;

#[derive(Clone, Debug, Default, Deserialize, Validate)]
#[serde(default)]
pub struct «pascal»Form {
<%- for field in fields %>
<%- if field.kind == "many" %>
    /// The keys of those that are chosen.
    #[serde(deserialize_with = "text::each_cleaned")]
    pub «field.name»: Vec<String>,
<%- elif field.kind == "reference" %>
    /// The key of the one that is chosen.
    #[serde(deserialize_with = "text::cleaned")]
    pub «field.name»: String,
    /// What to look for, where there are too many to choose from.
    #[serde(deserialize_with = "text::cleaned")]
    #[validate(length(max = 200), custom(function = "text::one_line"))]
    pub «field.name»_query: String,
<%- elif field.kind == "line" or field.kind == "paragraphs" %>
    #[serde(deserialize_with = "text::cleaned")]
    #[validate(length(<% if field.required %>min = 1, <% endif %>max = «field.max»), custom(function = "text::<% if field.kind == "line" %>one_line<% else %>paragraphs<% endif %>"))]
    «field.name»: String,
<%- elif field.kind == "json" %>
    #[serde(deserialize_with = "text::cleaned")]
    #[validate(length(<% if field.required %>min = 1, <% endif %>max = 10_000))]
    «field.name»: String,
<%- else %>
    #[serde(deserialize_with = "text::cleaned")]
    «field.name»: String,
<%- endif %>
<%- endfor %>
    /// What the «human» looked like when the form was opened.
    pub version: String,
}

impl «pascal»Form {
    /// The form for «article» «human» that is there already.
    #[must_use]
    pub fn of(values: &«plural»::Values, version: &str<% if has.fractions %>, language: Language<% endif %>) -> Self {
        Self {
<%- for field in fields %>
<%- if field.kind == "many" %>
            «field.name»: values.«field.value».iter().map(ToString::to_string).collect(),
<%- elif field.kind == "flag" %>
            «field.name»: if values.«field.value» { "on".to_owned() } else { String::new() },
<%- elif field.kind == "choice" and field.required %>
            «field.name»: values.«field.value».code().to_owned(),
<%- elif field.kind == "choice" %>
            «field.name»: values.«field.value».map(|one| one.code().to_owned()).unwrap_or_default(),
<%- elif field.kind == "line" or field.kind == "paragraphs" %>
            «field.name»: values.«field.value».clone()<% if not field.required %>.unwrap_or_default()<% endif %>,
<%- else %>
            «field.name»: «field.text»,
<%- endif %>
<%- if field.kind == "reference" %>
            «field.name»_query: String::new(),
<%- endif %>
<%- endfor %>
            version: version.to_owned(),
        }
    }

    /// What is to be known of the «human».
    ///
    /// # Errors
    ///
    /// What is wrong with each field.
    pub fn values(&self<% if has.fractions %>, language: Language<% endif %>) -> Result<«plural»::Values, FieldErrors> {
        let <% if has.reasons %>mut <% endif %>errors = FieldErrors::found(self.validate(), Self::NAMES);
<%- include "parts/read.rs" %>
        // A key that no form of ours sends is one that nothing has.
        errors.or(«plural»::Values {
<%- include "parts/taken.rs" %>
        })
    }
}

impl Fields for «pascal»Form {
    const NAMES: &'static [&'static str] = &[
<%- for field in fields %>
        "«field.name»",
<%- if field.kind == "reference" %>
        "«field.name»_query",
<%- endif %>
<%- endfor %>
        "version",
    ];

    fn label(name: &str) -> Option<&'static str> {
        Some(match name {
<%- for field in fields %>
            "«field.name»" => "«field.message»",
<%- endfor %>
            _ => return None,
        })
    }

    fn typed(&self) -> Vec<(&'static str, Typed<'_>)> {
        vec![
<%- for field in fields %>
<%- if field.kind == "many" %>
            ("«field.name»", Typed::Many(&self.«field.name»)),
<%- else %>
            ("«field.name»", Typed::One(&self.«field.name»)),
<%- endif %>
<%- if field.kind == "reference" %>
            ("«field.name»_query", Typed::One(&self.«field.name»_query)),
<%- endif %>
<%- endfor %>
            ("version", Typed::One(&self.version)),
        ]
    }
}
