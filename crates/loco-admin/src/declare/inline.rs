//! Rows of another table that are edited on the page of the row they point to.
use sea_orm::{ColumnTrait, EntityName};

#[derive(Clone, Debug)]
pub(crate) struct DeclaredInline {
    pub table: String,
    /// The column that points to the row of the page.
    pub key: &'static str,
    pub columns: Vec<&'static str>,
    pub stacked: bool,
    pub extra: usize,
    pub min: usize,
    pub max: usize,
    pub deletes: bool,
    pub change_link: bool,
    pub title: Option<String>,
}

/// Rows of another registered model that point to this one, edited on its page and saved with it.
///
/// Their permissions, rules and hooks are those of their own declaration.
pub struct Inline {
    pub(crate) declared: DeclaredInline,
}

impl Inline {
    fn new<C: ColumnTrait>(key: C, stacked: bool) -> Self {
        Self {
            declared: DeclaredInline {
                table: C::EntityName::default().table_name().to_owned(),
                key: key.as_str(),
                columns: Vec::new(),
                stacked,
                extra: 3,
                min: 0,
                max: 200,
                deletes: true,
                change_link: false,
                title: None,
            },
        }
    }

    /// A table with a line for each row. `key` is the column that points here.
    #[must_use]
    pub fn tabular<C: ColumnTrait>(key: C) -> Self {
        Self::new(key, false)
    }

    /// A small form for each row.
    #[must_use]
    pub fn stacked<C: ColumnTrait>(key: C) -> Self {
        Self::new(key, true)
    }

    /// Which columns are there to edit. Without it, those of the model's own form.
    #[must_use]
    pub fn columns<C: ColumnTrait>(mut self, columns: impl IntoIterator<Item = C>) -> Self {
        self.declared.columns = columns.into_iter().map(|column| column.as_str()).collect();
        self
    }

    /// How many empty rows stand ready (3).
    #[must_use]
    pub fn extra(mut self, rows: usize) -> Self {
        self.declared.extra = rows;
        self
    }

    /// How many rows there must be.
    #[must_use]
    pub fn min(mut self, rows: usize) -> Self {
        self.declared.min = rows;
        self
    }

    /// How many rows there can be (200).
    #[must_use]
    pub fn max(mut self, rows: usize) -> Self {
        self.declared.max = rows;
        self
    }

    /// Rows cannot be deleted here.
    #[must_use]
    pub fn no_deleting(mut self) -> Self {
        self.declared.deletes = false;
        self
    }

    /// Each row leads to its own page.
    #[must_use]
    pub fn show_change_link(mut self) -> Self {
        self.declared.change_link = true;
        self
    }

    /// What stands above the rows, instead of the model's name.
    #[must_use]
    pub fn title(mut self, title: &str) -> Self {
        self.declared.title = Some(title.to_owned());
        self
    }
}
