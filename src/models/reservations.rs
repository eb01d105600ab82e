//! Reservations: who waits for a book, in which order, and which copy is put aside for whom.

pub(super) mod queue;

use chrono::{DateTime, Utc};
use loco_oidc::models::users;
use sea_orm::{
    ActiveModelBehavior, ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseConnection,
    EntityTrait, FromQueryResult, Iterable, JoinType, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, RelationTrait, Set,
    sea_query::{Expr, ExprTrait, IntoCondition, SimpleExpr},
};

pub use super::_entities::reservations::{ActiveModel, Column, Entity, Model};
use super::{
    _entities::books::Relation as BookRelation,
    Conflict, Connection, Error, LibrarySettings, Result,
    book_instances::{self, Status},
    books,
    transaction::{self, stored},
};

impl ActiveModelBehavior for ActiveModel {}

/// What became of a reservation, as the column `outcome` says it.
pub mod outcome {
    /// The reader waits.
    pub const WAITING: &str = "waiting";
    /// A copy is put aside for the reader.
    pub const READY: &str = "ready";
    /// The reader has borrowed a copy.
    pub const COLLECTED: &str = "collected";
    /// The reader wants it no more.
    pub const CANCELLED: &str = "cancelled";
    /// The reader did not come for the copy in time.
    pub const EXPIRED: &str = "expired";
}

/// A reader shows at most so many open reservations.
const MOST_OF_READER: u64 = 100;

/// A reservation as its reader sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The reservation itself.
    pub reservation: Model,
    /// What the reader waits for.
    pub book: books::Model,
}

/// The reservation with this key.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn find(db: &impl ConnectionTrait, id: i32) -> Result<Model> {
    Entity::find_by_id(id).one(db).await?.ok_or(Error::NotFound)
}

/// The open reservations of a reader, the oldest first. One query.
///
/// # Errors
/// When the database cannot answer.
pub async fn of_reader(db: &impl ConnectionTrait, reader_id: i32) -> Result<Vec<Row>> {
    let open = Entity::find()
        .find_also_related(books::Entity)
        .filter(Column::UserId.eq(reader_id))
        .filter(Column::ClosedAt.is_null())
        .order_by_asc(Column::Id)
        .limit(MOST_OF_READER)
        .all(db)
        .await?;
    Ok(open
        .into_iter()
        .filter_map(|(reservation, book)| {
            Some(Row {
                reservation,
                book: book?,
            })
        })
        .collect())
}

/// The reader's open reservation of a book, if there is one. One query.
///
/// # Errors
/// When the database cannot answer.
pub async fn open_for(
    db: &impl ConnectionTrait,
    book_id: i32,
    reader_id: i32,
) -> Result<Option<Model>> {
    queue::open_for(db, book_id, reader_id).await
}

/// The queue for a book as one reader sees it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Queue {
    /// How many readers wait, without those for whom a copy is put aside.
    pub waiting: u64,
    /// The reader's own open reservation.
    pub own: Option<Model>,
}

/// The queue for a book, and the reader's place in it. One query.
///
/// # Errors
/// [`Error::NotFound`] when there is no such book.
pub async fn queue_for(db: &impl ConnectionTrait, book_id: i32, reader_id: i32) -> Result<Queue> {
    let own = BookRelation::Reservations
        .def()
        .on_condition(move |_, reservation| {
            let of_reader = Expr::col((reservation.clone(), Column::UserId)).eq(reader_id);
            let is_open = Expr::col((reservation, Column::ClosedAt)).is_null();
            of_reader.and(is_open).into_condition()
        });
    let waiting = queue::waiting_for(book_id)
        .select_only()
        .column_as(Column::Id.count(), "waiting")
        .into_query()
        .clear_order_by()
        .take();
    let query = books::Entity::find()
        .select_only()
        .columns(Column::iter())
        .expr_as(
            SimpleExpr::SubQuery(None, Box::new(waiting.into())),
            "waiting",
        )
        .join(JoinType::LeftJoin, own)
        .filter(books::Column::Id.eq(book_id))
        .into_query();
    let row = db.query_one(&query).await?.ok_or(Error::NotFound)?;
    let waiting: i64 = row.try_get("", "waiting")?;
    Ok(Queue {
        waiting: u64::try_from(waiting).unwrap_or_default(),
        own: Model::from_query_result_optional(&row, "")?,
    })
}

/// How many readers wait for a book, without those for whom a copy is put aside. One query.
///
/// # Errors
/// When the database cannot answer.
pub async fn waiting(db: &impl ConnectionTrait, book_id: i32) -> Result<u64> {
    Ok(queue::waiting_for(book_id).count(db).await?)
}

