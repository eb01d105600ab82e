//! Notices: a letter for each loan that is overdue, once for each due date.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use loco_oidc::models::users;
use sea_orm::{
    ActiveModelBehavior, ColumnTrait, Condition, ConnectionTrait, DatabaseConnection, EntityTrait,
    QueryFilter, QueryOrder, QuerySelect, Statement,
    sea_query::{Expr, ExprTrait, Query, SimpleExpr},
};

pub use super::_entities::notices::{ActiveModel, Column, Entity, Model};
use super::{Error, Result, authors, book_instances, books, loans, transaction::stored};

impl ActiveModelBehavior for ActiveModel {}

/// The kind of all notices so far.
pub const OVERDUE: &str = "overdue";
/// So often is a letter tried.
pub const MOST_ATTEMPTS: i32 = 5;
/// The least time between two attempts; it doubles with each.
pub const FIRST_WAIT: TimeDelta = TimeDelta::minutes(15);

/// What a letter says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// The notice that it fulfils.
    pub notice: Model,
    /// To whom.
    pub reader: users::Model,
    /// The copy that should have come back.
    pub copy: book_instances::Model,
    /// What it is a copy of.
    pub book: books::Model,
    /// Who wrote that.
    pub author: authors::Model,
}

/// Writes a notice for each overdue loan that has none for its due date and whose reader can be written to. Returns how
/// many are new. One query.
///
/// # Errors
/// When the database cannot answer.
pub async fn find_overdue(
    db: &impl ConnectionTrait,
    today: NaiveDate,
    now: DateTime<Utc>,
) -> Result<u64> {
    let statement = Statement::from_sql_and_values(
        db.get_database_backend(),
        "INSERT INTO notices (loan_id, kind, due_on, created_at, attempts) \
         SELECT id, $1, due_on, $2, 0 FROM loans \
         WHERE returned_at IS NULL AND due_on < $3 \
         AND EXISTS (SELECT 1 FROM auth_users WHERE auth_users.id = user_id AND email <> '') \
         AND NOT EXISTS (SELECT 1 FROM notices WHERE loan_id = loans.id AND kind = $1 AND notices.due_on = loans.due_on) \
         ON CONFLICT DO NOTHING",
        [OVERDUE.into(), stored(now).into(), today.into()],
    );
    Ok(db.execute_raw(statement).await?.rows_affected())
}

/// The notice about the due date of an overdue loan, written if there is none yet; `None` when it has been sent, or the
/// reader has no address. Two queries.
///
/// # Errors
/// When the database cannot answer.
pub async fn of_loan(
    db: &impl ConnectionTrait,
    loan: &loans::Model,
    now: DateTime<Utc>,
) -> Result<Option<i32>> {
    let statement = Statement::from_sql_and_values(
        db.get_database_backend(),
        "INSERT INTO notices (loan_id, kind, due_on, created_at, attempts) \
         SELECT id, $1, due_on, $2, 0 FROM loans \
         WHERE id = $3 AND returned_at IS NULL \
         AND EXISTS (SELECT 1 FROM auth_users WHERE auth_users.id = user_id AND email <> '') \
         ON CONFLICT DO NOTHING",
        [OVERDUE.into(), stored(now).into(), loan.id.into()],
    );
    db.execute_raw(statement).await?;
    let written = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::LoanId.eq(loan.id))
        .filter(Column::Kind.eq(OVERDUE))
        .filter(Column::DueOn.eq(loan.due_on))
        .filter(claimable(now));
    Ok(written.into_tuple().one(db).await?)
}

/// The keys of notices that can be claimed now, the oldest first. One query.
///
/// # Errors
/// When the database cannot answer.
pub async fn due(db: &impl ConnectionTrait, now: DateTime<Utc>, most: u64) -> Result<Vec<i32>> {
    let due = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(claimable(now))
        .order_by_asc(Column::Id);
    Ok(due.limit(most).into_tuple().all(db).await?)
}

