//! What a form lets people choose from: all there are while they are few, else what they look for by the beginning of
//! its name.

use std::str::FromStr;

use sea_orm::{
    ColumnTrait, DatabaseConnection, EntityTrait, PrimaryKeyTrait, QueryFilter, QueryOrder,
    QuerySelect,
};

use crate::{
    errors::Result,
    forms::{FieldErrors, Reason},
    views::{Choice, lookup::Lookup},
};

/// The longest list that people choose one from.
const MOST: u64 = 200;
/// The most that is shown of what was looked for.
const MOST_FOUND: u64 = 20;
/// The most boxes to tick.
const MOST_BOXES: u64 = 1_000;

/// How to find and name the rows of a table.
pub struct Choices<E: EntityTrait> {
    /// The column that its lists are ordered by.
    pub order: E::Column,
    /// Makes typed text comparable with that column; without it, rows are found by their key alone.
    pub fold: Option<fn(&str) -> String>,
    /// A row as a form offers it.
    pub choice: fn(&E::Model) -> Choice,
}

/// The field of a form that a choice is for.
pub struct Asked<'a> {
    /// Its name.
    pub field: &'static str,
    /// The key that is chosen.
    pub chosen: &'a mut String,
    /// What was typed to look for another.
    pub typed: &'a mut String,
    /// What is wrong with the form.
    pub errors: &'a mut FieldErrors,
    /// What choosing nothing is called, where that is possible.
    pub none: Option<String>,
}

impl<E> Choices<E>
where
    E: EntityTrait,
    <E::PrimaryKey as PrimaryKeyTrait>::ValueType: FromStr,
{
    /// What the form offers for one field. Typed text is looked for first, and chooses what alone it fits.
    ///
    /// # Errors
    /// When the database cannot answer.
    pub async fn offer(&self, db: &DatabaseConnection, asked: Asked<'_>) -> Result<Lookup> {
        if !asked.typed.is_empty() {
            let typed = std::mem::take(asked.typed);
            let found = self.found(db, &typed).await?;
            asked.chosen.clear();
            match found.as_slice() {
                [one] => *asked.chosen = self.value(one),
                [] => {
                    let reason = Reason::new("nothing-fits").with_text("typed", &typed);
                    asked.errors.add(asked.field, reason);
                    // It stays in its field, to be mended.
                    *asked.typed = typed;
                }
                _ => {
                    let reason = Reason::new("several-fit").with_text("typed", &typed);
                    asked.errors.add(asked.field, reason);
                    return Ok(Lookup::found(self.choices(&found), &typed));
                }
            }
        }
        let first = self.first(db, MOST + 1).await?;
        if first.len() as u64 <= MOST {
            return Ok(Lookup::all(self.choices(&first)));
        }
        let chosen = self.with_key(db, asked.chosen).await?;
        let none = asked.none.map(|none| Choice::new("", none));
        Ok(match (none, chosen) {
            (Some(none), chosen) => Lookup::found(
                std::iter::once(none)
                    .chain(chosen.as_ref().map(self.choice))
                    .collect(),
                "",
            ),
            (None, chosen) => Lookup::chosen(chosen.as_ref().map(self.choice)),
        })
    }

    /// Boxes to tick: the first thousand, and those beyond that are ticked.
    ///
    /// # Errors
    /// When the database cannot answer.
    pub async fn boxes(&self, db: &DatabaseConnection, ticked: &[String]) -> Result<Vec<Choice>> {
        let mut boxes = self.first(db, MOST_BOXES).await?;
        if boxes.len() as u64 == MOST_BOXES {
            let shown: Vec<String> = boxes.iter().map(|row| self.value(row)).collect();
            for key in ticked.iter().filter(|key| !shown.contains(key)) {
                boxes.extend(self.with_key(db, key).await?);
            }
        }
        Ok(self.choices(&boxes))
    }

    async fn first(&self, db: &DatabaseConnection, most: u64) -> Result<Vec<E::Model>> {
        let rows = E::find().order_by_asc(self.order).limit(most);
        Ok(rows.all(db).await?)
    }

    async fn with_key(&self, db: &DatabaseConnection, key: &str) -> Result<Option<E::Model>> {
        match key.parse::<<E::PrimaryKey as PrimaryKeyTrait>::ValueType>() {
            Ok(key) => Ok(E::find_by_id(key).one(db).await?),
            Err(_) => Ok(None),
        }
    }

    /// The row with the typed key, or those whose order begins with the typed text: a range, which the index answers.
    async fn found(&self, db: &DatabaseConnection, typed: &str) -> Result<Vec<E::Model>> {
        let Some(fold) = self.fold else {
            return Ok(self.with_key(db, typed).await?.into_iter().collect());
        };
        let from = fold(typed);
        if from.is_empty() {
            return Ok(Vec::new());
        }
        let exactly = E::find().filter(self.order.eq(from.as_str())).limit(2);
        let exactly = exactly.all(db).await?;
        if exactly.len() == 1 {
            return Ok(exactly);
        }
        let beyond = format!("{from}{}", char::MAX);
        let rows = E::find()
            .filter(self.order.gte(from))
            .filter(self.order.lt(beyond))
            .order_by_asc(self.order)
            .limit(MOST_FOUND);
        Ok(rows.all(db).await?)
    }

    fn choices(&self, rows: &[E::Model]) -> Vec<Choice> {
        rows.iter().map(self.choice).collect()
    }

    fn value(&self, row: &E::Model) -> String {
        (self.choice)(row).value().to_owned()
    }
}
