//! International Standard Book Numbers (ISO 2108): 10 or 13 digits come in, 13 are stored.

use ::isbn::{Isbn, Isbn10, Isbn13};

use super::Problem;

/// The 13 digits of an ISBN typed with or without hyphens and spaces.
///
/// # Errors
/// When it has not 10 or 13 digits, does not start as an ISBN does, or the check digit is wrong.
pub fn parse(text: &str) -> Result<String, Problem> {
    let digits = compact(text);
    let isbn = match digits.len() {
        10 if is_isbn10(&digits) => digits.parse::<Isbn10>().map(Isbn13::from),
        13 if digits.bytes().all(|digit| digit.is_ascii_digit()) => {
            if !digits.starts_with("978") && !digits.starts_with("979") {
                return Err(Problem::IsbnPrefix);
            }
            digits.parse::<Isbn13>()
        }
        _ => return Err(Problem::IsbnLength),
    };
    isbn.map(|isbn| isbn.to_string())
        .map_err(|_| Problem::IsbnCheckDigit)
}

/// The ISBN with hyphens where its registration group puts them; as it is where that is not known.
#[must_use]
pub fn hyphenated(isbn: &str) -> String {
    isbn.parse::<Isbn>()
        .ok()
        .and_then(|isbn| isbn.hyphenate().ok())
        .map_or_else(|| isbn.to_owned(), |hyphenated| hyphenated.to_string())
}

/// The text without hyphens, dashes and spaces.
pub(super) fn compact(text: &str) -> String {
    text.chars()
        .filter(|character| {
            !matches!(character, '-' | '\u{2010}'..='\u{2015}') && !character.is_whitespace()
        })
        .map(|character| character.to_ascii_uppercase())
        .collect()
}

fn is_isbn10(digits: &str) -> bool {
    digits
        .bytes()
        .enumerate()
        .all(|(place, digit)| digit.is_ascii_digit() || (place == 9 && digit == b'X'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_or_thirteen_digits_are_stored_as_thirteen() {
        for text in [
            "0-306-40615-2",
            "9780306406157",
            " 978 0 306 40615 7 ",
            "978\u{2011}0\u{2011}306-40615-7",
        ] {
            assert_eq!(parse(text).as_deref(), Ok("9780306406157"), "{text}");
        }
        assert_eq!(parse("0-8044-2957-x").as_deref(), Ok("9780804429573"));
    }

    #[test]
    fn what_is_wrong_is_named() {
        assert_eq!(parse("978-0-306-40615-8"), Err(Problem::IsbnCheckDigit));
        assert_eq!(parse("0306406153"), Err(Problem::IsbnCheckDigit));
        assert_eq!(parse("4006381333931"), Err(Problem::IsbnPrefix));
        for text in [
            "",
            "12345",
            "97803064061577",
            "abcdefghij",
            "X306406152",
            "978030640615X",
            "٩٧٨٠٣٠٦٤٠٦١٥٧",
        ] {
            assert_eq!(parse(text), Err(Problem::IsbnLength), "{text}");
        }
    }

    #[test]
    fn hyphens_are_put_where_the_group_is_known() {
        assert_eq!(hyphenated("9780306406157"), "978-0-306-40615-7");
        assert_eq!(hyphenated("9799000000003"), "9799000000003");
        assert_eq!(hyphenated("not one"), "not one");
    }
}
