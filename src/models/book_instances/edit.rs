//! What librarians change about a copy in a form. Loans and reservations follow, so that they always agree with it.

use chrono::{DateTime, NaiveDate, Utc};
use loco_oidc::models::users;
use sea_orm::{
    ActiveModelTrait, DatabaseConnection, DatabaseTransaction, EntityTrait, QuerySelect, Set,
};
use uuid::Uuid;

use super::{ActiveModel, Entity, Model, Status, lock, open_loan};
use crate::models::{
    Blocked, Connection, Error, LibrarySettings, Pointer, Problem, Result, Total, Version, books,
    loans,
    reservations::{self, queue},
    transaction::{self, next_change, stored},
    typed::Typed,
};

/// The most characters of an imprint.
pub const MAX_IMPRINT: usize = 200;

/// What is known of a copy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Values {
    /// What it is a copy of.
    pub book_id: i32,
    /// Publisher, place, year.
    pub imprint: String,
    /// When it should be back. Not kept for a copy that is available; a loan without it gets the lending period.
    pub due_back: Option<NaiveDate>,
    /// Who has it. Kept for a copy on loan only.
    pub borrower_id: Option<i32>,
    /// What can be done with it.
    pub status: Status,
}

/// Adds a copy.
///
/// # Errors
/// [`Error::Invalid`] when the imprint is empty or too long, or the book or the borrower is not there.
pub async fn create(
    db: &DatabaseConnection,
    values: &Values,
    now: DateTime<Utc>,
    rules: &LibrarySettings,
) -> Result<Model> {
    let transaction = transaction::begin(db).await?;
    values.lock_books(&transaction, None).await?;
    let mut new = values
        .checked(&transaction, None, rules.today(now), rules)
        .await?;
    new.id = Set(Uuid::now_v7());
    new.created_at = Set(stored(now));
    new.updated_at = Set(stored(now));
    let copy = new.insert(&transaction).await?;
    let copy = copy.settle(&transaction, None, now, rules).await?;
    transaction.commit().await?;
    Ok(copy)
}

/// The key of the reader with this username; nobody for no name, and for one that nobody has.
///
/// # Errors
/// When the database cannot answer.
pub async fn borrower_named(db: &DatabaseConnection, username: &str) -> Result<Option<i32>> {
    // PostgreSQL takes no NUL; nobody's name has one.
    if username.is_empty() || username.contains('\0') {
        return Ok(None);
    }
    let reader = users::Model::find_by_username(db, username).await?;
    Ok(reader.map(|reader| reader.id))
}

impl Model {
    /// What a form opened now shows.
    #[must_use]
    pub fn values(&self) -> Values {
        Values {
            book_id: self.book_id,
            imprint: self.imprint.clone(),
            due_back: self.due_back,
            borrower_id: self.borrower_id,
            status: self.state(),
        }
    }

    /// Changes what is known of the copy: a loan begins, goes to somebody else, ends, or has another due date; a copy
    /// that becomes available is put aside for the first reader who waits; whoever had a copy put aside that is no
    /// longer there waits again, in the old place.
    ///
    /// # Errors
    /// As [`create`]; [`Problem::HeldForAnother`] in the field `borrower` when the copy is put aside for another
    /// reader; [`crate::models::Conflict::Stale`] when somebody changed the copy after `seen`; [`Error::NotFound`].
    pub async fn change(
        &self,
        db: &impl Connection,
        values: &Values,
        seen: Option<Version>,
        now: DateTime<Utc>,
        rules: &LibrarySettings,
    ) -> Result<Self> {
        let transaction = transaction::begin(db).await?;
        values.lock_books(&transaction, Some(self.book_id)).await?;
        let current = lock(&transaction, self.id).await?;
        Version::check(seen, current.updated_at)?;
        let held = queue::held(&transaction, current.id).await?;
        let mut changed = values
            .checked(&transaction, held.as_ref(), rules.today(now), rules)
            .await?;
        changed.id = Set(current.id);
        changed.updated_at = Set(next_change(current.updated_at, now));
        let copy = changed.update(&transaction).await?;
        let held =
            held.filter(|_| copy.state() != Status::Reserved || copy.book_id != current.book_id);
        if let Some(reservation) = held {
            queue::wait_again(&transaction, reservation).await?;
        }
        let copy = copy
            .settle(&transaction, Some(&current), now, rules)
            .await?;
        transaction.commit().await?;
        Ok(copy)
    }

