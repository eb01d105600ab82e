//! Lists of books, and the search over them.

use std::collections::HashMap;

use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseConnection, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect,
};

use super::{Column, Entity, Model};
use crate::models::{
    _entities::book_genres,
    Page, PageRequest, Pager, Result, authors, genres, languages,
    paging::{self, Count, Listing},
    search as full_text,
};

paging::key! {
    /// Books in the order of their titles.
    Key { sort_title: String, author_id: i32, id: i32 }
}

paging::key! {
    /// One author's books in the order of their titles.
    KeyOfAuthor { sort_title: String, id: i32 }
}

paging::key! {
    /// Books in the order in which they came into the catalogue.
    KeyById { id: i32 }
}

paging::key! {
    /// One genre's books in the order in which they came into the catalogue.
    KeyOfGenre { book_id: i32 }
}

/// A book as lists and its own page show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The book itself.
    pub book: Model,
    /// Who wrote it.
    pub author: authors::Model,
    /// By name.
    pub genres: Vec<genres::Model>,
    /// Where one is given.
    pub language: Option<languages::Model>,
}

impl Row {
    /// The first three genres.
    #[must_use]
    pub fn display_genre(&self) -> String {
        let names: Vec<_> = self
            .genres
            .iter()
            .take(3)
            .map(|genre| genre.name.as_str())
            .collect();
        names.join(", ")
    }
}

/// A page of books, by title and author. Three queries.
///
/// # Errors
/// [`crate::models::Error::NotFound`] past the last page.
pub async fn list(
    db: &DatabaseConnection,
    pager: &Pager,
    wanted: &PageRequest,
) -> Result<Page<Row>> {
    list_in(db, pager, wanted, Order::Title, false).await
}

/// An order in which an index has all books.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// By title and author.
    Title,
    /// As they came into the catalogue.
    Added,
}

/// As [`list`], in another order, or from the last to the first. Three queries.
///
/// # Errors
/// As [`list`].
pub async fn list_in(
    db: &DatabaseConnection,
    pager: &Pager,
    wanted: &PageRequest,
    order: Order,
    descending: bool,
) -> Result<Page<Row>> {
    match order {
        Order::Title => {
            let count = Count::of_order(descending, "books", "book_changes");
            let keys = Listing::<Key>::new("books", "ix_books_order", count)
                .descending(descending)
                .keys(db, pager, wanted)
                .await?;
            let ids: Vec<i32> = keys.keys.iter().map(|key| key.id).collect();
            let rows = rows(db, &ids).await?;
            Ok(keys.into_page(rows))
        }
        Order::Added => {
            let count = Count::KeptShort { total: "books" };
            let keys = Listing::<KeyById>::new("books", "books_pkey", count)
                .descending(descending)
                .keys(db, pager, wanted)
                .await?;
            let ids: Vec<i32> = keys.keys.iter().map(|key| key.id).collect();
            let rows = rows(db, &ids).await?;
            Ok(keys.into_page(rows))
        }
    }
}

/// A page of the books that have all the words of the query, or words that begin so, in title, author or ISBN. Three
/// queries; of more than a thousand books found, a thousand are shown.
///
/// # Errors
/// [`crate::models::Error::NotFound`] past the last page.
pub async fn search(
    db: &DatabaseConnection,
    pager: &Pager,
    query: &str,
    wanted: &PageRequest,
) -> Result<Page<Row>> {
    let found = full_text::books(db, pager, query, wanted).await?;
    let rows = rows(db, &found.keys).await?;
    Ok(found.into_page(rows))
}

/// A page of an author's books, by title. Two queries.
///
/// # Errors
/// [`crate::models::Error::NotFound`] past the last page.
pub async fn of_author(
    db: &DatabaseConnection,
    pager: &Pager,
    author_id: i32,
    wanted: &PageRequest,
) -> Result<Page<Model>> {
    let listing = Listing::<KeyOfAuthor>::new("books", "ix_books_author", Count::Capped)
        .only(Column::AuthorId.eq(author_id));
    let keys = listing.keys(db, pager, wanted).await?;
    let ids: Vec<i32> = keys.keys.iter().map(|key| key.id).collect();
    let books = paging::rows_in_order::<Entity, _>(db, &ids, Column::Id, |book| book.id).await?;
    Ok(keys.into_page(books))
}

