//! Genres: names that are unique without regard to case.

use sea_orm::{
    ActiveModelBehavior, ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseConnection, DbErr,
    EntityTrait, ModelTrait, QueryFilter, QueryOrder, QuerySelect, Set, sea_query::Expr,
};

pub use super::_entities::genres::{ActiveModel, Column, Entity, Model};
use super::{
    Conflict, Error, Page, PageRequest, Pager, Problem, Result, folding,
    paging::{self, Count, Listing},
    typed::Typed,
};

/// The most characters of a name.
pub const MAX_NAME: usize = 200;
/// The most that [`all`] returns.
pub const MOST_CHOICES: u64 = 1_000;

paging::key! {
    /// Genres in the order of their names.
    Key { name_folded: String, id: i32 } of id: i32
}

#[async_trait::async_trait]
impl ActiveModelBehavior for ActiveModel {
    async fn before_save<C: ConnectionTrait>(
        mut self,
        _db: &C,
        _insert: bool,
    ) -> Result<Self, DbErr> {
        if let Set(name) = &self.name {
            self.name_folded = Set(folding::without_case(name));
        }
        Ok(self)
    }
}

/// A page of genres, by name. Two queries.
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
    let count = Count::KeptShort { total: "genres" };
    let listing = Listing::<Key>::new("genres", "name_folded", count).descending(descending);
    listing.page(db, pager, wanted).await
}

/// The genres that a form offers, by name; at most [`MOST_CHOICES`].
///
/// # Errors
/// When the database cannot answer.
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<Model>> {
    Ok(Entity::find()
        .order_by_asc(Column::NameFolded)
        .limit(MOST_CHOICES)
        .all(db)
        .await?)
}

/// The genre with this key.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn find(db: &impl ConnectionTrait, id: i32) -> Result<Model> {
    Entity::find_by_id(id).one(db).await?.ok_or(Error::NotFound)
}

/// Adds a genre.
///
/// # Errors
/// [`Error::Invalid`] when the name is empty, too long or there already.
pub async fn create(db: &impl ConnectionTrait, name: &str) -> Result<Model> {
    let new = ActiveModel {
        name: Set(checked(name)?),
        ..Default::default()
    };
    new.insert(db).await.map_err(taken)
}

impl Model {
    /// Its page.
    #[must_use]
    pub fn url(&self) -> String {
        format!("/catalog/genre/{}", self.id)
    }

    /// Gives it another name.
    ///
    /// # Errors
    /// As [`create`]; [`Error::NotFound`] when it has been deleted.
    pub async fn rename(self, db: &impl ConnectionTrait, name: &str) -> Result<Self> {
        let mut changed: ActiveModel = self.into();
        changed.name = Set(checked(name)?);
        match changed.update(db).await {
            Err(DbErr::RecordNotUpdated) => Err(Error::NotFound),
            result => result.map_err(taken),
        }
    }

    /// As [`Model::rename`], unless somebody has renamed it since it was read.
    ///
    /// # Errors
    /// As [`Model::rename`]; [`Conflict::Stale`] when it has another name by now.
    pub async fn rename_as_read(self, db: &impl ConnectionTrait, name: &str) -> Result<Self> {
        let name = checked(name)?;
        let renamed = Entity::update_many()
            .col_expr(
                Column::NameFolded,
                Expr::value(folding::without_case(&name)),
            )
            .col_expr(Column::Name, Expr::value(name))
            .filter(Column::Id.eq(self.id))
            .filter(Column::Name.eq(self.name))
            .exec(db)
            .await
            .map_err(taken)?;
        let now = find(db, self.id).await?;
        match renamed.rows_affected {
            0 => Err(Conflict::Stale.into()),
            _ => Ok(now),
        }
    }

    /// Removes it; books that had it stay, without it.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it has been deleted already.
    pub async fn remove(self, db: &impl ConnectionTrait) -> Result<()> {
        match self.delete(db).await?.rows_affected {
            0 => Err(Error::NotFound),
            _ => Ok(()),
        }
    }
}

fn checked(name: &str) -> Result<String> {
    let mut typed = Typed::default();
    let name = typed.line("name", name, MAX_NAME);
    typed.accepted()?;
    Ok(name)
}

fn taken(error: DbErr) -> Error {
    Error::or_taken(error, "name", Problem::AlreadyExists)
}
