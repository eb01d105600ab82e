//! How many of each the library has: kept by the database's triggers, read in one query.

use sea_orm::{ActiveModelBehavior, ConnectionTrait, DbErr, EntityTrait};

use super::_entities::catalog_counts::{ActiveModel, Entity};

impl ActiveModelBehavior for ActiveModel {}

/// What the home page tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Titles.
    pub books: u64,
    /// All copies.
    pub copies: u64,
    /// Copies that can be borrowed now.
    pub copies_available: u64,
    /// Copies that readers have.
    pub copies_on_loan: u64,
    /// Authors, with and without books.
    pub authors: u64,
    /// Genres.
    pub genres: u64,
    /// Languages.
    pub languages: u64,
}

impl Counts {
    /// Reads all counts. One query.
    ///
    /// # Errors
    /// When the database cannot answer.
    pub async fn read(db: &impl ConnectionTrait) -> Result<Self, DbErr> {
        let mut counts = Self::default();
        for row in Entity::find().all(db).await? {
            let value = u64::try_from(row.value).unwrap_or_default();
            match row.name.as_str() {
                "books" => counts.books = value,
                "copies" => counts.copies = value,
                "copies_available" => counts.copies_available = value,
                "copies_on_loan" => counts.copies_on_loan = value,
                "authors" => counts.authors = value,
                "genres" => counts.genres = value,
                "languages" => counts.languages = value,
                _ => {}
            }
        }
        Ok(counts)
    }
}
