//! Borrowing, returning and renewing a copy. Of two people who press at the same moment, one gets the copy.

use chrono::{DateTime, NaiveDate, Utc};
use loco_oidc::models::users;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, DatabaseConnection, DatabaseTransaction, EntityTrait,
    PaginatorTrait, QueryFilter, QuerySelect, Set, sea_query::Expr,
};

use super::{Column, Entity, Model, Status, lock, open_loan};
use crate::models::{
    Conflict, Connection, Error, LibrarySettings, Result, loans,
    reservations::{self, queue},
    transaction::{self, next_change, stored},
};

/// A copy that came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Returned {
    /// As it is now: available, or put aside.
    pub copy: Model,
    /// The reservation that it is put aside for.
    pub held_for: Option<reservations::Model>,
}

impl Model {
    /// Lends the copy to a reader, for the library's lending period.
    ///
    /// # Errors
    /// [`Conflict::NotAvailable`], [`Conflict::AlreadyBorrowed`] when the reader has this very copy,
    /// [`Conflict::HeldForAnother`] or [`Conflict::TooManyLoans`]; [`Error::NotFound`] when the copy is gone.
    pub async fn check_out(
        &self,
        db: &DatabaseConnection,
        reader: &users::Model,
        now: DateTime<Utc>,
        rules: &LibrarySettings,
    ) -> Result<loans::Model> {
        let transaction = transaction::begin(db).await?;
        lock_reader(&transaction, reader.id).await?;
        queue::lock_book(&transaction, self.book_id).await?;
        queue::pass_on_expired(&transaction, self.book_id, now, rules).await?;
        let copy = lock(&transaction, self.id).await?;
        let reservation = queue::open_for(&transaction, copy.book_id, reader.id).await?;
        let held_for_reader = reservation
            .as_ref()
            .is_some_and(|reservation| reservation.copy_id == Some(copy.id));
        match copy.state() {
            Status::Available => {}
            Status::Reserved if held_for_reader => {}
            Status::Reserved if queue::holds(&transaction, copy.id).await? => {
                return Err(Conflict::HeldForAnother.into());
            }
            // Whoever pressed twice was not slower than somebody else.
            Status::OnLoan if copy.borrower_id == Some(reader.id) => {
                return Err(Conflict::AlreadyBorrowed.into());
            }
            _ => return Err(Conflict::NotAvailable.into()),
        }
        if open_loans(&transaction, reader.id).await? >= u64::from(rules.max_loans) {
            return Err(Conflict::TooManyLoans {
                max: rules.max_loans,
            }
            .into());
        }
        let due_on = rules.due_on(rules.today(now));
        let copy = copy.take(&transaction, reader.id, due_on, now).await?;
        let loan = loans::open(&transaction, copy.id, Some(reader.id), due_on, now).await?;
        if let Some(reservation) = reservation {
            queue::collect(&transaction, reservation, &copy, now, rules).await?;
        }
        transaction.commit().await?;
        Ok(loan)
    }

    /// Takes a copy that is on loan back, and puts it aside for the first reader who waits for the book.
    ///
    /// # Errors
    /// [`Conflict::NotOnLoan`] when it has come back already; [`Error::NotFound`] when the copy is gone.
    pub async fn give_back(
        &self,
        db: &impl Connection,
        now: DateTime<Utc>,
        rules: &LibrarySettings,
    ) -> Result<Returned> {
        let transaction = transaction::begin(db).await?;
        queue::lock_book(&transaction, self.book_id).await?;
        let copy = lock(&transaction, self.id).await?;
        if copy.state() != Status::OnLoan {
            return Err(Conflict::NotOnLoan.into());
        }
        loans::close(&transaction, copy.id, now).await?;
        let copy = copy.put(&transaction, Status::Available, None, now).await?;
        queue::pass_on_expired(&transaction, copy.book_id, now, rules).await?;
        queue::hand_out(&transaction, copy.book_id, now, rules).await?;
        let copy = lock(&transaction, copy.id).await?;
        let held_for = queue::held(&transaction, copy.id).await?;
        transaction.commit().await?;
        Ok(Returned { copy, held_for })
    }

    /// A librarian renews the loan up to a day of her choice.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a day that is over or too far ahead, field `renewal_date`; [`Conflict::NotOnLoan`];
    /// [`Error::NotFound`] when the copy is gone.
    pub async fn renew_until(
        &self,
        db: &impl Connection,
        due_back: NaiveDate,
        now: DateTime<Utc>,
        rules: &LibrarySettings,
    ) -> Result<Self> {
        rules
            .check_renewal_date(due_back, rules.today(now))
            .map_err(|problem| Error::rejected("renewal_date", problem))?;
        let transaction = transaction::begin(db).await?;
        let copy = lock(&transaction, self.id).await?;
        if copy.state() != Status::OnLoan {
            return Err(Conflict::NotOnLoan.into());
        }
        let reader = copy.borrower_id;
        if let Some(loan) = open_loan(&transaction, copy.id).await? {
            let mut loan: loans::ActiveModel = loan.into();
            loan.due_on = Set(due_back);
            loan.update(&transaction).await?;
        }
        let copy = copy
            .put(&transaction, Status::OnLoan, Some((reader, due_back)), now)
            .await?;
        transaction.commit().await?;
        Ok(copy)
    }

    /// The statement that decides who gets the copy: it changes a row only while nobody else has.
    async fn take(
        self,
        transaction: &DatabaseTransaction,
        reader_id: i32,
        due_on: NaiveDate,
        now: DateTime<Utc>,
    ) -> Result<Self> {
        let taken = Entity::update_many()
            .col_expr(Column::Status, Expr::value(Status::OnLoan.code()))
            .col_expr(Column::BorrowerId, Expr::value(reader_id))
            .col_expr(Column::DueBack, Expr::value(due_on))
            .col_expr(
                Column::UpdatedAt,
                Expr::value(next_change(self.updated_at, stored(now))),
            )
            .filter(Column::Id.eq(self.id))
            .filter(Column::Status.eq(&self.status))
            .exec(transaction)
            .await?;
        if taken.rows_affected == 0 {
            return Err(Conflict::NotAvailable.into());
        }
        lock(transaction, self.id).await
    }
}

/// One reader's loans are counted by one transaction at a time.
async fn lock_reader(transaction: &DatabaseTransaction, id: i32) -> Result<()> {
    users::Entity::find_by_id(id)
        .lock_exclusive()
        .one(transaction)
        .await?
        .ok_or(Error::NotFound)?;
    Ok(())
}

async fn open_loans(transaction: &DatabaseTransaction, reader_id: i32) -> Result<u64> {
    let open = loans::Entity::find()
        .filter(loans::Column::UserId.eq(reader_id))
        .filter(loans::Column::ReturnedAt.is_null());
    Ok(open.count(transaction).await?)
}
