//! How texts are made comparable: for sorting and searching, and for telling that two names are the same.

use deunicode::deunicode_with_tofu;

/// The most characters of `books.sort_title`.
const SORT_TITLE: usize = 200;
/// The most characters of `authors.sort_name`.
const SORT_NAME: usize = 202;

/// The words of a text in ASCII and lower case, one space between them: `L'Étranger` becomes `l etranger`.
///
/// Titles, names and queries are all folded like this, so diacritics, case and punctuation never matter, and both
/// databases see the same words.
#[must_use]
pub fn words(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    for character in deunicode_with_tofu(text, " ").chars() {
        if character.is_ascii_alphanumeric() {
            words.push(character.to_ascii_lowercase());
        } else if !words.is_empty() && !words.ends_with(' ') {
            words.push(' ');
        }
    }
    words.truncate(words.trim_end().len());
    words
}

/// The value of `books.sort_title`.
#[must_use]
pub fn sort_title(title: &str) -> String {
    or_itself(&words(title), title, SORT_TITLE)
}

/// The value of `authors.sort_name`: two spaces stand between the names, so that `Li, Zed` comes before `Li Ang, Bo`.
#[must_use]
pub fn sort_name(last_name: &str, first_name: &str) -> String {
    let folded = format!("{}  {}", words(last_name), words(first_name));
    or_itself(
        folded.trim(),
        &format!("{last_name}  {first_name}"),
        SORT_NAME,
    )
}

/// The value of `name_folded`: two names that differ in case alone have the same.
#[must_use]
pub fn without_case(name: &str) -> String {
    name.trim().to_lowercase()
}

/// A text without a letter or digit (`!!!`) is sorted as it is.
fn or_itself(folded: &str, text: &str, max: usize) -> String {
    if folded.is_empty() {
        text.trim().to_lowercase().chars().take(max).collect()
    } else {
        folded.chars().take(max).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn diacritics_case_and_punctuation_do_not_matter() {
        assert_eq!(words("L'Étranger"), "l etranger");
        assert_eq!(words("  Straße -- ÆGIR "), "strasse aegir");
        assert_eq!(words("Stanisław Lem"), "stanislaw lem");
        assert_eq!(words("Война и мир"), "voina i mir");
        assert_eq!(words("\u{0}\u{7}\" OR 1=1 --"), "or 1 1");
        assert_eq!(words("!?"), "");
    }

    #[test]
    fn authors_are_sorted_by_last_name_then_first_name() {
        let mut names = [
            sort_name("Li Ang", "Bo"),
            sort_name("Lia", "Ann"),
            sort_name("Li", "Zed"),
        ];
        names.sort();
        assert_eq!(names, ["li  zed", "li ang  bo", "lia  ann"]);
    }

    #[test]
    fn a_title_of_signs_is_sorted_as_it_is_and_none_is_too_long() {
        assert_eq!(sort_title("!!!"), "!!!");
        assert_eq!(sort_title(&"北".repeat(200)).len(), 200);
    }

    #[test]
    fn case_is_folded_beyond_ascii() {
        assert_eq!(without_case(" ÄSTHETIK "), without_case("Ästhetik"));
        assert_ne!(without_case("Ästhetik"), without_case("Asthetik"));
    }
}
