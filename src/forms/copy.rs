//! The form for a copy of a book.

use serde::Deserialize;
use validator::Validate;

use super::{FieldErrors, Fields, Reason, Typed, text};
use crate::models::book_instances::{self, Status};

#[derive(Clone, Debug, Default, Deserialize, Validate)]
#[serde(default)]
pub struct CopyForm {
    /// The chosen book's key.
    #[serde(deserialize_with = "text::cleaned")]
    pub book: String,
    /// What to look for, to choose another book.
    #[serde(deserialize_with = "text::cleaned")]
    #[validate(length(max = 200), custom(function = "text::one_line"))]
    pub book_query: String,
    #[serde(deserialize_with = "text::cleaned")]
    #[validate(length(min = 1, max = 200), custom(function = "text::one_line"))]
    imprint: String,
    #[serde(deserialize_with = "text::cleaned")]
    due_back: String,
    /// The username of the reader who has it.
    #[serde(deserialize_with = "text::cleaned")]
    #[validate(length(max = 150), custom(function = "text::one_line"))]
    pub borrower: String,
    #[serde(deserialize_with = "text::cleaned")]
    status: String,
    /// What the copy looked like when the form was opened.
    pub version: String,
}

impl CopyForm {
    /// The empty form, for a copy of a book that may be known already.
    #[must_use]
    pub fn initial(book: Option<i32>) -> Self {
        Self {
            book: book.map(|id| id.to_string()).unwrap_or_default(),
            status: Status::default().code().to_owned(),
            ..Self::default()
        }
    }

    /// The form for a copy that the library has already.
    #[must_use]
    pub fn of(copy: &book_instances::Model, borrower: Option<&str>) -> Self {
        Self {
            book: copy.book_id.to_string(),
            book_query: String::new(),
            imprint: copy.imprint.clone(),
            due_back: copy.due_back.map(|day| day.to_string()).unwrap_or_default(),
            borrower: borrower.unwrap_or_default().to_owned(),
            status: copy.status.clone(),
            version: copy.version().to_string(),
        }
    }

    /// What the library is to know of the copy; the borrower has been looked up by name.
    ///
    /// # Errors
    ///
    /// What is wrong with each field.
    pub fn values(&self, borrower_id: Option<i32>) -> Result<book_instances::Values, FieldErrors> {
        let mut errors = FieldErrors::found(self.validate(), Self::NAMES);
        if self.book.is_empty() {
            errors.add("book", Reason::new("empty"));
        }
        let due_back = text::date(&self.due_back);
        if due_back.is_none() && !self.due_back.is_empty() {
            errors.add(
                "due_back",
                Reason::new("date").with_text("typed", &self.due_back),
            );
        }
        if borrower_id.is_none() && !self.borrower.is_empty() {
            errors.add(
                "borrower",
                Reason::new("borrower-unknown").with_text("typed", &self.borrower),
            );
        }
        let status = Status::from_code(&self.status);
        if status.is_none() {
            errors.add("status", Reason::new("does-not-exist"));
        }
        errors.or(book_instances::Values {
            book_id: self.book.parse().unwrap_or_default(),
            imprint: self.imprint.clone(),
            due_back,
            borrower_id,
            status: status.unwrap_or_default(),
        })
    }
}

impl Fields for CopyForm {
    const NAMES: &'static [&'static str] = &[
        "book",
        "book_query",
        "imprint",
        "status",
        "due_back",
        "borrower",
        "version",
    ];

    fn label(name: &str) -> Option<&'static str> {
        Some(match name {
            "book" => "copy-book",
            "book_query" => "book-search",
            "imprint" => "copy-imprint",
            "status" => "copy-status",
            "due_back" => "copy-due-back",
            "borrower" => "copy-borrower",
            _ => return None,
        })
    }

    fn typed(&self) -> Vec<(&'static str, Typed<'_>)> {
        vec![
            ("book", Typed::One(&self.book)),
            ("book_query", Typed::One(&self.book_query)),
            ("imprint", Typed::One(&self.imprint)),
            ("status", Typed::One(&self.status)),
            ("due_back", Typed::One(&self.due_back)),
            ("borrower", Typed::One(&self.borrower)),
            ("version", Typed::One(&self.version)),
        ]
    }
}
