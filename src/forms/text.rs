//! Typed text made comparable: trimmed, in Unicode's composed form (NFC), with one kind of line end.

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer};
use unicode_normalization::UnicodeNormalization;
use validator::ValidationError;

/// For `#[serde(deserialize_with = "…")]`: a line or a text as it is to be stored, and shown again.
///
/// # Errors
///
/// When the value is not a text.
pub fn cleaned<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    String::deserialize(deserializer).map(|text| clean(&text))
}

/// As [`cleaned`], for fields that may be sent several times, such as check boxes.
///
/// # Errors
///
/// When the value is not a list of texts.
pub fn each_cleaned<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    let texts = Vec::<String>::deserialize(deserializer)?;
    Ok(texts.iter().map(|text| clean(text)).collect())
}

#[must_use]
pub fn clean(text: &str) -> String {
    text.trim()
        .replace("\r\n", "\n")
        .replace('\r', "\n")
        .nfc()
        .collect()
}

/// Refuses characters that cannot be seen in a line: control characters, and marks that turn the direction of
/// writing, with which a name could be made to look like another.
///
/// # Errors
///
/// With the code `control-characters`.
pub fn one_line(text: &str) -> Result<(), ValidationError> {
    refuse(text, |character| {
        character.is_control() || turns_direction(character)
    })
}

/// As [`one_line`], but line ends and tabs are allowed.
///
/// # Errors
///
/// With the code `control-characters`.
pub fn paragraphs(text: &str) -> Result<(), ValidationError> {
    refuse(text, |character| {
        (character.is_control() && !matches!(character, '\n' | '\t')) || turns_direction(character)
    })
}

fn refuse(text: &str, refused: fn(char) -> bool) -> Result<(), ValidationError> {
    if text.contains(refused) {
        Err(ValidationError::new("control-characters"))
    } else {
        Ok(())
    }
}

const fn turns_direction(character: char) -> bool {
    matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A date as date fields send it (`2026-11-24`), or as people type it where there are none (`24/11/2026`,
/// `24.11.2026`). `None` for a day that does not exist.
#[must_use]
pub fn date(text: &str) -> Option<NaiveDate> {
    let written = |separator: char| -> Option<[&str; 3]> {
        let parts: Vec<&str> = text.split(separator).collect();
        parts.try_into().ok()
    };
    let [year, month, day] = if let Some(parts) = written('-') {
        parts
    } else {
        let [day, month, year] = written('/').or_else(|| written('.'))?;
        [year, month, day]
    };
    let number = |part: &str, digits: std::ops::RangeInclusive<usize>| -> Option<u32> {
        let fits = digits.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        fits.then(|| part.parse().ok())?
    };
    let year = i32::try_from(number(year, 4..=4)?)
        .ok()
        .filter(|year| *year > 0)?;
    NaiveDate::from_ymd_opt(year, number(month, 1..=2)?, number(day, 1..=2)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_trimmed_and_composed() {
        assert_eq!(clean("  Bro\u{308}ntë \r\n"), "Brönt\u{eb}");
        assert_eq!(clean("a\r\nb\rc"), "a\nb\nc");
    }

    #[test]
    fn what_cannot_be_seen_is_refused() {
        assert!(one_line("Brontë 北 🕮").is_ok());
        assert!(one_line("a\nb").is_err());
        assert!(one_line("a\u{0}b").is_err());
        assert!(one_line("abc\u{202e}fed").is_err());
        assert!(paragraphs("a\n\tb").is_ok());
        assert!(paragraphs("a\u{7}b").is_err());
    }

    #[test]
    fn dates_are_read_as_fields_send_and_people_type_them() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 24);
        assert_eq!(date("2026-11-24"), day);
        assert_eq!(date("24/11/2026"), day);
        assert_eq!(date("24.11.2026"), day);
        assert_eq!(date("1.2.0987"), NaiveDate::from_ymd_opt(987, 2, 1));
    }

    #[test]
    fn days_that_do_not_exist_are_no_dates() {
        for text in [
            "",
            "x",
            "2026-02-30",
            "2025-02-29",
            "2026-13-01",
            "2026-00-10",
            "0000-01-01",
            "-2026-01-01",
            "12026-01-01",
            "26-01-01",
            "2026-1-1-1",
            "2026-+1-01",
            "२०२६-01-01",
            "31/04/2026",
            "tomorrow",
        ] {
            assert_eq!(date(text), None, "{text}");
        }
    }
}
