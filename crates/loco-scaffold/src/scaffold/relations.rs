//! The columns of an entity, and what its fields point to.

use serde::Serialize;

use super::{field::ToldField, target::Target};
use crate::{
    error::{Error, Result},
    fields::{Field, Kind},
    naming::{self, Name},
    project::Project,
};

/// A column of the entity.
#[derive(Debug, Serialize)]
pub(super) struct Column {
    name: String,
    rust: String,
    attribute: String,
}

/// A foreign key of the entity.
#[derive(Debug, Serialize)]
pub(super) struct Relation {
    variant: String,
    table: String,
    /// The path of the other entity, and of its columns.
    entity: String,
    columns: String,
    column: String,
    column_pascal: String,
    on_delete: String,
    /// Whether it is the only one to its table, so that `Related` can be implemented.
    only: bool,
}

/// A resource on whose pages of the admin another is edited.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Inlined {
    pub(super) singular: String,
    pub(super) module: String,
    /// The column that points there, and its name in the entity.
    column: String,
    pub(super) key: String,
    required: bool,
}

pub(super) fn inlined(fields: &[ToldField], of: &str, wanted: &[String]) -> Result<Vec<Inlined>> {
    let mut all = Vec::new();
    for name in wanted {
        let parent = naming::word("parent", name)?;
        let points = |field: &&ToldField| {
            let target = field.target.as_ref();
            field.kind == "reference"
                && target.is_some_and(|target| target.singular == parent && !target.is_person)
        };
        let mut keys = fields.iter().filter(points);
        let (Some(field), None) = (keys.next(), keys.next()) else {
            return Err(Error::usage(format!(
                "--inline {parent}: {of} has no single reference to {parent}, or several of them"
            )));
        };
        if let Some(target) = &field.target {
            all.push(Inlined {
                singular: target.singular.clone(),
                module: target.module.clone(),
                column: field.column.clone(),
                key: field.column_pascal.clone(),
                required: field.required,
            });
        }
    }
    Ok(all)
}

/// What a field points to.
pub(super) fn target(
    project: &Project,
    of: &Name,
    field: &Field,
    id: &str,
    label: Option<&str>,
) -> Result<Option<Target>> {
    match &field.kind {
        Kind::Reference(target) if target.singular == of.singular => {
            if field.required {
                return Err(Error::refused(format!(
                    "`{0}` must point to another {1}, so there could never be a first one: write {0}:references?:{1}",
                    field.name, of.singular
                )));
            }
            Ok(Some(Target::itself(of, id, label)))
        }
        Kind::Many(target) if target.singular == of.singular => {
            Ok(Some(Target::itself(of, id, label)))
        }
        Kind::Reference(target) | Kind::Many(target) => Target::find(project, target).map(Some),
        _ => Ok(None),
    }
}

pub(super) fn mark_related(fields: &mut [ToldField]) {
    let tables: Vec<Option<String>> = fields
        .iter()
        .map(|field| field.target.as_ref().map(|target| target.table.clone()))
        .collect();
    for (field, table) in fields.iter_mut().zip(&tables) {
        let only = tables.iter().filter(|other| *other == table).count() == 1;
        let to_itself = field.target.as_ref().is_some_and(|target| target.is_self);
        field.related = field.kind == "many" && only && !to_itself;
    }
}

pub(super) fn columns(fields: &[ToldField], label: Option<&str>) -> Vec<Column> {
    let mut columns = Vec::new();
    for field in fields.iter().filter(|field| field.kind != "many") {
        columns.push(Column {
            name: field.column.clone(),
            rust: field.entity.clone(),
            attribute: field.attribute.clone(),
        });
        if Some(field.name.as_str()) == label {
            let name = format!("sort_{}", field.name);
            columns.push(Column {
                name,
                rust: "String".to_owned(),
                attribute: String::new(),
            });
        }
    }
    columns
}

pub(super) fn relations(fields: &[ToldField]) -> Vec<Relation> {
    let references: Vec<(&ToldField, &Target)> = fields
        .iter()
        .filter(|field| field.kind == "reference")
        .filter_map(|field| Some((field, field.target.as_ref()?)))
        .collect();
    references
        .iter()
        .map(|(field, target)| {
            let same = references
                .iter()
                .filter(|(_, other)| other.table == target.table);
            let only = same.count() == 1 && !target.is_self;
            Relation {
                variant: if only {
                    target.pascal.clone()
                } else {
                    field.pascal.clone()
                },
                table: target.table.clone(),
                entity: target.entity.clone(),
                columns: target.columns.clone(),
                column: field.column.clone(),
                column_pascal: field.column_pascal.clone(),
                on_delete: if field.required {
                    "Restrict"
                } else {
                    "SetNull"
                }
                .to_owned(),
                only,
            }
        })
        .collect()
}
