//! Names: one word of the person's, and every form of it that code, tables, addresses and sentences need.

use cruet::Inflector;

use crate::error::{Error, Result};

/// Words that Rust keeps for itself, in all editions.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate",
    "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl",
    "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref",
    "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Words that generated code uses for something else.
const TAKEN: &[&str] = &[
    "admin",
    "app",
    "caller",
    "choice",
    "controller",
    "ctx",
    "db",
    "done",
    "error",
    "errors",
    "fields",
    "first",
    "form",
    "found",
    "german",
    "id",
    "key",
    "librarian",
    "link",
    "list",
    "lookup",
    "may",
    "migration",
    "model",
    "next",
    "nothing",
    "now",
    "offered",
    "option",
    "page",
    "pagination",
    "path",
    "reader",
    "result",
    "row",
    "second",
    "sent",
    "string",
    "test",
    "total",
    "typed",
    "update",
    "url",
    "value",
    "values",
    "vec",
    "version",
    "view",
    "wanted",
];

/// A word as Rust, tables and addresses can have it: `BookInstance`, `book-instance` and `book_instance` are the same.
///
/// # Errors
/// When it is empty, has other characters than letters and digits of ASCII, or is a word of Rust's own.
pub fn word(what: &str, text: &str) -> Result<String> {
    let allowed = |character: char| character.is_ascii_alphanumeric() || "_-".contains(character);
    if !text.starts_with(|first: char| first.is_ascii_alphabetic()) || !text.chars().all(allowed) {
        return Err(Error::usage(format!(
            "the {what} `{text}` must begin with a letter and have only letters, digits and `_`"
        )));
    }
    if text.len() > 50 {
        return Err(Error::usage(format!(
            "the {what} `{text}` is longer than 50 characters, which not every database takes"
        )));
    }
    let shouted = text.chars().all(|c| !c.is_ascii_lowercase());
    let word = if shouted {
        text.to_ascii_lowercase().replace('-', "_")
    } else {
        text.to_snake_case()
    };
    if KEYWORDS.contains(&word.as_str()) {
        return Err(Error::usage(format!(
            "the {what} `{word}` is a word of Rust's own: choose another, such as `{word}_name`"
        )));
    }
    Ok(word)
}

/// The name of a resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// `book_instance`
    pub singular: String,
    /// `book_instances`: the table, and the modules of model, views and controller
    pub plural: String,
}

impl Name {
    /// Reads the name of a resource in the singular; `plural` is for words whose plural cannot be known.
    ///
    /// # Errors
    /// As [`word`]; when the name is a plural, has none of its own, or is used by the generated code itself.
    pub fn parse(text: &str, plural: Option<&str>) -> Result<Self> {
        let singular = word("name", text)?;
        let name = match plural {
            Some(plural) => Self {
                plural: word("plural", plural)?,
                singular,
            },
            None => {
                let one = singular.to_singular();
                if one != singular && one.to_plural() == singular {
                    return Err(Error::usage(format!(
                        "`{singular}` is a plural: name one of them, `{one}`. If it is a singular, say its plural with \
                         --plural"
                    )));
                }
                Self {
                    plural: singular.to_plural(),
                    singular,
                }
            }
        };
        if name.singular == name.plural {
            return Err(Error::usage(format!(
                "the plural of `{}` is the same word: give another with --plural, such as --plural {}_list",
                name.singular, name.singular
            )));
        }
        if TAKEN.contains(&name.singular.as_str()) {
            return Err(Error::usage(format!(
                "`{}` has a meaning in the code around it: choose a longer name, such as `library_{}`",
                name.singular, name.singular
            )));
        }
        Ok(name)
    }

    /// The resource that a field points to, by the field's own name.
    #[must_use]
    pub fn of_target(singular: &str) -> Self {
        Self {
            singular: singular.to_owned(),
            plural: singular.to_plural(),
        }
    }

    /// `BookInstance`
    #[must_use]
    pub fn pascal(&self) -> String {
        self.singular.to_pascal_case()
    }

    /// `bookinstance`: permissions, addresses and templates, as Django writes them
    #[must_use]
    pub fn kind(&self) -> String {
        self.singular.replace('_', "")
    }

    /// `bookinstances`
    #[must_use]
    pub fn kinds(&self) -> String {
        self.plural.replace('_', "")
    }
}

/// `book_instance` as keys of messages have it: `book-instance`
#[must_use]
pub fn dashed(word: &str) -> String {
    word.replace('_', "-")
}

/// `published_on` as people read it: `Published on`
#[must_use]
pub fn sentence(word: &str) -> String {
    let text = word.replace(['_', '-'], " ");
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// `published_on` as types are called: `PublishedOn`
#[must_use]
pub fn pascal(word: &str) -> String {
    word.replace('-', "_").to_pascal_case()
}

/// `a` or `an`, as the word is spoken.
#[must_use]
pub fn article(word: &str) -> &'static str {
    let spoken_with_consonant = ["uni", "use", "eu", "one"]
        .iter()
        .any(|start| word.starts_with(start));
    if word.starts_with(['a', 'e', 'i', 'o', 'u']) && !spoken_with_consonant {
        "an"
    } else {
        "a"
    }
}

/// The word of `known` that was meant, if one is near.
#[must_use]
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    known
        .into_iter()
        .map(|one| (strsim::jaro_winkler(word, one), one))
        .filter(|(likeness, _)| *likeness > 0.8)
        .max_by(|(a, _), (b, _)| a.total_cmp(b))
        .map(|(_, one)| one)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_the_same_however_it_is_written() {
        for text in [
            "BookInstance",
            "book_instance",
            "book-instance",
            "bookInstance",
        ] {
            let name = Name::parse(text, None).unwrap();
            assert_eq!(
                (name.singular.as_str(), name.plural.as_str()),
                ("book_instance", "book_instances")
            );
            assert_eq!(
                (name.pascal().as_str(), name.kind().as_str()),
                ("BookInstance", "bookinstance")
            );
        }
        assert_eq!(Name::parse("BOOK", None).unwrap().singular, "book");
    }

    #[test]
    fn irregular_plurals_are_known_or_said() {
        for (one, many) in [
            ("person", "people"),
            ("category", "categories"),
            ("address", "addresses"),
            ("fox", "foxes"),
        ] {
            assert_eq!(Name::parse(one, None).unwrap().plural, many, "{one}");
        }
        assert_eq!(Name::parse("opus", Some("opera")).unwrap().plural, "opera");
    }

    #[test]
    fn plurals_and_words_without_one_are_refused_with_the_remedy() {
        assert!(
            Name::parse("books", None)
                .unwrap_err()
                .to_string()
                .contains("`book`")
        );
        assert!(
            Name::parse("series", None)
                .unwrap_err()
                .to_string()
                .contains("--plural")
        );
    }

    #[test]
    fn words_that_the_code_needs_are_refused() {
        for text in ["type", "Page", "error", "2nd", "", "bücher", "a b", "../x"] {
            assert!(Name::parse(text, None).is_err(), "{text}");
        }
    }

    #[test]
    fn words_are_spoken() {
        assert_eq!(sentence("published_on"), "Published on");
        assert_eq!(
            (article("edition"), article("unit"), article("book")),
            ("an", "a", "a")
        );
    }

    #[test]
    fn a_misspelt_word_is_recognised() {
        assert_eq!(nearest("sting", ["string", "text"]), Some("string"));
        assert_eq!(nearest("xyz", ["string", "text"]), None);
    }
}
