//! The sample catalogue as it stands in `assets/seeds/`, built into the binary.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use include_dir::{Dir, include_dir};
use loco_rs::{Error, Result};
use serde::{Deserialize, de::DeserializeOwned};

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/assets/seeds");

/// Everything in `assets/seeds/`.
pub struct SampleFiles {
    /// In the order of the files.
    pub authors: Vec<SampleAuthor>,
    /// In the order of the files, which is by language; the copies follow from a book's place in it.
    pub books: Vec<SampleBook>,
    /// The sample readers and what they have borrowed.
    pub circulation: Circulation,
    /// Invented publishers by the name of a language.
    pub imprints: BTreeMap<String, Vec<String>>,
}

/// A real author.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SampleAuthor {
    /// Given names.
    pub first_name: String,
    /// Family name.
    pub last_name: String,
    /// Not there when nobody knows it.
    pub born: Option<NaiveDate>,
    /// Not there while the author lives.
    pub died: Option<NaiveDate>,
}

impl SampleAuthor {
    /// The name by which a book's file refers to the author.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{} {}", self.first_name, self.last_name)
    }
}

/// The works of one language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Shelf {
    language: String,
    books: Vec<SampleBook>,
}

/// An edition of a real work.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SampleBook {
    /// In the language of the edition.
    pub title: String,
    /// First and last name.
    pub author: String,
    /// When the work first appeared.
    pub year: i32,
    /// Names of genres.
    pub genres: Vec<String>,
    /// A sample with a valid check digit, in a range that belongs to no agency.
    pub isbn: String,
    /// Our own.
    pub summary: String,
    /// The name of the edition's language: the file's.
    #[serde(skip)]
    pub language: String,
}

/// The sample readers and what they have borrowed.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Circulation {
    /// Who borrows.
    pub readers: Vec<SampleReader>,
    /// Copies that are out.
    pub loans: Vec<SampleLoan>,
    /// Copies that came back.
    pub history: Vec<ReturnedLoan>,
    /// Copies on the hold shelf.
    pub ready: Vec<ReadyReservation>,
    /// Reservations of books of which every copy is out.
    pub waiting: Vec<WaitingReservation>,
}

/// Somebody who borrows.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SampleReader {
    /// Unique.
    pub username: String,
    /// Given name.
    pub first_name: String,
    /// Family name.
    pub last_name: String,
    /// By which a first sign-in finds the user.
    pub email: String,
    /// Language of the mails.
    pub locale: String,
}

/// A copy that is out. Days count from the day of the seeding.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SampleLoan {
    /// A username.
    pub reader: String,
    /// A title.
    pub title: String,
    /// Days ago.
    pub borrowed: i64,
    /// Days to come; negative when overdue.
    pub due: i64,
    /// How often it was renewed.
    #[serde(default)]
    pub renewals: i32,
}

/// A loan that is over. Days count back from the day of the seeding.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReturnedLoan {
    /// A username.
    pub reader: String,
    /// A title.
    pub title: String,
    /// Days ago.
    pub borrowed: i64,
    /// Days ago.
    pub returned: i64,
    /// How often it was renewed.
    #[serde(default)]
    pub renewals: i32,
}

/// A copy that is held for a reader.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReadyReservation {
    /// A username.
    pub reader: String,
    /// A title.
    pub title: String,
    /// Days ago.
    pub reserved: i64,
    /// Days to come.
    pub ready_for: i64,
}

/// A reader who waits.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WaitingReservation {
    /// A username.
    pub reader: String,
    /// A title.
    pub title: String,
    /// Days ago.
    pub reserved: i64,
}

impl SampleFiles {
    /// Reads the files that were built in.
    ///
    /// # Errors
    /// When one of them is not what it should be; the sentence names it.
    pub fn read() -> Result<Self> {
        let mut books = Vec::new();
        let mut shelves: Vec<_> = FILES
            .get_dir("books")
            .map(Dir::files)
            .into_iter()
            .flatten()
            .collect();
        shelves.sort_by_key(|file| file.path());
        for file in shelves {
            let shelf: Shelf = parse(file)?;
            books.extend(shelf.books.into_iter().map(|book| SampleBook {
                language: shelf.language.clone(),
                ..book
            }));
        }
        Ok(Self {
            authors: read("authors.yaml")?,
            books,
            circulation: read("readers.yaml")?,
            imprints: read("imprints.yaml")?,
        })
    }

