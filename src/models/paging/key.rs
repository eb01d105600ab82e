//! Keys: the columns of a list's covering index, the last of them unique.

use std::str::FromStr;

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{QueryResult, Value};
use uuid::Uuid;

/// Where a row stands in a list.
pub trait Key: Sized + Send + Sync {
    /// What tells rows apart.
    type Id;

    /// Its columns, in order; the last one tells rows apart.
    const COLUMNS: &'static [&'static str];

    /// Reads it from a row that has been asked for these columns, under names that begin so.
    fn read(row: &QueryResult, prefix: &str) -> Result<Self, sea_orm::DbErr>;

    /// The value of its last column.
    fn id(&self) -> Self::Id;

    /// The values of its columns, in order.
    fn values(&self) -> Vec<Value>;

    /// As it stands in an address: the unique part first, parts separated by full stops.
    fn text(&self) -> String;

    /// Reads what [`Key::text`] writes.
    fn parse(text: &str) -> Option<Self>;
}

/// A value that can be part of an address.
pub trait Part: Sized {
    fn write(&self) -> String;
    fn read(text: &str) -> Option<Self>;
}

fn from_str<T: FromStr>(text: &str) -> Option<T> {
    text.parse().ok()
}

impl Part for i32 {
    fn write(&self) -> String {
        self.to_string()
    }
    fn read(text: &str) -> Option<Self> {
        from_str(text)
    }
}

impl Part for Uuid {
    fn write(&self) -> String {
        self.to_string()
    }
    fn read(text: &str) -> Option<Self> {
        from_str(text)
    }
}

impl Part for NaiveDate {
    fn write(&self) -> String {
        self.to_string()
    }
    fn read(text: &str) -> Option<Self> {
        from_str(text)
    }
}

impl Part for DateTime<Utc> {
    fn write(&self) -> String {
        self.timestamp_micros().to_string()
    }
    fn read(text: &str) -> Option<Self> {
        Self::from_timestamp_micros(from_str(text)?)
    }
}

impl Part for String {
    fn write(&self) -> String {
        self.clone()
    }
    fn read(text: &str) -> Option<Self> {
        // No folded text is longer or has such characters, and PostgreSQL takes no NUL.
        (text.chars().count() <= 400 && !text.contains(char::is_control)).then(|| text.to_owned())
    }
}

/// Declares a key: its columns in the order of the index.
///
/// The first column may be a text with full stops, so addresses have it last.
macro_rules! key {
    ($(#[$doc:meta])* $name:ident { $($field:ident: $type:ty),+ } of $id:ident: $id_type:ty) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct $name {
            $(pub $field: $type),+
        }

        impl $crate::models::paging::Key for $name {
            type Id = $id_type;

            const COLUMNS: &'static [&'static str] = &[$(stringify!($field)),+];

            fn read(row: &sea_orm::QueryResult, prefix: &str) -> Result<Self, sea_orm::DbErr> {
                Ok(Self { $($field: row.try_get(prefix, stringify!($field))?),+ })
            }

            fn id(&self) -> $id_type {
                self.$id
            }

            fn values(&self) -> Vec<sea_orm::Value> {
                vec![$(self.$field.clone().into()),+]
            }

            fn text(&self) -> String {
                let mut parts = vec![$($crate::models::paging::Part::write(&self.$field)),+];
                parts.reverse();
                parts.join(".")
            }

            fn parse(text: &str) -> Option<Self> {
                let mut parts: Vec<_> = text.splitn(Self::COLUMNS.len(), '.').collect();
                parts.reverse();
                let mut parts = parts.into_iter();
                let key = Self { $($field: $crate::models::paging::Part::read(parts.next()?)?),+ };
                Some(key)
            }
        }
    };
}

pub(crate) use key;
