//! Copies of books: what stands on the shelf, and who has it.

mod edit;
mod lend;
mod line;
mod list;

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ActiveModelBehavior, ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction,
    EntityTrait, QueryFilter, QuerySelect, Set,
    sea_query::{Expr, SimpleExpr},
};
use uuid::Uuid;

pub use super::_entities::book_instances::{ActiveModel, Column, Entity, Model};
use super::{Error, Result, Version, loans, transaction::next_change};
pub use edit::{MAX_IMPRINT, Values, borrower_named, check_save, create, settle_save};
pub use lend::Returned;
pub use line::Line;
pub use list::{Row, borrowed_by, find_row, list, list_in, of_book, on_loan, rows_of_book, search};

impl ActiveModelBehavior for ActiveModel {}

/// In `due_order`, the day of copies that have no due date.
pub const NO_DAY: NaiveDate = match NaiveDate::from_ymd_opt(1, 1, 1) {
    Some(day) => day,
    None => NaiveDate::MIN,
};

/// What can be done with a copy now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Status {
    /// `d`: it is being mended or not yet catalogued.
    #[default]
    Maintenance,
    /// `o`: a reader has it.
    OnLoan,
    /// `a`: anybody may borrow it.
    Available,
    /// `r`: it is put aside.
    Reserved,
}

impl Status {
    /// Every status, in the order in which forms offer them.
    pub const ALL: [Self; 4] = [
        Self::Maintenance,
        Self::OnLoan,
        Self::Available,
        Self::Reserved,
    ];

    /// The letter in the database and in forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Maintenance => "d",
            Self::OnLoan => "o",
            Self::Available => "a",
            Self::Reserved => "r",
        }
    }

    /// The status with this letter.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.code() == code)
    }

    /// The status with this word.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.name() == name)
    }

    /// A word for it that never changes.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Maintenance => "maintenance",
            Self::OnLoan => "on-loan",
            Self::Available => "available",
            Self::Reserved => "reserved",
        }
    }
}

/// The page of the copy with this key.
fn url(id: Uuid) -> String {
    format!("/catalog/bookinstance/{id}")
}

/// The copy with this key.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn find(db: &impl ConnectionTrait, id: Uuid) -> Result<Model> {
    Entity::find_by_id(id).one(db).await?.ok_or(Error::NotFound)
}

impl Model {
    /// Its page.
    #[must_use]
    pub fn url(&self) -> String {
        url(self.id)
    }

    /// What can be done with it now. The database refuses other letters.
    #[must_use]
    pub fn state(&self) -> Status {
        Status::from_code(&self.status).unwrap_or_default()
    }

    /// Whether it should have come back before today.
    #[must_use]
    pub fn is_overdue(&self, today: NaiveDate) -> bool {
        self.due_back.is_some_and(|due_back| today > due_back)
    }

    /// What a form opened now has seen.
    #[must_use]
    pub fn version(&self) -> Version {
        Version::of(self.updated_at)
    }

    /// The loan that has not ended.
    ///
    /// # Errors
    /// When the database cannot answer.
    pub async fn open_loan(&self, db: &impl ConnectionTrait) -> Result<Option<loans::Model>> {
        open_loan(db, self.id).await
    }

    /// Puts the copy into another state; part of a transaction that has decided so.
    pub(super) async fn put(
        self,
        transaction: &DatabaseTransaction,
        status: Status,
        borrower: Option<(Option<i32>, NaiveDate)>,
        now: DateTime<Utc>,
    ) -> Result<Self> {
        let updated_at = next_change(self.updated_at, now);
        let mut changed: ActiveModel = self.into();
        changed.status = Set(status.code().to_owned());
        changed.borrower_id = Set(borrower.and_then(|(reader, _)| reader));
        changed.due_back = Set(borrower.map(|(_, due_back)| due_back));
        changed.updated_at = Set(updated_at);
        Ok(changed.update(transaction).await?)
    }
}

/// The copy, as nobody else can change it until the transaction ends.
pub(super) async fn lock(transaction: &DatabaseTransaction, id: Uuid) -> Result<Model> {
    Entity::find_by_id(id)
        .lock_exclusive()
        .one(transaction)
        .await?
        .ok_or(Error::NotFound)
}

pub(super) async fn open_loan(
    db: &impl ConnectionTrait,
    copy_id: Uuid,
) -> Result<Option<loans::Model>> {
    let open = loans::Entity::find()
        .filter(loans::Column::CopyId.eq(copy_id))
        .filter(loans::Column::ReturnedAt.is_null());
    Ok(open.one(db).await?)
}

/// Written out, not bound: the index holds only the copies for which the statement itself says so.
pub(super) fn is_on_loan() -> SimpleExpr {
    Expr::cust("status = 'o'")
}
