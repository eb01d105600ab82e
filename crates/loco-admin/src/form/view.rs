//! The fields of a form as templates get them.
use std::collections::BTreeMap;

use sea_orm::DbErr;
use serde::Serialize;

use super::Draft;
use super::fields;
use super::related::RelatedView;
use crate::choices;
use crate::declare::{Choice, Widget};
use crate::erased::Entry;
use crate::field::Field;
use crate::labels;
use crate::object::Object;
use crate::show::{self, Related, Shown};
use crate::value::Kind;
use crate::visit::Visit;

/// One field.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct FieldView {
    /// The name in the form, with the prefix of an inline.
    pub name: String,
    pub label: String,
    pub help: String,
    /// Which part of `fields.html` shows it.
    pub widget: &'static str,
    /// The type of an `input`.
    pub kind: &'static str,
    pub mode: &'static str,
    pub value: String,
    pub rows: u16,
    pub max: Option<u32>,
    pub required: bool,
    pub choices: Vec<ChoiceView>,
    /// Whether the list begins with an empty entry.
    pub empty: bool,
    pub errors: Vec<String>,
    /// What a field that is not filled in says.
    pub shown: Vec<Shown>,
    /// Where rows are looked up, and what was typed to find one.
    pub lookup: Option<String>,
    pub typed: String,
    /// The fields that it is made from.
    pub made_from: String,
    /// What may be done with the rows that it points to, without leaving the form.
    pub related: Option<RelatedView>,
    /// A choice of many is shown as two lists, where there is a script.
    pub lists: bool,
}

#[derive(Clone, Debug, Serialize)]
pub(crate) struct ChoiceView {
    pub value: String,
    pub label: String,
    pub selected: bool,
}

/// The rows that fields offer and what chosen ones are called, loaded once for a page.
#[derive(Default)]
pub(crate) struct Lists {
    related: bool,
    all: BTreeMap<(String, String), Option<Vec<Choice>>>,
    labels: BTreeMap<(String, String, String), String>,
}

impl Lists {
    /// Those of a form, whose fields have links to the rows that they point to.
    pub fn of_form() -> Self {
        Self {
            related: true,
            ..Self::default()
        }
    }

    async fn all(
        &mut self,
        visit: &Visit,
        target: &Entry,
        column: &str,
    ) -> Result<Option<Vec<Choice>>, DbErr> {
        let key = (target.table.to_owned(), column.to_owned());
        if let Some(known) = self.all.get(&key) {
            return Ok(known.clone());
        }
        let all = choices::all(visit, target, column).await?;
        self.all.insert(key, all.clone());
        Ok(all)
    }

    async fn label(
        &mut self,
        visit: &Visit,
        target: &Entry,
        column: &str,
        text: &str,
    ) -> Result<String, DbErr> {
        let key = (target.table.to_owned(), column.to_owned(), text.to_owned());
        if let Some(known) = self.labels.get(&key) {
            return Ok(known.clone());
        }
        let label = choices::label(visit, target, column, text)
            .await?
            .unwrap_or_else(|| text.to_owned());
        self.labels.insert(key, label.clone());
        Ok(label)
    }

    /// Loads what the texts of several rows point to: one query for each field.
    pub async fn learn<'d>(
        &mut self,
        visit: &Visit,
        entry: &Entry,
        names: &[&'static str],
        drafts: impl Iterator<Item = &'d Draft> + Clone + Send,
    ) -> Result<(), DbErr> {
        for name in names {
            let to = entry.field(name).and_then(|field| field.points_to.as_ref());
            let Some(to) = to else { continue };
            let Some(target) = visit.site.visible(&visit.staff, &to.table) else {
                continue;
            };
            let texts: Vec<String> = drafts
                .clone()
                .map(|draft| draft.text(name).to_owned())
                .filter(|text| !text.is_empty())
                .collect();
            let rows = choices::with_values(visit, &visit.db(), target, &to.column, &texts).await?;
            for row in &rows {
                let choice = choices::choice(target, row, &to.column);
                self.labels.insert(
                    (target.table.to_owned(), to.column.clone(), choice.value),
                    choice.label,
                );
            }
        }
        Ok(())
    }
}

