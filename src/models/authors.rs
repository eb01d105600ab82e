//! Authors: "Last, First", and the books they wrote.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ActiveModelBehavior, ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseConnection, DbErr,
    EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set,
};

pub use super::_entities::authors::{ActiveModel, Column, Entity, Model};
use super::{
    Blocked, Error, Page, PageRequest, Pager, Pointer, Problem, Result, Total, Version, books,
    folding,
    paging::{self, COUNT_LIMIT, Count, Listing},
    search,
    transaction::{self, next_change, stored},
    typed::Typed,
};

/// The most characters of a first or last name.
pub const MAX_NAME: usize = 100;

/// How many of the rows that forbid a delete are shown.
pub(super) const SHOWN_POINTERS: u64 = 10;

paging::key! {
    /// Authors in the order of their names.
    Key { sort_name: String, id: i32 } of id: i32
}

/// An author as lists name them.
pub(super) fn display(last_name: &str, first_name: &str) -> String {
    format!("{last_name}, {first_name}")
}

/// The page of the author with this key.
pub(super) fn url(id: i32) -> String {
    format!("/catalog/author/{id}")
}

/// What is known of an author.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Values {
    /// Given name.
    pub first_name: String,
    /// Family name.
    pub last_name: String,
    /// When born, if known.
    pub date_of_birth: Option<NaiveDate>,
    /// When died, if so and known.
    pub date_of_death: Option<NaiveDate>,
}

#[async_trait::async_trait]
impl ActiveModelBehavior for ActiveModel {
    /// Keeps `sort_name` in step with the names, whoever writes them.
    async fn before_save<C: ConnectionTrait>(
        mut self,
        _db: &C,
        _insert: bool,
    ) -> Result<Self, DbErr> {
        if let (Some(first), Some(last)) =
            (self.first_name.try_as_ref(), self.last_name.try_as_ref())
        {
            let sort_name = folding::sort_name(last, first);
            if self.sort_name.try_as_ref() != Some(&sort_name) {
                self.sort_name = Set(sort_name);
            }
        }
        Ok(self)
    }
}

/// A page of authors, by last name and first name. Two queries.
///
/// # Errors
/// [`Error::NotFound`] past the last page.
pub async fn list(
    db: &DatabaseConnection,
    pager: &Pager,
    wanted: &PageRequest,
) -> Result<Page<Model>> {
    list_in(db, pager, wanted, false).await
}

/// As [`list`], or from the last name to the first. Two queries.
///
/// # Errors
/// As [`list`].
pub async fn list_in(
    db: &DatabaseConnection,
    pager: &Pager,
    wanted: &PageRequest,
    descending: bool,
) -> Result<Page<Model>> {
    let count = Count::of_order(descending, "authors", "author_changes");
    Listing::<Key>::new("authors", "ix_authors_order", count)
        .descending(descending)
        .page(db, pager, wanted)
        .await
}

/// A page of the authors whose names have all the words of the query, or words that begin so. Two queries.
///
/// # Errors
/// [`Error::NotFound`] past the last page.
pub async fn search(
    db: &DatabaseConnection,
    pager: &Pager,
    query: &str,
    wanted: &PageRequest,
) -> Result<Page<Model>> {
    let found = search::authors(db, pager, query, wanted).await?;
    let rows = by_ids(db, &found.keys).await?;
    Ok(found.into_page(rows))
}

async fn by_ids(db: &DatabaseConnection, ids: &[i32]) -> Result<Vec<Model>> {
    paging::rows_in_order::<Entity, _>(db, ids, Column::Id, |row| row.id).await
}

/// The first authors by name, for a form's choice: at most `most`. One query.
///
/// # Errors
/// When the database cannot answer.
pub async fn choices(db: &impl ConnectionTrait, most: u64) -> Result<Vec<Model>> {
    let authors = Entity::find()
        .order_by_asc(Column::SortName)
        .order_by_asc(Column::Id);
    Ok(authors.limit(most).all(db).await?)
}

/// The author with this key.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn find(db: &impl ConnectionTrait, id: i32) -> Result<Model> {
    Entity::find_by_id(id).one(db).await?.ok_or(Error::NotFound)
}

