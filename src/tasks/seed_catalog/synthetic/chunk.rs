//! One transaction's worth of invented books, with their authors, copies and loans.

use std::{collections::BTreeMap, ops::Range};

use chrono::{DateTime, Days, NaiveDate, Utc};
use loco_rs::{Error, Result};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter,
    QuerySelect,
};

use super::{
    invent::{BLOCK, BOOKS_PER_AUTHOR, COPIES_PER_BOOK, InventedBook, Inventor, Place, authors_of},
    words::Tongue,
};
use crate::{
    models::{
        _entities::{authors, book_genres, book_instances, books, loans},
        folding,
    },
    tasks::seed_catalog::{
        isbn::{synthetic_isbn, synthetic_number},
        rows::{self, at_the_desk},
    },
};

/// What all chunks point to.
pub struct Shared {
    pub inventor: Inventor,
    /// Keys by the genres' places.
    pub genres: Vec<i32>,
    /// Keys by tongue.
    pub languages: Vec<(Tongue, i32)>,
    /// Keys by the readers' numbers.
    pub readers: Vec<i32>,
}

/// Some books in a row.
pub struct Chunk<'a> {
    pub db: &'a DatabaseTransaction,
    pub shared: &'a Shared,
    pub now: DateTime<Utc>,
    pub today: NaiveDate,
    pub books: Range<u64>,
}

