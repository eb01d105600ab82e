//! One column of a model: what its table says, and what the declaration adds.
use sea_orm::Value;
use sea_orm::sea_query::{ArrayType, ForeignKeyAction};

use crate::declare::{Choice, Tweak, Widget};
use crate::value::Kind;

/// Where a column points to.
#[derive(Clone, Debug)]
pub(crate) struct PointsTo {
    pub table: String,
    pub column: String,
    pub on_delete: Option<ForeignKeyAction>,
}

/// One column.
#[derive(Clone)]
pub(crate) struct Field {
    pub name: &'static str,
    pub array: ArrayType,
    pub kind: Kind,
    pub null: bool,
    pub is_key: bool,
    /// The database makes the value.
    pub generated: bool,
    /// The table has a value for a row that brings none.
    pub default: Option<Value>,
    pub has_default: bool,
    pub is_text: bool,
    pub max: Option<u32>,
    /// How many digits stand behind the point, where the table says so.
    pub behind: Option<u32>,
    pub points_to: Option<PointsTo>,
    pub choices: Vec<Choice>,
    pub tweak: Tweak,
}

impl Field {
    /// Its value is shown to nobody, or not to this person.
    pub fn is_kept(&self) -> bool {
        self.tweak.secret || self.tweak.hidden
    }

    /// The model makes it from another: people have nothing to do with it.
    pub fn is_made(&self) -> bool {
        self.tweak.follows.is_some()
    }

    /// Set by the admin itself when a row is made or changed.
    pub fn is_timestamp(&self) -> bool {
        self.kind == Kind::Instant && matches!(self.name, "created_at" | "updated_at")
    }

    /// Nobody types into it, whoever they are.
    pub fn is_readonly(&self) -> bool {
        self.tweak.readonly
            || self.generated
            || self.is_made()
            || self.kind == Kind::Other
            || self.is_timestamp()
    }

    /// A form without it is refused.
    pub fn is_required(&self) -> bool {
        !self.null && !self.tweak.optional && self.kind != Kind::Flag
    }

    /// How it is filled in.
    pub fn widget(&self) -> Widget {
        if let Some(widget) = self.tweak.widget {
            return widget;
        }
        match self.kind {
            _ if self.points_to.is_some() || !self.choices.is_empty() => Widget::Select,
            Kind::Flag if self.null => Widget::Select,
            Kind::Flag => Widget::Checkbox,
            Kind::Json => Widget::Textarea { rows: 6 },
            Kind::Text if self.is_long() => Widget::Textarea { rows: 6 },
            Kind::Day => Widget::Input("date"),
            Kind::Time => Widget::Input("time"),
            Kind::Instant => Widget::Input("datetime-local"),
            _ => Widget::Line,
        }
    }

    fn is_long(&self) -> bool {
        self.max.is_some_and(|max| max > 300)
            || matches!(
                self.name,
                "summary" | "description" | "body" | "text" | "content" | "notes"
            )
    }

    /// The label of one of the values it can have.
    pub fn choice(&self, value: &str) -> Option<&str> {
        self.choices
            .iter()
            .find(|choice| choice.value == value)
            .map(|choice| choice.label.as_str())
    }
}
