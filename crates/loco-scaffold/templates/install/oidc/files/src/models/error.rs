//! Why the application did not do what it was asked.

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
    /// There is one with this value already.
    Taken,
    /// What was chosen is not there (any more).
    DoesNotExist,
}

impl Problem {
    /// A word for it that never changes.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::TooLong { .. } => "too-long",
            Self::ControlCharacters => "control-characters",
            Self::Taken => "taken",
            Self::DoesNotExist => "does-not-exist",
        }
    }
}

/// Why something is not possible any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conflict {
    /// Somebody else has changed it since the form was opened.
    Stale,
    /// Something that cannot be without it points to it.
    InUse,
}

impl Conflict {
    /// A word for it that never changes.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Stale => "stale",
            Self::InUse => "in-use",
        }
    }

    /// The limit that was reached, if it is one.
    #[must_use]
    pub const fn limit(self) -> Option<u32> {
        match self {
            Self::Stale | Self::InUse => None,
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
    pub fn or_taken(error: DbErr, field: &'static str, problem: Problem) -> Self {
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
