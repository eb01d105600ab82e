//! Numbers, times and data as fields send them or people type them; nothing for what is none.

use chrono::{NaiveDateTime, NaiveTime};
use sea_orm::prelude::Decimal;

use super::text;

/// A number of at most so many digits, so many of them behind the point. A comma is as good as a point where it cannot be
/// taken for a mark between thousands.
#[must_use]
pub fn decimal(typed: &str, digits: u32, behind: u32) -> Option<Decimal> {
    let typed = typed.trim();
    let typed = if behind < 3 {
        typed.replace(',', ".")
    } else {
        typed.to_owned()
    };
    let unsigned = typed.strip_prefix('-').unwrap_or(&typed);
    let (before, after) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|one| one.is_ascii_digit());
    if !is_digits(before) || !is_digits(after) {
        return None;
    }
    let fits = |part: &str, most: u32| part.len() <= most as usize;
    if !fits(before.trim_start_matches('0'), digits - behind.min(digits))
        || !fits(after.trim_end_matches('0'), behind)
    {
        return None;
    }
    typed.parse().ok()
}

/// A number with a floating point.
#[must_use]
pub fn float(typed: &str) -> Option<f64> {
    let number: f64 = typed.trim().replace(',', ".").parse().ok()?;
    number.is_finite().then_some(number)
}

/// A time of day: `14:30` or `14:30:00`.
#[must_use]
pub fn time(typed: &str) -> Option<NaiveTime> {
    let typed = typed.trim();
    let read = |form| NaiveTime::parse_from_str(typed, form).ok();
    read("%H:%M:%S").or_else(|| read("%H:%M"))
}

/// A day with a time of day: `2026-11-24T14:30`, with a space instead of the T, or the day as people write it.
#[must_use]
pub fn date_time(typed: &str) -> Option<NaiveDateTime> {
    let (day, at) = typed.trim().split_once(['T', ' '])?;
    Some(text::date(day)?.and_time(time(at)?))
}

/// Data in JSON. PostgreSQL keeps no text with the character zero.
#[must_use]
pub fn json(typed: &str) -> Option<serde_json::Value> {
    if typed.contains("\\u0000") {
        return None;
    }
    serde_json::from_str(typed).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_counted_before_and_behind_the_point() {
        for (typed, read) in [
            ("12.5", "12.5"),
            ("12,5", "12.5"),
            ("-0.25", "-0.25"),
            ("0012.500", "12.500"),
            ("999", "999"),
        ] {
            assert_eq!(decimal(typed, 5, 2), read.parse().ok(), "{typed}");
        }
        for typed in [
            "", "x", "1.234", "1000", "1.", ".5", "1e2", "NaN", "1,000.5", "--1", "٣",
        ] {
            assert_eq!(decimal(typed, 5, 2), None, "{typed}");
        }
        assert_eq!(
            decimal("1,234", 7, 3),
            None,
            "a thousand and more, or little more than one?"
        );
    }

    #[test]
    fn numbers_without_end_are_none() {
        assert_eq!(float("2,5"), Some(2.5));
        for typed in ["", "NaN", "inf", "1e400", "one"] {
            assert_eq!(float(typed), None, "{typed}");
        }
    }

    #[test]
    fn times_are_read_as_fields_send_and_people_type_them() {
        let half_past_two = NaiveTime::from_hms_opt(14, 30, 0);
        assert_eq!(time("14:30"), half_past_two);
        assert_eq!(time("14:30:00"), half_past_two);
        for typed in [
            "2026-11-24T14:30",
            "2026-11-24 14:30:00",
            "24.11.2026 14:30",
        ] {
            assert_eq!(
                date_time(typed).map(|one| one.time()),
                half_past_two,
                "{typed}"
            );
        }
        for typed in ["", "24:00", "14", "14:60", "2026-02-30T14:30", "2026-11-24"] {
            assert_eq!(time(typed), None, "{typed}");
            assert_eq!(date_time(typed), None, "{typed}");
        }
    }

    #[test]
    fn data_is_what_the_database_can_keep() {
        assert!(json(r#"{"a": [1, null]}"#).is_some());
        for typed in ["", "{", "nonsense", r#""a\u0000b""#] {
            assert_eq!(json(typed), None, "{typed}");
        }
    }
}
