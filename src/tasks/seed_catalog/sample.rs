//! Puts the sample catalogue of `assets/seeds/` into the database: what is not there yet, all at once or not at all.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use chrono::{DateTime, NaiveDate, Utc};
use loco_rs::Result;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, DatabaseConnection, DatabaseTransaction, DbErr, EntityTrait,
    QueryFilter, QuerySelect, SqliteTransactionMode, TransactionOptions, TransactionTrait,
};

use super::{
    circulation::{self, Desk},
    isbn::{BEHIND_SAMPLES, SAMPLE_PREFIX},
    rows,
    sample_files::{SampleAuthor, SampleBook, SampleFiles},
};
use crate::models::{
    _entities::{authors, book_genres, books},
    folding,
};

/// What was added.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Added {
    /// Books; nothing else is added without one.
    pub books: usize,
    /// Authors of these books who were not there yet.
    pub authors: usize,
    /// Copies of these books.
    pub copies: circulation::Copies,
    /// Loans of these copies, those that are over among them.
    pub loans: usize,
    /// Loans that are overdue.
    pub overdue: usize,
    /// Reservations of these books.
    pub reservations: usize,
}

/// Adds the sample books that are not in the catalogue, with their authors, copies, loans and reservations.
///
/// # Errors
/// When the database does not answer.
pub async fn add(db: &DatabaseConnection, now: DateTime<Utc>, today: NaiveDate) -> Result<Added> {
    let files = SampleFiles::read()?;
    match add_once(db, &files, now, today).await {
        // Another process that starts at the same moment was faster. It has added the same: look again.
        Err(error)
            if matches!(
                error.sql_err(),
                Some(sea_orm::SqlErr::UniqueConstraintViolation(_))
            ) =>
        {
            Ok(add_once(db, &files, now, today).await?)
        }
        added => Ok(added?),
    }
}

async fn add_once(
    db: &DatabaseConnection,
    files: &SampleFiles,
    now: DateTime<Utc>,
    today: NaiveDate,
) -> Result<Added, DbErr> {
    let options = TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..Default::default()
    };
    let transaction = db.begin_with_options(options).await?;
    let present = present(&transaction).await?;
    let missing: Vec<(usize, &SampleBook)> = files
        .books
        .iter()
        .enumerate()
        .filter(|(_, book)| !present.contains(&book.isbn))
        .collect();
    if missing.is_empty() {
        return Ok(Added::default());
    }
    let (author_keys, authors) = add_authors(&transaction, files, &missing, now).await?;
    let book_keys = add_books(&transaction, &missing, &author_keys, now).await?;
    let books: Vec<circulation::Book<'_>> = missing
        .iter()
        .zip(&book_keys)
        .map(|((place, book), key)| circulation::Book {
            place: *place,
            key: *key,
            book,
        })
        .collect();
    let desk = Desk {
        db: &transaction,
        files,
        now,
        today,
    };
    let circulated = desk.stock(&books).await?;
    transaction.commit().await?;
    Ok(Added {
        books: missing.len(),
        authors,
        copies: circulated.copies,
        loans: circulated.loans,
        overdue: circulated.overdue,
        reservations: circulated.reservations,
    })
}

/// The ISBNs of the sample books that are there.
async fn present(db: &DatabaseTransaction) -> Result<HashSet<String>, DbErr> {
    let isbns: Vec<String> = books::Entity::find()
        .select_only()
        .column(books::Column::Isbn)
        .filter(books::Column::Isbn.gte(SAMPLE_PREFIX))
        .filter(books::Column::Isbn.lt(BEHIND_SAMPLES))
        .into_tuple()
        .all(db)
        .await?;
    Ok(isbns.into_iter().collect())
}

/// The keys of the authors of these books by name, and how many of them are new.
async fn add_authors<'a>(
    db: &DatabaseTransaction,
    files: &'a SampleFiles,
    missing: &[(usize, &'a SampleBook)],
    now: DateTime<Utc>,
) -> Result<(HashMap<String, i32>, usize), DbErr> {
    let needed: BTreeSet<&str> = missing
        .iter()
        .map(|(_, book)| book.author.as_str())
        .collect();
    let needed: Vec<&SampleAuthor> = files
        .authors
        .iter()
        .filter(|author| needed.contains(author.name().as_str()))
        .collect();
    let sort_names = needed
        .iter()
        .map(|author| folding::sort_name(&author.last_name, &author.first_name));
    let there = authors::Entity::find()
        .filter(authors::Column::SortName.is_in(sort_names))
        .all(db)
        .await?;
    let mut keys: HashMap<String, i32> = there
        .into_iter()
        .map(|author| {
            (
                format!("{} {}", author.first_name, author.last_name),
                author.id,
            )
        })
        .collect();

    let new: Vec<&SampleAuthor> = needed
        .into_iter()
        .filter(|author| !keys.contains_key(&author.name()))
        .collect();
    let rows = new.iter().map(|author| authors::ActiveModel {
        first_name: Set(author.first_name.clone()),
        last_name: Set(author.last_name.clone()),
        date_of_birth: Set(author.born),
        date_of_death: Set(author.died),
        sort_name: Set(folding::sort_name(&author.last_name, &author.first_name)),
        created_at: Set(now),
        updated_at: Set(now),
        ..Default::default()
    });
    let given = rows::insert_for_keys(db, rows.collect()).await?;
    keys.extend(new.iter().map(|author| author.name()).zip(given));
    Ok((keys, new.len()))
}

/// Adds the books with their genres and languages, and returns their keys in their order.
async fn add_books(
    db: &DatabaseTransaction,
    missing: &[(usize, &SampleBook)],
    authors: &HashMap<String, i32>,
    now: DateTime<Utc>,
) -> Result<Vec<i32>, DbErr> {
    let names = |of: fn(&SampleBook) -> Vec<&String>| -> Vec<String> {
        missing
            .iter()
            .flat_map(|(_, book)| of(book))
            .collect::<BTreeSet<_>>()
            .into_iter()
            .cloned()
            .collect()
    };
    let genre_names = names(|book| book.genres.iter().collect());
    let language_names = names(|book| vec![&book.language]);
    let genre_keys = rows::genres_named(db, &genre_names).await?;
    let genres: BTreeMap<&str, i32> = genre_names
        .iter()
        .map(String::as_str)
        .zip(genre_keys)
        .collect();
    let language_keys = rows::languages_named(db, &language_names).await?;
    let languages: BTreeMap<&str, i32> = language_names
        .iter()
        .map(String::as_str)
        .zip(language_keys)
        .collect();

    let rows = missing.iter().filter_map(|(_, book)| {
        Some(books::ActiveModel {
            title: Set(book.title.clone()),
            sort_title: Set(folding::sort_title(&book.title)),
            author_id: Set(*authors.get(&book.author)?),
            summary: Set(book.summary.clone()),
            isbn: Set(book.isbn.clone()),
            language_id: Set(languages.get(book.language.as_str()).copied()),
            created_at: Set(now),
            updated_at: Set(now),
            ..Default::default()
        })
    });
    let keys = rows::insert_for_keys(db, rows.collect()).await?;
    let links = missing.iter().zip(&keys).flat_map(|((_, book), key)| {
        book.genres
            .iter()
            .filter_map(|name| genres.get(name.as_str()))
            .map(|genre| book_genres::ActiveModel {
                book_id: Set(*key),
                genre_id: Set(*genre),
            })
    });
    rows::insert(db, links.collect()).await?;
    Ok(keys)
}
