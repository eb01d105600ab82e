//! Loans: who had which copy from when to when.

use chrono::{DateTime, NaiveDate, Utc};
use loco_oidc::models::users;
use sea_orm::{
    ActiveModelBehavior, ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseConnection,
    DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect, Set, sea_query::Expr,
};
use uuid::Uuid;

pub use super::_entities::loans::{ActiveModel, Column, Entity, Model};
use super::{
    Conflict, Connection, Error, LibrarySettings, Page, PageRequest, Pager, Result,
    book_instances::{self, Returned, Status},
    books,
    paging::{self, Count, Listing},
    reservations::queue,
    transaction::{self, stored},
};

impl ActiveModelBehavior for ActiveModel {}

paging::key! {
    /// Loans by their beginning.
    Key { borrowed_at: DateTime<Utc>, id: i32 } of id: i32
}

/// A loan as a history shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The loan itself.
    pub loan: Model,
    /// What was lent.
    pub copy: book_instances::Model,
    /// What it is a copy of.
    pub book: books::Model,
    /// Who had it; nobody for a loan without an account, or once the account is gone.
    pub reader: Option<users::Model>,
}

/// The loan with this key.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn find(db: &impl ConnectionTrait, id: i32) -> Result<Model> {
    Entity::find_by_id(id).one(db).await?.ok_or(Error::NotFound)
}

/// A page of a copy's loans, the latest first. Four queries.
///
/// # Errors
/// [`Error::NotFound`] past the last page.
pub async fn of_copy(
    db: &DatabaseConnection,
    pager: &Pager,
    copy_id: Uuid,
    wanted: &PageRequest,
) -> Result<Page<Row>> {
    let listing = Listing::<Key>::new("loans", "ix_loans_copy", Count::Capped)
        .only(Column::CopyId.eq(copy_id))
        .newest_first();
    page(db, pager, &listing, wanted).await
}

/// A page of a reader's loans, the latest first. Four queries.
///
/// # Errors
/// [`Error::NotFound`] past the last page.
pub async fn of_reader(
    db: &DatabaseConnection,
    pager: &Pager,
    reader_id: i32,
    wanted: &PageRequest,
) -> Result<Page<Row>> {
    let listing = Listing::<Key>::new("loans", "ix_loans_reader", Count::Capped)
        .only(Column::UserId.eq(reader_id))
        .newest_first();
    page(db, pager, &listing, wanted).await
}

/// A page of a reader's loans that have not ended, the latest first. Four queries.
///
/// # Errors
/// [`Error::NotFound`] past the last page.
pub async fn open_of_reader(
    db: &DatabaseConnection,
    pager: &Pager,
    reader_id: i32,
    wanted: &PageRequest,
) -> Result<Page<Row>> {
    let listing = Listing::<Key>::new("loans", "ix_loans_reader_open", Count::Capped)
        .only(Column::UserId.eq(reader_id))
        .only(Column::ReturnedAt.is_null())
        .newest_first();
    page(db, pager, &listing, wanted).await
}

/// The loan with this key, its copy, book and reader. Two queries.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn find_row(db: &DatabaseConnection, id: i32) -> Result<Row> {
    rows(db, &[id]).await?.pop().ok_or(Error::NotFound)
}

async fn page(
    db: &DatabaseConnection,
    pager: &Pager,
    listing: &Listing<Key>,
    wanted: &PageRequest,
) -> Result<Page<Row>> {
    let keys = listing.keys(db, pager, wanted).await?;
    let rows = rows(db, &keys.ids()).await?;
    Ok(keys.into_page(rows))
}

async fn rows(db: &DatabaseConnection, ids: &[i32]) -> Result<Vec<Row>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let loans = Entity::find()
        .find_also_related(book_instances::Entity)
        .and_also_related(books::Entity)
        .filter(Column::Id.is_in(ids.iter().copied()))
        .all(db)
        .await?;
    let reader_ids: Vec<i32> = loans.iter().filter_map(|(loan, ..)| loan.user_id).collect();
    let readers = users::Entity::find()
        .filter(users::Column::Id.is_in(reader_ids))
        .all(db)
        .await?;
    // The foreign keys see to it that every loan has its copy, and every copy its book.
    let rows = loans.into_iter().filter_map(|(loan, copy, book)| {
        Some(Row {
            copy: copy?,
            book: book?,
            reader: readers
                .iter()
                .find(|reader| Some(reader.id) == loan.user_id)
                .cloned(),
            loan,
        })
    });
    Ok(paging::in_order(ids, rows.collect(), |row: &Row| {
        row.loan.id
    }))
}

