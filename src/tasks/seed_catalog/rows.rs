//! Writes many rows with few statements.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use loco_oidc::models::users;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, DatabaseTransaction, DbErr, EntityTrait,
    IntoActiveModel, Iterable, PrimaryKeyTrait, QueryFilter,
};

use crate::models::{
    _entities::{genres, languages},
    folding,
};

/// Both databases take more (SQLite 32 766), but a statement is kept once it is prepared, and a long one is large.
const MOST_PARAMETERS: usize = 8_000;

/// So many of the rows that are left go into the next statement: as many as it takes, and of the last few rows a power of
/// two, so that ever the same few statements are prepared and kept.
fn rows_a_statement<E: EntityTrait>(left: usize) -> usize {
    let most = MOST_PARAMETERS / E::Column::iter().count().max(1);
    match left.checked_ilog2() {
        Some(power) if left < most => 1 << power,
        _ => most,
    }
}

/// Adds rows whose keys are set.
///
/// # Errors
/// When the database refuses one of them.
pub async fn insert<A>(db: &DatabaseTransaction, rows: Vec<A>) -> Result<(), DbErr>
where
    A: ActiveModelTrait + Send,
{
    let mut rows = rows.into_iter();
    loop {
        let size = rows_a_statement::<A::Entity>(rows.len());
        let part: Vec<A> = rows.by_ref().take(size).collect();
        if part.is_empty() {
            return Ok(());
        }
        A::Entity::insert_many(part)
            .exec_without_returning(db)
            .await?;
    }
}

/// Adds rows to which the database gives the keys, and returns the keys in the order of the rows.
///
/// # Errors
/// When the database refuses one of them.
pub async fn insert_for_keys<A>(db: &DatabaseTransaction, rows: Vec<A>) -> Result<Vec<i32>, DbErr>
where
    A: ActiveModelTrait + Send,
    <A::Entity as EntityTrait>::Model: IntoActiveModel<A>,
    <A::Entity as EntityTrait>::PrimaryKey: PrimaryKeyTrait<ValueType = i32>,
{
    let mut rows = rows.into_iter();
    let mut keys = Vec::new();
    loop {
        let size = rows_a_statement::<A::Entity>(rows.len());
        let part: Vec<A> = rows.by_ref().take(size).collect();
        if part.is_empty() {
            return Ok(keys);
        }
        let mut given = A::Entity::insert_many(part)
            .exec_with_returning_keys(db)
            .await?;
        // Keys are given row by row and ascend; in which order they come back is nowhere promised.
        given.sort_unstable();
        keys.extend(given);
    }
}

/// The keys of the genres with these names, in their order; a name that is not there yet is added.
///
/// # Errors
/// When the database does not answer.
pub async fn genres_named(db: &DatabaseTransaction, names: &[String]) -> Result<Vec<i32>, DbErr> {
    let mut keys = Vec::with_capacity(names.len());
    for name in names {
        let folded = folding::without_case(name);
        let found = genres::Entity::find()
            .filter(genres::Column::NameFolded.eq(&folded))
            .one(db)
            .await?;
        keys.push(match found {
            Some(genre) => genre.id,
            None => {
                let genre = genres::ActiveModel {
                    name: Set(name.clone()),
                    name_folded: Set(folded),
                    ..Default::default()
                };
                genre.insert(db).await?.id
            }
        });
    }
    Ok(keys)
}

/// The keys of the languages with these names, in their order; a name that is not there yet is added.
///
/// # Errors
/// When the database does not answer.
pub async fn languages_named(
    db: &DatabaseTransaction,
    names: &[String],
) -> Result<Vec<i32>, DbErr> {
    let mut keys = Vec::with_capacity(names.len());
    for name in names {
        let folded = folding::without_case(name);
        let found = languages::Entity::find()
            .filter(languages::Column::NameFolded.eq(&folded))
            .one(db)
            .await?;
        keys.push(match found {
            Some(language) => language.id,
            None => {
                let language = languages::ActiveModel {
                    name: Set(name.clone()),
                    name_folded: Set(folded),
                    ..Default::default()
                };
                language.insert(db).await?.id
            }
        });
    }
    Ok(keys)
}

/// A reader, as far as lending is concerned.
pub struct Reader<'a> {
    /// Unique.
    pub username: &'a str,
    /// Given name.
    pub first_name: &'a str,
    /// Family name.
    pub last_name: &'a str,
    /// Empty: never written to, and never found at a sign-in.
    pub email: &'a str,
    /// Language of the mails.
    pub locale: &'a str,
}

impl Reader<'_> {
    /// The key of the user with this username, made when there is none.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn key(&self, db: &DatabaseTransaction, now: DateTime<Utc>) -> Result<i32, DbErr> {
        if let Some(user) = users::Model::find_by_username(db, self.username).await? {
            return Ok(user.id);
        }
        let user = users::ActiveModel {
            username: Set(self.username.to_owned()),
            email: Set(self.email.to_owned()),
            email_verified: Set(!self.email.is_empty()),
            first_name: Set(self.first_name.to_owned()),
            last_name: Set(self.last_name.to_owned()),
            locale: Set(self.locale.to_owned()),
            is_active: Set(true),
            is_staff: Set(false),
            is_superuser: Set(false),
            date_joined: Set(now),
            last_sign_in_at: Set(None),
            ..Default::default()
        };
        Ok(user.insert(db).await?.id)
    }
}

/// When something happened at the desk on this day.
#[must_use]
pub fn at_the_desk(day: NaiveDate) -> DateTime<Utc> {
    day.and_time(NaiveTime::from_hms_opt(10, 30, 0).expect("half past ten is a time"))
        .and_utc()
}