/// The fields of these names, each filled in or (where it is not among `editable`) only shown.
pub(crate) async fn field_views(
    visit: &Visit,
    entry: &Entry,
    names: &[&'static str],
    editable: &[&'static str],
    draft: &Draft,
    object: Option<&Object>,
    lists: &mut Lists,
) -> Result<BTreeMap<&'static str, FieldView>, DbErr> {
    let mut views = BTreeMap::new();
    let shown: Vec<usize> = names
        .iter()
        .filter(|name| !editable.contains(name))
        .filter_map(|name| entry.place(name))
        .collect();
    let objects: Vec<Object> = object.cloned().into_iter().collect();
    let related = Related::load(visit, entry, &shown, &objects).await?;
    for name in names {
        let mut view = FieldView {
            name: format!("{}{name}", draft.prefix),
            label: fields::label(visit, entry, name),
            kind: "text",
            errors: draft.errors.get(*name).cloned().unwrap_or_default(),
            ..FieldView::default()
        };
        let can_be_filled = editable.contains(name);
        match (entry.field(name), entry.many(name)) {
            (Some(field), _) if can_be_filled => {
                view.help = labels::help(visit, entry, name, field.tweak.help.as_deref());
                filled(visit, entry, field, draft, &mut view, lists).await?;
            }
            (Some(field), _) => {
                view.help = labels::help(visit, entry, name, field.tweak.help.as_deref());
                view.widget = "shown";
                if let (Some(object), Some(place)) = (object, entry.place(name)) {
                    view.shown = vec![related.shown(visit, field, &object.values[place])];
                }
            }
            (None, Some(many)) => {
                view.help = labels::help(visit, entry, name, many.help.as_deref());
                view.widget = if can_be_filled { "many" } else { "shown" };
                several(visit, entry, name, draft, &mut view, lists).await?;
                if !can_be_filled {
                    view.shown = view
                        .choices
                        .iter()
                        .filter(|choice| choice.selected)
                        .map(|choice| Shown::words(&choice.label))
                        .collect();
                }
            }
            (None, None) => {
                view.widget = "shown";
                let computed = entry
                    .declaration
                    .computed
                    .iter()
                    .find(|one| one.name == *name);
                if let (Some(object), Some(computed)) = (object, computed)
                    && let crate::declare::Source::Computed(compute) = &computed.source
                {
                    view.shown = vec![show::cell(visit, &compute(object))];
                }
            }
        }
        views.insert(*name, view);
    }
    Ok(views)
}

async fn filled(
    visit: &Visit,
    entry: &Entry,
    field: &Field,
    draft: &Draft,
    view: &mut FieldView,
    lists: &mut Lists,
) -> Result<(), DbErr> {
    view.value = draft.text(field.name).to_owned();
    view.max = field.max.filter(|_| field.kind == Kind::Text);
    view.required = field.is_required() && !field.has_default;
    view.made_from = field
        .tweak
        .made_from
        .iter()
        .map(|name| format!("{}{name}", draft.prefix))
        .collect::<Vec<_>>()
        .join(" ");
    let widget = field.widget();
    match widget {
        Widget::Line => view.widget = "line",
        Widget::Input(kind) => {
            view.widget = "line";
            view.kind = kind;
        }
        Widget::Textarea { rows } => {
            view.widget = "textarea";
            view.rows = rows;
        }
        Widget::Checkbox => view.widget = "checkbox",
        Widget::Radio => view.widget = "radio",
        Widget::Select => view.widget = "select",
        Widget::Autocomplete => view.widget = "lookup",
        Widget::Key => view.widget = "key",
    }
    if field.kind == Kind::Integer && matches!(view.widget, "line" | "key") {
        view.mode = "numeric";
    }
    if field.kind == Kind::Decimal {
        view.mode = "decimal";
    }
    if let Some(to) = &field.points_to {
        return pointing(
            visit,
            entry,
            field,
            (&to.table, &to.column),
            draft,
            view,
            lists,
        )
        .await;
    }
    let mut offered = field.choices.clone();
    if offered.is_empty() && field.kind == Kind::Flag {
        offered = ["true", "false"]
            .map(|value| Choice {
                value: value.to_owned(),
                label: if value == "true" {
                    "admin-yes"
                } else {
                    "admin-no"
                }
                .to_owned(),
            })
            .to_vec();
    }
    view.empty = !view.required || view.value.is_empty();
    view.choices = offer(visit, offered, std::slice::from_ref(&view.value));
    Ok(())
}

/// A column that points elsewhere: a list of all rows there, or a search among them.
async fn pointing(
    visit: &Visit,
    entry: &Entry,
    field: &Field,
    (table, column): (&str, &str),
    draft: &Draft,
    view: &mut FieldView,
    lists: &mut Lists,
) -> Result<(), DbErr> {
    let Some(target) = visit.site.visible(&visit.staff, table) else {
        // Somebody who may not look at the other table can still keep or type a key.
        view.widget = "line";
        return Ok(());
    };
    view.empty = !view.required || view.value.is_empty();
    if lists.related {
        view.related = RelatedView::of(visit, target, column, &view.value);
    }
    if view.widget == "select"
        && let Some(all) = lists.all(visit, target, column).await?
    {
        view.choices = offer(visit, all, std::slice::from_ref(&view.value));
        return Ok(());
    }
    if view.widget != "key" {
        view.widget = "lookup";
    }
    view.lookup = Some(format!("/admin/{}/choices/{}/", entry.slug, field.name));
    if let Some((typed, found)) = draft.searched.get(field.name) {
        view.typed.clone_from(typed);
        view.choices = offer(visit, found.clone(), &[]);
    }
    let known = view.choices.iter().any(|choice| choice.value == view.value);
    if !view.value.is_empty() && !known {
        let label = lists.label(visit, target, column, &view.value).await?;
        view.choices.insert(
            0,
            ChoiceView {
                value: view.value.clone(),
                label,
                selected: true,
            },
        );
    }
    Ok(())
}

async fn several(
    visit: &Visit,
    entry: &Entry,
    name: &str,
    draft: &Draft,
    view: &mut FieldView,
    lists: &mut Lists,
) -> Result<(), DbErr> {
    let Some(many) = entry.many(name) else {
        return Ok(());
    };
    let Some(target) = visit.site.by_table(&many.target) else {
        return Ok(());
    };
    let chosen = draft.all(name);
    view.lists = many.two_lists;
    if lists.related {
        view.related = RelatedView::to_add(visit, target, &many.right.1);
    }
    if let Some(all) = lists.all(visit, target, &many.right.1).await? {
        view.choices = offer(visit, all, chosen);
        return Ok(());
    }
    view.lookup = Some(format!("/admin/{}/choices/{name}/", entry.slug));
    let rows = choices::with_values(visit, &visit.db(), target, &many.right.1, chosen).await?;
    let offered = rows
        .iter()
        .map(|row| choices::choice(target, row, &many.right.1))
        .collect();
    view.choices = offer(visit, offered, chosen);
    Ok(())
}

fn offer(visit: &Visit, choices: Vec<Choice>, chosen: &[String]) -> Vec<ChoiceView> {
    choices
        .into_iter()
        .map(|choice| ChoiceView {
            selected: chosen.contains(&choice.value),
            label: visit.said(&choice.label),
            value: choice.value,
        })
        .collect()
}
