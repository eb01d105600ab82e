//! Transactions that decide who was first, and versions that tell whether somebody was.

use chrono::{DateTime, SubsecRound, TimeDelta, Utc};
use sea_orm::{
    ConnectionTrait, DatabaseTransaction, DbErr, SqliteTransactionMode, TransactionOptions,
    TransactionTrait,
};

use super::{Conflict, Result};

/// The database, or a transaction that is under way: what begins in one is a part of it, and stays only if it does.
pub trait Connection:
    ConnectionTrait + TransactionTrait<Transaction = DatabaseTransaction>
{
}

impl<C> Connection for C where
    C: ConnectionTrait + TransactionTrait<Transaction = DatabaseTransaction>
{
}

/// Starts a transaction that is going to write.
///
/// SQLite takes its one write lock now, because a transaction that has read first cannot wait for it later. PostgreSQL
/// locks the rows that decide: first the reader, then the book, then the copy.
pub(super) async fn begin(db: &impl Connection) -> Result<DatabaseTransaction, DbErr> {
    db.begin_with_options(TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..Default::default()
    })
    .await
}

/// What a row looked like when a form was made from it: the instant of its last change, in microseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Version(i64);

impl Version {
    pub(super) fn of(updated_at: DateTime<Utc>) -> Self {
        Self(updated_at.timestamp_micros())
    }

    /// Reads what [`Version`] prints; anything else is a version that no row has.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        Self(text.parse().unwrap_or(i64::MIN))
    }

    /// Refuses an edit that did not see the row's last change. Without a version, the edit wins.
    pub(super) fn check(expected: Option<Self>, updated_at: DateTime<Utc>) -> Result<()> {
        match expected {
            Some(version) if version != Self::of(updated_at) => Err(Conflict::Stale.into()),
            _ => Ok(()),
        }
    }
}

impl std::fmt::Display for Version {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(formatter)
    }
}

/// The instant of a row's next change: now, but always later than its last one, so that no two changes look alike.
pub(super) fn next_change(updated_at: DateTime<Utc>, now: DateTime<Utc>) -> DateTime<Utc> {
    stored(now).max(stored(updated_at) + TimeDelta::microseconds(1))
}

/// An instant as both databases keep it: in microseconds.
pub(super) fn stored(now: DateTime<Utc>) -> DateTime<Utc> {
    now.trunc_subsecs(6)
}
