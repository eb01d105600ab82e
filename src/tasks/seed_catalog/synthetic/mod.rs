//! Fills the catalogue with invented books, as many as asked for: chunk by chunk, each in one transaction.
//!
//! A book's ISBN follows from its number, so the database itself says how far an earlier run came. Stopped at any moment,
//! the catalogue has whole chunks with correct counts and search, and the next run goes on behind the last book.

use chrono::{DateTime, NaiveDate, Utc};
use loco_rs::{Error, Result};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseConnection, DbBackend, DbErr, EntityTrait, QueryFilter,
    QueryOrder, QuerySelect, SqliteTransactionMode, TransactionOptions, TransactionTrait,
};

use self::{
    chunk::{Chunk, Shared},
    invent::{COPIES_PER_BOOK, Inventor, READERS, authors_of},
    words::Tongue,
};
use super::{
    isbn::{BEHIND_SYNTHETIC, MOST_SYNTHETIC, SYNTHETIC_PREFIX, synthetic_number},
    rows::{self, Reader},
    sample_files::SampleFiles,
};
use crate::models::{_entities::books, bulk::Load};

mod chunk;
pub mod invent;
pub mod words;

/// So many books go into one transaction: large enough that each page of an index is written a few dozen times only,
/// small enough that little is lost when the run is stopped.
const BOOKS_A_CHUNK: u64 = 5_000;
/// The title of one of this many last books must be what the seed says.
const BOOKS_TO_RECOGNISE: u64 = 10;

/// What is to be there at the end.
#[derive(Clone, Copy, Debug)]
pub struct Order {
    /// The number of invented books, those of earlier runs among them.
    pub books: u64,
    /// What they are invented from.
    pub seed: u64,
    /// The instant that the rows are made at.
    pub now: DateTime<Utc>,
    /// The day from which due dates count.
    pub today: NaiveDate,
}

/// What a run found and left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Filled {
    /// Invented books that were there before.
    pub before: u64,
    /// Invented books that are there now.
    pub books: u64,
}

impl Filled {
    /// The authors of the books that were added.
    #[must_use]
    pub const fn authors_added(&self) -> u64 {
        authors_of(self.books).saturating_sub(authors_of(self.before))
    }

    /// The copies of the books that were added.
    #[must_use]
    pub const fn copies_added(&self) -> u64 {
        (self.books - self.before) * COPIES_PER_BOOK
    }
}

/// Adds the books that are missing; `progress` hears after each chunk how many there are.
///
/// # Errors
/// When the books that are there were made from another seed, or the database does not answer.
pub async fn fill(
    db: &DatabaseConnection,
    order: Order,
    progress: impl Fn(u64) + Send + Sync,
) -> Result<Filled> {
    let before = present(db).await?;
    if before > 0 {
        recognise(db, order, before).await?;
    }
    progress(before);
    if before >= order.books {
        return Ok(Filled {
            before,
            books: before,
        });
    }
    let shared = shared(db, order).await?;
    let mut there = before;
    while there < order.books {
        there = add_chunk(db, order, &shared).await?;
        progress(there);
    }
    Ok(Filled {
        before,
        books: there,
    })
}

/// How many invented books there are: the number behind the highest ISBN.
async fn present(db: &impl ConnectionTrait) -> Result<u64, DbErr> {
    let highest: Option<String> = books::Entity::find()
        .select_only()
        .column(books::Column::Isbn)
        .filter(books::Column::Isbn.gte(SYNTHETIC_PREFIX))
        .filter(books::Column::Isbn.lt(BEHIND_SYNTHETIC))
        .order_by_desc(books::Column::Isbn)
        .limit(1)
        .into_tuple()
        .one(db)
        .await?;
    Ok(highest
        .and_then(|isbn| synthetic_number(&isbn))
        .map_or(0, |number| number + 1))
}

/// Refuses to go on with another seed. A librarian may have renamed a book or two, hardly ten.
async fn recognise(db: &DatabaseConnection, order: Order, before: u64) -> Result<()> {
    let inventor = Inventor::new(order.seed);
    let genres = SampleFiles::genres()?.len();
    let last = before.saturating_sub(BOOKS_TO_RECOGNISE)..before;
    let expected: Vec<_> = last.map(|number| inventor.book(number, genres)).collect();
    let found: Vec<(String, String)> = books::Entity::find()
        .select_only()
        .columns([books::Column::Isbn, books::Column::Title])
        .filter(books::Column::Isbn.is_in(expected.iter().map(|book| book.isbn.clone())))
        .into_tuple()
        .all(db)
        .await?;
    if expected.iter().any(|book| {
        found
            .iter()
            .any(|(isbn, title)| (isbn, title) == (&book.isbn, &book.title))
    }) {
        return Ok(());
    }
    Err(Error::Message(format!(
        "the {before} synthetic books in this catalogue were not made from seed:{}: give the seed that they were made \
         from, or begin with an empty database",
        order.seed
    )))
}

/// What all chunks point to: readers, genres and languages.
async fn shared(db: &DatabaseConnection, order: Order) -> Result<Shared> {
    let inventor = Inventor::new(order.seed);
    let genre_names = SampleFiles::genres()?;
    let options = TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..Default::default()
    };
    let transaction = db.begin_with_options(options).await?;
    let genres = rows::genres_named(&transaction, &genre_names).await?;
    let language_names = Tongue::ALL.map(|tongue| tongue.vocabulary().language.to_owned());
    let languages = rows::languages_named(&transaction, &language_names).await?;
    let mut readers = Vec::new();
    for number in 0..READERS {
        let reader = inventor.reader(number);
        let user = Reader {
            username: &reader.username,
            first_name: &reader.first_name,
            last_name: &reader.last_name,
            email: "",
            locale: "",
        };
        readers.push(user.key(&transaction, order.now).await?);
    }
    transaction.commit().await?;
    Ok(Shared {
        inventor,
        genres,
        languages: Tongue::ALL.into_iter().zip(languages).collect(),
        readers,
    })
}

/// Adds the next chunk and returns how many books there are then.
async fn add_chunk(db: &DatabaseConnection, order: Order, shared: &Shared) -> Result<u64> {
    let load = Load::begin(db).await?;
    if db.get_database_backend() == DbBackend::Sqlite {
        // Mapped pages count as memory of the process; a cache for the pages of a chunk's indexes serves better here.
        load.transaction()
            .execute_unprepared("PRAGMA mmap_size = 0")
            .await?;
        load.transaction()
            .execute_unprepared("PRAGMA cache_size = -32000")
            .await?;
    }
    // Read again, now that nobody else can write: another run may have added books meanwhile.
    let start = present(load.transaction()).await?;
    let end = order
        .books
        .min((start / BOOKS_A_CHUNK + 1) * BOOKS_A_CHUNK)
        .min(MOST_SYNTHETIC);
    if start >= end {
        return Ok(start);
    }
    Chunk {
        db: load.transaction(),
        shared,
        now: order.now,
        today: order.today,
        books: start..end,
    }
    .write()
    .await?;
    load.finish().await?;
    Ok(end)
}
