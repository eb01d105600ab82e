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

/// Before the name of a table whose rows went along with a deletion: no column is called so.
pub(super) const ALONG: &str = "+along ";
/// The row with which another went.
pub(super) const WITH: &str = "+with";

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Add,
    Change,
    Delete,
    /// Rows left as a file.
    Export,
    /// An action of the declaration, by its name.
    Action(&'static str),
}

impl Kind {
    fn as_str(self) -> &'static str {
        match self {
            Self::Add => "add",
            Self::Change => "change",
            Self::Delete => "delete",
            Self::Export => "export",
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
            if field.is_made() {
                continue;
            }
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

    /// So many rows of another table went along.
    pub fn went_along(&mut self, table: &str, count: u64) {
        let name = format!("{ALONG}{table}");
        let before = self.0.get(&name).and_then(|told| told["old"].as_str());
        let before: u64 = before
            .and_then(|text| text.parse().ok())
            .unwrap_or_default();
        self.note(&name, Some((before + count).to_string()), None);
    }

    /// It went along with another row.
    pub fn went_with(&mut self, label: &str) {
        self.note(WITH, Some(label.to_owned()), None);
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
    let row = log::ActiveModel {
        object_key: Set(short(&event.object.key.text())),
        object_label: Set(short(&event.object.label)),
        changes: Set(Json::Object(event.changes.0).to_string()),
        ..begun(staff, now, event.entry, event.kind)
    };
    row.insert(db).await?;
    Ok(())
}

fn begun(staff: &Staff, now: DateTime<Utc>, entry: &Entry, kind: Kind) -> log::ActiveModel {
    log::ActiveModel {
        at: Set(now),
        user_id: Set(Some(staff.id)),
        user_name: Set(short(&staff.display_name())),
        app: Set(entry.app.to_owned()),
        model: Set(entry.slug.to_owned()),
        action: Set(kind.as_str().to_owned()),
        ..Default::default()
    }
}

fn short(text: &str) -> String {
    text.chars().take(255).collect()
}

/// What the history knows of an export: it is written before the first row leaves, and says more as
/// rows do.
#[derive(Clone, Debug)]
pub(crate) struct Exported {
    id: i64,
    told: Map<String, Json>,
}

impl Exported {
    /// Writes down who takes which columns of which rows.
    pub async fn begin(
        db: &Db<'_>,
        staff: &Staff,
        now: DateTime<Utc>,
        entry: &Entry,
        told: &[(&str, String)],
    ) -> Result<Self, DbErr> {
        let told: Map<String, Json> = told
            .iter()
            .map(|(name, value)| ((*name).to_owned(), json!({ "new": value })))
            .collect();
        let row = log::ActiveModel {
            object_key: Set(String::new()),
            object_label: Set(String::new()),
            changes: Set(Json::Object(told.clone()).to_string()),
            ..begun(staff, now, entry, Kind::Export)
        };
        let id = row.insert(db).await?.id;
        Ok(Self { id, told })
    }

    /// How many rows have left, and whether those were all.
    pub async fn tell(&mut self, db: &Db<'_>, rows: u64, all: bool) -> Result<(), DbErr> {
        let rows = if all {
            rows.to_string()
        } else {
            format!("{rows}+")
        };
        self.told.insert(ROWS.to_owned(), json!({ "new": rows }));
        log::ActiveModel {
            id: Set(self.id),
            changes: Set(Json::Object(self.told.clone()).to_string()),
            ..Default::default()
        }
        .update(db)
        .await?;
        Ok(())
    }
}

/// What the history says of an export.
pub(crate) const ROWS: &str = "+rows";
pub(crate) const FILTER: &str = "+filter";
pub(crate) const COLUMNS: &str = "+columns";
