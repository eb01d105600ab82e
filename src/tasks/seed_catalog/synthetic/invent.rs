//! Invents authors, books, copies and readers from a seed: each from its own number, so that any part of the
//! catalogue can be made without the rest, and always comes out the same.

use chrono::NaiveDate;
use fake::{
    Fake,
    faker::name::raw::{FirstName, LastName},
    locales::{DE_DE, EN, FR_FR, IT_IT},
    rand::{RngExt, SeedableRng, rngs::ChaCha8Rng, seq::IndexedRandom},
};
use uuid::{Builder, Uuid};

use super::words::{THEMES, Tongue};
use crate::tasks::seed_catalog::isbn::synthetic_isbn;

/// So many books come with one author.
pub const BOOKS_PER_AUTHOR: u64 = 10;
/// Authors share the books of a block of this many, the earlier ones with more of them.
pub const BLOCK: u64 = 100;
/// So many copies has each book.
pub const COPIES_PER_BOOK: u64 = 2;
/// So many readers borrow.
pub const READERS: u64 = 50;

/// One in this many copies is on loan.
const COPIES_PER_LOAN: u64 = 10;
/// The lending period that due dates keep to, in days.
const LENDING_DAYS: i64 = 21;
/// The copies' keys say that they were made on this day, one a millisecond: keys in order keep the index small.
const FIRST_KEY_MILLIS: u64 = 1_577_836_800_000;

/// What to draw the numbers for; part of the seed of each.
#[derive(Clone, Copy)]
enum Kind {
    Author = 1,
    Book = 2,
    Copy = 3,
    Reader = 4,
    Block = 5,
}

/// Invents everything from one seed.
#[derive(Clone, Copy, Debug)]
pub struct Inventor {
    seed: u64,
}

/// An author that nobody has met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InventedAuthor {
    /// Given name.
    pub first_name: String,
    /// Family name.
    pub last_name: String,
    /// Always there.
    pub born: NaiveDate,
    /// Not there when the author may still live.
    pub died: Option<NaiveDate>,
    /// The language of the author's books.
    pub tongue: Tongue,
}

/// A book that nobody has written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InventedBook {
    /// In the author's language.
    pub title: String,
    /// The number of the author.
    pub author: u64,
    /// The author's language.
    pub tongue: Tongue,
    /// Follows from the book's number alone.
    pub isbn: String,
    /// Says that the book is invented.
    pub summary: String,
    /// Places in the list of genres, from one to three, ascending.
    pub genres: Vec<usize>,
}

/// A copy of an invented book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InventedCopy {
    /// Ascends with the copy's number.
    pub id: Uuid,
    /// Says that the copy is invented.
    pub imprint: String,
    /// Where the copy is.
    pub place: Place,
}

/// Where a copy is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Can be borrowed.
    Shelf,
    /// Is being mended.
    Maintenance,
    /// Is with a reader.
    OnLoan {
        /// The number of the reader.
        reader: u64,
        /// How many days ago it was borrowed.
        borrowed_days_ago: i64,
        /// In how many days it is due; negative when overdue.
        due_in_days: i64,
    },
}

/// Somebody who borrows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InventedReader {
    /// Follows from the reader's number alone.
    pub username: String,
    /// Given name.
    pub first_name: String,
    /// Family name.
    pub last_name: String,
}

/// The number of authors of a catalogue of so many books.
#[must_use]
pub const fn authors_of(books: u64) -> u64 {
    books.div_ceil(BOOKS_PER_AUTHOR)
}

impl Inventor {
    /// Invents the catalogue of this seed.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self { seed }
    }

    /// The random numbers of one thing.
    fn draw(self, kind: Kind, number: u64) -> ChaCha8Rng {
        let mut key = [0; 32];
        key[..8].copy_from_slice(&self.seed.to_le_bytes());
        key[8..16].copy_from_slice(&(kind as u64).to_le_bytes());
        key[16..24].copy_from_slice(&number.to_le_bytes());
        ChaCha8Rng::from_seed(key)
    }

    /// The author of this number.
    #[must_use]
    pub fn author(self, number: u64) -> InventedAuthor {
        let mut rng = self.draw(Kind::Author, number);
        let tongue = Tongue::of(rng.random_range(0..100));
        let (first_name, last_name) = name(tongue, &mut rng);
        let birth_year = rng.random_range(1790..1996);
        let born = day_of(birth_year, rng.random_range(1..=365));
        let death_year = birth_year + rng.random_range(28..=94);
        let died = (death_year <= 2020).then(|| day_of(death_year, rng.random_range(1..=365)));
        InventedAuthor {
            first_name,
            last_name,
            born,
            died,
            tongue,
        }
    }

    /// The number of the author of the book of this number.
    ///
    /// Each tenth book is the first one of a new author, so that every author has one; the other nine are by any
    /// author of the same block of a hundred who is there already.
    #[must_use]
    pub fn author_of(self, book: u64) -> u64 {
        let newest = book / BOOKS_PER_AUTHOR;
        if book.is_multiple_of(BOOKS_PER_AUTHOR) {
            return newest;
        }
        let first = book / BLOCK * (BLOCK / BOOKS_PER_AUTHOR);
        self.draw(Kind::Block, book).random_range(first..=newest)
    }

    /// The book of this number, of which there are `genres` to choose from.
    #[must_use]
    pub fn book(self, number: u64, genres: usize) -> InventedBook {
        let author = self.author_of(number);
        let tongue = self.tongue(author);
        let mut rng = self.draw(Kind::Book, number);
        let wanted = rng.random_range(1..=3).min(genres);
        let mut chosen = fake::rand::seq::index::sample(&mut rng, genres, wanted).into_vec();
        chosen.sort_unstable();
        InventedBook {
            title: title(tongue, &mut rng),
            author,
            tongue,
            isbn: synthetic_isbn(number),
            summary: summary(number, &mut rng),
            genres: chosen,
        }
    }

    /// The author's language, without the rest of the author.
    fn tongue(self, author: u64) -> Tongue {
        Tongue::of(self.draw(Kind::Author, author).random_range(0..100))
    }

    /// The copy of this number, of a book in this language.
    #[must_use]
    pub fn copy(self, number: u64, tongue: Tongue) -> InventedCopy {
        let mut rng = self.draw(Kind::Copy, number);
        let id = Builder::from_unix_timestamp_millis(FIRST_KEY_MILLIS + number, &rng.random())
            .into_uuid();
        let year: i32 = rng.random_range(1975..=2024);
        let imprint = format!(
            "{}, {year} (synthetic)",
            pick(tongue.vocabulary().imprints, &mut rng)
        );
        let place = if number % COPIES_PER_LOAN == COPIES_PER_LOAN / 2 {
            let due_in_days = rng.random_range(-14..=LENDING_DAYS);
            Place::OnLoan {
                reader: rng.random_range(0..READERS),
                borrowed_days_ago: LENDING_DAYS - due_in_days,
                due_in_days,
            }
        } else if rng.random_range(0..20) == 0 {
            Place::Maintenance
        } else {
            Place::Shelf
        };
        InventedCopy { id, imprint, place }
    }

    /// The reader of this number.
    #[must_use]
    pub fn reader(self, number: u64) -> InventedReader {
        let mut rng = self.draw(Kind::Reader, number);
        let (first_name, last_name) = name(Tongue::of(rng.random_range(0..100)), &mut rng);
        InventedReader {
            username: format!("synthetic-reader-{:02}", number + 1),
            first_name,
            last_name,
        }
    }
}

