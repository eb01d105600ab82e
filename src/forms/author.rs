//! The form for an author.

use chrono::NaiveDate;
use serde::Deserialize;
use validator::Validate;

use super::{FieldErrors, Fields, Reason, Typed, text};
use crate::models::authors;

/// MDN's tutorial proposes this date of death, to show initial values.
const DATE_OF_DEATH: &str = "2023-11-11";

#[derive(Clone, Debug, Default, Deserialize, Validate)]
#[serde(default)]
pub struct AuthorForm {
    #[serde(deserialize_with = "text::cleaned")]
    #[validate(length(min = 1, max = 100), custom(function = "text::one_line"))]
    first_name: String,
    #[serde(deserialize_with = "text::cleaned")]
    #[validate(length(min = 1, max = 100), custom(function = "text::one_line"))]
    last_name: String,
    #[serde(deserialize_with = "text::cleaned")]
    date_of_birth: String,
    #[serde(deserialize_with = "text::cleaned")]
    date_of_death: String,
    /// What the author looked like when the form was opened.
    pub version: String,
}

impl AuthorForm {
    /// The empty form.
    #[must_use]
    pub fn initial() -> Self {
        Self {
            date_of_death: DATE_OF_DEATH.to_owned(),
            ..Self::default()
        }
    }

    /// The form for an author who is known already.
    #[must_use]
    pub fn of(author: &authors::Model) -> Self {
        let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
        Self {
            first_name: author.first_name.clone(),
            last_name: author.last_name.clone(),
            date_of_birth: day(author.date_of_birth),
            date_of_death: day(author.date_of_death),
            version: author.version().to_string(),
        }
    }

    /// What the library is to know of the author.
    ///
    /// # Errors
    ///
    /// What is wrong with each field.
    pub fn values(&self) -> Result<authors::Values, FieldErrors> {
        let mut errors = FieldErrors::found(self.validate(), Self::NAMES);
        let mut day = |field, typed: &str| {
            let day = text::date(typed);
            if day.is_none() && !typed.is_empty() {
                errors.add(field, Reason::new("date").with_text("typed", typed));
            }
            day
        };
        let date_of_birth = day("date_of_birth", &self.date_of_birth);
        let date_of_death = day("date_of_death", &self.date_of_death);
        if date_of_birth.is_some() && date_of_death.is_some() && date_of_death < date_of_birth {
            errors.add("date_of_death", Reason::new("died-before-birth"));
        }
        errors.or(authors::Values {
            first_name: self.first_name.clone(),
            last_name: self.last_name.clone(),
            date_of_birth,
            date_of_death,
        })
    }
}

impl Fields for AuthorForm {
    const NAMES: &'static [&'static str] = &[
        "first_name",
        "last_name",
        "date_of_birth",
        "date_of_death",
        "version",
    ];

    fn label(name: &str) -> Option<&'static str> {
        Some(match name {
            "first_name" => "author-first-name",
            "last_name" => "author-last-name",
            "date_of_birth" => "author-date-of-birth",
            "date_of_death" => "author-date-of-death",
            _ => return None,
        })
    }

    fn typed(&self) -> Vec<(&'static str, Typed<'_>)> {
        vec![
            ("first_name", Typed::One(&self.first_name)),
            ("last_name", Typed::One(&self.last_name)),
            ("date_of_birth", Typed::One(&self.date_of_birth)),
            ("date_of_death", Typed::One(&self.date_of_death)),
            ("version", Typed::One(&self.version)),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn emily() -> AuthorForm {
        AuthorForm {
            first_name: "Emily".into(),
            last_name: "Brontë".into(),
            date_of_birth: "1818-07-30".into(),
            date_of_death: "1848-12-19".into(),
            ..AuthorForm::default()
        }
    }

    fn mistakes(form: &AuthorForm) -> Vec<&'static str> {
        form.values()
            .err()
            .map(|errors| errors.fields().collect())
            .unwrap_or_default()
    }

    #[test]
    fn what_is_known_is_taken() {
        let values = emily().values().unwrap();
        assert_eq!(values.last_name, "Brontë");
        assert_eq!(values.date_of_birth, NaiveDate::from_ymd_opt(1818, 7, 30));
    }

    #[test]
    fn names_are_wanted_and_dates_are_not() {
        assert_eq!(
            mistakes(&AuthorForm::default()),
            ["first_name", "last_name"]
        );
        let undated = AuthorForm {
            date_of_birth: String::new(),
            date_of_death: String::new(),
            ..emily()
        };
        assert!(undated.values().is_ok());
    }

    #[test]
    fn lengths_are_counted_in_characters() {
        assert!(
            AuthorForm {
                last_name: "ë".repeat(100),
                ..emily()
            }
            .values()
            .is_ok()
        );
        assert_eq!(
            mistakes(&AuthorForm {
                last_name: "e".repeat(101),
                ..emily()
            }),
            ["last_name"]
        );
    }

    #[test]
    fn nobody_dies_before_being_born_or_on_a_day_that_does_not_exist() {
        assert_eq!(
            mistakes(&AuthorForm {
                date_of_death: "1800-01-01".into(),
                ..emily()
            }),
            ["date_of_death"]
        );
        assert_eq!(
            mistakes(&AuthorForm {
                date_of_birth: "1818-02-30".into(),
                ..emily()
            }),
            ["date_of_birth"]
        );
    }
}