    /// Removes a copy that nobody has, and with it the history of its loans.
    ///
    /// # Errors
    /// [`Error::Blocked`] while it is on loan; [`Error::NotFound`] when it has been removed.
    pub async fn remove(
        &self,
        db: &DatabaseConnection,
        now: DateTime<Utc>,
        rules: &LibrarySettings,
    ) -> Result<()> {
        let transaction = transaction::begin(db).await?;
        queue::lock_book(&transaction, self.book_id).await?;
        let copy = lock(&transaction, self.id).await?;
        copy.check_not_on_loan(&transaction).await?;
        if let Some(reservation) = queue::held(&transaction, copy.id).await? {
            queue::wait_again(&transaction, reservation).await?;
        }
        Entity::delete_by_id(copy.id).exec(&transaction).await?;
        queue::hand_out(&transaction, copy.book_id, now, rules).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Makes ready for the copy to be deleted in this transaction: whoever had it put aside waits again.
    ///
    /// # Errors
    /// [`Error::Blocked`] while it is on loan.
    pub async fn make_removable(&self, transaction: &DatabaseTransaction) -> Result<()> {
        queue::lock_book(transaction, self.book_id).await?;
        self.check_not_on_loan(transaction).await?;
        if let Some(reservation) = queue::held(transaction, self.id).await? {
            queue::wait_again(transaction, reservation).await?;
        }
        Ok(())
    }

    /// What a delete page shows before anybody presses the button.
    ///
    /// # Errors
    /// [`Error::Blocked`] with the loan that has not ended.
    pub async fn check_not_on_loan(&self, db: &impl sea_orm::ConnectionTrait) -> Result<()> {
        let Some(loan) = open_loan(db, self.id).await? else {
            return Ok(());
        };
        let reader = match loan.user_id {
            Some(id) => users::Entity::find_by_id(id).one(db).await?,
            None => None,
        };
        Err(Error::Blocked(Blocked {
            by: vec![Pointer {
                title: reader.map_or_else(|| self.imprint.clone(), |reader| reader.display_name()),
                url: format!("{}/loans/", self.url()),
            }],
            total: Total {
                value: 1,
                capped: false,
            },
        }))
    }

    /// Makes loans and reservations agree with a copy that has just been written.
    async fn settle(
        self,
        transaction: &DatabaseTransaction,
        before: Option<&Self>,
        now: DateTime<Utc>,
        rules: &LibrarySettings,
    ) -> Result<Self> {
        self.settle_loan(transaction, now).await?;
        if let (Status::OnLoan, Some(reader_id)) = (self.state(), self.borrower_id)
            && let Some(reservation) = queue::open_for(transaction, self.book_id, reader_id).await?
        {
            queue::collect(transaction, reservation, &self, now, rules).await?;
        }
        queue::hand_out(transaction, self.book_id, now, rules).await?;
        if let Some(before) = before.filter(|before| before.book_id != self.book_id) {
            queue::hand_out(transaction, before.book_id, now, rules).await?;
        }
        lock(transaction, self.id).await
    }

    async fn settle_loan(
        &self,
        transaction: &DatabaseTransaction,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let open = open_loan(transaction, self.id).await?;
        let due_on = self.due_back.filter(|_| self.state() == Status::OnLoan);
        match (open, due_on) {
            (Some(loan), Some(due_on)) if loan.user_id == self.borrower_id => {
                if loan.due_on != due_on {
                    let mut loan: loans::ActiveModel = loan.into();
                    loan.due_on = Set(due_on);
                    loan.update(transaction).await?;
                }
            }
            (open, due_on) => {
                if open.is_some() {
                    loans::close(transaction, self.id, now).await?;
                }
                if let Some(due_on) = due_on {
                    loans::open(transaction, self.id, self.borrower_id, due_on, now).await?;
                }
            }
        }
        Ok(())
    }
}

/// The first half of saving a copy in somebody else's transaction: locks what may move, and gives the values as they
/// are to be stored.
///
/// # Errors
/// As [`create`]; [`Problem::HeldForAnother`] in the field `borrower` when the copy is put aside for another reader.
pub async fn check_save(
    transaction: &DatabaseTransaction,
    before: Option<&Model>,
    values: &Values,
    now: DateTime<Utc>,
    rules: &LibrarySettings,
) -> Result<ActiveModel> {
    values
        .lock_books(transaction, before.map(|copy| copy.book_id))
        .await?;
    let held = match before {
        Some(copy) => queue::held(transaction, copy.id).await?,
        None => None,
    };
    values
        .checked(transaction, held.as_ref(), rules.today(now), rules)
        .await
}

/// The second half: makes loans and reservations agree with the copy that has been written.
///
/// # Errors
/// When the database cannot answer.
pub async fn settle_save(
    transaction: &DatabaseTransaction,
    before: Option<&Model>,
    copy: &Model,
    now: DateTime<Utc>,
    rules: &LibrarySettings,
) -> Result<()> {
    let held = queue::held(transaction, copy.id).await?;
    let moved = before.is_some_and(|before| before.book_id != copy.book_id);
    if let Some(reservation) = held.filter(|_| copy.state() != Status::Reserved || moved) {
        queue::wait_again(transaction, reservation).await?;
    }
    copy.clone().settle(transaction, before, now, rules).await?;
    Ok(())
}

impl Values {
    /// Locks the books whose queues may move, always the smaller key first.
    async fn lock_books(
        &self,
        transaction: &DatabaseTransaction,
        other: Option<i32>,
    ) -> Result<()> {
        let mut ids = vec![self.book_id];
        ids.extend(other);
        ids.sort_unstable();
        ids.dedup();
        for id in ids {
            books::Entity::find_by_id(id)
                .lock_exclusive()
                .one(transaction)
                .await?;
        }
        Ok(())
    }

