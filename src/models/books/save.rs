//! Adding and changing books.

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseConnection, DatabaseTransaction,
    EntityTrait, QueryFilter, QuerySelect, Set,
};

use super::{ActiveModel, Column, Entity, Model};
use crate::models::{
    _entities::book_genres,
    Error, Problem, Result, Version, authors, genres, isbn, languages,
    transaction::{self, next_change, stored},
    typed::Typed,
};

/// The most characters of a title.
pub const MAX_TITLE: usize = 200;
/// The most characters of a summary.
pub const MAX_SUMMARY: usize = 1_000;

/// What is known of a book.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Values {
    /// As it stands on the cover.
    pub title: String,
    /// Who wrote it.
    pub author_id: i32,
    /// What it is about.
    pub summary: String,
    /// 10 or 13 digits, with or without hyphens; 13 are stored.
    pub isbn: String,
    /// Any number of genres.
    pub genre_ids: Vec<i32>,
    /// Where one is given.
    pub language_id: Option<i32>,
}

/// Adds a book.
///
/// # Errors
/// [`Error::Invalid`] when a text is empty or too long, the ISBN is none or another book's, or the author, a genre or
/// the language is not there.
pub async fn create(db: &DatabaseConnection, values: &Values, now: DateTime<Utc>) -> Result<Model> {
    let transaction = transaction::begin(db).await?;
    let mut new = values.checked(&transaction, None).await?;
    new.created_at = Set(stored(now));
    new.updated_at = Set(stored(now));
    let book = new
        .insert(&transaction)
        .await
        .map_err(|error| Error::or_taken(error, "isbn", Problem::IsbnTaken))?;
    values.give_genres(&transaction, book.id).await?;
    transaction.commit().await?;
    Ok(book)
}

impl Model {
    /// What a form opened now shows.
    ///
    /// # Errors
    /// When the database cannot answer.
    pub async fn values(&self, db: &impl ConnectionTrait) -> Result<Values> {
        Ok(Values {
            title: self.title.clone(),
            author_id: self.author_id,
            summary: self.summary.clone(),
            isbn: self.isbn.clone(),
            genre_ids: self
                .genres(db)
                .await?
                .into_iter()
                .map(|genre| genre.id)
                .collect(),
            language_id: self.language_id,
        })
    }

    /// Changes what is known of the book.
    ///
    /// # Errors
    /// As [`create`]; [`crate::models::Conflict::Stale`] when somebody changed the book after `seen`;
    /// [`Error::NotFound`] when it has been deleted.
    pub async fn change(
        &self,
        db: &DatabaseConnection,
        values: &Values,
        seen: Option<Version>,
        now: DateTime<Utc>,
    ) -> Result<Self> {
        let transaction = transaction::begin(db).await?;
        let current = Entity::find_by_id(self.id)
            .lock_exclusive()
            .one(&transaction)
            .await?
            .ok_or(Error::NotFound)?;
        Version::check(seen, current.updated_at)?;
        let mut changed = values.checked(&transaction, Some(current.id)).await?;
        changed.id = Set(current.id);
        changed.updated_at = Set(next_change(current.updated_at, now));
        let book = changed
            .update(&transaction)
            .await
            .map_err(|error| Error::or_taken(error, "isbn", Problem::IsbnTaken))?;
        book_genres::Entity::delete_many()
            .filter(book_genres::Column::BookId.eq(book.id))
            .exec(&transaction)
            .await?;
        values.give_genres(&transaction, book.id).await?;
        transaction.commit().await?;
        Ok(book)
    }
}

impl Values {
    async fn checked(
        &self,
        transaction: &DatabaseTransaction,
        own_id: Option<i32>,
    ) -> Result<ActiveModel> {
        let mut typed = Typed::default();
        let title = typed.line("title", &self.title, MAX_TITLE);
        let summary = typed.paragraph("summary", &self.summary, MAX_SUMMARY);
        if authors::Entity::find_by_id(self.author_id)
            .one(transaction)
            .await?
            .is_none()
        {
            typed.reject("author", Problem::DoesNotExist);
        }
        if let Some(id) = self.language_id
            && languages::Entity::find_by_id(id)
                .one(transaction)
                .await?
                .is_none()
        {
            typed.reject("language", Problem::DoesNotExist);
        }
        let wanted = self.distinct_genres();
        if !wanted.is_empty() {
            let known =
                genres::Entity::find().filter(genres::Column::Id.is_in(wanted.iter().copied()));
            if known.all(transaction).await?.len() < wanted.len() {
                typed.reject("genre", Problem::DoesNotExist);
            }
        }
        let isbn = isbn::parse(&self.isbn).unwrap_or_else(|problem| {
            let problem = if self.isbn.trim().is_empty() {
                Problem::Empty
            } else {
                problem
            };
            typed.reject("isbn", problem);
            String::new()
        });
        let same = Entity::find()
            .filter(Column::Isbn.eq(&isbn))
            .one(transaction)
            .await?;
        if same.is_some_and(|book| Some(book.id) != own_id) {
            typed.reject("isbn", Problem::IsbnTaken);
        }
        typed.accepted()?;
        Ok(ActiveModel {
            title: Set(title),
            author_id: Set(self.author_id),
            summary: Set(summary),
            isbn: Set(isbn),
            language_id: Set(self.language_id),
            ..Default::default()
        })
    }

    fn distinct_genres(&self) -> Vec<i32> {
        let mut ids = self.genre_ids.clone();
        ids.sort_unstable();
        ids.dedup();
        // Nobody offers that many; a longer list only costs time.
        ids.truncate(1_000);
        ids
    }

    async fn give_genres(&self, transaction: &DatabaseTransaction, book_id: i32) -> Result<()> {
        let pairs = self
            .distinct_genres()
            .into_iter()
            .map(|genre_id| book_genres::ActiveModel {
                book_id: Set(book_id),
                genre_id: Set(genre_id),
            });
        let pairs: Vec<_> = pairs.collect();
        if !pairs.is_empty() {
            book_genres::Entity::insert_many(pairs)
                .exec_without_returning(transaction)
                .await?;
        }
        Ok(())
    }
}
