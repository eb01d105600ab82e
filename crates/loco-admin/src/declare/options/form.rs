//! What a row's form shows, and how its fields are filled in.
use std::sync::Arc;

use sea_orm::{EntityTrait, IdenStatic};

use super::Options;
use crate::declare::{Cell, Choice, Col, DeclaredFieldset, FieldRef, Inline, Many, Widget};

/// The form and its fields.
impl<E: EntityTrait> Options<E> {
    /// The next group of fields in the form, with its title (or `""`). Each inner list is a line.
    #[must_use]
    pub fn fieldset(self, title: &str, lines: impl IntoIterator<Item = Vec<FieldRef>>) -> Self {
        self.with(|all| {
            all.fieldsets
                .push(DeclaredFieldset::new(title, lines, false));
        })
    }

    /// The same, folded up until somebody opens it.
    #[must_use]
    pub fn collapsed(self, title: &str, lines: impl IntoIterator<Item = Vec<FieldRef>>) -> Self {
        self.with(|all| {
            all.fieldsets
                .push(DeclaredFieldset::new(title, lines, true));
        })
    }

    /// What stands below the title of the fieldset before.
    #[must_use]
    pub fn description(self, text: &str) -> Self {
        self.with(|all| {
            if let Some(last) = all.fieldsets.last_mut() {
                last.description = text.to_owned();
            }
        })
    }

    /// Fields that are shown and not edited.
    #[must_use]
    pub fn readonly(self, columns: impl IntoIterator<Item = E::Column>) -> Self {
        columns.into_iter().fold(self, |options, column| {
            options.tweak(column, |field| field.readonly = true)
        })
    }

    /// A field that only people with this permission edit; others see it.
    #[must_use]
    pub fn needs(self, column: E::Column, permission: &'static str) -> Self {
        self.tweak(column, |field| field.needs = Some(permission))
    }

    /// A field whose value only people with this permission see. For others it is in no list, form, filter, search,
    /// export, import and history, and no order follows it.
    #[must_use]
    pub fn needs_to_view(self, column: E::Column, permission: &'static str) -> Self {
        self.tweak(column, |field| field.needs_to_view = Some(permission))
    }

    /// A value that is worked out, for fieldsets by its name: shown and not edited.
    #[must_use]
    pub fn computed<V: Into<Cell>>(
        self,
        name: &'static str,
        label: &str,
        value: impl Fn(&E::Model) -> V + Send + Sync + 'static,
    ) -> Self
    where
        E::Model: Sync + 'static,
    {
        self.with(|all| {
            all.computed
                .push(Col::<E>::computed(name, label, value).declared);
        })
    }

    /// What a field is called, in the form and in the list.
    #[must_use]
    pub fn field_label(self, column: E::Column, label: &str) -> Self {
        self.tweak(column, |field| field.label = Some(label.to_owned()))
    }

    /// What stands below a field.
    #[must_use]
    pub fn help(self, column: E::Column, text: &str) -> Self {
        self.tweak(column, |field| field.help = Some(text.to_owned()))
    }

    /// How a field is filled in.
    #[must_use]
    pub fn widget(self, column: E::Column, widget: Widget) -> Self {
        self.tweak(column, |field| field.widget = Some(widget))
    }

    /// The values that a field can have, each with its label.
    #[must_use]
    pub fn choices<V: Into<String>, L: Into<String>>(
        self,
        column: E::Column,
        choices: impl IntoIterator<Item = (V, L)>,
    ) -> Self {
        self.tweak(column, |field| {
            field.choices = choices
                .into_iter()
                .map(|(value, label)| Choice {
                    value: value.into(),
                    label: label.into(),
                })
                .collect();
        })
    }

    /// The longest text that a field takes, in characters, where the table does not say.
    #[must_use]
    pub fn max_length(self, column: E::Column, characters: u32) -> Self {
        self.tweak(column, |field| field.max = Some(characters))
    }

    /// Fields that may be left empty although the column is not null: an empty text is stored.
    #[must_use]
    pub fn optional(self, columns: impl IntoIterator<Item = E::Column>) -> Self {
        columns.into_iter().fold(self, |options, column| {
            options.tweak(column, |field| field.optional = true)
        })
    }

    /// What an empty form begins with, as text.
    #[must_use]
    pub fn initial(
        self,
        column: E::Column,
        value: impl Fn() -> String + Send + Sync + 'static,
    ) -> Self {
        self.tweak(column, |field| field.initial = Some(Arc::new(value)))
    }

    /// A field that is made from others while somebody types, such as a slug from a title.
    #[must_use]
    pub fn prepopulated(
        self,
        column: E::Column,
        from: impl IntoIterator<Item = E::Column>,
    ) -> Self {
        self.tweak(column, |field| {
            field.made_from = from.into_iter().map(|column| column.as_str()).collect();
        })
    }

    /// A column that the model itself makes from another when it is saved, such as a name without regard to case. People
    /// meet it nowhere but in orders: it is in no form, list, export and history unless named, and a rule of the
    /// database that it breaks stands beside the other.
    #[must_use]
    pub fn follows(self, column: E::Column, from: E::Column) -> Self {
        self.tweak(column, |field| field.follows = Some(from.as_str()))
    }

    /// A rule for what somebody types into a field: `Err` with the message.
    #[must_use]
    pub fn validate(
        self,
        column: E::Column,
        rule: impl Fn(&str) -> Result<(), String> + Send + Sync + 'static,
    ) -> Self {
        self.tweak(column, |field| field.rules.push(Arc::new(rule)))
    }

    /// Fields whose values are shown nowhere and not kept in the history.
    #[must_use]
    pub fn secret(self, columns: impl IntoIterator<Item = E::Column>) -> Self {
        columns.into_iter().fold(self, |options, column| {
            options.tweak(column, |field| field.secret = true)
        })
    }

    /// How a text that a machine has written is read.
    #[must_use]
    pub(crate) fn reads(self, column: E::Column, reads: fn(&str) -> String) -> Self {
        self.tweak(column, |field| field.reads = Some(reads))
    }

    /// A choice of any number of rows of another table, for fieldsets by its name.
    #[must_use]
    pub fn many(self, many: Many<E>) -> Self {
        self.with(|all| all.many.push(many.declared))
    }

    /// Rows of another table that point to this one, edited on its page.
    #[must_use]
    pub fn inline(self, inline: Inline) -> Self {
        self.with(|all| all.inlines.push(inline.declared))
    }

    /// Offers "Save as new" on a row's page.
    #[must_use]
    pub fn save_as_new(self) -> Self {
        self.with(|all| all.save_as_new = true)
    }

    /// Repeats the buttons above the form.
    #[must_use]
    pub fn save_on_top(self) -> Self {
        self.with(|all| all.save_on_top = true)
    }
}
