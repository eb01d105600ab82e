//! What a page's one query reads of each row beside its key.

use sea_orm::{
    DbErr, EntityName, EntityTrait, FromQueryResult, JoinType, ModelTrait, Order, QueryResult,
    QueryTrait,
    sea_query::{Expr, ExprTrait, SelectStatement},
};

use super::key::Key;

/// What is read of a row in one query with its key.
pub trait Joined: Sized + Send {
    /// Before the names of the key's columns.
    const PREFIX: &'static str = "key_";

    /// The table that has the rows; the last column of a key is its `id`.
    fn table() -> &'static str;

    /// The rows of the table, with what else is read.
    fn select() -> SelectStatement;

    /// One of them.
    ///
    /// # Errors
    /// When the row is not what was asked for.
    fn read(row: &QueryResult) -> Result<Self, DbErr>;

    /// The rows of these keys, in their order.
    fn around(keys: SelectStatement, columns: &[&'static str], order: Order) -> SelectStatement {
        let mut query = Self::select();
        if let Some(id) = columns.last() {
            let same = Expr::col(("keys", *id)).equals((Self::table(), "id"));
            query.join_subquery(JoinType::InnerJoin, keys, "keys", same);
        }
        for column in columns.iter().chain(["total"].iter()) {
            query.expr_as(
                Expr::col(("keys", *column)),
                format!("{}{column}", Self::PREFIX),
            );
        }
        for column in columns {
            query.order_by(("keys", *column), order.clone());
        }
        query
    }
}

/// The whole row of a table.
impl<M: ModelTrait + FromQueryResult> Joined for M {
    fn table() -> &'static str {
        M::Entity::default().table_name()
    }

    fn select() -> SelectStatement {
        M::Entity::find().into_query()
    }

    fn read(row: &QueryResult) -> Result<Self, DbErr> {
        Self::from_query_result(row, "")
    }
}

/// The key alone.
pub(super) struct KeyAlone;

impl Joined for KeyAlone {
    const PREFIX: &'static str = "";

    fn table() -> &'static str {
        ""
    }

    fn select() -> SelectStatement {
        SelectStatement::new()
    }

    fn read(_: &QueryResult) -> Result<Self, DbErr> {
        Ok(Self)
    }

    fn around(keys: SelectStatement, _: &[&'static str], _: Order) -> SelectStatement {
        keys
    }
}

/// A row of a page as the query returns it.
pub(super) struct Counted<K, T> {
    pub(super) key: K,
    pub(super) total: i64,
    pub(super) item: T,
}

impl<K: Key, T: Joined> FromQueryResult for Counted<K, T> {
    fn from_query_result(row: &QueryResult, _: &str) -> Result<Self, DbErr> {
        Ok(Self {
            key: K::read(row, T::PREFIX)?,
            total: row.try_get(T::PREFIX, "total")?,
            item: T::read(row)?,
        })
    }
}
