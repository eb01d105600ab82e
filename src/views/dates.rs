//! Dates and instants as each language writes them, in the library's time zone.

use chrono::{DateTime, Locale, NaiveDate, Utc};
use chrono_tz::Tz;
use serde::Deserialize;

use super::Language;

/// Whether an English date begins with the day or with the month. German always begins with the day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    #[default]
    DayFirst,
    MonthFirst,
}

/// How dates are written here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Calendar {
    pub time_zone: Tz,
    pub order: DateOrder,
}

impl Calendar {
    /// `24 November 2026`, `November 24, 2026` or `24. November 2026`.
    #[must_use]
    pub fn day(&self, day: NaiveDate, language: Language) -> String {
        let (format, locale) = match (language, self.order) {
            (Language::English, DateOrder::DayFirst) => ("%-d %B %-Y", Locale::en_GB),
            (Language::English, DateOrder::MonthFirst) => ("%B %-d, %-Y", Locale::en_US),
            (Language::German, _) => ("%-d. %B %-Y", Locale::de_DE),
        };
        day.format_localized(format, locale).to_string()
    }

    /// The day with the time of day in the library's time zone.
    #[must_use]
    pub fn moment(&self, instant: DateTime<Utc>, language: Language) -> String {
        let local = instant.with_timezone(&self.time_zone);
        format!(
            "{}, {}",
            self.day(local.date_naive(), language),
            local.format("%H:%M")
        )
    }

    /// The library's day at an instant.
    #[must_use]
    pub fn day_of(&self, instant: DateTime<Utc>) -> NaiveDate {
        instant.with_timezone(&self.time_zone).date_naive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BERLIN: Calendar = Calendar {
        time_zone: chrono_tz::Europe::Berlin,
        order: DateOrder::DayFirst,
    };

    #[test]
    fn a_day_is_written_as_the_language_does() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
        assert_eq!(BERLIN.day(day, Language::English), "24 November 2026");
        assert_eq!(BERLIN.day(day, Language::German), "24. November 2026");
        let american = Calendar {
            order: DateOrder::MonthFirst,
            ..BERLIN
        };
        assert_eq!(american.day(day, Language::English), "November 24, 2026");
        assert_eq!(american.day(day, Language::German), "24. November 2026");
    }

    #[test]
    fn an_instant_is_shown_in_the_librarys_time_zone() {
        let late: DateTime<Utc> = "2026-11-24T23:30:00Z".parse().unwrap();
        assert_eq!(
            BERLIN.moment(late, Language::English),
            "25 November 2026, 00:30"
        );
        assert_eq!(BERLIN.day_of(late).to_string(), "2026-11-25");
    }
}