    /// The names of all genres, in the order of the file.
    ///
    /// # Errors
    /// When the file is not what it should be.
    pub fn genres() -> Result<Vec<String>> {
        read("genres.yaml")
    }

    /// The author of this name.
    ///
    /// # Errors
    /// When no such author is in the files.
    pub fn author(&self, name: &str) -> Result<&SampleAuthor> {
        self.authors
            .iter()
            .find(|author| author.name() == name)
            .ok_or_else(|| Error::Message(format!("assets/seeds: no author is called {name}")))
    }
}

fn read<T: DeserializeOwned>(name: &str) -> Result<T> {
    let file = FILES
        .get_file(name)
        .ok_or_else(|| Error::Message(format!("assets/seeds/{name} was not built in")))?;
    parse(file)
}

fn parse<T: DeserializeOwned>(file: &include_dir::File<'_>) -> Result<T> {
    serde_yaml_ng::from_slice(file.contents())
        .map_err(|error| Error::Message(format!("assets/seeds/{}: {error}", file.path().display())))
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeSet, HashSet};

    use super::*;

    fn files() -> SampleFiles {
        SampleFiles::read().expect("the built-in files are read")
    }

    #[test]
    fn there_are_enough_authors_works_and_languages_and_all_belong_together() {
        let files = files();
        assert!(files.authors.len() >= 60);
        assert!(files.books.len() >= 150);
        let languages: BTreeSet<&str> = files
            .books
            .iter()
            .map(|book| book.language.as_str())
            .collect();
        assert!(languages.len() >= 8);
        let genres: BTreeSet<String> = SampleFiles::genres().expect("genres").into_iter().collect();
        for book in &files.books {
            assert!(files.author(&book.author).is_ok(), "{}", book.title);
            assert!(
                book.genres.iter().all(|genre| genres.contains(genre)),
                "{}",
                book.title
            );
            assert!(
                files.imprints.contains_key(&book.language),
                "{}",
                book.language
            );
        }
        for author in &files.authors {
            assert!(
                files.books.iter().any(|book| book.author == author.name()),
                "{} has no book",
                author.name()
            );
        }
    }

    #[test]
    fn every_isbn_is_a_valid_sample_and_used_once() {
        let mut seen = HashSet::new();
        for book in files().books {
            assert!(book.isbn.parse::<isbn::Isbn13>().is_ok(), "{}", book.isbn);
            assert!(
                book.isbn.starts_with("9799"),
                "{} could be a real book's",
                book.isbn
            );
            assert!(
                seen.insert(book.isbn.clone()),
                "{} is there twice",
                book.isbn
            );
        }
    }

    #[test]
    fn everything_fits_its_column_and_no_summary_is_missing() {
        for book in files().books {
            assert!(book.title.chars().count() <= 200, "{}", book.title);
            assert!(
                (60..=1000).contains(&book.summary.chars().count()),
                "{}",
                book.title
            );
        }
        for author in files().authors {
            assert!(
                author.first_name.chars().count() <= 100 && author.last_name.chars().count() <= 100
            );
            assert!(
                author
                    .born
                    .zip(author.died)
                    .is_none_or(|(born, died)| born < died),
                "{}",
                author.name()
            );
        }
    }

    #[test]
    fn readers_borrow_and_reserve_only_what_is_there() {
        let SampleFiles {
            books, circulation, ..
        } = files();
        let titles: HashSet<&str> = books.iter().map(|book| book.title.as_str()).collect();
        let readers: HashSet<&str> = circulation
            .readers
            .iter()
            .map(|reader| reader.username.as_str())
            .collect();
        let moves = (circulation
            .loans
            .iter()
            .map(|loan| (&loan.reader, &loan.title)))
        .chain(
            circulation
                .history
                .iter()
                .map(|loan| (&loan.reader, &loan.title)),
        )
        .chain(
            circulation
                .ready
                .iter()
                .map(|held| (&held.reader, &held.title)),
        )
        .chain(
            circulation
                .waiting
                .iter()
                .map(|waiting| (&waiting.reader, &waiting.title)),
        );
        for (reader, title) in moves {
            assert!(readers.contains(reader.as_str()), "{reader}");
            assert!(titles.contains(title.as_str()), "{title}");
        }
        assert!(
            circulation.loans.iter().any(|loan| loan.due < 0),
            "some loan is overdue"
        );
        for waiting in &circulation.waiting {
            assert!(
                circulation
                    .loans
                    .iter()
                    .any(|loan| loan.title == waiting.title),
                "{}",
                waiting.title
            );
        }
    }
}
