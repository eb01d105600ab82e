//! Lists of books, and the search over them.

use std::collections::HashMap;

use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseConnection, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, sea_query::Keyword,
};

use super::{Column, Entity, Line, Model};
use crate::models::{
    _entities::book_genres,
    Page, PageRequest, Pager, Result, authors, genres, languages,
    paging::{self, Count, Listing, Shown},
    search as full_text,
};

paging::key! {
    /// Books in the order of their titles.
    Key { sort_title: String, author_id: i32, id: i32 } of id: i32
}

paging::key! {
    /// One author's books in the order of their titles.
    KeyOfAuthor { sort_title: String, id: i32 } of id: i32
}

paging::key! {
    /// Books in the order in which they came into the catalogue.
    KeyById { id: i32 } of id: i32
}

paging::key! {
    /// One genre's books in the order in which they came into the catalogue.
    KeyOfGenre { book_id: i32 } of book_id: i32
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

/// A page of books, by title and author. One query, and those for what is shown of them.
///
/// # Errors
/// [`crate::models::Error::NotFound`] past the last page.
pub async fn list<T: Shown<Id = i32>>(
    db: &DatabaseConnection,
    pager: &Pager,
    wanted: &PageRequest,
) -> Result<Page<T>> {
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

/// As [`list`], in another order, or from the last to the first.
///
/// # Errors
/// As [`list`].
pub async fn list_in<T: Shown<Id = i32>>(
    db: &DatabaseConnection,
    pager: &Pager,
    wanted: &PageRequest,
    order: Order,
    descending: bool,
) -> Result<Page<T>> {
    match order {
        Order::Title => {
            let count = Count::of_order(descending, "books", "book_changes");
            let listing =
                Listing::<Key>::new("books", "ix_books_order", count).descending(descending);
            T::page(&listing, db, pager, wanted).await
        }
        Order::Added => {
            let count = Count::KeptShort { total: "books" };
            let listing =
                Listing::<KeyById>::new("books", "books_pkey", count).descending(descending);
            T::page(&listing, db, pager, wanted).await
        }
    }
}

/// A page of the books that have all the words of the query, or words that begin so, in title, author or ISBN; of
/// more than a thousand books found, a thousand are shown.
///
/// # Errors
/// [`crate::models::Error::NotFound`] past the last page.
pub async fn search<T: Shown<Id = i32>>(
    db: &DatabaseConnection,
    pager: &Pager,
    query: &str,
    wanted: &PageRequest,
) -> Result<Page<T>> {
    let found = full_text::books(db, pager, query, wanted).await?;
    let shown = T::of_keys(db, &found.keys).await?;
    Ok(found.into_page(shown))
}

/// A page of an author's books, by title.
///
/// # Errors
/// [`crate::models::Error::NotFound`] past the last page.
pub async fn of_author<T: Shown<Id = i32>>(
    db: &DatabaseConnection,
    pager: &Pager,
    author_id: i32,
    wanted: &PageRequest,
) -> Result<Page<T>> {
    let listing = Listing::<KeyOfAuthor>::new("books", "ix_books_author", Count::Capped)
        .only(Column::AuthorId.eq(author_id));
    T::page(&listing, db, pager, wanted).await
}

/// A page of a genre's books, the last that came first.
///
/// # Errors
/// [`crate::models::Error::NotFound`] past the last page.
pub async fn of_genre<T: Shown<Id = i32>>(
    db: &DatabaseConnection,
    pager: &Pager,
    genre_id: i32,
    wanted: &PageRequest,
) -> Result<Page<T>> {
    let listing = Listing::<KeyOfGenre>::new("book_genres", "ix_book_genres_genre", Count::Capped)
        .only(book_genres::Column::GenreId.eq(genre_id))
        .newest_first();
    T::page(&listing, db, pager, wanted).await
}

/// A page of a language's books, the last that came first.
///
/// # Errors
/// [`crate::models::Error::NotFound`] past the last page.
pub async fn of_language<T: Shown<Id = i32>>(
    db: &DatabaseConnection,
    pager: &Pager,
    language_id: i32,
    wanted: &PageRequest,
) -> Result<Page<T>> {
    let listing = Listing::<KeyById>::new("books", "ix_books_language", Count::Capped)
        .only(Column::LanguageId.eq(language_id))
        .newest_first();
    T::page(&listing, db, pager, wanted).await
}

/// The books that came into the catalogue last, without their genres. One query, read from the end of the primary key.
///
/// # Errors
/// When the database cannot answer.
pub async fn latest(db: &impl ConnectionTrait, most: u64) -> Result<Vec<Line>> {
    Ok(Line::select(Keyword::Null.into())
        .order_by_desc(Column::Id)
        .limit(most)
        .into_model()
        .all(db)
        .await?)
}

impl Shown for Row {
    type Id = i32;

    async fn of_keys(db: &DatabaseConnection, ids: &[i32]) -> Result<Vec<Self>> {
        rows(db, ids).await
    }
}

impl Shown for Model {
    type Id = i32;

    async fn page<K: paging::Key<Id = i32>>(
        listing: &Listing<K>,
        db: &DatabaseConnection,
        pager: &Pager,
        wanted: &PageRequest,
    ) -> Result<Page<Self>> {
        listing.page(db, pager, wanted).await
    }

    async fn of_keys(db: &DatabaseConnection, ids: &[i32]) -> Result<Vec<Self>> {
        paging::rows_in_order::<Entity, _>(db, ids, Column::Id, |book| book.id).await
    }
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
