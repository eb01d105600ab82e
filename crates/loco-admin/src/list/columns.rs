//! The columns of a list, and their cells.
use std::collections::BTreeMap;

use sea_orm::DbErr;

use crate::declare::{DeclaredColumn, OrderBy, Source};
use crate::erased::Entry;
use crate::object::Object;
use crate::show::{self, Related, Shown};
use crate::value::Kind;
use crate::visit::Visit;

/// How many columns a list has whose declaration names none.
const USUAL: usize = 6;

/// The columns that are declared, or the first few of the table.
pub(crate) fn of(entry: &Entry) -> Vec<DeclaredColumn> {
    if !entry.declaration.columns.is_empty() {
        return entry.declaration.columns.clone();
    }
    let mut fields: Vec<_> = entry
        .fields
        .iter()
        .filter(|field| !field.is_key && !field.is_kept() && !field.is_made())
        .filter(|field| {
            !matches!(field.kind, Kind::Json | Kind::Other) && field.name != "updated_at"
        })
        .take(USUAL)
        .map(|field| plain(field.name))
        .collect();
    if fields.is_empty() {
        fields = entry
            .keys
            .iter()
            .map(|place| plain(entry.fields[*place].name))
            .collect();
    }
    fields
}

fn plain(name: &'static str) -> DeclaredColumn {
    DeclaredColumn {
        name,
        label: None,
        source: Source::Field(name),
        link: false,
        editable: false,
        order: Some(vec![OrderBy::column(name)]),
        few: false,
    }
}

/// The cells of each column, in the order of the rows. One query for each column that points
/// elsewhere or loads by itself, however many rows there are.
pub(crate) async fn cells(
    visit: &Visit,
    entry: &Entry,
    columns: &[DeclaredColumn],
    objects: &[Object],
) -> Result<BTreeMap<&'static str, Vec<Shown>>, DbErr> {
    let places: Vec<usize> = columns
        .iter()
        .filter_map(|column| match column.source {
            Source::Field(name) => entry.place(name),
            _ => None,
        })
        .collect();
    let related = Related::load(visit, entry, &places, objects).await?;
    let mut all = BTreeMap::new();
    for column in columns {
        let cells: Vec<Shown> = match &column.source {
            Source::Field(name) => match entry.place(name) {
                Some(place) => objects
                    .iter()
                    .map(|object| related.shown(visit, &entry.fields[place], &object.values[place]))
                    .collect(),
                None => Vec::new(),
            },
            Source::Computed(compute) => objects
                .iter()
                .map(|object| show::cell(visit, &compute(object)))
                .collect(),
            Source::Batch(load) => load(objects.to_vec(), visit.app.db.clone())
                .await?
                .iter()
                .map(|cell| show::cell(visit, cell))
                .collect(),
        };
        all.insert(column.name, cells);
    }
    Ok(all)
}
