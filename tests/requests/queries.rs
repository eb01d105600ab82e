//! What pages cost: the same number of statements for one row and for sixty.

use chrono::Days;
use locallibrary::models::{
    LibrarySettings, authors, book_instances, books, genres, languages,
    reservations::{self, outcome},
};
use loco_oidc::models::users;
use sea_orm::{ActiveModelTrait, Set};

use crate::support::{
    Answer, TestApp,
    builders::{a_book, a_copy, a_genre, a_language, an_author},
    caller::Caller,
    statements::counted,
};

/// A library in which each thing stands in lists of the same length.
struct Shelf {
    app: TestApp,
    author: authors::Model,
    book: books::Model,
    genre: genres::Model,
    language: languages::Model,
    copy: book_instances::Model,
}

impl Shelf {
    /// One author, genre and language with `size` books, one of which has `size` copies that the reader has; so many
    /// other authors, genres and languages; and as many books that the reader waits for.
    async fn of(size: u64, reader: &users::Model, app: TestApp) -> Self {
        let due = |days: u64| TestApp::today() + Days::new(days);
        let author = an_author().save(&app).await;
        let genre = a_genre(&app, "Novel").await;
        let language = a_language(&app, "English").await;
        let mut books = Vec::new();
        for number in 0..size {
            let mut book = a_book()
                .titled(&format!("Emma {number}"))
                .by(&author)
                .in_genre(&genre)
                .in_language(&language);
            if number > 0 {
                an_author().save(&app).await;
                a_language(&app, &format!("Language {number}")).await;
                book = book.in_genre(&a_genre(&app, &format!("Genre {number}")).await);
            }
            books.push(book.save(&app).await);
        }
        let rules = LibrarySettings::of(&app.ctx).expect("settings.library is valid");
        let lends = |number| {
            a_copy()
                .of(&books[0])
                .on_loan_to(reader, due(number))
                .save(&app)
        };
        let mut copy = lends(1).await;
        // Each turn leaves a loan in the copy's history.
        for _ in 1..size {
            let now = app.clock.now();
            copy.give_back(app.db(), now, &rules)
                .await
                .expect("the copy is on loan");
            copy = copy
                .change(app.db(), &copy.values(), None, now, &rules)
                .await
                .expect("it can be lent again");
        }
        for number in 1..size {
            lends(number).await;
        }
        for book in &books {
            waits(&app, reader, book).await;
        }
        Self {
            author,
            book: books.swap_remove(0),
            genre,
            language,
            copy,
            app,
        }
    }

    async fn cost(&self, caller: &Caller, path: &str) -> (Answer, usize) {
        // What is read once for the whole process is not what a page costs.
        caller.get(path).await.expect_status(200);
        counted(caller.get(path)).await
    }
}

/// Written as it is, because the library itself lets nobody wait for a book without copies.
async fn waits(app: &TestApp, reader: &users::Model, book: &books::Model) {
    reservations::ActiveModel {
        book_id: Set(book.id),
        user_id: Set(Some(reader.id)),
        created_at: Set(app.clock.now()),
        outcome: Set(outcome::WAITING.to_owned()),
        ..Default::default()
    }
    .insert(app.db())
    .await
    .expect("the reservation can be written");
}

#[tokio::test]
async fn a_page_costs_the_same_few_statements_for_one_row_and_for_sixty() {
    for size in [1, 60] {
        let app = TestApp::boot().await;
        let (reader, librarian) = (app.reader().await, app.librarian().await);
        let shelf = Shelf::of(size, reader.user(), app).await;
        let anonymous = shelf.app.anonymous();
        let (author, book, genre, language, copy) = (
            shelf.author.url(),
            shelf.book.url(),
            shelf.genre.url(),
            shelf.language.url(),
            shelf.copy.url(),
        );
        let loans = format!("{copy}/loans/");
        let renew = format!("/catalog/book/{}/renew/", shelf.copy.id);
        let (edit_author, edit_book, edit_copy) = (
            format!("{author}/update/"),
            format!("{book}/update/"),
            format!("{copy}/update/"),
        );
        let (keep_author, keep_book) = (format!("{author}/delete/"), format!("{book}/delete/"));
        for (caller, path, statements) in [
            // Nobody is signed in: no session is looked for.
            (&anonymous, "/catalog/", 2),
            (&anonymous, "/catalog/books/", 1),
            (&anonymous, "/catalog/books/?q=emma", 2),
            (&anonymous, "/catalog/authors/", 1),
            (&anonymous, "/catalog/authors/?q=doe", 2),
            (&anonymous, "/catalog/genres/", 1),
            (&anonymous, "/catalog/languages/", 1),
            (&anonymous, "/catalog/bookinstances/", 1),
            (&anonymous, "/catalog/bookinstances/?q=emma", 2),
            (&anonymous, book.as_str(), 4),
            (&anonymous, author.as_str(), 2),
            (&anonymous, genre.as_str(), 2),
            (&anonymous, language.as_str(), 2),
            (&anonymous, copy.as_str(), 2),
            // Session, user and permissions together are one more; what the reader waits for another.
            (&reader, "/catalog/", 3),
            (&reader, "/catalog/books/", 2),
            (&reader, book.as_str(), 6),
            (&reader, copy.as_str(), 4),
            (&reader, "/catalog/mybooks/", 3),
            (&reader, "/catalog/mybooks/history/", 4),
            (&reader, "/accounts/profile/", 2),
            (&librarian, "/catalog/borrowed/", 2),
            (&librarian, loans.as_str(), 6),
            (&librarian, renew.as_str(), 3),
            (&librarian, "/catalog/book/create/", 4),
            (&librarian, edit_author.as_str(), 2),
            (&librarian, edit_book.as_str(), 6),
            (&librarian, edit_copy.as_str(), 5),
            (&librarian, keep_author.as_str(), 4),
            (&librarian, keep_book.as_str(), 4),
        ] {
            let (page, cost) = shelf.cost(caller, path).await;
            // A generated resource stands on the pages of what it points to, by one statement.
            let generated = page.all("section[id*='-of-'] > h2").len();
            assert_eq!(cost, statements + generated, "{path} with {size}");
        }
    }
}

#[tokio::test]
async fn a_page_that_is_not_there_costs_one_statement_at_most() {
    let app = TestApp::boot().await;
    let anonymous = app.anonymous();
    for (path, statements) in [
        ("/nowhere/", 0),
        ("/catalog/book/x", 0),
        ("/catalog/book/99", 1),
    ] {
        let (answer, cost) = counted(anonymous.get(path)).await;
        answer.expect_status(404);
        assert_eq!(cost, statements, "{path}");
    }
}

#[tokio::test]
async fn the_front_page_shows_the_six_books_that_came_last() {
    let app = TestApp::boot().await;
    assert!(!app.anonymous().get("/catalog/").await.has(".shelf"));
    let mut urls = Vec::new();
    for _ in 0..8 {
        urls.insert(0, a_book().save(&app).await.url());
    }
    let page = app.anonymous().get("/catalog/").await;
    assert_eq!(page.attributes(".shelf a", "href"), urls[..6]);
}
