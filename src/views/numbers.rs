//! Numbers as each language writes them.

use super::Language;

/// A whole number with its thousands set apart: `12,345` in English, `12.345` in German.
#[must_use]
pub fn grouped(number: i64, language: Language) -> String {
    let mark = match language {
        Language::English => ',',
        Language::German => '.',
    };
    let digits = number.unsigned_abs().to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if number < 0 {
        text.push('\u{2212}');
    }
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
    use super::{Language::*, grouped};

    #[test]
    fn thousands_are_set_apart() {
        assert_eq!(grouped(0, English), "0");
        assert_eq!(grouped(999, English), "999");
        assert_eq!(grouped(1_000, English), "1,000");
        assert_eq!(grouped(1_234_567, German), "1.234.567");
        assert_eq!(grouped(-1_234, German), "\u{2212}1.234");
    }
}