/// Passes copies on that have not been collected in time. Returns how many reservations have expired.
///
/// # Errors
/// When the database cannot answer.
pub async fn pass_on_expired(
    db: &DatabaseConnection,
    now: DateTime<Utc>,
    rules: &LibrarySettings,
) -> Result<u64> {
    let books: Vec<i32> = queue::expired(rules.today(now))
        .select_only()
        .column(Column::BookId)
        .distinct()
        .into_tuple()
        .all(db)
        .await?;
    let mut passed_on = 0;
    for book_id in books {
        let transaction = transaction::begin(db).await?;
        queue::lock_book(&transaction, book_id).await?;
        passed_on += queue::pass_on_expired(&transaction, book_id, now, rules).await?;
        transaction.commit().await?;
    }
    Ok(passed_on)
}

impl books::Model {
    /// A reader joins the queue for this book.
    ///
    /// # Errors
    /// [`Conflict::NoCopies`], [`Conflict::CopyAvailable`], [`Conflict::AlreadyBorrowed`] or
    /// [`Conflict::AlreadyReserved`]; [`Error::NotFound`] when the book is gone.
    pub async fn reserve(
        &self,
        db: &DatabaseConnection,
        reader: &users::Model,
        now: DateTime<Utc>,
        rules: &LibrarySettings,
    ) -> Result<Model> {
        let transaction = transaction::begin(db).await?;
        queue::lock_book(&transaction, self.id).await?;
        queue::pass_on_expired(&transaction, self.id, now, rules).await?;
        if queue::open_for(&transaction, self.id, reader.id)
            .await?
            .is_some()
        {
            return Err(Conflict::AlreadyReserved.into());
        }
        let copies =
            book_instances::Entity::find().filter(book_instances::Column::BookId.eq(self.id));
        let of_status = |status: Status| {
            copies
                .clone()
                .filter(book_instances::Column::Status.eq(status.code()))
        };
        let own =
            of_status(Status::OnLoan).filter(book_instances::Column::BorrowerId.eq(reader.id));
        if own.one(&transaction).await?.is_some() {
            return Err(Conflict::AlreadyBorrowed.into());
        }
        if of_status(Status::Available)
            .one(&transaction)
            .await?
            .is_some()
        {
            return Err(Conflict::CopyAvailable.into());
        }
        if copies.one(&transaction).await?.is_none() {
            return Err(Conflict::NoCopies.into());
        }
        let new = ActiveModel {
            book_id: Set(self.id),
            user_id: Set(Some(reader.id)),
            copy_id: Set(None),
            created_at: Set(stored(now)),
            outcome: Set(outcome::WAITING.to_owned()),
            ..Default::default()
        };
        let reservation =
            new.insert(&transaction)
                .await
                .map_err(|error| match error.sql_err() {
                    Some(sea_orm::SqlErr::UniqueConstraintViolation(_)) => {
                        Conflict::AlreadyReserved.into()
                    }
                    _ => Error::Database(error),
                })?;
        transaction.commit().await?;
        Ok(reservation)
    }
}

impl Model {
    /// Whether a copy is put aside for the reader.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        self.outcome == outcome::READY
    }

    /// How many readers come before this one; none when a copy is put aside. One query.
    ///
    /// # Errors
    /// When the database cannot answer.
    pub async fn readers_before(&self, db: &impl ConnectionTrait) -> Result<u64> {
        if self.outcome != outcome::WAITING {
            return Ok(0);
        }
        Ok(queue::waiting_for(self.book_id)
            .filter(Column::Id.lt(self.id))
            .count(db)
            .await?)
    }

    /// The reader wants it no more; a copy that was put aside goes to the next one who waits.
    ///
    /// # Errors
    /// [`Conflict::ReservationClosed`] when it is over; [`Error::NotFound`] when it is another reader's.
    pub async fn cancel(
        &self,
        db: &impl Connection,
        reader: &users::Model,
        now: DateTime<Utc>,
        rules: &LibrarySettings,
    ) -> Result<Self> {
        if self.user_id != Some(reader.id) {
            return Err(Error::NotFound);
        }
        let transaction = transaction::begin(db).await?;
        queue::lock_book(&transaction, self.book_id).await?;
        let reservation = Entity::find_by_id(self.id)
            .lock_exclusive()
            .one(&transaction)
            .await?
            .ok_or(Error::NotFound)?;
        if reservation.closed_at.is_some() {
            return Err(Conflict::ReservationClosed.into());
        }
        let held = reservation.copy_id;
        let reservation = queue::close(&transaction, reservation, outcome::CANCELLED, now).await?;
        queue::release(&transaction, held, now).await?;
        queue::hand_out(&transaction, reservation.book_id, now, rules).await?;
        transaction.commit().await?;
        Ok(reservation)
    }
}
