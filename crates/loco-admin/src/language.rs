//! The languages of the admin site, and its words in them.
use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use fluent_templates::fluent_bundle::concurrent::FluentBundle;
use fluent_templates::fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::{LanguageIdentifier, langid};

const ENGLISH: LanguageIdentifier = langid!("en");
const GERMAN: LanguageIdentifier = langid!("de");

/// A language that the admin site speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// German.
    German,
}

impl Language {
    pub(crate) const ALL: [Self; 2] = [Self::English, Self::German];

    /// The BCP 47 tag.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
        }
    }

    /// The way in which it is written, for the `dir` of pages. The style sheet knows only beginnings and ends, so
    /// that a language from right to left needs nothing else.
    #[must_use]
    pub const fn direction(self) -> &'static str {
        match self {
            Self::English | Self::German => "ltr",
        }
    }

    /// The language of a tag such as `de-AT`.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        let (primary, _) = tag
            .trim()
            .split_once(['-', '_'])
            .unwrap_or((tag.trim(), ""));
        Self::ALL
            .into_iter()
            .find(|language| language.tag().eq_ignore_ascii_case(primary))
    }

    /// The first language of an `Accept-Language` header that the site speaks. Browsers send the
    /// header in order of preference.
    #[must_use]
    pub fn accepted(header: &str) -> Self {
        header
            .split(',')
            .take(32)
            .find_map(|part| Self::from_tag(part.split(';').next().unwrap_or_default()))
            .unwrap_or_default()
    }

    pub(crate) const fn index(self) -> usize {
        self as usize
    }
}

/// The crate's own messages, by subject, in each language.
const OWN: [(&str, [&str; 2]); 6] = [
    (
        "admin.ftl",
        [
            include_str!("../i18n/en/admin.ftl"),
            include_str!("../i18n/de/admin.ftl"),
        ],
    ),
    (
        "csv.ftl",
        [
            include_str!("../i18n/en/csv.ftl"),
            include_str!("../i18n/de/csv.ftl"),
        ],
    ),
    (
        "lists.ftl",
        [
            include_str!("../i18n/en/lists.ftl"),
            include_str!("../i18n/de/lists.ftl"),
        ],
    ),
    (
        "forms.ftl",
        [
            include_str!("../i18n/en/forms.ftl"),
            include_str!("../i18n/de/forms.ftl"),
        ],
    ),
    (
        "overview.ftl",
        [
            include_str!("../i18n/en/overview.ftl"),
            include_str!("../i18n/de/overview.ftl"),
        ],
    ),
    (
        "views.ftl",
        [
            include_str!("../i18n/en/views.ftl"),
            include_str!("../i18n/de/views.ftl"),
        ],
    ),
];

/// Whether the crate has a message of this name.
pub(crate) fn is_own(key: &str) -> bool {
    OWN.iter()
        .flat_map(|(_, texts)| texts[0].lines())
        .any(|line| line.split_once(" =").is_some_and(|(name, _)| name == key))
}

/// All messages: the crate's own, and over them the application's.
#[derive(Clone)]
pub(crate) struct Texts(Arc<[FluentBundle<FluentResource>; 2]>);

impl Texts {
    /// Reads the messages; those of the application from `<folder>/<language>/*.ftl`, so that its
    /// rules speak in their own words.
    pub fn read(folder: &Path) -> Result<Self, String> {
        let bundle = |language: Language| -> Result<FluentBundle<FluentResource>, String> {
            let tag = match language {
                Language::English => ENGLISH,
                Language::German => GERMAN,
            };
            let mut bundle = FluentBundle::new_concurrent(vec![tag]);
            // Both languages are written from left to right, so no marks around what is put in.
            bundle.set_use_isolating(false);
            for (name, texts) in OWN {
                bundle.add_resource_overriding(resource(name, texts[language.index()].into())?);
            }
            for file in files(&folder.join(language.tag()))? {
                let text = std::fs::read_to_string(&file)
                    .map_err(|error| format!("{}: {error}", file.display()))?;
                bundle.add_resource_overriding(resource(&file.display().to_string(), text)?);
            }
            Ok(bundle)
        };
        Ok(Self(Arc::new([
            bundle(Language::English)?,
            bundle(Language::German)?,
        ])))
    }

