//! The columns that somebody can export, and their texts.
use std::collections::BTreeMap;

use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query};
use sea_orm::{ConnectionTrait, DbErr};

use crate::choices;
use crate::declare::{Cell, DeclaredColumn, DeclaredMany, Source};
use crate::erased::Entry;
use crate::labels;
use crate::list;
use crate::object::Object;
use crate::show::Related;
use crate::spreadsheet;
use crate::value::{self, Kind};
use crate::visit::Visit;

#[derive(Clone)]
enum Content {
    /// A column of the table, by its place.
    Field(usize),
    /// A column of the list that is worked out.
    Worked(DeclaredColumn),
    Many(DeclaredMany),
}

/// One column of a file.
#[derive(Clone)]
pub(super) struct Column {
    pub name: &'static str,
    pub label: String,
    pub chosen: bool,
    content: Content,
}

/// What the cells say.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// Words, for people.
    Shown,
    /// What the table holds, so that an import understands it.
    Stored,
}

/// Everything that this person could export: the list's columns first, then the other fields.
/// Secret fields are not among them.
pub(super) fn of(visit: &Visit, entry: &Entry) -> Vec<Column> {
    let listed = list::columns(entry);
    let mut all: Vec<Column> = Vec::new();
    let mut push = |name, said: Option<&str>, content, listed: bool| {
        if all.iter().any(|column| column.name == name) {
            return;
        }
        let declared = &entry.declaration.export;
        all.push(Column {
            name,
            label: labels::field(visit, entry, name, said),
            chosen: if declared.is_empty() {
                listed
            } else {
                declared.contains(&name)
            },
            content,
        });
    };
    for column in listed {
        let said = column.label.clone();
        match column.source {
            Source::Field(field) => {
                if let Some(place) = entry.place(field).filter(|place| is_open(entry, *place)) {
                    push(field, said.as_deref(), Content::Field(place), true);
                }
            }
            _ if entry.many(column.name).is_some() => {}
            _ => push(
                column.name,
                said.as_deref(),
                Content::Worked(column.clone()),
                true,
            ),
        }
    }
    for place in (0..entry.fields.len()).filter(|place| is_open(entry, *place)) {
        push(entry.fields[place].name, None, Content::Field(place), false);
    }
    for many in &entry.declaration.many {
        let seen = visit.site.visible(&visit.staff, &many.target).is_some();
        if seen {
            let said = many.label.as_deref();
            push(many.name, said, Content::Many(many.clone()), false);
        }
    }
    all
}

fn is_open(entry: &Entry, place: usize) -> bool {
    let field = &entry.fields[place];
    !field.is_kept() && !field.is_made() && field.kind != Kind::Other
}

/// The cells of these rows, column by column: as many queries for a thousand rows as for one.
pub(super) async fn cells(
    visit: &Visit,
    entry: &Entry,
    columns: &[Column],
    style: Style,
    objects: &[Object],
) -> Result<Vec<Vec<String>>, DbErr> {
    let places: Vec<usize> = columns
        .iter()
        .filter_map(|column| match column.content {
            Content::Field(place) if style == Style::Shown => Some(place),
            _ => None,
        })
        .collect();
    let related = Related::load(visit, entry, &places, objects).await?;
    let mut all = Vec::with_capacity(columns.len());
    for column in columns {
        let texts = match &column.content {
            Content::Field(place) => objects
                .iter()
                .map(|object| field(visit, entry, *place, style, &related, object))
                .collect(),
            Content::Worked(declared) => worked(visit, declared, objects).await?,
            Content::Many(many) => several(visit, entry, many, style, objects).await?,
        };
        all.push(texts);
    }
    Ok(all)
}

fn field(
    visit: &Visit,
    entry: &Entry,
    place: usize,
    style: Style,
    related: &Related,
    object: &Object,
) -> String {
    let (field, of) = (&entry.fields[place], &object.values[place]);
    let stored = value::input(of, visit.site.zone());
    let is_number = matches!(field.kind, Kind::Integer | Kind::Decimal);
    let is_words = field.points_to.is_some() || !field.choices.is_empty();
    if style == Style::Shown && (is_words || field.kind == Kind::Flag) {
        return spreadsheet::escape(related.shown(visit, field, of).text);
    }
    // A negative number is a number, and harmless.
    if is_number {
        stored
    } else {
        spreadsheet::escape(stored)
    }
}

async fn worked(
    visit: &Visit,
    column: &DeclaredColumn,
    objects: &[Object],
) -> Result<Vec<String>, DbErr> {
    let cells: Vec<Cell> = match &column.source {
        Source::Computed(compute) => objects.iter().map(|object| compute(object)).collect(),
        Source::Batch(load) => load(objects.to_vec(), visit.app.db.clone()).await?,
        Source::Field(_) => Vec::new(),
    };
    Ok(cells.into_iter().map(|cell| plain(visit, cell)).collect())
}

/// A cell without the language's separators: spreadsheets have their own.
fn plain(visit: &Visit, cell: Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => spreadsheet::escape(visit.said(&text)),
        Cell::Link { text, .. } => spreadsheet::escape(text),
        Cell::Flag(true) => visit.text("admin-yes"),
        Cell::Flag(false) => visit.text("admin-no"),
        Cell::Number(number) => number.to_string(),
        Cell::Day(day) => day.to_string(),
        Cell::Instant(instant) => value::input(&instant.into(), visit.site.zone()),
    }
}

/// The paired rows of each row, with commas between.
async fn several(
    visit: &Visit,
    entry: &Entry,
    many: &DeclaredMany,
    style: Style,
    objects: &[Object],
) -> Result<Vec<String>, DbErr> {
    let target = visit.site.visible(&visit.staff, &many.target);
    let (Some(place), Some(target)) = (entry.place(&many.left.1), target) else {
        return Ok(vec![String::new(); objects.len()]);
    };
    let Some(field) = target.field(&many.right.1) else {
        return Ok(vec![String::new(); objects.len()]);
    };
    let lefts = objects.iter().map(|object| object.values[place].clone());
    let query = Query::select()
        .column(Alias::new(&many.left.0))
        .column(Alias::new(&many.right.0))
        .from(Alias::new(&many.through))
        .and_where(Expr::col(Alias::new(&many.left.0)).is_in(lefts))
        .to_owned();
    let mut pairs: Vec<(String, String)> = Vec::new();
    for row in visit.db().query_all(&query).await? {
        let left = value::get(&row, 0, &entry.fields[place].array)?;
        let right = value::get(&row, 1, &field.array)?;
        pairs.extend(value::text(&left).zip(value::text(&right)));
    }
    let mut keys: Vec<String> = pairs.iter().map(|(_, right)| right.clone()).collect();
    keys.sort();
    keys.dedup();
    // Within the scope, in either style.
    let mut names = BTreeMap::new();
    for row in choices::with_values(visit, &visit.db(), target, &many.right.1, &keys).await? {
        let choice = choices::choice(target, &row, &many.right.1);
        let said = match style {
            Style::Shown => choice.label,
            Style::Stored => choice.value.clone(),
        };
        names.insert(choice.value, said);
    }
    let mut by_row: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (left, right) in pairs {
        if let Some(name) = names.get(&right) {
            by_row.entry(left).or_default().push(name.clone());
        }
    }
    Ok(objects
        .iter()
        .map(|object| {
            let left = value::text(&object.values[place]).unwrap_or_default();
            let mut names = by_row.remove(&left).unwrap_or_default();
            names.sort();
            spreadsheet::escape(names.join(", "))
        })
        .collect())
}
