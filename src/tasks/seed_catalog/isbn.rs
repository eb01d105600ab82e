//! Sample ISBNs: valid check digits in ranges that no ISBN agency uses, so that none can be a real book's.

/// Of the sample catalogue in `assets/seeds/`.
pub const SAMPLE_PREFIX: &str = "9799";
/// Of invented books.
pub const SYNTHETIC_PREFIX: &str = "9797";
/// The first text behind all ISBNs of the sample catalogue, and behind all of invented books; in digits, about whose
/// order all collations agree.
pub const BEHIND_SAMPLES: &str = "980";
/// See [`BEHIND_SAMPLES`].
pub const BEHIND_SYNTHETIC: &str = "9798";
/// So many books can be invented: eight digits are left.
pub const MOST_SYNTHETIC: u64 = 100_000_000;

/// The ISBN-13 of the invented book of this number; it ascends with the number.
#[must_use]
pub fn synthetic_isbn(number: u64) -> String {
    let body = format!("{SYNTHETIC_PREFIX}{number:08}");
    let check = check_digit(&body);
    format!("{body}{check}")
}

/// The number of the invented book that has this ISBN; `None` when it is not an invented book's.
#[must_use]
pub fn synthetic_number(isbn: &str) -> Option<u64> {
    let digits = isbn.strip_prefix(SYNTHETIC_PREFIX)?.get(..8)?;
    let number = digits.parse().ok()?;
    (synthetic_isbn(number) == isbn).then_some(number)
}

/// ISO 2108, annex A: weights 1 and 3 in turn; the sum with the check digit is a multiple of ten.
fn check_digit(body: &str) -> u32 {
    let sum: u32 = body
        .bytes()
        .zip([1, 3].into_iter().cycle())
        .map(|(digit, weight)| u32::from(digit - b'0') * weight)
        .sum();
    (10 - sum % 10) % 10
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn synthetic_isbns_are_valid_ascend_and_lead_back_to_their_number() {
        let isbns: Vec<String> = [0, 1, 2, 999_999, 1_000_000, MOST_SYNTHETIC - 1]
            .map(synthetic_isbn)
            .into();
        assert!(isbns.is_sorted());
        for isbn in &isbns {
            assert!(isbn.parse::<isbn::Isbn13>().is_ok(), "{isbn}");
        }
        assert_eq!(synthetic_number(&isbns[4]), Some(1_000_000));
        assert_eq!(synthetic_number("9783161484100"), None);
    }
}