impl Model {
    /// Whether the copy should have come back before today.
    #[must_use]
    pub fn is_overdue(&self, today: NaiveDate) -> bool {
        self.returned_at.is_none() && today > self.due_on
    }

    /// The day that a renewal today would move the due date to: the lending period on top, within the renewal window.
    #[must_use]
    pub fn renewed_due_on(&self, today: NaiveDate, rules: &LibrarySettings) -> NaiveDate {
        rules
            .due_on(self.due_on.max(today))
            .min(rules.last_renewal_day(today))
    }

    /// The reader keeps the copy for longer.
    ///
    /// # Errors
    /// [`Conflict::Stale`] when the due date has changed since this loan was read: one press renews once;
    /// [`Conflict::NotOnLoan`], [`Conflict::NoRenewalsLeft`], [`Conflict::SomebodyWaits`] or
    /// [`Conflict::RenewedTooEarly`]; [`Error::NotFound`] when it is another reader's loan.
    pub async fn renew(
        &self,
        db: &DatabaseConnection,
        reader: &users::Model,
        now: DateTime<Utc>,
        rules: &LibrarySettings,
    ) -> Result<Self> {
        let transaction = transaction::begin(db).await?;
        let copy = book_instances::find(&transaction, self.copy_id).await?;
        queue::lock_book(&transaction, copy.book_id).await?;
        let copy = book_instances::lock(&transaction, self.copy_id).await?;
        let loan = Entity::find_by_id(self.id)
            .lock_exclusive()
            .one(&transaction)
            .await?
            .ok_or(Error::NotFound)?;
        if loan.user_id != Some(reader.id) {
            return Err(Error::NotFound);
        }
        if loan.returned_at.is_some() || copy.state() != Status::OnLoan {
            return Err(Conflict::NotOnLoan.into());
        }
        if loan.due_on != self.due_on {
            return Err(Conflict::Stale.into());
        }
        if u32::try_from(loan.renewals).is_ok_and(|renewals| renewals >= rules.max_renewals) {
            return Err(Conflict::NoRenewalsLeft {
                max: rules.max_renewals,
            }
            .into());
        }
        if queue::somebody_waits(&transaction, copy.book_id).await? {
            return Err(Conflict::SomebodyWaits.into());
        }
        let due_on = loan.renewed_due_on(rules.today(now), rules);
        if due_on <= loan.due_on {
            return Err(Conflict::RenewedTooEarly.into());
        }
        let renewals = loan.renewals + 1;
        let mut renewed: ActiveModel = loan.into();
        renewed.due_on = Set(due_on);
        renewed.renewals = Set(renewals);
        let loan = renewed.update(&transaction).await?;
        copy.put(
            &transaction,
            Status::OnLoan,
            Some((loan.user_id, due_on)),
            now,
        )
        .await?;
        transaction.commit().await?;
        Ok(loan)
    }

    /// The copy comes back.
    ///
    /// # Errors
    /// As [`book_instances::Model::give_back`]; [`Conflict::NotOnLoan`] when this loan has ended.
    pub async fn give_back(
        &self,
        db: &impl Connection,
        now: DateTime<Utc>,
        rules: &LibrarySettings,
    ) -> Result<Returned> {
        let copy = book_instances::find(db, self.copy_id).await?;
        if find(db, self.id).await?.returned_at.is_some() {
            return Err(Conflict::NotOnLoan.into());
        }
        copy.give_back(db, now, rules).await
    }
}

/// Begins a loan; the database refuses a second one for the same copy.
pub(super) async fn open(
    transaction: &DatabaseTransaction,
    copy_id: Uuid,
    reader_id: Option<i32>,
    due_on: NaiveDate,
    now: DateTime<Utc>,
) -> Result<Model> {
    let new = ActiveModel {
        copy_id: Set(copy_id),
        user_id: Set(reader_id),
        borrowed_at: Set(stored(now)),
        due_on: Set(due_on),
        returned_at: Set(None),
        renewals: Set(0),
        ..Default::default()
    };
    new.insert(transaction)
        .await
        .map_err(|error| match error.sql_err() {
            Some(sea_orm::SqlErr::UniqueConstraintViolation(_)) => Conflict::NotAvailable.into(),
            _ => error.into(),
        })
}

/// Ends the loan of a copy, if there is one.
pub(super) async fn close(
    transaction: &DatabaseTransaction,
    copy_id: Uuid,
    now: DateTime<Utc>,
) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::ReturnedAt, Expr::value(stored(now)))
        .filter(Column::CopyId.eq(copy_id))
        .filter(Column::ReturnedAt.is_null())
        .exec(transaction)
        .await?;
    Ok(())
}
