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
/// What its «field.human | lower» can be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum «field.choice_type» {
<%- for choice in field.choices %>
    /// `«choice.code»`
<%- if loop.first %>
    #[default]
<%- endif %>
    «choice.variant»,
<%- endfor %>
}

impl «field.choice_type» {
    /// All of them, in the order in which the form offers them.
    pub const ALL: [Self; «field.choices | length»] = [<% for choice in field.choices %>Self::«choice.variant», <% endfor %>];

    /// The word in the form.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
<%- for choice in field.choices %>
            Self::«choice.variant» => "«choice.code»",
<%- endfor %>
        }
    }

    /// The one with this word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// The key of the message that says it.
    #[must_use]
    pub const fn message(self) -> &'static str {
        match self {
<%- for choice in field.choices %>
            Self::«choice.variant» => "«field.message»-«choice.name»",
<%- endfor %>
        }
    }
}
<% endif %><% endfor %>
impl «pascal»Form {
    /// What the form says.
    ///
    /// # Errors
    ///
    /// What is wrong with each field.
    pub fn values(&self) -> Result<«pascal»Values, FieldErrors> {
        let <% if has.reasons %>mut <% endif %>errors = FieldErrors::found(self.validate(), Self::NAMES);
<%- for field in fields %>
<%- if field.required and field.parse %>
        if self.«field.name».is_empty() {
            errors.add("«field.name»", Reason::new("empty"));
        }
<%- endif %>
<%- if field.parse %>
        let «field.name» = «field.parse»;
        if «field.name».is_none() && !self.«field.name».is_empty() {
            errors.add("«field.name»", Reason::new("«field.refusal»").with_text("typed", &self.«field.name»));
        }
<%- elif field.kind == "choice" %>
        let «field.name» = «field.choice_type»::from_code(&self.«field.name»);
        if «field.name».is_none()<% if not field.required %> && !self.«field.name».is_empty()<% endif %> {
            errors.add("«field.name»", Reason::new("does-not-exist"));
        }
<%- endif %>
<%- endfor %>
        errors.or(«pascal»Values {
<%- for field in fields %>
<%- if field.kind == "flag" %>
            «field.name»: !self.«field.name».is_empty(),
<%- elif field.kind in ["line", "paragraphs"] and field.required %>
            «field.name»: self.«field.name».clone(),
<%- elif field.kind in ["line", "paragraphs"] %>
            «field.name»: (!self.«field.name».is_empty()).then(|| self.«field.name».clone()),
<%- elif field.required %>
            «field.name»: «field.name».unwrap_or_default(),
<%- else %>
            «field.name»,
<%- endif %>
<%- endfor %>
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
