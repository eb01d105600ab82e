//! Why the library did not do what it was asked.

use sea_orm::DbErr;

use super::paging::Total;

/// What the models return.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Each variant says what a client is to get for it.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// 404: there is no such row, or no such page of a list.
    #[error("there is nothing with this key")]
    NotFound,
    /// The form again, with what is wrong beside each field.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Invalid(Vec<Rejected>),
    /// The delete page again, with what still points to the row.
    #[error("{} other rows still point to it", .0.total.value)]
    Blocked(Blocked),
    /// 409: it was possible a moment ago, or for somebody else.
    #[error("{}", .0.code())]
    Conflict(Conflict),
    /// 500, or 503 while the database has no connection free.
    #[error(transparent)]
    Database(DbErr),
}

/// A field whose value cannot be stored.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {}", .problem.code())]
pub struct Rejected {
    /// The field's name, as in the form.
    pub field: &'static str,
    /// What is wrong with its value.
    pub problem: Problem,
}

/// What is wrong with a field's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// There is nothing in it.
    Empty,
    /// It has more than `max` characters.
    TooLong {
        /// The most characters the field takes.
        max: usize,
    },
    /// It has characters that cannot be seen.
    ControlCharacters,
    /// There is one with this name already, apart from upper and lower case.
    AlreadyExists,
    /// There is one with this value already.
    Taken,
    /// Another book has this ISBN.
    IsbnTaken,
    /// It has not 10 or 13 digits.
    IsbnLength,
    /// It is 13 digits but starts with neither 978 nor 979.
    IsbnPrefix,
    /// Its last digit does not fit the others.
    IsbnCheckDigit,
    /// What was chosen is not there (any more).
    DoesNotExist,
    /// Somebody cannot die before being born.
    DiedBeforeBirth,
    /// A renewal up to a day that is over.
    RenewalInPast,
    /// A renewal for longer than the library allows.
    RenewalTooFarAhead {
        /// The longest renewal, in days from today.
        max_days: i64,
    },
    /// The copy is put aside for somebody else.
    HeldForAnother,
}

impl Problem {
    /// A word for it that never changes.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooLong { .. } => "too-long",
            Self::ControlCharacters => "control-characters",
            Self::AlreadyExists => "already-exists",
            Self::Taken => "taken",
            Self::IsbnTaken => "isbn-taken",
            Self::IsbnLength => "isbn-length",
            Self::IsbnPrefix => "isbn-prefix",
            Self::IsbnCheckDigit => "isbn-check-digit",
            Self::DoesNotExist => "does-not-exist",
            Self::DiedBeforeBirth => "died-before-birth",
            Self::RenewalInPast => "renewal-in-past",
            Self::RenewalTooFarAhead { .. } => "renewal-too-far-ahead",
            Self::HeldForAnother => "held-for-another",
        }
    }
}

/// Why something is not possible any more, or not for this reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conflict {
    /// Somebody else has changed it since the form was opened.
    Stale,
    /// Something that cannot be without it points to it.
    InUse,
    /// The copy is on loan, in maintenance or reserved.
    NotAvailable,
    /// The copy is put aside for another reader.
    HeldForAnother,
    /// The reader has as many loans as the library allows.
    TooManyLoans {
        /// The most loans at a time.
        max: u32,
    },
    /// The copy is not on loan (any more).
    NotOnLoan,
    /// The loan has been renewed as often as the library allows.
    NoRenewalsLeft {
        /// The most renewals of a loan.
        max: u32,
    },
    /// Another reader waits for the book.
    SomebodyWaits,
    /// A renewal today would not move the due date.
    RenewedTooEarly,
    /// The reader already waits for the book.
    AlreadyReserved,
    /// The reader has a copy of the book.
    AlreadyBorrowed,
    /// A copy can be borrowed right away.
    CopyAvailable,
    /// The library has no copy of the book.
    NoCopies,
    /// The reservation has been collected, cancelled or has expired.
    ReservationClosed,
}

impl Conflict {
    /// A word for it that never changes.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Stale => "stale",
            Self::InUse => "in-use",
            Self::NotAvailable => "not-available",
            Self::HeldForAnother => "held-for-another",
            Self::TooManyLoans { .. } => "too-many-loans",
            Self::NotOnLoan => "not-on-loan",
            Self::NoRenewalsLeft { .. } => "no-renewals-left",
            Self::SomebodyWaits => "somebody-waits",
            Self::RenewedTooEarly => "renewed-too-early",
            Self::AlreadyReserved => "already-reserved",
            Self::AlreadyBorrowed => "already-borrowed",
            Self::CopyAvailable => "copy-available",
            Self::NoCopies => "no-copies",
            Self::ReservationClosed => "reservation-closed",
        }
    }

    /// The limit that was reached, if it is one.
    #[must_use]
    pub const fn limit(self) -> Option<u32> {
        match self {
            Self::TooManyLoans { max } | Self::NoRenewalsLeft { max } => Some(max),
            _ => None,
        }
    }
}

/// What still points to a row that was to be deleted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blocked {
    /// The first ten of them.
    pub by: Vec<Pointer>,
    /// How many there are.
    pub total: Total,
}

/// Something that points to a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pointer {
    /// What a person calls it.
    pub title: String,
    /// Its page.
    pub url: String,
}

impl Error {
    /// One field is wrong.
    #[must_use]
    pub fn rejected(field: &'static str, problem: Problem) -> Self {
        Self::Invalid(vec![Rejected { field, problem }])
    }

    /// Another request was faster: the database says that the value of this field is taken.
    pub(super) fn or_taken(error: DbErr, field: &'static str, problem: Problem) -> Self {
        match error.sql_err() {
            Some(sea_orm::SqlErr::UniqueConstraintViolation(_)) => Self::rejected(field, problem),
            _ => error.into(),
        }
    }
}

impl From<DbErr> for Error {
    /// A row that others point to, or one that was to be pointed to and is gone: somebody was faster than the check.
    fn from(error: DbErr) -> Self {
        match error.sql_err() {
            Some(sea_orm::SqlErr::ForeignKeyConstraintViolation(_)) => Conflict::InUse.into(),
            // SQLite forbids by a trigger of its own what RESTRICT does, with a code that SeaORM does not know.
            _ if error.to_string().contains("FOREIGN KEY constraint failed") => {
                Conflict::InUse.into()
            }
            _ => Self::Database(error),
        }
    }
}

impl From<Conflict> for Error {
    fn from(conflict: Conflict) -> Self {
        Self::Conflict(conflict)
    }
}
