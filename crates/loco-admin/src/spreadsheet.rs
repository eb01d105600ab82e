//! Texts in CSV files that spreadsheets open: what would be read as a formula is marked as text.

/// What a cell begins with that a spreadsheet computes, or that hides such a sign.
const SIGNS: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '＠'];

fn is_formula(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(SIGNS)
}

/// The text with an apostrophe before it where a spreadsheet would compute it. A text that begins
/// with apostrophes and such a sign gets one more, so that [`unescape`] gives back what it was.
pub(crate) fn escape(text: String) -> String {
    if is_formula(&text) {
        format!("'{text}")
    } else {
        text
    }
}

/// The text as it was before [`escape`].
pub(crate) fn unescape(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if is_formula(rest) => rest,
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_would_compute_is_text_and_comes_back_as_it_was() {
        for text in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "'=1"] {
            let escaped = escape(text.to_owned());
            assert!(escaped.starts_with('\''), "{text}");
            assert_eq!(unescape(&escaped), text);
        }
    }

    #[test]
    fn other_texts_stay_as_they_are() {
        for text in ["", "War and Peace", "'quoted'", "'", "1-2", "O'Neill"] {
            assert_eq!(escape(text.to_owned()), text);
            assert_eq!(unescape(text), text);
        }
    }
}
