//! Writing the history, in the transaction of what it tells.
use chrono::{DateTime, Utc};
use sea_orm::{ActiveModelTrait, DbErr, Set};
use serde_json::{Map, Value as Json, json};

use super::log;
use crate::erased::Entry;
use crate::object::Object;
use crate::value;
use crate::{Db, Staff};

/// The longest value that is kept; a longer one is cut.
const LONGEST: usize = 10_000;

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Add,
    Change,
    Delete,
    /// An action of the declaration, by its name.
    Action(&'static str),
}

impl Kind {
    fn as_str(self) -> &'static str {
        match self {
            Self::Add => "add",
            Self::Change => "change",
            Self::Delete => "delete",
            Self::Action(name) => name,
        }
    }
}

/// What changed, by field.
#[derive(Debug, Default)]
pub(crate) struct Changes(Map<String, Json>);

impl Changes {
    /// What differs between two states of a row; one of them is missing where it was made or
    /// deleted.
    pub fn between(entry: &Entry, before: Option<&Object>, after: Option<&Object>) -> Self {
        let mut changes = Self::default();
        for (place, field) in entry.fields.iter().enumerate() {
            let of = |object: Option<&Object>| {
                object.and_then(|object| value::text(&object.values[place]))
            };
            let (old, new) = (of(before), of(after));
            if old == new || field.name == "updated_at" && before.is_some() && after.is_some() {
                continue;
            }
            if field.tweak.secret {
                changes
                    .0
                    .insert(field.name.to_owned(), json!({ "secret": true }));
            } else {
                changes.note(field.name, old, new);
            }
        }
        changes
    }

    pub fn note(&mut self, name: &str, old: Option<String>, new: Option<String>) {
        let cut =
            |text: Option<String>| text.map(|text| text.chars().take(LONGEST).collect::<String>());
        self.0
            .insert(name.to_owned(), json!({ "old": cut(old), "new": cut(new) }));
    }

    pub fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Something that happened to a row.
pub(crate) struct Event<'a> {
    pub entry: &'a Entry,
    pub object: &'a Object,
    pub kind: Kind,
    pub changes: Changes,
}

/// Writes it down.
pub(crate) async fn write(
    db: &Db<'_>,
    staff: &Staff,
    now: DateTime<Utc>,
    event: Event<'_>,
) -> Result<(), DbErr> {
    let short = |text: &str| text.chars().take(255).collect::<String>();
    log::ActiveModel {
        at: Set(now),
        user_id: Set(Some(staff.id)),
        user_name: Set(short(&staff.display_name())),
        app: Set(event.entry.app.to_owned()),
        model: Set(event.entry.slug.to_owned()),
        object_key: Set(short(&event.object.key.text())),
        object_label: Set(short(&event.object.label)),
        action: Set(event.kind.as_str().to_owned()),
        changes: Set(Json::Object(event.changes.0).to_string()),
        ..Default::default()
    }
    .insert(db)
    .await?;
    Ok(())
}
