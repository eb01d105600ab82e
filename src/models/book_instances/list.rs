//! Lists of copies.

use std::collections::HashMap;

use chrono::NaiveDate;
use loco_oidc::models::users;
use sea_orm::{ColumnTrait, DatabaseConnection, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{Column, Entity, Model, is_on_loan};
use crate::models::{
    Error, Page, PageRequest, Pager, Result, books, loans,
    paging::{self, Count, Listing, Shown},
    search as full_text,
};

/// A book's page shows at most so many copies.
const MOST_OF_BOOK: u64 = 200;

paging::key! {
    /// All copies by due date, those without one first.
    Key { due_order: NaiveDate, id: Uuid } of id: Uuid
}

paging::key! {
    /// The copies that a reader has, by due date.
    KeyOfReader { due_back: NaiveDate, id: Uuid } of id: Uuid
}

paging::key! {
    /// One book's copies, the oldest first: keys begin with the time.
    KeyOfBook { id: Uuid } of id: Uuid
}

/// A copy as lists and its own page show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The copy itself.
    pub copy: Model,
    /// What it is a copy of.
    pub book: books::Model,
    /// Who has it.
    pub borrower: Option<users::Model>,
    /// The loan that has not ended.
    pub loan: Option<loans::Model>,
}

/// A page of all copies, by due date. One query, and those for what is shown of them.
///
/// # Errors
/// [`Error::NotFound`] past the last page.
pub async fn list<T: Shown<Id = Uuid>>(
    db: &DatabaseConnection,
    pager: &Pager,
    wanted: &PageRequest,
) -> Result<Page<T>> {
    list_in(db, pager, wanted, false).await
}

/// As [`list`], or from the last due date to the first.
///
/// # Errors
/// As [`list`].
pub async fn list_in<T: Shown<Id = Uuid>>(
    db: &DatabaseConnection,
    pager: &Pager,
    wanted: &PageRequest,
    descending: bool,
) -> Result<Page<T>> {
    let count = Count::of_order(descending, "copies", "copy_changes");
    let listing = Listing::<Key>::new("book_instances", "ix_book_instances_order", count)
        .descending(descending);
    T::page(&listing, db, pager, wanted).await
}

/// A page of the copies of the books that have all the words of the query, as [`books::search`] finds them, by due date;
/// or the one copy with this number. Of more than a
/// thousand copies found, a thousand are shown.
///
/// # Errors
/// [`Error::NotFound`] past the last page.
pub async fn search<T: Shown<Id = Uuid>>(
    db: &DatabaseConnection,
    pager: &Pager,
    query: &str,
    wanted: &PageRequest,
) -> Result<Page<T>> {
    if let Ok(id) = Uuid::parse_str(query) {
        return Ok(Page::of_all(T::of_keys(db, &[id]).await?));
    }
    let found = full_text::copies(db, pager, query, wanted).await?;
    let shown = T::of_keys(db, &found.keys).await?;
    Ok(found.into_page(shown))
}

/// A page of all copies that are on loan, by due date.
///
/// # Errors
/// [`Error::NotFound`] past the last page.
pub async fn on_loan<T: Shown<Id = Uuid>>(
    db: &DatabaseConnection,
    pager: &Pager,
    wanted: &PageRequest,
) -> Result<Page<T>> {
    let count = Count::Kept {
        total: "copies_on_loan",
        changes: "copy_changes",
    };
    let listing =
        Listing::<Key>::new("book_instances", "ix_book_instances_status", count).only(is_on_loan());
    T::page(&listing, db, pager, wanted).await
}

/// A page of the copies that a reader has, by due date.
///
/// # Errors
/// [`Error::NotFound`] past the last page.
pub async fn borrowed_by<T: Shown<Id = Uuid>>(
    db: &DatabaseConnection,
    pager: &Pager,
    reader_id: i32,
    wanted: &PageRequest,
) -> Result<Page<T>> {
    let listing = Listing::<KeyOfReader>::new(
        "book_instances",
        "ix_book_instances_borrower",
        Count::Capped,
    )
    .only(is_on_loan())
    .only(Column::BorrowerId.eq(reader_id));
    T::page(&listing, db, pager, wanted).await
}

/// The copies of a book, oldest first; two hundred at most. One query.
///
/// # Errors
/// When the database cannot answer.
pub async fn of_book(db: &DatabaseConnection, book_id: i32) -> Result<Vec<Model>> {
    let copies = Entity::find()
        .filter(Column::BookId.eq(book_id))
        .order_by_asc(Column::CreatedAt)
        .order_by_asc(Column::Id);
    Ok(copies.limit(MOST_OF_BOOK).all(db).await?)
}

/// A page of a book's copies, the oldest first.
///
/// # Errors
/// [`Error::NotFound`] past the last page.
pub async fn rows_of_book<T: Shown<Id = Uuid>>(
    db: &DatabaseConnection,
    pager: &Pager,
    book_id: i32,
    wanted: &PageRequest,
) -> Result<Page<T>> {
    let listing =
        Listing::<KeyOfBook>::new("book_instances", "ix_book_instances_book", Count::Capped)
            .only(Column::BookId.eq(book_id));
    T::page(&listing, db, pager, wanted).await
}

/// The copy with this key, its book, borrower and loan. Two queries.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn find_row(db: &DatabaseConnection, id: Uuid) -> Result<Row> {
    rows(db, &[id]).await?.pop().ok_or(Error::NotFound)
}

impl Shown for Row {
    type Id = Uuid;

    async fn of_keys(db: &DatabaseConnection, ids: &[Uuid]) -> Result<Vec<Self>> {
        rows(db, ids).await
    }
}

/// The copies of these keys with book, borrower and loan, in the order of the keys. Two queries.
async fn rows(db: &DatabaseConnection, ids: &[Uuid]) -> Result<Vec<Row>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let copies = Entity::find()
        .find_also_related(books::Entity)
        .find_also_related(users::Entity)
        .filter(Column::Id.is_in(ids.iter().copied()))
        .all(db)
        .await?;
    let open = loans::Entity::find()
        .filter(loans::Column::CopyId.is_in(ids.iter().copied()))
        .filter(loans::Column::ReturnedAt.is_null())
        .all(db)
        .await?;
    let mut open: HashMap<Uuid, loans::Model> =
        open.into_iter().map(|loan| (loan.copy_id, loan)).collect();
    // The foreign key sees to it that every copy has its book.
    let rows = copies.into_iter().filter_map(|(copy, book, borrower)| {
        Some(Row {
            book: book?,
            borrower,
            loan: open.remove(&copy.id),
            copy,
        })
    });
    Ok(paging::in_order(ids, rows.collect(), |row: &Row| {
        row.copy.id
    }))
}
