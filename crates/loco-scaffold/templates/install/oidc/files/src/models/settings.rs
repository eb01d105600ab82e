//! What holds for all pages, from `settings.site` of the configuration.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use loco_rs::{app::AppContext, config::Config, Error, Result};
use serde_json::Value;

/// Where the site is, and how long its lists are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteSettings {
    /// The site's dates are days in this time zone.
    pub time_zone: Tz,
    /// Entries on a page of a list.
    pub page_size: u32,
}

impl SiteSettings {
    /// The settings of a running application, or `settings.site` of its configuration; a key that is not there has a usual value.
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

    /// As [`SiteSettings::of`], from the configuration alone.
    ///
    /// # Errors
    /// When a value is not what it must be; the message names its key.
    pub fn from_config(config: &Config) -> Result<Self> {
        let key = |name: &str| config.settings.as_ref()?.get("site")?.get(name);
        Ok(Self {
            time_zone: time_zone(key("time_zone"))?,
            page_size: page_size(key("page_size"))?,
        })
    }

    /// The site's day at an instant.
    #[must_use]
    pub fn today(&self, now: DateTime<Utc>) -> NaiveDate {
        now.with_timezone(&self.time_zone).date_naive()
    }
}

fn time_zone(value: Option<&Value>) -> Result<Tz> {
    let Some(value) = value else {
        return Ok(Tz::UTC);
    };
    let zone = value.as_str().and_then(|name| name.parse().ok());
    zone.ok_or_else(|| {
        Error::Message(format!(
            "settings.site.time_zone must be a time zone of the IANA database such as Europe/Berlin, not {value}"
        ))
    })
}

fn page_size(value: Option<&Value>) -> Result<u32> {
    let Some(value) = value else {
        return Ok(10);
    };
    let number = value.as_u64().and_then(|number| u32::try_from(number).ok());
    number
        .filter(|number| (1..=1_000).contains(number))
        .ok_or_else(|| {
            Error::Message(format!(
                "settings.site.page_size must be a number from 1 to 1000, not {value}"
            ))
        })
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone;
    use serde_json::json;

    use super::*;

    #[test]
    fn keys_that_are_not_there_have_usual_values() {
        assert_eq!(page_size(None).expect("valid"), 10);
        assert_eq!(time_zone(None).expect("valid"), Tz::UTC);
    }

    #[test]
    fn a_wrong_value_is_refused_by_its_key() {
        for value in [json!(0), json!(-1), json!("ten"), json!(1_001)] {
            let error = page_size(Some(&value)).expect_err("refused").to_string();
            assert!(error.contains("settings.site.page_size"), "{error}");
        }
        let error = time_zone(Some(&json!("Berlin"))).expect_err("refused");
        assert!(error.to_string().contains("settings.site.time_zone"));
    }

    #[test]
    fn today_is_the_day_where_the_site_is() {
        let settings = SiteSettings {
            time_zone: Tz::Europe__Berlin,
            page_size: 10,
        };
        let late = Utc
            .with_ymd_and_hms(2026, 3, 10, 23, 30, 0)
            .single()
            .expect("an instant");
        assert_eq!(settings.today(late).to_string(), "2026-03-11");
    }
}
