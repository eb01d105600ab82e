//! The form for a book.

use serde::Deserialize;
use validator::Validate;

use super::{FieldErrors, Fields, Reason, Typed, text};
use crate::models::books;

#[derive(Clone, Debug, Default, Deserialize, Validate)]
#[serde(default)]
pub struct BookForm {
    #[serde(deserialize_with = "text::cleaned")]
    #[validate(length(min = 1, max = 200), custom(function = "text::one_line"))]
    title: String,
    /// The chosen author's key.
    #[serde(deserialize_with = "text::cleaned")]
    pub author: String,
    /// Whom to look for, where there are too many authors to choose from.
    #[serde(deserialize_with = "text::cleaned")]
    #[validate(length(max = 202), custom(function = "text::one_line"))]
    pub author_name: String,
    #[serde(deserialize_with = "text::cleaned")]
    #[validate(length(min = 1, max = 1000), custom(function = "text::paragraphs"))]
    summary: String,
    #[serde(deserialize_with = "text::cleaned")]
    #[validate(length(min = 1, max = 40))]
    isbn: String,
    #[serde(deserialize_with = "text::each_cleaned")]
    genre: Vec<String>,
    #[serde(deserialize_with = "text::cleaned")]
    language: String,
    /// What the book looked like when the form was opened.
    pub version: String,
}

impl BookForm {
    /// The form for a book that the library has already.
    #[must_use]
    pub fn of(values: &books::Values, version: &str) -> Self {
        Self {
            title: values.title.clone(),
            author: values.author_id.to_string(),
            author_name: String::new(),
            summary: values.summary.clone(),
            isbn: crate::models::isbn::hyphenated(&values.isbn),
            genre: values.genre_ids.iter().map(ToString::to_string).collect(),
            language: values
                .language_id
                .map(|id| id.to_string())
                .unwrap_or_default(),
            version: version.to_owned(),
        }
    }

    /// What the library is to know of the book.
    ///
    /// # Errors
    ///
    /// What is wrong with each field.
    pub fn values(&self) -> Result<books::Values, FieldErrors> {
        let mut errors = FieldErrors::found(self.validate(), Self::NAMES);
        let author_id = key(&self.author);
        if self.author.is_empty() {
            errors.add("author", Reason::new("empty"));
        }
        errors.or(books::Values {
            title: self.title.clone(),
            author_id: author_id.unwrap_or_default(),
            summary: self.summary.clone(),
            isbn: self.isbn.clone(),
            genre_ids: self
                .genre
                .iter()
                .map(|genre| key(genre).unwrap_or_default())
                .collect(),
            language_id: (!self.language.is_empty())
                .then(|| key(&self.language).unwrap_or_default()),
        })
    }
}

/// A chosen key. What no form of ours sends is a key that nothing has.
fn key(typed: &str) -> Option<i32> {
    typed.parse().ok()
}

impl Fields for BookForm {
    const NAMES: &'static [&'static str] = &[
        "title",
        "author",
        "author_name",
        "summary",
        "isbn",
        "genre",
        "language",
        "version",
    ];

    fn label(name: &str) -> Option<&'static str> {
        Some(match name {
            "title" => "book-title",
            "author" => "book-author",
            "author_name" => "author-search",
            "summary" => "book-summary",
            "isbn" => "book-isbn",
            "genre" => "book-genre",
            "language" => "book-language",
            _ => return None,
        })
    }

    fn typed(&self) -> Vec<(&'static str, Typed<'_>)> {
        vec![
            ("title", Typed::One(&self.title)),
            ("author", Typed::One(&self.author)),
            ("author_name", Typed::One(&self.author_name)),
            ("summary", Typed::One(&self.summary)),
            ("isbn", Typed::One(&self.isbn)),
            ("genre", Typed::Many(&self.genre)),
            ("language", Typed::One(&self.language)),
            ("version", Typed::One(&self.version)),
        ]
    }
}
