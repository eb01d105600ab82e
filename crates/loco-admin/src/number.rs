//! Numbers as each language writes and reads them.
use sea_orm::Value;

use crate::Language;
use crate::field::Field;
use crate::value::{self, Kind};

/// What stands before the digits behind the point, and between thousands.
const fn marks(language: Language) -> (char, char) {
    match language {
        Language::English => ('.', ','),
        Language::German => (',', '.'),
    }
}

/// A whole number with its thousands set apart.
pub(crate) fn whole(number: i64, language: Language) -> String {
    let sign = if number < 0 { "-" } else { "" };
    let digits = number.unsigned_abs().to_string();
    format!("{sign}{}", thousands(&digits, language))
}

fn thousands(digits: &str, language: Language) -> String {
    let (_, mark) = marks(language);
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(mark);
        }
        grouped.push(digit);
    }
    grouped
}

/// A number with digits behind the point as lists show it.
pub(crate) fn shown(field: &Field, value: &Value, language: Language) -> String {
    let text = digits(field, value);
    let (sign, number) = match text.strip_prefix('-') {
        Some(number) => ("-", number),
        None => ("", text.as_str()),
    };
    let (own, _) = marks(language);
    match number.split_once('.') {
        Some((before, after)) => format!("{sign}{}{own}{after}", thousands(before, language)),
        None => format!("{sign}{}", thousands(number, language)),
    }
}

/// The same as a field of a form has it: without marks between thousands.
pub(crate) fn typed(field: &Field, value: &Value, language: Language) -> String {
    let (own, _) = marks(language);
    digits(field, value).replace('.', own.encode_utf8(&mut [0; 4]))
}

/// With as many digits behind the point as the column has.
fn digits(field: &Field, value: &Value) -> String {
    match (value, field.behind) {
        (Value::Decimal(Some(number)), Some(behind)) => {
            format!("{number:.*}", behind as usize)
        }
        _ => value::text(value).unwrap_or_default(),
    }
}

/// What somebody typed, as Rust writes numbers. The other language's mark sets thousands apart; where it cannot, it is as
/// good as the own one, and where it could be either, nobody guesses. `Err` is the key of a message.
pub(crate) fn plain(
    field: &Field,
    typed: &str,
    language: Language,
) -> Result<String, &'static str> {
    if field.kind != Kind::Decimal {
        return Ok(typed.to_owned());
    }
    let (own, other) = marks(language);
    let typed = typed.trim();
    let (sign, unsigned) = match typed.strip_prefix(['-', '\u{2212}']) {
        Some(unsigned) => ("-", unsigned),
        None => ("", typed),
    };
    let (before, after) = match unsigned.split_once(own) {
        Some(parts) => parts,
        None if is_grouped(unsigned, other) => {
            if field.behind.is_none_or(|behind| behind > 2) && unsigned.matches(other).count() == 1
            {
                return Err("admin-error-number-doubtful");
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
    if is_digits(&before) && is_digits(after) {
        Ok(format!("{sign}{before}.{after}"))
    } else {
        Err("admin-error-number")
    }
}

/// Whether the mark sets thousands apart: `1.234.567`.
fn is_grouped(typed: &str, mark: char) -> bool {
    typed.split_once(mark).is_some_and(|(first, rest)| {
        (1..=3).contains(&first.len())
            && !first.starts_with('0')
            && rest.split(mark).all(|group| group.len() == 3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_as_the_language_does() {
        assert_eq!(whole(1_234_567, Language::English), "1,234,567");
        assert_eq!(whole(-1_000, Language::German), "-1.000");
        assert_eq!(whole(999, Language::German), "999");
    }

    #[test]
    fn thousands_are_told_from_fractions() {
        for text in ["1.234", "12.345.678"] {
            assert!(is_grouped(text, '.'), "{text}");
        }
        for text in ["12.5", "0.125", "1234.567", "1.2345", ".123", "1..234", ""] {
            assert!(!is_grouped(text, '.'), "{text}");
        }
    }
}
