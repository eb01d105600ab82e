//! The book in a copy's form: the one that is chosen already, or another one, looked for by title, author or ISBN.

use sea_orm::DatabaseConnection;

use crate::{
    errors::Result,
    forms::{CopyForm, FieldErrors, Reason},
    models::{self, PageRequest, Pager, books},
    views::{Choice, lookup::Lookup},
};

/// What the form offers: the book that is chosen already.
pub async fn offered(db: &DatabaseConnection, form: &CopyForm) -> Result<Lookup> {
    let chosen = match form.book.parse() {
        Ok(id) => books::find_row(db, id).await,
        Err(_) => Err(models::Error::NotFound),
    };
    match chosen {
        Ok(row) => Ok(Lookup::chosen(Some(choice(&row)))),
        Err(models::Error::NotFound) => Ok(Lookup::chosen(None)),
        Err(error) => Err(error.into()),
    }
}

/// The books that a search fits: none, or too many to know which is meant.
pub struct Ambiguous {
    query: String,
    fitting: Vec<books::Row>,
}

impl Ambiguous {
    #[must_use]
    pub fn errors(&self) -> FieldErrors {
        let code = if self.fitting.is_empty() {
            "book-unknown"
        } else {
            "book-ambiguous"
        };
        FieldErrors::one("book", Reason::new(code).with_text("typed", &self.query))
    }

    #[must_use]
    pub fn lookup(&self) -> Lookup {
        Lookup::found(self.fitting.iter().map(choice).collect(), &self.query)
    }
}

/// Looks for what was typed, and chooses the book if it is one. The search stays in the form only while it finds
/// nothing.
pub async fn resolve(
    db: &DatabaseConnection,
    pager: &Pager,
    form: &mut CopyForm,
) -> Result<std::result::Result<(), Ambiguous>> {
    if form.book_query.is_empty() {
        return Ok(Ok(()));
    }
    let query = form.book_query.clone();
    let fitting: Vec<books::Row> = books::search(db, pager, &query, &PageRequest::first())
        .await?
        .items;
    let same_title: Vec<_> = fitting
        .iter()
        .filter(|row| row.book.title.to_lowercase() == query.to_lowercase())
        .collect();
    let one = match (same_title.as_slice(), fitting.as_slice()) {
        ([one], _) => Some(one.book.id),
        ([], [one]) => Some(one.book.id),
        _ => None,
    };
    form.book = one.map(|id| id.to_string()).unwrap_or_default();
    if !fitting.is_empty() {
        form.book_query.clear();
    }
    Ok(if one.is_some() {
        Ok(())
    } else {
        Err(Ambiguous { query, fitting })
    })
}

fn choice(row: &books::Row) -> Choice {
    Choice::new(row.book.id, format!("{} ({})", row.book.title, row.author))
}
