//! The queue for a book. Every step is part of a transaction that has locked the book.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, EntityTrait,
    QueryFilter, QueryOrder, QuerySelect, Select, Set,
};
use uuid::Uuid;

use super::{ActiveModel, Column, Entity, Model, outcome};
use crate::models::{
    Error, LibrarySettings, Result,
    book_instances::{self, Status},
    books,
    transaction::stored,
};

/// One transaction at a time moves a book's queue.
pub async fn lock_book(transaction: &DatabaseTransaction, id: i32) -> Result<books::Model> {
    books::Entity::find_by_id(id)
        .lock_exclusive()
        .one(transaction)
        .await?
        .ok_or(Error::NotFound)
}

/// The reader's open reservation of a book.
pub async fn open_for(
    db: &impl ConnectionTrait,
    book_id: i32,
    reader_id: i32,
) -> Result<Option<Model>> {
    let open = open_of(book_id).filter(Column::UserId.eq(reader_id));
    Ok(open.one(db).await?)
}

/// The reservation that a copy is put aside for.
pub async fn held(db: &impl ConnectionTrait, copy_id: Uuid) -> Result<Option<Model>> {
    let held = Entity::find()
        .filter(Column::CopyId.eq(copy_id))
        .filter(Column::ClosedAt.is_null());
    Ok(held.one(db).await?)
}

/// Whether a copy is put aside for anybody.
pub async fn holds(db: &impl ConnectionTrait, copy_id: Uuid) -> Result<bool> {
    Ok(held(db, copy_id).await?.is_some())
}

/// Whether a reader waits for a book, with no copy put aside.
pub async fn somebody_waits(db: &impl ConnectionTrait, book_id: i32) -> Result<bool> {
    Ok(waiting_for(book_id).one(db).await?.is_some())
}

/// The readers who wait for a book, the first who came first.
pub fn waiting_for(book_id: i32) -> Select<Entity> {
    open_of(book_id)
        .filter(Column::Outcome.eq(outcome::WAITING))
        .filter(Column::UserId.is_not_null())
        .order_by_asc(Column::Id)
}

/// Copies put aside for too long, or for somebody whose account is gone.
pub fn expired(today: NaiveDate) -> Select<Entity> {
    Entity::find()
        .filter(Column::ClosedAt.is_null())
        .filter(Column::Outcome.eq(outcome::READY))
        .filter(
            Condition::any()
                .add(Column::ReadyUntil.lt(today))
                .add(Column::UserId.is_null()),
        )
}

/// Ends what has expired for a book, and gives the copies to the next. Returns how many have expired.
pub async fn pass_on_expired(
    transaction: &DatabaseTransaction,
    book_id: i32,
    now: DateTime<Utc>,
    rules: &LibrarySettings,
) -> Result<u64> {
    let expired = expired(rules.today(now))
        .filter(Column::BookId.eq(book_id))
        .all(transaction)
        .await?;
    let count = expired.len() as u64;
    for reservation in expired {
        let held = reservation.copy_id;
        close(transaction, reservation, outcome::EXPIRED, now).await?;
        release(transaction, held, now).await?;
    }
    if count > 0 {
        hand_out(transaction, book_id, now, rules).await?;
    }
    Ok(count)
}

/// Puts available copies of a book aside for those who wait, as long as there are both.
pub async fn hand_out(
    transaction: &DatabaseTransaction,
    book_id: i32,
    now: DateTime<Utc>,
    rules: &LibrarySettings,
) -> Result<()> {
    while let Some(reservation) = waiting_for(book_id).one(transaction).await? {
        let available = book_instances::Entity::find()
            .filter(book_instances::Column::BookId.eq(book_id))
            .filter(book_instances::Column::Status.eq(Status::Available.code()))
            .order_by_asc(book_instances::Column::Id);
        let Some(copy) = available.lock_exclusive().one(transaction).await? else {
            break;
        };
        let copy = copy.put(transaction, Status::Reserved, None, now).await?;
        let mut ready: ActiveModel = reservation.into();
        ready.copy_id = Set(Some(copy.id));
        ready.outcome = Set(outcome::READY.to_owned());
        ready.ready_until = Set(Some(rules.held_until(rules.today(now))));
        ready.update(transaction).await?;
    }
    Ok(())
}

/// The reader has borrowed this copy: the reservation is over. Another copy that was put aside goes to the next.
pub async fn collect(
    transaction: &DatabaseTransaction,
    reservation: Model,
    copy: &book_instances::Model,
    now: DateTime<Utc>,
    rules: &LibrarySettings,
) -> Result<()> {
    let other = reservation.copy_id.filter(|&held| held != copy.id);
    let book_id = reservation.book_id;
    close(transaction, reservation, outcome::COLLECTED, now).await?;
    release(transaction, other, now).await?;
    hand_out(transaction, book_id, now, rules).await
}

/// The copy that was put aside is not there any more: the reader waits again, before everybody who came later.
pub async fn wait_again(transaction: &DatabaseTransaction, reservation: Model) -> Result<()> {
    let mut waiting: ActiveModel = reservation.into();
    waiting.copy_id = Set(None);
    waiting.ready_until = Set(None);
    waiting.outcome = Set(outcome::WAITING.to_owned());
    waiting.update(transaction).await?;
    Ok(())
}

/// Ends a reservation.
pub async fn close(
    transaction: &DatabaseTransaction,
    reservation: Model,
    outcome: &str,
    now: DateTime<Utc>,
) -> Result<Model> {
    let mut closed: ActiveModel = reservation.into();
    closed.outcome = Set(outcome.to_owned());
    closed.closed_at = Set(Some(stored(now)));
    Ok(closed.update(transaction).await?)
}

/// A copy that was put aside can be borrowed again.
pub async fn release(
    transaction: &DatabaseTransaction,
    copy_id: Option<Uuid>,
    now: DateTime<Utc>,
) -> Result<()> {
    let Some(copy_id) = copy_id else {
        return Ok(());
    };
    let copy = book_instances::lock(transaction, copy_id).await?;
    if copy.state() == Status::Reserved {
        copy.put(transaction, Status::Available, None, now).await?;
    }
    Ok(())
}

fn open_of(book_id: i32) -> Select<Entity> {
    Entity::find()
        .filter(Column::BookId.eq(book_id))
        .filter(Column::ClosedAt.is_null())
}