impl Chunk<'_> {
    /// Adds everything that belongs to these books.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn write(&self) -> Result<()> {
        let authors = self.write_authors().await?;
        let invented: Vec<InventedBook> = self
            .books
            .clone()
            .map(|number| self.shared.inventor.book(number, self.shared.genres.len()))
            .collect();
        let keys = self.write_books(&invented, &authors).await?;
        self.write_copies(&invented, &keys).await?;
        Ok(())
    }

    /// Adds the authors who come with these books, and returns the keys of all who write them, by number.
    async fn write_authors(&self) -> Result<BTreeMap<u64, i32>> {
        let mut keys = self.earlier_authors().await?;
        let new = authors_of(self.books.start)..authors_of(self.books.end);
        let rows = new.clone().map(|number| {
            let author = self.shared.inventor.author(number);
            authors::ActiveModel {
                sort_name: Set(folding::sort_name(&author.last_name, &author.first_name)),
                first_name: Set(author.first_name),
                last_name: Set(author.last_name),
                date_of_birth: Set(Some(author.born)),
                date_of_death: Set(author.died),
                created_at: Set(self.now),
                updated_at: Set(self.now),
                ..Default::default()
            }
        });
        let given = rows::insert_for_keys(self.db, rows.collect()).await?;
        keys.extend(new.zip(given));
        Ok(keys)
    }

    /// The authors of the block that an earlier run left unfinished: each tenth book names a new one.
    async fn earlier_authors(&self) -> Result<BTreeMap<u64, i32>, DbErr> {
        let block = self.books.start / BLOCK * BLOCK;
        let firsts =
            (block..self.books.start).filter(|number| number.is_multiple_of(BOOKS_PER_AUTHOR));
        let isbns: Vec<String> = firsts.map(synthetic_isbn).collect();
        if isbns.is_empty() {
            return Ok(BTreeMap::new());
        }
        let found: Vec<(String, i32)> = books::Entity::find()
            .select_only()
            .columns([books::Column::Isbn, books::Column::AuthorId])
            .filter(books::Column::Isbn.is_in(isbns))
            .into_tuple()
            .all(self.db)
            .await?;
        Ok(found
            .into_iter()
            .filter_map(|(isbn, author)| {
                Some((synthetic_number(&isbn)? / BOOKS_PER_AUTHOR, author))
            })
            .collect())
    }

    /// Adds the books with their genres, and returns their keys in their order.
    async fn write_books(
        &self,
        invented: &[InventedBook],
        authors: &BTreeMap<u64, i32>,
    ) -> Result<Vec<i32>> {
        let mut author_keys = Vec::with_capacity(invented.len());
        for book in invented {
            // Somebody may have deleted the first book of an author since: then any other author of the chunk will do.
            let key = authors
                .get(&book.author)
                .or_else(|| authors.values().next());
            author_keys.push(*key.ok_or_else(|| {
                Error::Message(
                    "the authors of the synthetic books of an earlier run have been deleted"
                        .to_owned(),
                )
            })?);
        }
        let rows = invented
            .iter()
            .zip(author_keys)
            .map(|(book, author_id)| books::ActiveModel {
                title: Set(book.title.clone()),
                sort_title: Set(folding::sort_title(&book.title)),
                author_id: Set(author_id),
                summary: Set(book.summary.clone()),
                isbn: Set(book.isbn.clone()),
                language_id: Set(self.language(book.tongue)),
                created_at: Set(self.now),
                updated_at: Set(self.now),
                ..Default::default()
            });
        let keys = rows::insert_for_keys(self.db, rows.collect()).await?;
        let links = invented.iter().zip(&keys).flat_map(|(book, key)| {
            book.genres
                .iter()
                .filter_map(|place| self.shared.genres.get(*place))
                .map(|genre| book_genres::ActiveModel {
                    book_id: Set(*key),
                    genre_id: Set(*genre),
                })
        });
        rows::insert(self.db, links.collect()).await?;
        Ok(keys)
    }

    /// Adds the copies, and the loans of those that are out.
    async fn write_copies(&self, invented: &[InventedBook], keys: &[i32]) -> Result<(), DbErr> {
        let mut out = Vec::new();
        let copies =
            self.books
                .clone()
                .zip(invented)
                .zip(keys)
                .flat_map(|((number, book), key)| {
                    let first = number * COPIES_PER_BOOK;
                    (first..first + COPIES_PER_BOOK).map(move |copy| (copy, book.tongue, *key))
                });
        let rows = copies.map(|(number, tongue, book_id)| {
            let copy = self.shared.inventor.copy(number, tongue);
            let mut row = book_instances::ActiveModel {
                id: Set(copy.id),
                book_id: Set(book_id),
                imprint: Set(copy.imprint),
                due_back: Set(None),
                borrower_id: Set(None),
                status: Set(match copy.place {
                    Place::Shelf => "a".to_owned(),
                    Place::Maintenance => "d".to_owned(),
                    Place::OnLoan { .. } => "o".to_owned(),
                }),
                created_at: Set(self.now),
                updated_at: Set(self.now),
            };
            if let Place::OnLoan {
                reader,
                borrowed_days_ago,
                due_in_days,
            } = copy.place
            {
                let reader = usize::try_from(reader)
                    .ok()
                    .and_then(|reader| self.shared.readers.get(reader))
                    .copied();
                row.borrower_id = Set(reader);
                row.due_back = Set(Some(self.day(due_in_days)));
                out.push(loans::ActiveModel {
                    copy_id: Set(copy.id),
                    user_id: Set(reader),
                    borrowed_at: Set(at_the_desk(self.day(-borrowed_days_ago))),
                    due_on: Set(self.day(due_in_days)),
                    returned_at: Set(None),
                    renewals: Set(0),
                    ..Default::default()
                });
            }
            row
        });
        rows::insert(self.db, rows.collect()).await?;
        rows::insert(self.db, out).await
    }

    fn language(&self, tongue: Tongue) -> Option<i32> {
        self.shared
            .languages
            .iter()
            .find(|(known, _)| *known == tongue)
            .map(|(_, key)| *key)
    }

    fn day(&self, days: i64) -> NaiveDate {
        let distance = Days::new(days.unsigned_abs());
        let day = if days < 0 {
            self.today.checked_sub_days(distance)
        } else {
            self.today.checked_add_days(distance)
        };
        day.unwrap_or(self.today)
    }
}
