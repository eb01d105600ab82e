//! A choice among things that may be too many for a list: then they are searched for, a few at a time.

use serde::Serialize;

use super::Choice;

#[derive(Debug, Serialize)]
pub struct Lookup {
    choices: Vec<Choice>,
    /// All there are; the field is a plain list.
    complete: bool,
    /// What was searched for to find these.
    searched: Option<String>,
}

impl Lookup {
    /// Few enough to offer them all.
    #[must_use]
    pub const fn all(choices: Vec<Choice>) -> Self {
        Self {
            choices,
            complete: true,
            searched: None,
        }
    }

    /// The one that is chosen already, if any; others are searched for.
    #[must_use]
    pub fn chosen(choice: Option<Choice>) -> Self {
        Self {
            choices: choice.into_iter().collect(),
            complete: false,
            searched: None,
        }
    }

    /// Those that were found.
    #[must_use]
    pub fn found(choices: Vec<Choice>, searched: &str) -> Self {
        Self {
            choices,
            complete: false,
            searched: Some(searched.to_owned()),
        }
    }
}
