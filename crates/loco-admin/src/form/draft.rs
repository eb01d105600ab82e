//! What somebody has typed for one row, and what is wrong with it.
use std::collections::BTreeMap;

use sea_orm::{DbErr, Value};

use super::Submitted;
use crate::choices;
use crate::declare::Choice;
use crate::erased::Entry;
use crate::field::Field;
use crate::number;
use crate::object::Object;
use crate::value::{self, Kind};
use crate::visit::Visit;

/// The texts of a form's fields for one row.
#[derive(Clone, Debug, Default)]
pub(crate) struct Draft {
    /// Before each name in the form, such as `copies-0-` in an inline.
    pub prefix: String,
    pub values: BTreeMap<&'static str, Vec<String>>,
    /// What was typed to search for a row, and what was found.
    pub searched: BTreeMap<&'static str, (String, Vec<Choice>)>,
    pub errors: BTreeMap<String, Vec<String>>,
    pub above: Vec<String>,
}

impl Draft {
    /// An empty row: what the declaration and the table begin with, or what the address says.
    pub fn blank(
        visit: &Visit,
        entry: &Entry,
        names: &[&'static str],
        asked: &[(String, String)],
    ) -> Self {
        let mut draft = Self::default();
        for name in names {
            let asked: Vec<String> = asked
                .iter()
                .filter(|(key, _)| key == name)
                .map(|(_, value)| value.clone())
                .collect();
            let text = match entry.field(name) {
                _ if !asked.is_empty() => asked,
                Some(field) => vec![initial(visit, field)],
                None => Vec::new(),
            };
            draft.values.insert(name, text);
        }
        draft
    }

    /// A row as it is.
    pub fn of(
        visit: &Visit,
        entry: &Entry,
        object: &Object,
        many: BTreeMap<&'static str, Vec<String>>,
    ) -> Self {
        let mut draft = Self {
            values: many,
            ..Self::default()
        };
        for (field, value) in entry.fields.iter().zip(object.values.iter()) {
            draft
                .values
                .insert(field.name, vec![shown(visit, field, value)]);
        }
        draft
    }

    /// Takes over what was sent for these fields; what was not sent stays.
    pub fn send(mut self, entry: &Entry, names: &[&'static str], sent: &Submitted) -> Self {
        for name in names {
            let key = format!("{}{name}", self.prefix);
            if entry.field(name).is_some() {
                if let Some(text) = sent.last(&key) {
                    self.values.insert(name, vec![text.trim().to_owned()]);
                }
                if let Some(typed) = sent.last(&format!("{key}__search")) {
                    self.searched
                        .insert(name, (typed.trim().to_owned(), Vec::new()));
                }
            } else if let Some(all) = sent.all(&key) {
                let mut chosen: Vec<String> = all
                    .iter()
                    .filter(|text| !text.is_empty())
                    .cloned()
                    .collect();
                chosen.sort();
                chosen.dedup();
                self.values.insert(name, chosen);
            }
        }
        self
    }

    pub fn text(&self, name: &str) -> &str {
        self.values
            .get(name)
            .and_then(|all| all.first())
            .map_or("", String::as_str)
    }

    pub fn all(&self, name: &str) -> &[String] {
        self.values.get(name).map_or(&[], Vec::as_slice)
    }

    pub fn wrong(&mut self, name: &str, message: String) {
        let messages = self.errors.entry(name.to_owned()).or_default();
        if !messages.contains(&message) {
            messages.push(message);
        }
    }

    pub fn is_right(&self) -> bool {
        self.errors.is_empty() && self.above.is_empty()
    }

    /// Checks what was typed, and gives the values that differ from the row as it is. What has not
    /// been changed is not checked: a rule that came later must not keep people from saving.
    pub async fn check(
        &mut self,
        visit: &Visit,
        entry: &Entry,
        names: &[&'static str],
        before: Option<&Object>,
    ) -> Result<Vec<(usize, Value)>, DbErr> {
        let mut changes = Vec::new();
        for name in names {
            let (Some(place), Some(field)) = (entry.place(name), entry.field(name)) else {
                self.check_many(visit, entry, name).await?;
                continue;
            };
            self.search(visit, field).await?;
            if self.errors.contains_key(*name) {
                continue;
            }
            let text = self.text(name).to_owned();
            let old = before.map(|object| shown(visit, field, &object.values[place]));
            if old.as_ref() == Some(&text) {
                continue;
            }
            match Self::value(visit, field, &text) {
                Err(message) => self.wrong(name, message),
                Ok(value) => {
                    if !value::is_null(&value) && !exists(visit, field, &text).await? {
                        self.wrong(name, visit.text("admin-error-choice"));
                    }
                    // The table's own value is better than an empty one.
                    let left_to_table =
                        before.is_none() && value::is_null(&value) && field.has_default;
                    if !left_to_table {
                        changes.push((place, value));
                    }
                }
            }
        }
        Ok(changes)
    }

    /// The value that a text stands for in a field, or what is wrong with it.
    pub fn value(visit: &Visit, field: &Field, text: &str) -> Result<Value, String> {
        let say = |key: &str| visit.text(key);
        if text.contains('\0') {
            return Err(say("admin-error-value"));
        }
        if text.is_empty() {
            if field.is_required() && !field.has_default {
                return Err(say("admin-error-required"));
            }
            return match value::null(&field.array) {
                Some(null) if field.null => Ok(null),
                Some(null) if field.has_default => Ok(null),
                _ if field.is_text => Ok(Value::from("")),
                _ => Err(say("admin-error-required")),
            };
        }
        if !field.choices.is_empty() && field.choice(text).is_none() {
            return Err(say("admin-error-choice"));
        }
        if let Some(max) = field.max.filter(|_| field.kind == Kind::Text)
            && text.chars().count() > max as usize
        {
            return Err(visit.text_with("admin-error-long", &[("max", u64::from(max).into())]));
        }
        let text = number::plain(field, text, visit.language).map_err(say)?;
        let value = value::parse(&field.array, &text, visit.site.zone()).map_err(say)?;
        for rule in &field.tweak.rules {
            rule(&text).map_err(|message| visit.said(&message))?;
        }
        Ok(value)
    }

    /// Takes the row that was searched for, where there is exactly one; else offers those found.
    async fn search(&mut self, visit: &Visit, field: &Field) -> Result<(), DbErr> {
        let Some(typed) = self
            .searched
            .get(field.name)
            .map(|(typed, _)| typed.clone())
            .filter(|typed| !typed.is_empty())
        else {
            return Ok(());
        };
        let Some(to) = &field.points_to else {
            return Ok(());
        };
        let Some(target) = visit.site.visible(&visit.staff, &to.table) else {
            return Ok(());
        };
        let (found, more) = choices::find(visit, target, &typed).await?;
        let offered: Vec<Choice> = found
            .iter()
            .map(|row| choices::choice(target, row, &to.column))
            .collect();
        match &offered[..] {
            [only] if !more => {
                self.values.insert(field.name, vec![only.value.clone()]);
                self.searched.remove(field.name);
            }
            [] => self.wrong(field.name, visit.text("admin-error-nothing-found")),
            several => {
                let chosen = self.text(field.name);
                if several.iter().any(|choice| choice.value == chosen) {
                    self.searched.remove(field.name);
                    return Ok(());
                }
                self.wrong(field.name, visit.text("admin-error-several-found"));
                self.searched.insert(field.name, (typed, offered));
            }
        }
        Ok(())
    }

    async fn check_many(&mut self, visit: &Visit, entry: &Entry, name: &str) -> Result<(), DbErr> {
        let Some(many) = entry.many(name) else {
            return Ok(());
        };
        let chosen = self.all(name).to_vec();
        let Some(target) = visit.site.by_table(&many.target) else {
            return Ok(());
        };
        let rows = choices::with_values(visit, &visit.db(), target, &many.right.1, &chosen).await?;
        if rows.len() != chosen.len() {
            self.wrong(name, visit.text("admin-error-choice"));
        }
        Ok(())
    }
}

/// What a form shows of a value: nothing of a secret, which stays as it is where nothing is typed.
fn shown(visit: &Visit, field: &Field, value: &Value) -> String {
    if field.is_kept() {
        String::new()
    } else {
        input(visit, field, value)
    }
}

fn input(visit: &Visit, field: &Field, value: &Value) -> String {
    if field.kind == Kind::Decimal {
        number::typed(field, value, visit.language)
    } else {
        value::input(value, visit.site.zone())
    }
}

fn initial(visit: &Visit, field: &Field) -> String {
    if let Some(initial) = &field.tweak.initial {
        return initial();
    }
    if field.is_key && field.kind == Kind::Uuid {
        return uuid::Uuid::new_v4().to_string();
    }
    match &field.default {
        Some(default) => input(visit, field, default),
        None if field.kind == Kind::Flag && !field.null => "false".to_owned(),
        None => String::new(),
    }
}

/// Whether the row that a field would point to is there, and in this person's sight.
async fn exists(visit: &Visit, field: &Field, text: &str) -> Result<bool, DbErr> {
    let Some(to) = &field.points_to else {
        return Ok(true);
    };
    // Of a table that is not registered the database itself knows.
    let Some(target) = visit.site.by_table(&to.table) else {
        return Ok(true);
    };
    Ok(choices::label(visit, target, &to.column, text)
        .await?
        .is_some())
}
