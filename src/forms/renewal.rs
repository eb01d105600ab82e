//! The form with which a librarian renews a loan up to a day of her choice.

use chrono::NaiveDate;
use serde::Deserialize;

use super::{FieldErrors, Fields, Reason, Typed, text};
use crate::models::LibrarySettings;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct RenewalForm {
    #[serde(deserialize_with = "text::cleaned")]
    renewal_date: String,
}

impl RenewalForm {
    /// Proposes the usual lending period from today.
    #[must_use]
    pub fn initial(today: NaiveDate, rules: &LibrarySettings) -> Self {
        Self {
            renewal_date: rules.due_on(today).to_string(),
        }
    }

    /// The new due date.
    ///
    /// # Errors
    ///
    /// When the day does not exist, is over, or lies too far ahead.
    pub fn renewal_date(
        &self,
        today: NaiveDate,
        rules: &LibrarySettings,
    ) -> Result<NaiveDate, FieldErrors> {
        let field = "renewal_date";
        if self.renewal_date.is_empty() {
            return Err(FieldErrors::one(field, Reason::new("empty")));
        }
        let Some(day) = text::date(&self.renewal_date) else {
            return Err(FieldErrors::one(
                field,
                Reason::new("date").with_text("typed", &self.renewal_date),
            ));
        };
        rules
            .check_renewal_date(day, today)
            .map(|()| day)
            .map_err(|problem| FieldErrors::one(field, problem.into()))
    }
}

impl Fields for RenewalForm {
    const NAMES: &'static [&'static str] = &["renewal_date"];

    fn label(name: &str) -> Option<&'static str> {
        Some(match name {
            "renewal_date" => "renewal-date",
            _ => return None,
        })
    }

    fn typed(&self) -> Vec<(&'static str, Typed<'_>)> {
        vec![("renewal_date", Typed::One(&self.renewal_date))]
    }
}

/// MDN's six cases for its form.
#[cfg(test)]
mod tests {
    use chrono::Days;

    use super::*;

    const RULES: LibrarySettings = LibrarySettings {
        time_zone: chrono_tz::UTC,
        loan_days: 21,
        max_loans: 5,
        max_renewals: 2,
        max_renewal_days: 28,
        reservation_hold_days: 3,
        page_size: 10,
    };

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, 10).unwrap()
    }

    fn renewed_to(day: NaiveDate) -> Result<NaiveDate, FieldErrors> {
        RenewalForm {
            renewal_date: day.to_string(),
        }
        .renewal_date(today(), &RULES)
    }

    #[test]
    fn yesterday_is_refused() {
        assert!(renewed_to(today() - Days::new(1)).is_err());
    }

    #[test]
    fn four_weeks_and_a_day_are_refused() {
        assert!(renewed_to(today() + Days::new(29)).is_err());
    }

    #[test]
    fn today_is_taken() {
        assert!(renewed_to(today()).is_ok());
    }

    #[test]
    fn exactly_four_weeks_are_taken() {
        assert!(renewed_to(today() + Days::new(28)).is_ok());
    }

    #[test]
    fn three_weeks_are_proposed() {
        let form = RenewalForm::initial(today(), &RULES);
        assert_eq!(
            form.renewal_date(today(), &RULES),
            Ok(today() + Days::new(21))
        );
    }

    #[test]
    fn a_day_that_does_not_exist_is_refused() {
        for typed in ["", "2026-02-30", "soon"] {
            assert!(
                RenewalForm {
                    renewal_date: typed.into()
                }
                .renewal_date(today(), &RULES)
                .is_err()
            );
        }
    }
}