/// Takes a notice for sending. Of several workers one gets it, and nobody gets it twice unless sending has failed and
/// some time has passed. A worker that dies between claim and [`sent`] leaves a claimed notice: it may have been sent,
/// so it is not sent again.
///
/// `None`: somebody else has it, it is done, the copy has come back, or the loan was renewed.
///
/// # Errors
/// When the database cannot answer.
pub async fn claim(db: &DatabaseConnection, id: i32, now: DateTime<Utc>) -> Result<Option<Letter>> {
    let still_overdue = Query::select()
        .column(loans::Column::Id)
        .from(loans::Entity)
        .and_where(loans::Column::ReturnedAt.is_null())
        .and_where(loans::Column::UserId.is_not_null())
        .and_where(Expr::col((loans::Entity, loans::Column::Id)).equals((Entity, Column::LoanId)))
        .and_where(Expr::col((loans::Entity, loans::Column::DueOn)).equals((Entity, Column::DueOn)))
        .take();
    let claimed = Entity::update_many()
        .col_expr(Column::ClaimedAt, Expr::value(stored(now)))
        .col_expr(Column::Attempts, Expr::col(Column::Attempts).add(1))
        .col_expr(Column::Error, Expr::value(None::<String>))
        .filter(Column::Id.eq(id))
        .filter(claimable(now))
        .filter(Expr::exists(still_overdue))
        .exec(db)
        .await?;
    if claimed.rows_affected == 0 {
        return Ok(None);
    }
    letter(db, id).await.map(Some)
}

/// The mail has left the house.
///
/// # Errors
/// When the database cannot answer.
pub async fn sent(db: &impl ConnectionTrait, id: i32, now: DateTime<Utc>) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::SentAt, Expr::value(stored(now)))
        .filter(Column::Id.eq(id))
        .exec(db)
        .await?;
    Ok(())
}

/// The mail could not be sent; it is tried again later, a few times.
///
/// # Errors
/// When the database cannot answer.
pub async fn failed(db: &impl ConnectionTrait, id: i32, error: &str) -> Result<()> {
    let error: String = error
        .chars()
        .filter(|character| *character != '\0')
        .take(1_000)
        .collect();
    Entity::update_many()
        .col_expr(Column::Error, Expr::value(error))
        .filter(Column::Id.eq(id))
        .filter(Column::SentAt.is_null())
        .exec(db)
        .await?;
    Ok(())
}

/// Never tried, or failed long enough ago: 15 minutes after the first attempt, 30 after the second, and so on.
fn claimable(now: DateTime<Utc>) -> Condition {
    let mut again = Condition::any();
    for attempts in 1..MOST_ATTEMPTS {
        let wait = FIRST_WAIT * 2_i32.pow(attempts.unsigned_abs() - 1);
        again = again.add(
            Column::Attempts
                .eq(attempts)
                .and(Column::ClaimedAt.lte(stored(now) - wait)),
        );
    }
    let never: SimpleExpr = Column::ClaimedAt.is_null();
    Condition::all().add(Column::SentAt.is_null()).add(
        Condition::any()
            .add(never)
            .add(Condition::all().add(Column::Error.is_not_null()).add(again)),
    )
}

async fn letter(db: &DatabaseConnection, id: i32) -> Result<Letter> {
    let notice = Entity::find_by_id(id)
        .one(db)
        .await?
        .ok_or(Error::NotFound)?;
    let loan = loans::find(db, notice.loan_id).await?;
    let copy = book_instances::find(db, loan.copy_id).await?;
    let book = books::find(db, copy.book_id).await?;
    let author = book.author(db).await?;
    let reader = users::Entity::find_by_id(loan.user_id.ok_or(Error::NotFound)?)
        .one(db)
        .await?;
    Ok(Letter {
        notice,
        reader: reader.ok_or(Error::NotFound)?,
        copy,
        book,
        author,
    })
}
