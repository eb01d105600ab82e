//! Numbers as each language writes them.

use super::Language;

/// A whole number with its thousands set apart: `12,345` in English, `12.345` in German.
#[must_use]
pub fn grouped(number: i64, language: Language) -> String {
    let sign = if number < 0 { "\u{2212}" } else { "" };
    let digits = number.unsigned_abs().to_string();
    format!("{sign}{}", thousands(&digits, language))
}

/// A number with a point as it is stored, `12345.50`: `12,345.50` in English, `12.345,50` in German.
#[must_use]
pub fn decimal(number: &str, language: Language) -> String {
    let (sign, digits) = match number.strip_prefix('-') {
        Some(digits) => ("\u{2212}", digits),
        None => ("", number),
    };
    match digits.split_once('.') {
        Some((whole, rest)) => format!(
            "{sign}{}{}{rest}",
            thousands(whole, language),
            language.decimal_mark()
        ),
        None => format!("{sign}{}", thousands(digits, language)),
    }
}

fn thousands(digits: &str, language: Language) -> String {
    let mark = match language {
        Language::English => ',',
        Language::German => '.',
    };
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            text.push(mark);
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{Language::*, decimal, grouped};

    #[test]
    fn thousands_are_set_apart() {
        assert_eq!(grouped(0, English), "0");
        assert_eq!(grouped(999, English), "999");
        assert_eq!(grouped(1_000, English), "1,000");
        assert_eq!(grouped(1_234_567, German), "1.234.567");
        assert_eq!(grouped(-1_234, German), "\u{2212}1.234");
    }

    #[test]
    fn digits_behind_the_point_stand_behind_the_languages_own_mark() {
        assert_eq!(decimal("12.50", English), "12.50");
        assert_eq!(decimal("12.50", German), "12,50");
        assert_eq!(decimal("-1234567.125", English), "\u{2212}1,234,567.125");
        assert_eq!(decimal("1234567.125", German), "1.234.567,125");
        assert_eq!(decimal("1000", German), "1.000");
    }
}
