//! Numbers, times and data as fields send them or people type them; nothing for what is none.

use chrono::{NaiveDateTime, NaiveTime};
use sea_orm::prelude::Decimal;

use super::text;

/// A number of at most so many digits, so many of them behind `mark`, which is the language's own: `,` in German.
#[must_use]
pub fn decimal(typed: &str, digits: u32, behind: u32, mark: char) -> Option<Decimal> {
    let typed = plain(typed, behind, mark)?;
    let unsigned = typed.strip_prefix('-').unwrap_or(&typed);
    let (before, after) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    let fits = |part: &str, most: u32| part.len() <= most as usize;
    if !fits(before.trim_start_matches('0'), digits - behind.min(digits))
        || !fits(after.trim_end_matches('0'), behind)
    {
        return None;
    }
    typed.parse().ok()
}

/// A number with a floating point, written as above.
#[must_use]
pub fn float(typed: &str, mark: char) -> Option<f64> {
    let number: f64 = plain(typed, u32::MAX, mark)?.parse().ok()?;
    number.is_finite().then_some(number)
}

/// A number with a point, as fields show it.
#[must_use]
pub fn written(number: &str, mark: char) -> String {
    number.replace('.', mark.encode_utf8(&mut [0; 4]))
}

/// The number as Rust writes it. The other language's mark sets thousands apart; where it cannot, it is as good as
/// `mark`, and where it could be either, nobody guesses.
fn plain(typed: &str, behind: u32, mark: char) -> Option<String> {
    let other = if mark == ',' { '.' } else { ',' };
    let typed = typed.trim();
    let (sign, unsigned) = match typed.strip_prefix(['-', '\u{2212}']) {
        Some(unsigned) => ("-", unsigned),
        None => ("", typed),
    };
    let (before, after) = match unsigned.split_once(mark) {
        Some(parts) => parts,
        None if is_grouped(unsigned, other) => {
            if behind > 2 && unsigned.matches(other).count() == 1 {
                return None;
            }
            (unsigned, "0")
        }
        None => unsigned.split_once(other).unwrap_or((unsigned, "0")),
    };
    let before = if is_grouped(before, other) {
        before.replace(other, "")
    } else {
        before.to_owned()
    };
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|one| one.is_ascii_digit());
    (is_digits(&before) && is_digits(after)).then(|| format!("{sign}{before}.{after}"))
}

/// Whether the mark sets thousands apart: `1.234.567`.
fn is_grouped(typed: &str, mark: char) -> bool {
    typed.split_once(mark).is_some_and(|(first, rest)| {
        (1..=3).contains(&first.len())
            && !first.starts_with('0')
            && rest.split(mark).all(|group| group.len() == 3)
    })
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
            assert_eq!(decimal(typed, 5, 2, '.'), read.parse().ok(), "{typed}");
        }
        for typed in [
            "", "x", "1.234", "1000", "1.", ".5", "1e2", "NaN", "1,000.5", "--1", "٣",
        ] {
            assert_eq!(decimal(typed, 5, 2, '.'), None, "{typed}");
        }
        assert_eq!(
            decimal("1,234", 7, 3, '.'),
            None,
            "a thousand and more, or little more than one?"
        );
    }

    #[test]
    fn each_language_has_its_own_mark_and_sets_thousands_apart_with_the_other() {
        for (german, english, read) in [
            ("12,50", "12.50", "12.50"),
            ("1.234,5", "1,234.5", "1234.5"),
            ("-1.234.567", "-1,234,567", "-1234567"),
            ("\u{2212}1.234", "\u{2212}1,234", "-1234"),
            // In the other language, but there is no doubt.
            ("12.5", "12,5", "12.5"),
            ("0.12", "0,12", "0.12"),
        ] {
            let number: Option<Decimal> = read.parse().ok();
            assert_eq!(decimal(german, 9, 2, ','), number, "{german}");
            assert_eq!(decimal(english, 9, 2, '.'), number, "{english}");
        }
        assert_eq!(decimal("1,234", 7, 3, ','), "1.234".parse().ok());
        assert_eq!(decimal("0.125", 7, 3, ','), "0.125".parse().ok());
        for typed in [
            "1.234", "1.23,4", "1,2,3", "1.234.5", "12,345.6", ",", ".", "1.,5",
        ] {
            assert_eq!(decimal(typed, 9, 3, ','), None, "{typed}");
        }
    }

    #[test]
    fn fields_show_what_they_take() {
        assert_eq!(written("1234.50", ','), "1234,50");
        assert_eq!(written("1234.50", '.'), "1234.50");
        for mark in [',', '.'] {
            assert_eq!(
                decimal(&written("1234.50", mark), 9, 2, mark),
                "1234.50".parse().ok()
            );
        }
    }

    #[test]
    fn numbers_without_end_are_none() {
        assert_eq!(float("2,5", '.'), Some(2.5));
        assert_eq!(float("2,125", ','), Some(2.125));
        for typed in ["", "NaN", "inf", "1e400", "one", "2,125"] {
            assert_eq!(float(typed, '.'), None, "{typed}");
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
