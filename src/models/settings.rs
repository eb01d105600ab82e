//! The rules of the house, from `settings.library` of the configuration.

use chrono::{DateTime, Days, NaiveDate, Utc};
use chrono_tz::Tz;
use loco_rs::{Error, Result, app::AppContext, config::Config};
use serde::Deserialize;
use serde_json::Value;

use super::Problem;

/// How long, how many, how often.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LibrarySettings {
    /// The library's dates are days in this time zone.
    pub time_zone: Tz,
    /// The lending period in days.
    pub loan_days: u32,
    /// The most loans that a reader has at a time.
    pub max_loans: u32,
    /// How often a reader renews a loan.
    pub max_renewals: u32,
    /// A renewal ends at most this many days from today.
    pub max_renewal_days: u32,
    /// How many days a returned copy is put aside for the reader who waits for it.
    pub reservation_hold_days: u32,
    /// Entries on a page of a list.
    pub page_size: u32,
}

/// The largest number of days or things that still makes sense; keeps dates within the calendar.
const MOST: u32 = 3_650;

#[derive(Deserialize)]
#[serde(transparent)]
struct Section(serde_json::Map<String, Value>);

impl LibrarySettings {
    /// The settings of a running application, or `settings.library` of its configuration; a key that is not there has the value of a usual library.
    ///
    /// # Errors
    /// When a value is not what it must be; the message names its key.
    pub fn of(ctx: &AppContext) -> Result<Self> {
        match ctx.shared_store.get() {
            // A handler's context has no settings of its own.
            Some(settings) if ctx.config.settings.is_none() => Ok(settings),
            _ => Self::from_config(&ctx.config),
        }
    }

    /// As [`LibrarySettings::of`], from the configuration alone.
    ///
    /// # Errors
    /// When a value is not what it must be; the message names its key.
    pub fn from_config(config: &Config) -> Result<Self> {
        let section = config
            .settings
            .as_ref()
            .and_then(|settings| settings.get("library"));
        Self::from_json(section.unwrap_or(&Value::Null))
    }

    fn from_json(section: &Value) -> Result<Self> {
        let section: Section = match section {
            Value::Null => Section(serde_json::Map::new()),
            section => serde_json::from_value(section.clone())
                .map_err(|_| wrong("settings.library", "must be a list of keys and values"))?,
        };
        Ok(Self {
            time_zone: section.time_zone()?,
            loan_days: section.number("loan_days", 21, 1)?,
            max_loans: section.number("max_loans", 5, 0)?,
            max_renewals: section.number("max_renewals", 2, 0)?,
            max_renewal_days: section.number("max_renewal_days", 28, 1)?,
            reservation_hold_days: section.number("reservation_hold_days", 3, 1)?,
            page_size: section.number("page_size", 10, 1)?.min(1_000),
        })
    }

    /// The library's day at an instant.
    #[must_use]
    pub fn today(&self, now: DateTime<Utc>) -> NaiveDate {
        now.with_timezone(&self.time_zone).date_naive()
    }

    /// When something borrowed today is due; also what a renewal form proposes.
    #[must_use]
    pub fn due_on(&self, today: NaiveDate) -> NaiveDate {
        after(today, self.loan_days)
    }

    /// The last day that a renewal may end on.
    #[must_use]
    pub fn last_renewal_day(&self, today: NaiveDate) -> NaiveDate {
        after(today, self.max_renewal_days)
    }

    /// The last day that a copy is put aside.
    #[must_use]
    pub fn held_until(&self, today: NaiveDate) -> NaiveDate {
        after(today, self.reservation_hold_days)
    }

    /// Whether a librarian may renew up to this day: from today to [`LibrarySettings::last_renewal_day`].
    ///
    /// # Errors
    /// What the form says otherwise.
    pub fn check_renewal_date(&self, date: NaiveDate, today: NaiveDate) -> Result<(), Problem> {
        if date < today {
            Err(Problem::RenewalInPast)
        } else if date > self.last_renewal_day(today) {
            Err(Problem::RenewalTooFarAhead {
                max_days: self.max_renewal_days.into(),
            })
        } else {
            Ok(())
        }
    }
}

impl Default for LibrarySettings {
    fn default() -> Self {
        Self {
            time_zone: Tz::UTC,
            loan_days: 21,
            max_loans: 5,
            max_renewals: 2,
            max_renewal_days: 28,
            reservation_hold_days: 3,
            page_size: 10,
        }
    }
}

impl Section {
    fn number(&self, key: &str, default: u32, min: u32) -> Result<u32> {
        let Some(value) = self.0.get(key) else {
            return Ok(default);
        };
        value
            .as_u64()
            .and_then(|number| u32::try_from(number).ok())
            .filter(|number| (min..=MOST).contains(number))
            .ok_or_else(|| {
                wrong(
                    &format!("settings.library.{key}"),
                    &format!("must be a number from {min} to {MOST}"),
                )
            })
    }

    fn time_zone(&self) -> Result<Tz> {
        let Some(value) = self.0.get("time_zone") else {
            return Ok(Tz::UTC);
        };
        value.as_str().and_then(|name| name.parse().ok()).ok_or_else(|| {
            wrong(
                "settings.library.time_zone",
                &format!("must be a time zone of the IANA database such as Europe/Berlin, not {value}"),
            )
        })
    }
}

fn wrong(key: &str, what: &str) -> Error {
    Error::Message(format!("{key} {what}"))
}

fn after(day: NaiveDate, days: u32) -> NaiveDate {
    day.checked_add_days(Days::new(days.into()))
        .unwrap_or(NaiveDate::MAX)
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone;
    use serde_json::json;

    use super::*;

    #[test]
    fn keys_that_are_not_there_have_the_values_of_a_usual_library() {
        assert_eq!(
            LibrarySettings::from_json(&Value::Null).expect("valid"),
            LibrarySettings::default()
        );
        let settings = LibrarySettings::from_json(&json!({ "max_loans": 3, "name": "Bookham" }))
            .expect("valid");
        assert_eq!((settings.max_loans, settings.loan_days), (3, 21));
    }

    #[test]
    fn a_wrong_value_is_refused_by_its_key() {
        for (section, key) in [
            (
                json!({ "loan_days": "three weeks" }),
                "settings.library.loan_days",
            ),
            (json!({ "page_size": 0 }), "settings.library.page_size"),
            (json!({ "max_loans": -1 }), "settings.library.max_loans"),
            (
                json!({ "max_renewal_days": 99_999_999_999_u64 }),
                "settings.library.max_renewal_days",
            ),
            (
                json!({ "time_zone": "Berlin" }),
                "settings.library.time_zone",
            ),
            (json!([1]), "settings.library"),
        ] {
            let error = LibrarySettings::from_json(&section)
                .expect_err("refused")
                .to_string();
            assert!(error.contains(key), "{error}");
        }
    }

    #[test]
    fn today_is_the_day_where_the_library_is() {
        let settings =
            LibrarySettings::from_json(&json!({ "time_zone": "Europe/Berlin" })).expect("valid");
        let late = Utc
            .with_ymd_and_hms(2026, 3, 10, 23, 30, 0)
            .single()
            .expect("an instant");
        assert_eq!(settings.today(late).to_string(), "2026-03-11");
    }
}
