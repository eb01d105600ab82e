//! A book as the pages' lists show it: one query for a page, with what is shown and nothing else.

use sea_orm::{
    ColumnTrait, DatabaseConnection, DbErr, EntityTrait, FromQueryResult, JoinType, QueryFilter,
    QueryResult, QuerySelect, QueryTrait, RelationTrait, Select,
    sea_query::{Expr, SelectStatement, SimpleExpr},
};

use super::{Column, Entity, url};
use crate::models::{
    _entities::books::Relation,
    Page, PageRequest, Pager, Result, authors, languages,
    paging::{self, Joined, Key, Listing, Shown},
};

/// One book in a list.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Line {
    /// Its key.
    pub id: i32,
    /// Its title.
    pub title: String,
    author_id: i32,
    first_name: String,
    last_name: String,
    /// The name of its language, where one is given.
    pub language: Option<String>,
    genres: Option<String>,
}

impl Line {
    /// Its page.
    #[must_use]
    pub fn url(&self) -> String {
        url(self.id)
    }

    /// Its author as lists name them.
    #[must_use]
    pub fn author(&self) -> String {
        authors::display(&self.last_name, &self.first_name)
    }

    /// The page of its author.
    #[must_use]
    pub fn author_url(&self) -> String {
        authors::url(self.author_id)
    }

    /// Its first three genres, by name.
    #[must_use]
    pub fn genres(&self) -> &str {
        self.genres.as_deref().unwrap_or_default()
    }

    pub(super) fn select(genres: SimpleExpr) -> Select<Entity> {
        Entity::find()
            .select_only()
            .columns([Column::Id, Column::Title, Column::AuthorId])
            .columns([authors::Column::FirstName, authors::Column::LastName])
            .column_as(languages::Column::Name, "language")
            .expr_as(genres, "genres")
            .join(JoinType::InnerJoin, Relation::Authors.def())
            .join(JoinType::LeftJoin, Relation::Languages.def())
    }
}

impl Joined for Line {
    fn table() -> &'static str {
        "books"
    }

    fn select() -> SelectStatement {
        Self::select(first_genres()).into_query()
    }

    fn read(row: &QueryResult) -> Result<Self, DbErr> {
        Self::from_query_result(row, "")
    }
}

impl Shown for Line {
    type Id = i32;

    async fn page<K: Key<Id = i32>>(
        listing: &Listing<K>,
        db: &DatabaseConnection,
        pager: &Pager,
        wanted: &PageRequest,
    ) -> Result<Page<Self>> {
        listing.page(db, pager, wanted).await
    }

    async fn of_keys(db: &DatabaseConnection, ids: &[i32]) -> Result<Vec<Self>> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let lines = Self::select(first_genres())
            .filter(Column::Id.is_in(ids.iter().copied()))
            .into_model()
            .all(db)
            .await?;
        Ok(paging::in_order(ids, lines, |line: &Self| line.id))
    }
}

/// Both databases know `string_agg`, SQLite since 3.44, and both put together what comes in its order: to sort it once
/// more would double the cost of a list.
fn first_genres() -> SimpleExpr {
    Expr::cust(
        "(SELECT string_agg(name, ', ') FROM (SELECT genres.name FROM book_genres JOIN genres ON genres.id = book_genres.genre_id \
         WHERE book_genres.book_id = books.id ORDER BY genres.name_folded LIMIT 3) AS first_genres)",
    )
}