    async fn checked(
        &self,
        transaction: &DatabaseTransaction,
        held: Option<&reservations::Model>,
        today: NaiveDate,
        rules: &LibrarySettings,
    ) -> Result<ActiveModel> {
        let mut typed = Typed::default();
        let imprint = typed.line("imprint", &self.imprint, MAX_IMPRINT);
        if books::Entity::find_by_id(self.book_id)
            .one(transaction)
            .await?
            .is_none()
        {
            typed.reject("book", Problem::DoesNotExist);
        }
        let on_loan = self.status == Status::OnLoan;
        let borrower_id = self.borrower_id.filter(|_| on_loan);
        if let Some(id) = borrower_id
            && users::Entity::find_by_id(id)
                .one(transaction)
                .await?
                .is_none()
        {
            typed.reject("borrower", Problem::DoesNotExist);
        }
        if on_loan && held.is_some_and(|held| held.user_id.is_some() && held.user_id != borrower_id)
        {
            typed.reject("borrower", Problem::HeldForAnother);
        }
        typed.accepted()?;
        let due_back = match self.status {
            Status::OnLoan => Some(self.due_back.unwrap_or_else(|| rules.due_on(today))),
            Status::Available => None,
            Status::Maintenance | Status::Reserved => self.due_back,
        };
        Ok(ActiveModel {
            book_id: Set(self.book_id),
            imprint: Set(imprint),
            due_back: Set(due_back),
            borrower_id: Set(borrower_id),
            status: Set(self.status.code().to_owned()),
            ..Default::default()
        })
    }
}
