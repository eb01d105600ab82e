//! Words in the reader's language: Fluent messages from `assets/i18n`, looked up by key.

use std::{
    borrow::Cow,
    collections::HashMap,
    path::{Path, PathBuf},
    sync::OnceLock,
};

use fluent_templates::{
    ArcLoader, FluentBundle,
    fluent_bundle::{FluentResource, FluentValue},
};

use super::{Language, numbers};

/// Where the messages lie: a folder for each language, any number of `.ftl` files in it.
pub const FOLDER: &str = "assets/i18n";

static TRANSLATIONS: OnceLock<Translations> = OnceLock::new();

type Arguments<'a> = HashMap<Cow<'static, str>, FluentValue<'a>>;

/// All messages. Those without arguments are resolved once: a page has some fifty of them.
struct Translations {
    loader: ArcLoader,
    plain: [HashMap<String, String>; 2],
}

/// Reads the messages, once for the whole process.
///
/// # Errors
///
/// When the folder cannot be read or a file is not valid Fluent.
pub fn load() -> Result<(), String> {
    if TRANSLATIONS.get().is_none() {
        let translations = Translations::read(Path::new(FOLDER))?;
        // Whoever came first has read the same files.
        let _ = TRANSLATIONS.set(translations);
    }
    Ok(())
}

fn translations() -> Option<&'static Translations> {
    if let Err(reason) = load() {
        tracing::error!(reason, "the messages cannot be read");
    }
    TRANSLATIONS.get()
}

impl Language {
    /// The message without arguments for `key`; a missing one shows its key.
    #[must_use]
    pub fn text(self, key: &str) -> Cow<'static, str> {
        translations()
            .and_then(|all| all.plain[self.index()].get(key))
            .map_or_else(|| missing(self, key), |text| Cow::Borrowed(text.as_str()))
    }

    /// The message for `key` with its arguments put in.
    #[must_use]
    pub fn text_with(self, key: &str, arguments: &Arguments<'_>) -> Cow<'static, str> {
        translations()
            .and_then(|all| {
                all.loader
                    .lookup_single_language(&self.identifier(), key, Some(arguments))
                    .ok()
            })
            .map_or_else(|| missing(self, key), Cow::Owned)
    }

    /// Whether there is a message for `key`.
    #[must_use]
    pub fn has_text(self, key: &str) -> bool {
        translations().is_some_and(|all| all.plain[self.index()].contains_key(key))
    }
}

fn missing(language: Language, key: &str) -> Cow<'static, str> {
    tracing::error!(key, language = language.code(), "a message is missing");
    Cow::Owned(key.to_owned())
}

impl Translations {
    fn read(folder: &Path) -> Result<Self, String> {
        let loader = ArcLoader::builder(folder, Language::English.identifier())
            .customize(prepare)
            .build()
            .map_err(|error| format!("{}: {error}", folder.display()))?;
        let mut plain = [HashMap::new(), HashMap::new()];
        for language in Language::ALL {
            for key in keys(language)? {
                // Messages that need arguments fail here; they are looked up with them, each time.
                if let Ok(text) =
                    loader.lookup_single_language::<&str>(&language.identifier(), &key, None)
                {
                    plain[language.index()].insert(key, text);
                }
            }
        }
        Ok(Self { loader, plain })
    }
}

fn prepare(bundle: &mut FluentBundle<std::sync::Arc<FluentResource>>) {
    // Both languages are written from left to right, so no marks around what is put in.
    bundle.set_use_isolating(false);
    let german = bundle
        .locales
        .first()
        .is_some_and(|locale| locale.language == "de");
    bundle.set_formatter(Some(if german {
        |value, _| grouped(value, Language::German)
    } else {
        |value, _| grouped(value, Language::English)
    }));
}

fn grouped(value: &FluentValue<'_>, language: Language) -> Option<String> {
    match value {
        #[allow(clippy::cast_possible_truncation)]
        FluentValue::Number(number) if number.value.fract() == 0.0 => {
            Some(numbers::grouped(number.value as i64, language))
        }
        _ => None,
    }
}

/// The keys of all messages of a language, in the order of the files.
///
/// # Errors
///
/// When the folder or one of its files cannot be read.
pub fn keys(language: Language) -> Result<Vec<String>, String> {
    let folder = PathBuf::from(FOLDER).join(language.code());
    let fail = |error: std::io::Error| format!("{}: {error}", folder.display());
    let mut files: Vec<PathBuf> = std::fs::read_dir(&folder)
        .map_err(fail)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()
        .map_err(fail)?;
    files.sort();
    let mut keys = Vec::new();
    for file in files
        .iter()
        .filter(|file| file.extension().is_some_and(|e| e == "ftl"))
    {
        let text = std::fs::read_to_string(file).map_err(fail)?;
        keys.extend(text.lines().filter_map(key_of));
    }
    Ok(keys)
}

/// The key of a line that begins a message; comments, terms and continued lines have none.
fn key_of(line: &str) -> Option<String> {
    let (key, _) = line.split_once('=')?;
    let key = key.trim_end();
    (key.starts_with(|c: char| c.is_ascii_alphabetic())
        && key
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_'))
    .then(|| key.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_have_the_same_messages_and_none_twice() {
        let [english, german] = Language::ALL.map(|language| keys(language).unwrap());
        for (name, keys) in [("en", &english), ("de", &german)] {
            let mut seen = std::collections::HashSet::new();
            for key in keys {
                assert!(seen.insert(key), "{name}: {key} stands there twice");
            }
        }
        let lacking = |a: &[String], b: &[String]| -> Vec<String> {
            a.iter().filter(|key| !b.contains(key)).cloned().collect()
        };
        assert_eq!(
            lacking(&english, &german),
            Vec::<String>::new(),
            "not in German"
        );
        assert_eq!(
            lacking(&german, &english),
            Vec::<String>::new(),
            "not in English"
        );
    }

    #[test]
    fn numbers_in_messages_are_grouped_as_the_language_does() {
        let arguments = HashMap::from([(Cow::from("count"), FluentValue::from(12_345))]);
        let english = Language::English.text_with("count-books", &arguments);
        let german = Language::German.text_with("count-books", &arguments);
        assert!(english.contains("12,345"), "{english}");
        assert!(german.contains("12.345"), "{german}");
    }
}
