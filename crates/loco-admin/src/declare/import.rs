//! What may come in from CSV files.
use std::marker::PhantomData;

use sea_orm::{EntityTrait, IdenStatic};

#[derive(Clone, Copy, Debug)]
pub(crate) struct DeclaredImport {
    /// The column by which a line finds the row that it changes; else the primary key.
    pub by: Option<&'static str>,
    pub most_bytes: u64,
    pub most_rows: u64,
}

/// Lets people import rows from CSV files: each file is tried first, and then goes in as a whole or
/// not at all, through the same rules, permissions and history as the forms.
///
/// ```
/// # mod books {
/// #     use sea_orm::entity::prelude::*;
/// #     #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
/// #     #[sea_orm(table_name = "books")]
/// #     pub struct Model { #[sea_orm(primary_key)] pub id: i32, pub title: String, #[sea_orm(unique)] pub isbn: String }
/// #     #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
/// #     pub enum Relation {}
/// #     impl ActiveModelBehavior for ActiveModel {}
/// # }
/// use loco_admin::{Import, Options};
///
/// let options: Options<books::Entity> =
///     Options::new().import(Import::by(books::Column::Isbn).most_megabytes(50));
/// ```
pub struct Import<E> {
    pub(crate) declared: DeclaredImport,
    entity: PhantomData<E>,
}

impl<E: EntityTrait> Default for Import<E> {
    fn default() -> Self {
        Self::new()
    }
}

impl<E: EntityTrait> Import<E> {
    /// A line changes the row with its primary key, where the file has that column; any other line
    /// is a new row.
    #[must_use]
    pub fn new() -> Self {
        Self {
            declared: DeclaredImport {
                by: None,
                most_bytes: 10_000_000,
                most_rows: 20_000,
            },
            entity: PhantomData,
        }
    }

    /// A line changes the row that has its value in this column, which is to be unique; a line
    /// whose value no row has is a new row.
    #[must_use]
    pub fn by(column: E::Column) -> Self {
        let mut import = Self::new();
        import.declared.by = Some(column.as_str());
        import
    }

    /// The largest file, in millions of bytes (10).
    #[must_use]
    pub fn most_megabytes(mut self, megabytes: u32) -> Self {
        self.declared.most_bytes = u64::from(megabytes) * 1_000_000;
        self
    }

    /// The most lines of one file (20 000). All of them are written in one transaction, during
    /// which SQLite lets nobody else write.
    #[must_use]
    pub fn most_rows(mut self, rows: u32) -> Self {
        self.declared.most_rows = u64::from(rows);
        self
    }
}
