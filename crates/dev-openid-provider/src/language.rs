//! English or German, by `ui_locales` first and `Accept-Language` then.
use axum::http::{HeaderMap, header};
use fluent_templates::{LanguageIdentifier, Loader, langid, static_loader};

use crate::parameters::Parameters;

static_loader! {
    static TEXTS = {
        locales: "./i18n",
        fallback_language: "en",
    };
}

const ENGLISH: LanguageIdentifier = langid!("en");
const GERMAN: LanguageIdentifier = langid!("de");

/// A language of the provider's pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Language {
    #[default]
    English,
    German,
}

impl Language {
    /// The language that a request asks for.
    pub fn of(parameters: &Parameters, headers: &HeaderMap) -> Self {
        let accepted = headers
            .get(header::ACCEPT_LANGUAGE)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default();
        // Browsers send the header in order of preference, so the weights need no reading.
        let accepted = accepted.split(',').map(|part| {
            let (tag, _) = part.split_once(';').unwrap_or((part, ""));
            tag.trim().to_owned()
        });
        parameters
            .words("ui_locales")
            .into_iter()
            .chain(accepted)
            .find_map(|tag| Self::from_tag(&tag))
            .unwrap_or_default()
    }

    /// The language of a tag such as `de-AT`.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let (primary, _) = tag.split_once(['-', '_']).unwrap_or((tag, ""));
        match primary.to_ascii_lowercase().as_str() {
            "en" => Some(Self::English),
            "de" => Some(Self::German),
            _ => None,
        }
    }

    /// The tag for the `lang` attribute.
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
        }
    }

    /// A text of the provider's pages.
    pub fn text(self, key: &str) -> String {
        let language = match self {
            Self::English => &ENGLISH,
            Self::German => &GERMAN,
        };
        TEXTS.lookup(language, key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(ui_locales: &str, accept_language: &str) -> Language {
        let parameters = Parameters::parse(format!("ui_locales={ui_locales}").as_bytes());
        let mut headers = HeaderMap::new();
        if let Ok(value) = accept_language.parse() {
            headers.insert(header::ACCEPT_LANGUAGE, value);
        }
        Language::of(&parameters, &headers)
    }

    #[test]
    fn the_request_decides_before_the_browser() {
        assert_eq!(asked("de", "en"), Language::German);
        assert_eq!(asked("fr+de-AT", "en"), Language::German);
        assert_eq!(asked("", "fr, de;q=0.8, en;q=0.5"), Language::German);
        assert_eq!(asked("", "en-GB,de"), Language::English);
        assert_eq!(asked("fr", "fr"), Language::English);
    }
}