    fn lookup(
        &self,
        language: Language,
        key: &str,
        arguments: Option<&FluentArgs<'_>>,
    ) -> Option<String> {
        let bundle = &self.0[language.index()];
        let pattern = bundle.get_message(key)?.value()?;
        let mut errors = Vec::new();
        Some(
            bundle
                .format_pattern(pattern, arguments, &mut errors)
                .into_owned(),
        )
    }

    /// The message of the crate for `key`; a missing one shows its key.
    pub fn text(&self, language: Language, key: &str) -> String {
        self.lookup(language, key, None)
            .unwrap_or_else(|| missing(language, key))
    }

    /// The message with its arguments put in.
    pub fn text_with(
        &self,
        language: Language,
        key: &str,
        arguments: &[(&str, Argument<'_>)],
    ) -> String {
        let mut all = FluentArgs::new();
        for (name, value) in arguments {
            all.set(
                (*name).to_owned(),
                match value {
                    Argument::Text(text) => FluentValue::from(text.as_ref().to_owned()),
                    Argument::Number(number) => FluentValue::from(*number),
                },
            );
        }
        self.lookup(language, key, Some(&all))
            .unwrap_or_else(|| missing(language, key))
    }

    /// The message of the application for `words`, or the words themselves.
    pub fn said(&self, language: Language, words: &str) -> String {
        self.find(language, words)
            .unwrap_or_else(|| words.to_owned())
    }

    /// The message for `key`, if there is one.
    pub fn find(&self, language: Language, key: &str) -> Option<String> {
        if key.is_empty() || key.contains(char::is_whitespace) {
            return None;
        }
        self.lookup(language, key, None)
    }
}

/// Something that is put into a message.
#[derive(Clone, Debug)]
pub(crate) enum Argument<'a> {
    Text(Cow<'a, str>),
    Number(i64),
}

impl<'a> From<&'a str> for Argument<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Argument<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl From<u64> for Argument<'_> {
    fn from(number: u64) -> Self {
        Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<usize> for Argument<'_> {
    fn from(number: usize) -> Self {
        Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

/// The messages of one language of the application, in the order of their names.
fn files(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(format!("{}: {error}", folder.display())),
    };
    let mut files = Vec::new();
    for entry in entries {
        let path = entry.map_err(|error| error.to_string())?.path();
        if path.extension().is_some_and(|ending| ending == "ftl") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn missing(language: Language, key: &str) -> String {
    tracing::error!(key, language = language.tag(), "a message is missing");
    key.to_owned()
}

fn resource(name: &str, text: String) -> Result<FluentResource, String> {
    FluentResource::try_new(text).map_err(|(_, errors)| {
        let first = errors.first().map(ToString::to_string).unwrap_or_default();
        format!("{name}: {first}")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Vec<&str> {
        text.lines()
            .filter(|line| line.starts_with(|first: char| first.is_ascii_alphabetic()))
            .filter_map(|line| line.split_once('=').map(|(key, _)| key.trim()))
            .collect()
    }

    #[test]
    fn both_languages_have_the_same_messages_and_none_twice() {
        let of = |language: Language| -> Vec<&str> {
            OWN.iter()
                .flat_map(|(_, texts)| keys(texts[language.index()]))
                .collect()
        };
        let (english, german) = (of(Language::English), of(Language::German));
        for all in [&english, &german] {
            let once: std::collections::BTreeSet<_> = all.iter().collect();
            assert_eq!(once.len(), all.len(), "a message stands there twice");
        }
        for key in &english {
            assert!(german.contains(key), "not in German: {key}");
        }
        for key in &german {
            assert!(english.contains(key), "not in English: {key}");
        }
    }

    #[test]
    fn the_first_language_that_the_site_speaks_is_taken() {
        assert_eq!(Language::accepted("fr,de-AT;q=0.8,en"), Language::German);
        assert_eq!(Language::accepted("tlh"), Language::English);
    }
}