fn name(tongue: Tongue, rng: &mut ChaCha8Rng) -> (String, String) {
    match tongue {
        Tongue::English => (
            FirstName(EN).fake_with_rng(rng),
            LastName(EN).fake_with_rng(rng),
        ),
        Tongue::German => (
            FirstName(DE_DE).fake_with_rng(rng),
            LastName(DE_DE).fake_with_rng(rng),
        ),
        Tongue::French => (
            FirstName(FR_FR).fake_with_rng(rng),
            LastName(FR_FR).fake_with_rng(rng),
        ),
        Tongue::Italian => (
            FirstName(IT_IT).fake_with_rng(rng),
            LastName(IT_IT).fake_with_rng(rng),
        ),
    }
}

fn title(tongue: Tongue, rng: &mut ChaCha8Rng) -> String {
    let words = tongue.vocabulary();
    let subject = pick(words.subjects, rng);
    if rng.random_range(0..4) == 0 {
        let (_, family) = name(tongue, rng);
        return format!("{subject} {} {family}", words.of_family);
    }
    format!("{subject} {}", pick(words.attributes, rng))
}

fn summary(number: u64, rng: &mut ChaCha8Rng) -> String {
    let (one, other) = (pick(THEMES, rng), pick(THEMES, rng));
    format!(
        "Invented book number {}, made for trying out a large catalogue. It is about {one} and {other}.",
        number + 1
    )
}

fn pick<'a>(words: &[&'a str], rng: &mut ChaCha8Rng) -> &'a str {
    words.choose(rng).copied().unwrap_or_default()
}

fn day_of(year: i32, day: u32) -> NaiveDate {
    NaiveDate::from_yo_opt(year, day).expect("every year has the days 1 to 365")
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn the_same_seed_invents_the_same_and_another_seed_something_else() {
        let (one, same, other) = (Inventor::new(7), Inventor::new(7), Inventor::new(8));
        assert_eq!(one.book(123_456, 20), same.book(123_456, 20));
        assert_eq!(one.author(99), same.author(99));
        assert_eq!(one.copy(42, Tongue::German), same.copy(42, Tongue::German));
        let differing = (0..100)
            .filter(|&number| one.book(number, 20).title != other.book(number, 20).title)
            .count();
        assert!(differing > 80);
    }

    #[test]
    fn every_author_has_a_book_and_no_book_is_older_than_its_author() {
        let inventor = Inventor::new(1);
        let mut authors = HashSet::new();
        for book in 0..1_000 {
            let author = inventor.author_of(book);
            assert!(
                author <= book / BOOKS_PER_AUTHOR,
                "the author is made with or before the book"
            );
            authors.insert(author);
        }
        assert_eq!(authors.len() as u64, authors_of(1_000));
    }

    #[test]
    fn exactly_one_copy_in_ten_is_on_loan() {
        let inventor = Inventor::new(1);
        let on_loan = (0..2_000).filter(|&copy| {
            matches!(
                inventor.copy(copy, Tongue::English).place,
                Place::OnLoan { .. }
            )
        });
        assert_eq!(on_loan.count(), 200);
    }

    #[test]
    fn keys_of_copies_ascend() {
        let inventor = Inventor::new(1);
        let keys: Vec<Uuid> = (0..100)
            .map(|copy| inventor.copy(copy, Tongue::French).id)
            .collect();
        assert!(keys.is_sorted());
    }

    #[test]
    fn a_title_keeps_to_the_language_of_its_author() {
        let inventor = Inventor::new(3);
        for number in 0..200 {
            let book = inventor.book(number, 20);
            assert_eq!(book.tongue, inventor.author(book.author).tongue);
            assert!((1..=3).contains(&book.genres.len()));
            assert!(book.title.chars().count() <= 200);
        }
    }
}
