//! How many of each the library has: kept by the database's triggers, read in one query.

use sea_orm::{
    ActiveModelBehavior, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QuerySelect,
    sea_query::{CaseStatement, Expr, Func},
};

use super::_entities::catalog_counts::{ActiveModel, Column, Entity};

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
    /// Reads all counts. One query, and one row of it: each row costs a way between threads.
    ///
    /// # Errors
    /// When the database cannot answer.
    pub async fn read(db: &impl ConnectionTrait) -> Result<Self, DbErr> {
        const NAMES: [&str; 7] = [
            "books",
            "copies",
            "copies_available",
            "copies_on_loan",
            "authors",
            "genres",
            "languages",
        ];
        let mut row = Entity::find().select_only();
        for name in NAMES {
            let value = CaseStatement::new().case(Column::Name.eq(name), Expr::col(Column::Value));
            row = row.expr_as(Func::max(value), name);
        }
        type Row = (N, N, N, N, N, N, N);
        let values: Option<Row> = row.into_tuple().one(db).await?;
        let (books, copies, copies_available, copies_on_loan, authors, genres, languages) =
            values.unwrap_or_default();
        Ok(Self {
            books: number(books),
            copies: number(copies),
            copies_available: number(copies_available),
            copies_on_loan: number(copies_on_loan),
            authors: number(authors),
            genres: number(genres),
            languages: number(languages),
        })
    }
}

/// The database's numbers have signs, and there is none without a row.
type N = Option<i64>;

fn number(value: N) -> u64 {
    value
        .and_then(|value| u64::try_from(value).ok())
        .unwrap_or_default()
}
