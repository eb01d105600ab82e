//! The form for what has nothing but a name: a genre or a language.

use serde::Deserialize;
use validator::Validate;

use super::{FieldErrors, Fields, Typed, text};

#[derive(Clone, Debug, Default, Deserialize, Validate)]
#[serde(default)]
pub struct NameForm {
    #[serde(deserialize_with = "text::cleaned")]
    #[validate(length(min = 1, max = 200), custom(function = "text::one_line"))]
    name: String,
}

impl NameForm {
    /// The form for something that has a name already.
    #[must_use]
    pub fn of(name: &str) -> Self {
        Self {
            name: name.to_owned(),
        }
    }

    /// The name.
    ///
    /// # Errors
    ///
    /// What is wrong with it.
    pub fn name(&self) -> Result<&str, FieldErrors> {
        FieldErrors::found(self.validate(), Self::NAMES).or(self.name.as_str())
    }
}

impl Fields for NameForm {
    const NAMES: &'static [&'static str] = &["name"];

    fn label(name: &str) -> Option<&'static str> {
        Some(match name {
            "name" => "genre-name",
            _ => return None,
        })
    }

    fn typed(&self) -> Vec<(&'static str, Typed<'_>)> {
        vec![("name", Typed::One(&self.name))]
    }
}
