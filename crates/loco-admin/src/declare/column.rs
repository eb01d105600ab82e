//! The columns of a list.
use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ColumnTrait, DatabaseConnection, DbErr, EntityTrait, IdenStatic, LoaderTrait, ModelTrait,
    Related,
};

use super::OrderBy;
use super::declaration::typed;
use crate::object::Object;

/// What stands in one place of a list or beside a computed field.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Cell {
    /// Nothing: shown as a dash.
    #[default]
    Empty,
    /// Words.
    Text(String),
    /// Yes or no: shown as a sign with its word.
    Flag(bool),
    /// A whole number.
    Number(i64),
    /// A day.
    Day(NaiveDate),
    /// An instant, shown in the site's time zone.
    Instant(DateTime<Utc>),
    /// Words that lead somewhere on this site.
    Link {
        /// The words.
        text: String,
        /// A path on this site.
        url: String,
    },
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        if text.is_empty() {
            Self::Empty
        } else {
            Self::Text(text)
        }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl From<bool> for Cell {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

impl From<i32> for Cell {
    fn from(number: i32) -> Self {
        Self::Number(number.into())
    }
}

impl From<i64> for Cell {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<NaiveDate> for Cell {
    fn from(day: NaiveDate) -> Self {
        Self::Day(day)
    }
}

impl From<DateTime<Utc>> for Cell {
    fn from(instant: DateTime<Utc>) -> Self {
        Self::Instant(instant)
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(some: Option<T>) -> Self {
        some.map_or(Self::Empty, Into::into)
    }
}

pub(crate) type BatchFuture = Pin<Box<dyn Future<Output = Result<Vec<Cell>, DbErr>> + Send>>;
pub(crate) type Batch = Arc<dyn Fn(Vec<Object>, DatabaseConnection) -> BatchFuture + Send + Sync>;

/// Where the cells of a column come from.
#[derive(Clone)]
pub(crate) enum Source {
    Field(&'static str),
    Computed(Arc<dyn Fn(&Object) -> Cell + Send + Sync>),
    Batch(Batch),
}

#[derive(Clone)]
pub(crate) struct DeclaredColumn {
    pub name: &'static str,
    pub label: Option<String>,
    pub source: Source,
    pub link: bool,
    pub editable: bool,
    pub order: Option<Vec<OrderBy>>,
    /// It is sorted by among few rows only.
    pub few: bool,
}

/// A column of a list.
pub struct Col<E> {
    pub(crate) declared: DeclaredColumn,
    entity: PhantomData<E>,
}

impl<E: EntityTrait> Col<E> {
    fn new(name: &'static str, label: Option<&str>, source: Source) -> Self {
        Self {
            declared: DeclaredColumn {
                name,
                label: label.map(str::to_owned),
                source,
                link: false,
                editable: false,
                order: None,
                few: false,
            },
            entity: PhantomData,
        }
    }

    /// A column of the table. One that points to another table shows what the row there is called,
    /// with one more query for the whole page.
    #[must_use]
    pub fn field(column: E::Column) -> Self {
        let name = column.as_str();
        let mut field = Self::new(name, None, Source::Field(name));
        field.declared.order = Some(vec![OrderBy::column(name)]);
        field
    }

    /// A value that is worked out from the row.
    #[must_use]
    pub fn computed<V: Into<Cell>>(
        name: &'static str,
        label: &str,
        value: impl Fn(&E::Model) -> V + Send + Sync + 'static,
    ) -> Self
    where
        E::Model: Sync + 'static,
    {
        let cell = typed::<E::Model, Cell>(move |model| value(model).into());
        Self::new(name, Some(label), Source::Computed(cell))
    }

    /// Values that are loaded for all rows of a page at once: as many cells as rows, in their
    /// order. The database is a handle of its own, so that the function can be `async`.
    #[must_use]
    pub fn batch<F, Answer>(name: &'static str, label: &str, load: F) -> Self
    where
        E::Model: Sync + 'static,
        F: Fn(Vec<E::Model>, DatabaseConnection) -> Answer + Send + Sync + 'static,
        Answer: Future<Output = Result<Vec<Cell>, DbErr>> + Send + 'static,
    {
        let batch: Batch = Arc::new(move |objects, db| {
            let models = objects
                .iter()
                .filter_map(|object| object.model::<E::Model>().cloned())
                .collect();
            Box::pin(load(models, db))
        });
        Self::new(name, Some(label), Source::Batch(batch))
    }

    /// Something about the row that a related row belongs to, such as a book's author's country:
    /// one more query for the whole page.
    #[must_use]
    pub fn related<M, V: Into<Cell>>(
        name: &'static str,
        label: &str,
        value: impl Fn(&M) -> V + Send + Sync + 'static,
    ) -> Self
    where
        M: ModelTrait + Sync + 'static,
        M::Entity: EntityTrait<Model = M>,
        E: Related<M::Entity>,
        E::Model: ModelTrait<Entity = E> + Sync + 'static,
    {
        let value = Arc::new(value);
        Self::batch(name, label, move |models: Vec<E::Model>, db| {
            let value = value.clone();
            async move {
                let related = models
                    .load_one(<M::Entity as EntityTrait>::find(), &db)
                    .await?;
                Ok(related
                    .iter()
                    .map(|row| row.as_ref().map(|row| value(row)).into())
                    .collect())
            }
        })
    }

    /// The first few of many related rows, with commas between: one more query for the whole page.
    #[must_use]
    pub fn many<M>(
        name: &'static str,
        label: &str,
        most: usize,
        text: impl Fn(&M) -> String + Send + Sync + 'static,
    ) -> Self
    where
        M: ModelTrait + Sync + 'static,
        M::Entity: EntityTrait<Model = M>,
        E: Related<M::Entity>,
        E::Model: ModelTrait<Entity = E> + Sync + 'static,
    {
        let text = Arc::new(text);
        Self::batch(name, label, move |models: Vec<E::Model>, db| {
            let text = text.clone();
            async move {
                let related = models
                    .load_many(<M::Entity as EntityTrait>::find(), &db)
                    .await?;
                Ok(related
                    .iter()
                    .map(|rows| {
                        let words: Vec<String> =
                            rows.iter().take(most).map(|row| text(row)).collect();
                        words.join(", ").into()
                    })
                    .collect())
            }
        })
    }

    /// Its cells lead to the row's page. Without one such column, the first does.
    #[must_use]
    pub fn link(mut self) -> Self {
        self.declared.link = true;
        self
    }

    /// What stands above it.
    #[must_use]
    pub fn label(mut self, label: &str) -> Self {
        self.declared.label = Some(label.to_owned());
        self
    }

    /// Its cells can be edited in the list.
    #[must_use]
    pub fn editable(mut self) -> Self {
        self.declared.editable = true;
        self
    }

    /// Sorting by it sorts by these columns of the table.
    #[must_use]
    pub fn order_by(mut self, columns: impl IntoIterator<Item = E::Column>) -> Self {
        self.declared.order = Some(
            columns
                .into_iter()
                .map(|column| OrderBy::column(column.as_str()))
                .collect(),
        );
        self
    }

    /// Sorting by it is for short lists, of 10 000 rows at most, because no index has its order: of a longer list the
    /// database would sort every row for each page. There the page says so, and leaves it out until somebody has narrowed
    /// the list down. So it does with a second column that somebody sorts by.
    #[must_use]
    pub fn order_of_few(mut self) -> Self {
        self.declared.few = true;
        self
    }

    /// Sorting by it sorts by these columns of the table that `key` points to. Where every row points to one there, an
    /// index over those columns is used, and another over `key` and this list's usual order.
    #[must_use]
    pub fn order_via<C: ColumnTrait>(
        mut self,
        key: E::Column,
        columns: impl IntoIterator<Item = C>,
    ) -> Self {
        self.declared.order = Some(
            columns
                .into_iter()
                .map(|column| OrderBy {
                    via: Some(key.as_str()),
                    ..OrderBy::column(column.as_str())
                })
                .collect(),
        );
        self
    }
}
