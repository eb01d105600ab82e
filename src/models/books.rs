//! Books: titles with an author, an ISBN, genres and a language. Copies of them are `book_instances`.

mod line;
mod list;
mod save;

use sea_orm::{
    ActiveModelBehavior, ColumnTrait, ConnectionTrait, DatabaseConnection, DbErr, EntityTrait,
    ModelTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Set,
};

pub use super::_entities::books::{ActiveModel, Column, Entity, Model};
use super::{
    Blocked, Error, Pointer, Result, Total, Version, authors, authors::SHOWN_POINTERS,
    book_instances, folding, genres, isbn, languages, paging::COUNT_LIMIT, transaction,
};
pub use line::Line;
pub use list::{Order, Row, latest, list, list_in, of_author, of_genre, of_language, search};
pub use save::{MAX_SUMMARY, MAX_TITLE, Values, create};

impl ActiveModelBehavior for super::_entities::book_genres::ActiveModel {}

#[async_trait::async_trait]
impl ActiveModelBehavior for ActiveModel {
    /// Keeps `sort_title` in step with the title, whoever writes it.
    async fn before_save<C: ConnectionTrait>(
        mut self,
        _db: &C,
        _insert: bool,
    ) -> Result<Self, DbErr> {
        if let Set(title) = &self.title {
            self.sort_title = Set(folding::sort_title(title));
        }
        Ok(self)
    }
}

/// The page of the book with this key.
pub(super) fn url(id: i32) -> String {
    format!("/catalog/book/{id}")
}

/// The book with this key.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn find(db: &impl ConnectionTrait, id: i32) -> Result<Model> {
    Entity::find_by_id(id).one(db).await?.ok_or(Error::NotFound)
}

/// The book with this key, its author, genres and language. Two queries.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn find_row(db: &DatabaseConnection, id: i32) -> Result<Row> {
    list::rows(db, &[id]).await?.pop().ok_or(Error::NotFound)
}

/// The book with these 13 digits, if the library has it.
///
/// # Errors
/// When the database cannot answer.
pub async fn find_by_isbn(db: &impl ConnectionTrait, isbn: &str) -> Result<Option<Model>> {
    Ok(Entity::find().filter(Column::Isbn.eq(isbn)).one(db).await?)
}

impl Model {
    /// Its page.
    #[must_use]
    pub fn url(&self) -> String {
        url(self.id)
    }

    /// Its ISBN with hyphens.
    #[must_use]
    pub fn hyphenated_isbn(&self) -> String {
        isbn::hyphenated(&self.isbn)
    }

    /// What a form opened now has seen.
    #[must_use]
    pub fn version(&self) -> Version {
        Version::of(self.updated_at)
    }

    /// Its author.
    ///
    /// # Errors
    /// When the database cannot answer.
    pub async fn author(&self, db: &impl ConnectionTrait) -> Result<authors::Model> {
        authors::find(db, self.author_id).await
    }

    /// Its genres, by name.
    ///
    /// # Errors
    /// When the database cannot answer.
    pub async fn genres(&self, db: &impl ConnectionTrait) -> Result<Vec<genres::Model>> {
        Ok(self
            .find_related(genres::Entity)
            .order_by_asc(genres::Column::NameFolded)
            .all(db)
            .await?)
    }

    /// Its language, where one is given.
    ///
    /// # Errors
    /// When the database cannot answer.
    pub async fn language(&self, db: &impl ConnectionTrait) -> Result<Option<languages::Model>> {
        match self.language_id {
            Some(id) => Ok(languages::Entity::find_by_id(id).one(db).await?),
            None => Ok(None),
        }
    }

    /// Removes a book without copies.
    ///
    /// # Errors
    /// [`Error::Blocked`] with the copies that are still there; [`Error::NotFound`] when it has been deleted.
    pub async fn remove(&self, db: &DatabaseConnection) -> Result<()> {
        let transaction = transaction::begin(db).await?;
        Entity::find_by_id(self.id)
            .lock_exclusive()
            .one(&transaction)
            .await?
            .ok_or(Error::NotFound)?;
        self.check_without_copies(&transaction).await?;
        Entity::delete_by_id(self.id).exec(&transaction).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// What a delete page shows before anybody presses the button.
    ///
    /// # Errors
    /// [`Error::Blocked`] with the copies that are still there.
    pub async fn check_without_copies(&self, db: &impl ConnectionTrait) -> Result<()> {
        let copies =
            book_instances::Entity::find().filter(book_instances::Column::BookId.eq(self.id));
        let first = copies
            .clone()
            .order_by_asc(book_instances::Column::Id)
            .limit(SHOWN_POINTERS)
            .all(db)
            .await?;
        if first.is_empty() {
            return Ok(());
        }
        let count = copies.limit(COUNT_LIMIT + 1).count(db).await?;
        Err(Error::Blocked(Blocked {
            by: first
                .into_iter()
                .map(|copy| Pointer {
                    title: format!("{}, {}", self.title, copy.imprint),
                    url: copy.url(),
                })
                .collect(),
            total: Total::capped(count),
        }))
    }
}
