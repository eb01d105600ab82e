//! Authors as their pages show them.

use chrono::NaiveDate;
use serde::Serialize;

use super::{May, Pagination, TotalView};
use crate::models::{self, authors, books};

#[derive(Serialize)]
pub struct AuthorRow {
    name: String,
    url: String,
    born: Option<NaiveDate>,
    died: Option<NaiveDate>,
}

impl From<&authors::Model> for AuthorRow {
    fn from(author: &authors::Model) -> Self {
        Self {
            name: author.to_string(),
            url: author.url(),
            born: author.date_of_birth,
            died: author.date_of_death,
        }
    }
}

#[derive(Serialize)]
pub struct AuthorList<'a> {
    authors: Vec<AuthorRow>,
    total: TotalView,
    pages: Pagination,
    q: Option<&'a str>,
    may: May,
}

impl<'a> AuthorList<'a> {
    #[must_use]
    pub fn new(page: &models::Page<authors::Model>, q: Option<&'a str>, may: May) -> Self {
        Self {
            authors: page.items.iter().map(AuthorRow::from).collect(),
            total: page.total.into(),
            pages: Pagination::of(page, "/catalog/authors/", q),
            q,
            may,
        }
    }
}

#[derive(Serialize)]
pub struct AuthorDetail {
    author: AuthorRow,
    books: Vec<WrittenBook>,
    total: TotalView,
    pages: Pagination,
    may: May,
}

#[derive(Serialize)]
struct WrittenBook {
    title: String,
    url: String,
    summary: String,
}

impl AuthorDetail {
    #[must_use]
    pub fn new(author: &authors::Model, page: &models::Page<books::Model>, may: May) -> Self {
        let book = |book: &books::Model| WrittenBook {
            title: book.title.clone(),
            url: book.url(),
            summary: book.summary.clone(),
        };
        Self {
            author: author.into(),
            books: page.items.iter().map(book).collect(),
            total: page.total.into(),
            pages: Pagination::of(page, &author.url(), None),
            may,
        }
    }
}
