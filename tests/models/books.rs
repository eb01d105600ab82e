//! Books, genres and languages: what is unique, what is refused, what a delete leaves.

use locallibrary::models::{
    Error, LibrarySettings, PageRequest, Pager, Problem, books, genres, isbn, languages,
};

use super::authors::rejected;
use crate::support::{
    TestApp,
    builders::{a_book, a_copy, a_genre, a_language},
};

#[tokio::test]
async fn an_isbn_is_stored_as_thirteen_digits_and_belongs_to_one_book() {
    let app = TestApp::boot().await;
    let book = a_book().with_isbn("0-306-40615-2").save(&app).await;
    assert_eq!(book.isbn, "9780306406157");
    assert_eq!(book.hyphenated_isbn(), isbn::hyphenated("9780306406157"));
    assert_eq!(book.url(), "/catalog/book/1");
    let mut values = book.values(app.db()).await.expect("there");
    let taken = books::create(app.db(), &values, app.clock.now()).await;
    assert_eq!(rejected(taken), [("isbn", Problem::IsbnTaken)]);
    values.isbn = "9780306406158".into();
    values.title = " ".into();
    values.author_id = 99;
    values.language_id = Some(99);
    values.genre_ids = vec![99];
    values.summary = "a\u{0}b".into();
    assert_eq!(
        rejected(books::create(app.db(), &values, app.clock.now()).await),
        [
            ("title", Problem::Empty),
            ("summary", Problem::ControlCharacters),
            ("author", Problem::DoesNotExist),
            ("language", Problem::DoesNotExist),
            ("genre", Problem::DoesNotExist),
            ("isbn", Problem::IsbnCheckDigit),
        ]
    );
}

#[tokio::test]
async fn a_book_shows_its_first_three_genres_and_keeps_the_others() {
    let app = TestApp::boot().await;
    let mut book = a_book().about("Dragons.");
    for name in ["Poetry", "Drama", "Epic", "Comedy"] {
        book = book.in_genre(&a_genre(&app, name).await);
    }
    let book = book.save(&app).await;
    let row = books::find_row(app.db(), book.id).await.expect("there");
    let pager = Pager::new(&LibrarySettings::default());
    let list = books::list::<books::Line>(app.db(), &pager, &PageRequest::first())
        .await
        .expect("there");
    assert_eq!(list.items[0].genres(), "Comedy, Drama, Epic");
    assert_eq!(row.genres.len(), 4);
}

#[tokio::test]
async fn names_of_genres_and_languages_are_unique_whatever_the_case() {
    let app = TestApp::boot().await;
    let genre = a_genre(&app, "Ästhetik").await;
    let again = genres::create(app.db(), "ÄSTHETIK").await;
    assert_eq!(rejected(again), [("name", Problem::AlreadyExists)]);
    let renamed = genre
        .rename(app.db(), "ästhetik")
        .await
        .expect("the same one");
    assert_eq!(renamed.name, "ästhetik");
    let language = a_language(&app, "ΕΛΛΗΝΙΚΆ").await;
    let again = languages::create(app.db(), "ελληνικά").await;
    assert_eq!(rejected(again), [("name", Problem::AlreadyExists)]);
    assert!(genres::create(app.db(), &"İ".repeat(200)).await.is_ok());
    assert_eq!(language.url(), "/catalog/language/1");
}

#[tokio::test]
async fn a_book_with_copies_cannot_be_deleted() {
    let app = TestApp::boot().await;
    let book = a_book().titled("Momo").save(&app).await;
    let copy = a_copy().of(&book).save(&app).await;
    let Err(Error::Blocked(blocked)) = book.remove(app.db()).await else {
        panic!("the copy forbids it");
    };
    assert_eq!(blocked.by[0].title, "Momo, Sample Press, 1999");
    assert_eq!(
        blocked.by[0].url,
        format!("/catalog/bookinstance/{}", copy.id)
    );
    assert_eq!(blocked.total.value, 1);
}