/// As [`of_author`], with author, genres and language. Three queries.
///
/// # Errors
/// As [`of_author`].
pub async fn rows_of_author(
    db: &DatabaseConnection,
    pager: &Pager,
    author_id: i32,
    wanted: &PageRequest,
) -> Result<Page<Row>> {
    let listing = Listing::<KeyOfAuthor>::new("books", "ix_books_author", Count::Capped)
        .only(Column::AuthorId.eq(author_id));
    let keys = listing.keys(db, pager, wanted).await?;
    let ids: Vec<i32> = keys.keys.iter().map(|key| key.id).collect();
    let rows = rows(db, &ids).await?;
    Ok(keys.into_page(rows))
}

/// A page of a genre's books, the last that came first. Three queries.
///
/// # Errors
/// [`crate::models::Error::NotFound`] past the last page.
pub async fn of_genre(
    db: &DatabaseConnection,
    pager: &Pager,
    genre_id: i32,
    wanted: &PageRequest,
) -> Result<Page<Row>> {
    let listing = Listing::<KeyOfGenre>::new("book_genres", "ix_book_genres_genre", Count::Capped)
        .only(book_genres::Column::GenreId.eq(genre_id))
        .newest_first();
    let keys = listing.keys(db, pager, wanted).await?;
    let ids: Vec<i32> = keys.keys.iter().map(|key| key.book_id).collect();
    let rows = rows(db, &ids).await?;
    Ok(keys.into_page(rows))
}

/// A page of a language's books, the last that came first. Three queries.
///
/// # Errors
/// [`crate::models::Error::NotFound`] past the last page.
pub async fn of_language(
    db: &DatabaseConnection,
    pager: &Pager,
    language_id: i32,
    wanted: &PageRequest,
) -> Result<Page<Row>> {
    let listing = Listing::<KeyById>::new("books", "ix_books_language", Count::Capped)
        .only(Column::LanguageId.eq(language_id))
        .newest_first();
    let keys = listing.keys(db, pager, wanted).await?;
    let ids: Vec<i32> = keys.keys.iter().map(|key| key.id).collect();
    let rows = rows(db, &ids).await?;
    Ok(keys.into_page(rows))
}

/// The books that came into the catalogue last, with their authors. One query, read from the end of the primary key.
///
/// # Errors
/// When the database cannot answer.
pub async fn latest(db: &impl ConnectionTrait, most: u64) -> Result<Vec<(Model, authors::Model)>> {
    let books = Entity::find()
        .find_also_related(authors::Entity)
        .order_by_desc(Column::Id)
        .limit(most)
        .all(db)
        .await?;
    // The foreign key sees to it that every book has its author.
    Ok(books
        .into_iter()
        .filter_map(|(book, author)| Some((book, author?)))
        .collect())
}

/// The books of these keys with author, language and genres, in the order of the keys. Two queries.
pub(super) async fn rows(db: &DatabaseConnection, ids: &[i32]) -> Result<Vec<Row>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let books = Entity::find()
        .find_also_related(authors::Entity)
        .find_also_related(languages::Entity)
        .filter(Column::Id.is_in(ids.iter().copied()))
        .all(db)
        .await?;
    if books.is_empty() {
        return Ok(Vec::new());
    }
    let mut genres = genres_of(db, ids).await?;
    // The foreign key sees to it that every book has its author.
    let rows = books.into_iter().filter_map(|(book, author, language)| {
        Some(Row {
            genres: genres.remove(&book.id).unwrap_or_default(),
            author: author?,
            language,
            book,
        })
    });
    Ok(paging::in_order(ids, rows.collect(), |row: &Row| {
        row.book.id
    }))
}

/// The genres of these books, by name. One query.
async fn genres_of(
    db: &DatabaseConnection,
    ids: &[i32],
) -> Result<HashMap<i32, Vec<genres::Model>>> {
    let pairs = book_genres::Entity::find()
        .find_also_related(genres::Entity)
        .filter(book_genres::Column::BookId.is_in(ids.iter().copied()))
        .order_by_asc(genres::Column::NameFolded)
        .all(db)
        .await?;
    let mut genres: HashMap<i32, Vec<genres::Model>> = HashMap::new();
    for (pair, genre) in pairs {
        genres.entry(pair.book_id).or_default().extend(genre);
    }
    Ok(genres)
}