/// Adds an author.
///
/// # Errors
/// [`Error::Invalid`] when a name is empty or too long, or somebody died before being born.
pub async fn create(
    db: &impl ConnectionTrait,
    values: &Values,
    now: DateTime<Utc>,
) -> Result<Model> {
    let mut new = values.checked()?;
    new.created_at = Set(stored(now));
    new.updated_at = Set(stored(now));
    Ok(new.insert(db).await?)
}

impl Values {
    fn checked(&self) -> Result<ActiveModel> {
        let mut typed = Typed::default();
        let first_name = typed.line("first_name", &self.first_name, MAX_NAME);
        let last_name = typed.line("last_name", &self.last_name, MAX_NAME);
        if self
            .date_of_birth
            .is_some_and(|born| self.date_of_death.is_some_and(|died| died < born))
        {
            typed.reject("date_of_death", Problem::DiedBeforeBirth);
        }
        typed.accepted()?;
        Ok(ActiveModel {
            first_name: Set(first_name),
            last_name: Set(last_name),
            date_of_birth: Set(self.date_of_birth),
            date_of_death: Set(self.date_of_death),
            ..Default::default()
        })
    }
}

impl std::fmt::Display for Model {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&display(&self.last_name, &self.first_name))
    }
}

impl Model {
    /// The page of the author.
    #[must_use]
    pub fn url(&self) -> String {
        url(self.id)
    }

    /// What a form opened now has seen.
    #[must_use]
    pub fn version(&self) -> Version {
        Version::of(self.updated_at)
    }

    /// What a form opened now shows.
    #[must_use]
    pub fn values(&self) -> Values {
        Values {
            first_name: self.first_name.clone(),
            last_name: self.last_name.clone(),
            date_of_birth: self.date_of_birth,
            date_of_death: self.date_of_death,
        }
    }

    /// Changes what is known of the author.
    ///
    /// # Errors
    /// As [`create`]; [`super::Conflict::Stale`] when somebody changed the author after `seen`; [`Error::NotFound`]
    /// when the author has been deleted.
    pub async fn change(
        &self,
        db: &DatabaseConnection,
        values: &Values,
        seen: Option<Version>,
        now: DateTime<Utc>,
    ) -> Result<Self> {
        let mut changed = values.checked()?;
        let transaction = transaction::begin(db).await?;
        let current = Entity::find_by_id(self.id)
            .lock_exclusive()
            .one(&transaction)
            .await?
            .ok_or(Error::NotFound)?;
        Version::check(seen, current.updated_at)?;
        changed.id = Set(current.id);
        changed.updated_at = Set(next_change(current.updated_at, now));
        let saved = changed.update(&transaction).await?;
        transaction.commit().await?;
        Ok(saved)
    }

    /// Removes an author without books.
    ///
    /// # Errors
    /// [`Error::Blocked`] with the books that are still there; [`Error::NotFound`] when the author has been deleted.
    pub async fn remove(&self, db: &DatabaseConnection) -> Result<()> {
        let transaction = transaction::begin(db).await?;
        Entity::find_by_id(self.id)
            .lock_exclusive()
            .one(&transaction)
            .await?
            .ok_or(Error::NotFound)?;
        self.check_without_books(&transaction).await?;
        Entity::delete_by_id(self.id).exec(&transaction).await?;
        transaction.commit().await?;
        Ok(())
    }

    /// What a delete page shows before anybody presses the button.
    ///
    /// # Errors
    /// [`Error::Blocked`] with the books that are still there.
    pub async fn check_without_books(&self, db: &impl ConnectionTrait) -> Result<()> {
        let of_author = books::Entity::find().filter(books::Column::AuthorId.eq(self.id));
        let titles = of_author
            .clone()
            .order_by_asc(books::Column::SortTitle)
            .limit(SHOWN_POINTERS)
            .all(db)
            .await?;
        if titles.is_empty() {
            return Ok(());
        }
        let some = of_author
            .select_only()
            .column(books::Column::Id)
            .limit(COUNT_LIMIT + 1);
        let count = some.into_tuple::<i32>().all(db).await?.len();
        Err(Error::Blocked(Blocked {
            by: titles
                .into_iter()
                .map(|book| Pointer {
                    url: book.url(),
                    title: book.title,
                })
                .collect(),
            total: Total::capped(count as u64),
        }))
    }
}
