//! The languages a reader can choose, and how a request's language is found.

use fluent_langneg::{NegotiationStrategy, negotiate_languages};
use serde::Serialize;
use unic_langid::{LanguageIdentifier, langid};

/// A language that every string of the site exists in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub enum Language {
    #[default]
    #[serde(rename = "en")]
    English,
    #[serde(rename = "de")]
    German,
}

impl Language {
    pub const ALL: [Self; 2] = [Self::English, Self::German];

    /// The BCP 47 tag: the value of the `lang` attribute, the cookie, and the folder in `assets/i18n`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
        }
    }

    /// What speakers of the language call it.
    #[must_use]
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::German => "Deutsch",
        }
    }

    /// What stands before the digits behind the point.
    #[must_use]
    pub const fn decimal_mark(self) -> char {
        match self {
            Self::English => '.',
            Self::German => ',',
        }
    }

    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|language| language.code() == code)
    }

    /// The best language for an `Accept-Language` header (RFC 9110, section 12.5.4).
    #[must_use]
    pub fn negotiate(accept_language: &str) -> Self {
        let available = Self::ALL.map(Self::identifier);
        let requested = by_preference(accept_language);
        negotiate_languages(
            &requested,
            &available,
            None::<&LanguageIdentifier>,
            NegotiationStrategy::Lookup,
        )
        .first()
        .and_then(|found| Self::from_code(found.language.as_str()))
        .unwrap_or_default()
    }

    #[must_use]
    pub const fn identifier(self) -> LanguageIdentifier {
        match self {
            Self::English => langid!("en"),
            Self::German => langid!("de"),
        }
    }

    pub(super) const fn index(self) -> usize {
        self as usize
    }
}

/// The header's languages with the most wanted first. A header lists few languages; a longer one is cut.
fn by_preference(accept_language: &str) -> Vec<LanguageIdentifier> {
    let mut weighted: Vec<(LanguageIdentifier, f32)> = accept_language
        .split(',')
        .take(32)
        .filter_map(|entry| {
            let mut parts = entry.split(';');
            let language = parts.next()?.trim().parse().ok()?;
            let weight = parts
                .find_map(|parameter| parameter.trim().strip_prefix("q="))
                .map_or(Some(1.0), |q| q.trim().parse().ok())?;
            (weight > 0.0).then_some((language, weight))
        })
        .collect();
    weighted.sort_by(|a, b| b.1.total_cmp(&a.1));
    weighted.into_iter().map(|(language, _)| language).collect()
}

#[cfg(test)]
mod tests {
    use super::Language::{self, English, German};

    #[test]
    fn the_most_wanted_language_wins() {
        assert_eq!(Language::negotiate("de-AT,de;q=0.9,en;q=0.5"), German);
        assert_eq!(Language::negotiate("en;q=0.5, de;q=0.8"), German);
        assert_eq!(Language::negotiate("fr,en;q=0.3,de;q=0.2"), English);
    }

    #[test]
    fn a_refused_or_unknown_language_falls_back_to_english() {
        assert_eq!(Language::negotiate("de;q=0"), English);
        assert_eq!(Language::negotiate("tlh"), English);
        assert_eq!(Language::negotiate(""), English);
        assert_eq!(Language::negotiate(";;q=,,\u{1f4da}"), English);
    }
}
