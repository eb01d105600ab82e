//! What is in the library before a test begins: `a_book().titled("…").by(&author).save(&app).await`.

use std::sync::atomic::{AtomicU32, Ordering};

use chrono::NaiveDate;
use locallibrary::models::{
    LibrarySettings, authors,
    book_instances::{self, Status},
    books, genres, languages,
};
use loco_oidc::models::users;

use super::TestApp;

static NUMBER: AtomicU32 = AtomicU32::new(1);

fn next_number() -> u32 {
    NUMBER.fetch_add(1, Ordering::Relaxed)
}

/// A valid ISBN that no other book of the test run has.
pub fn an_isbn() -> String {
    let body = format!("9799{:08}", next_number());
    let sum: u32 = body
        .bytes()
        .zip([1, 3].into_iter().cycle())
        .map(|(digit, weight)| u32::from(digit - b'0') * weight)
        .sum();
    format!("{body}{}", (10 - sum % 10) % 10)
}

/// A genre with this name.
pub async fn a_genre(app: &TestApp, name: &str) -> genres::Model {
    genres::create(app.db(), name)
        .await
        .expect("the genre is new")
}

/// A language with this name.
pub async fn a_language(app: &TestApp, name: &str) -> languages::Model {
    languages::create(app.db(), name)
        .await
        .expect("the language is new")
}

/// An author: Jane Doe, unless something else is said.
pub fn an_author() -> AuthorBuilder {
    AuthorBuilder(authors::Values {
        first_name: "Jane".into(),
        last_name: "Doe".into(),
        ..Default::default()
    })
}

pub struct AuthorBuilder(authors::Values);

impl AuthorBuilder {
    pub fn named(mut self, first_name: &str, last_name: &str) -> Self {
        self.0.first_name = first_name.into();
        self.0.last_name = last_name.into();
        self
    }

    pub fn born(mut self, date: NaiveDate) -> Self {
        self.0.date_of_birth = Some(date);
        self
    }

    pub fn died(mut self, date: NaiveDate) -> Self {
        self.0.date_of_death = Some(date);
        self
    }

    pub async fn save(self, app: &TestApp) -> authors::Model {
        authors::create(app.db(), &self.0, app.clock.now())
            .await
            .expect("the author is valid")
    }
}

/// A book with a title and an ISBN of its own, by an author of its own unless one is named.
pub fn a_book() -> BookBuilder {
    BookBuilder {
        values: books::Values {
            title: format!("Book {}", next_number()),
            summary: "What happens in it.".into(),
            isbn: an_isbn(),
            ..Default::default()
        },
        author: None,
    }
}

pub struct BookBuilder {
    values: books::Values,
    author: Option<i32>,
}

impl BookBuilder {
    pub fn titled(mut self, title: &str) -> Self {
        self.values.title = title.into();
        self
    }

    pub fn by(mut self, author: &authors::Model) -> Self {
        self.author = Some(author.id);
        self
    }

    pub fn about(mut self, summary: &str) -> Self {
        self.values.summary = summary.into();
        self
    }

    pub fn with_isbn(mut self, isbn: &str) -> Self {
        self.values.isbn = isbn.into();
        self
    }

    pub fn in_genre(mut self, genre: &genres::Model) -> Self {
        self.values.genre_ids.push(genre.id);
        self
    }

    pub fn in_language(mut self, language: &languages::Model) -> Self {
        self.values.language_id = Some(language.id);
        self
    }

    pub async fn save(mut self, app: &TestApp) -> books::Model {
        self.values.author_id = match self.author {
            Some(id) => id,
            None => an_author().save(app).await.id,
        };
        books::create(app.db(), &self.values, app.clock.now())
            .await
            .expect("the book is valid")
    }
}

/// A copy that can be borrowed, of a book of its own unless one is named.
pub fn a_copy() -> CopyBuilder {
    CopyBuilder {
        values: book_instances::Values {
            imprint: "Sample Press, 1999".into(),
            status: Status::Available,
            ..Default::default()
        },
        book: None,
    }
}

pub struct CopyBuilder {
    values: book_instances::Values,
    book: Option<i32>,
}

impl CopyBuilder {
    pub fn of(mut self, book: &books::Model) -> Self {
        self.book = Some(book.id);
        self
    }

    pub fn printed_by(mut self, imprint: &str) -> Self {
        self.values.imprint = imprint.into();
        self
    }

    pub fn in_maintenance(mut self) -> Self {
        self.values.status = Status::Maintenance;
        self
    }

    pub fn put_aside(mut self) -> Self {
        self.values.status = Status::Reserved;
        self
    }

    pub fn on_loan_to(mut self, reader: &users::Model, due_back: NaiveDate) -> Self {
        self.values.status = Status::OnLoan;
        self.values.borrower_id = Some(reader.id);
        self.values.due_back = Some(due_back);
        self
    }

    pub async fn save(mut self, app: &TestApp) -> book_instances::Model {
        self.values.book_id = match self.book {
            Some(id) => id,
            None => a_book().save(app).await.id,
        };
        let rules = LibrarySettings::of(&app.ctx).expect("settings.library is valid");
        book_instances::create(app.db(), &self.values, app.clock.now(), &rules)
            .await
            .expect("the copy is valid")
    }
}
