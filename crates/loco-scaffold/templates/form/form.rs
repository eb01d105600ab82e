//! The form for «article» «human»: what may be submitted, and what is wrong with it.
<% if has.days %>
use chrono::NaiveDate;
<%- endif %>
use serde::Deserialize;
<%- if has.uuids %>
use uuid::Uuid;
<%- endif %>
use validator::Validate;

use super::{FieldErrors, Fields, <% if has.reasons %>Reason, <% endif %>Typed, <% if has.parsers %>parsed, <% endif %>text};
<%- if has.fractions %>
use crate::views::Language;
<%- endif %>

#[derive(Clone, Debug, Default, Deserialize, Validate)]
#[serde(default)]
pub struct «pascal»Form {
<%- for field in fields %>
    #[serde(deserialize_with = "text::cleaned")]
<%- if field.kind == "line" or field.kind == "paragraphs" %>
    #[validate(length(<% if field.required %>min = 1, <% endif %>max = «field.max»), custom(function = "text::<% if field.kind == "line" %>one_line<% else %>paragraphs<% endif %>"))]
<%- elif field.kind == "json" %>
    #[validate(length(<% if field.required %>min = 1, <% endif %>max = 10_000))]
<%- endif %>
    «field.name»: String,
<%- endfor %>
}

/// What «article» «human» says, once nothing is wrong with it.
#[derive(Clone, Debug, PartialEq)]
pub struct «pascal»Values {
<%- for field in fields %>
    /// «field.human»<% if not field.required and field.kind != "flag" %>, if it was filled in<% endif %>.
    pub «field.name»: «field.value_type»,
<%- endfor %>
}
<% for field in fields %><% if field.kind == "choice" %>
<% include "parts/choice.rs" %><% endif %><% endfor %>
impl «pascal»Form {
    /// What the form says.
    ///
    /// # Errors
    ///
    /// What is wrong with each field.
    pub fn values(&self<% if has.fractions %>, language: Language<% endif %>) -> Result<«pascal»Values, FieldErrors> {
        let <% if has.reasons %>mut <% endif %>errors = FieldErrors::found(self.validate(), Self::NAMES);
<%- include "parts/read.rs" %>
        errors.or(«pascal»Values {
<%- include "parts/taken.rs" %>
        })
    }
}

impl Fields for «pascal»Form {
    const NAMES: &'static [&'static str] = &[<% for field in fields %>"«field.name»", <% endfor %>];

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
            ("«field.name»", Typed::One(&self.«field.name»)),
<%- endfor %>
        ]
    }
}
