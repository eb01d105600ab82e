//! Books as their pages show them.

use serde::Serialize;

use super::{Choice, Link, May, Pagination, TotalView, copies::CopyOfBook, lookup::Lookup};
use crate::{
    models::{self, books, reservations},
    views::FormView,
};

/// The cloths that covers are bound in; a book keeps its own.
const CLOTHS: i32 = 8;

#[derive(Serialize)]
pub struct BookRow {
    title: String,
    url: String,
    author: Link,
    genres: String,
    language: Option<String>,
    cloth: i32,
}

impl From<&books::Line> for BookRow {
    fn from(line: &books::Line) -> Self {
        Self {
            title: line.title.clone(),
            url: line.url(),
            author: Link::new(line.author(), line.author_url()),
            genres: line.genres().to_owned(),
            language: line.language.clone(),
            cloth: line.id % CLOTHS,
        }
    }
}

/// A book that is shown by its cover.
#[derive(Serialize)]
pub struct Cover {
    title: String,
    url: String,
    author: String,
    cloth: i32,
}

impl From<&books::Line> for Cover {
    fn from(line: &books::Line) -> Self {
        Self {
            title: line.title.clone(),
            url: line.url(),
            author: line.author(),
            cloth: line.id % CLOTHS,
        }
    }
}

/// What `catalog/book_list.html` gets.
#[derive(Serialize)]
pub struct BookList<'a> {
    books: Vec<BookRow>,
    total: TotalView,
    pages: Pagination,
    q: Option<&'a str>,
    may: May,
}

impl<'a> BookList<'a> {
    #[must_use]
    pub fn new(page: &models::Page<books::Line>, q: Option<&'a str>, may: May) -> Self {
        Self {
            books: page.items.iter().map(BookRow::from).collect(),
            total: page.total.into(),
            pages: Pagination::of(page, "/catalog/books/", q),
            q,
            may,
        }
    }
}

/// What `catalog/book_detail.html` gets.
#[derive(Serialize)]
pub struct BookDetail {
    pub book: BookFacts,
    pub copies: Vec<CopyOfBook>,
    pub available: usize,
    /// How many readers wait.
    pub waiting: u64,
    pub reservation: Option<ReservationView>,
    /// Whether the reader can join the queue.
    pub may_reserve: bool,
    pub may: May,
    pub may_add_copy: bool,
    pub may_mark_returned: bool,
}

#[derive(Serialize)]
pub struct BookFacts {
    id: i32,
    title: String,
    url: String,
    author: Link,
    /// The summary's paragraphs.
    summary: Vec<String>,
    isbn: String,
    genres: Vec<Link>,
    language: Option<Link>,
    cloth: i32,
}

impl From<&books::Row> for BookFacts {
    fn from(row: &books::Row) -> Self {
        let paragraphs = row
            .book
            .summary
            .split('\n')
            .map(str::trim)
            .filter(|text| !text.is_empty());
        Self {
            id: row.book.id,
            title: row.book.title.clone(),
            url: row.book.url(),
            author: Link::new(row.author.to_string(), row.author.url()),
            summary: paragraphs.map(str::to_owned).collect(),
            isbn: row.book.hyphenated_isbn(),
            genres: row
                .genres
                .iter()
                .map(|genre| Link::new(&genre.name, genre.url()))
                .collect(),
            language: row
                .language
                .as_ref()
                .map(|language| Link::new(&language.name, language.url())),
            cloth: row.book.id % CLOTHS,
        }
    }
}

/// A reader's place in the queue for a book.
#[derive(Serialize)]
pub struct ReservationView {
    id: i32,
    ready: bool,
    ready_until: Option<chrono::NaiveDate>,
    /// How many readers come before.
    before: u64,
}

impl ReservationView {
    #[must_use]
    pub fn new(reservation: &reservations::Model, before: u64) -> Self {
        Self {
            id: reservation.id,
            ready: reservation.is_ready(),
            ready_until: reservation.ready_until,
            before,
        }
    }
}

/// What `catalog/book_form.html` gets.
#[derive(Serialize)]
pub struct BookFormPage<'a> {
    pub form: FormView<'a>,
    /// The book that is changed; a new one has no page yet.
    pub book: Option<Link>,
    pub authors: Lookup,
    pub genres: Vec<Choice>,
    pub languages: Vec<Choice>,
}
