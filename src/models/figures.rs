//! What the admin's first page tells of lending. Each is one query on an index, and none counts further than it is worth.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, QueryFilter, QueryTrait,
    sea_query::{Alias, Asterisk, Expr, ExprTrait, Query, SelectStatement, UnionType},
};

use super::{loans, reservations};

/// Nothing is counted further: whoever has more of it looks at the list.
pub const MOST: u64 = 10_000;

/// Loans that should have come back before today, up to one more than [`MOST`].
///
/// # Errors
/// When the database cannot answer.
pub async fn overdue(db: &impl ConnectionTrait, today: NaiveDate) -> Result<u64, DbErr> {
    let rows = loans::Entity::find()
        .filter(loans::Column::ReturnedAt.is_null())
        .filter(loans::Column::DueOn.lt(today));
    one(db, count(rows, 0)).await
}

/// Reservations that nobody has collected yet, up to one more than [`MOST`].
///
/// # Errors
/// When the database cannot answer.
pub async fn reserved(db: &impl ConnectionTrait) -> Result<u64, DbErr> {
    let rows = reservations::Entity::find().filter(reservations::Column::ClosedAt.is_null());
    one(db, count(rows, 0)).await
}

/// How many loans began between each instant and the next.
///
/// # Errors
/// When the database cannot answer.
pub async fn loans_between(
    db: &impl ConnectionTrait,
    instants: &[DateTime<Utc>],
) -> Result<Vec<u64>, DbErr> {
    let mut counts = instants.windows(2).zip(0..).map(|(span, place)| {
        let rows = loans::Entity::find()
            .filter(loans::Column::BorrowedAt.gte(span[0]))
            .filter(loans::Column::BorrowedAt.lt(span[1]));
        count(rows, place)
    });
    let Some(mut all) = counts.next() else {
        return Ok(Vec::new());
    };
    for more in counts {
        all.union(UnionType::All, more);
    }
    let mut found = read(db, all).await?;
    found.sort_by_key(|one| one.place);
    Ok(found.iter().map(Counted::value).collect())
}

#[derive(FromQueryResult)]
struct Counted {
    place: i32,
    counted: i64,
}

impl Counted {
    fn value(&self) -> u64 {
        u64::try_from(self.counted).unwrap_or_default()
    }
}

/// Counts in a subquery that ends at the limit, so that the database stops there too.
fn count(rows: impl QueryTrait<QueryStatement = SelectStatement>, place: i32) -> SelectStatement {
    let mut some = rows.into_query();
    some.clear_selects().expr(Expr::val(1)).limit(MOST + 1);
    Query::select()
        .expr_as(Expr::val(place), Alias::new("place"))
        .expr_as(Expr::col(Asterisk).count(), Alias::new("counted"))
        .from_subquery(some, Alias::new("some"))
        .to_owned()
}

async fn one(db: &impl ConnectionTrait, query: SelectStatement) -> Result<u64, DbErr> {
    Ok(read(db, query).await?.first().map_or(0, Counted::value))
}

async fn read(db: &impl ConnectionTrait, query: SelectStatement) -> Result<Vec<Counted>, DbErr> {
    let rows = db.query_all(&query).await?;
    rows.iter()
        .map(|row| Counted::from_query_result(row, ""))
        .collect()
}
