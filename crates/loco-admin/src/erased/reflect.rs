//! What an entity says about itself: columns, keys, and where they point.
use sea_orm::sea_query::{ColumnType, Expr, SimpleExpr};
use sea_orm::{
    ColumnTrait, EntityTrait, IdenStatic, Iterable, ModelTrait, PrimaryKeyToColumn,
    PrimaryKeyTrait, RelationTrait, Value,
};

use crate::declare::{Choice, Declaration};
use crate::field::{Field, PointsTo};
use crate::value::{self, Kind};

/// The fields of an entity, with what the declaration adds to them.
pub(super) fn fields<E: EntityTrait>(declaration: &Declaration) -> Vec<Field> {
    E::Column::iter()
        .map(|column| field::<E>(column, declaration))
        .collect()
}

fn field<E: EntityTrait>(column: E::Column, declaration: &Declaration) -> Field {
    let name = column.as_str();
    let def = column.def();
    let array = E::Model::get_value_type(column);
    let is_key = E::PrimaryKey::iter().any(|key| key.into_column().as_str() == name);
    let tweak = declaration.tweaks.get(name).cloned().unwrap_or_default();
    let choices = if tweak.choices.is_empty() {
        variants(def.get_column_type())
    } else {
        tweak.choices.clone()
    };
    Field {
        name,
        kind: Kind::of(&array),
        array,
        null: def.is_null(),
        is_key,
        generated: is_key && <E::PrimaryKey as PrimaryKeyTrait>::auto_increment(),
        default: def.get_column_default().and_then(constant),
        has_default: def.get_column_default().is_some(),
        is_text: value::is_text(def.get_column_type()),
        max: tweak.max.or_else(|| value::longest(def.get_column_type())),
        behind: value::behind(def.get_column_type()),
        points_to: points_to::<E>(name),
        choices,
        tweak,
    }
}

fn constant(default: &SimpleExpr) -> Option<Value> {
    match default {
        Expr::Value(value) => Some(value.clone()),
        _ => None,
    }
}

/// The values of a database's own enumeration.
fn variants(column: &ColumnType) -> Vec<Choice> {
    match column {
        ColumnType::Enum { variants, .. } => variants
            .iter()
            .map(|variant| Choice {
                value: variant.to_string(),
                label: super::humanized(&variant.to_string()),
            })
            .collect(),
        _ => Vec::new(),
    }
}

fn points_to<E: EntityTrait>(name: &str) -> Option<PointsTo> {
    E::Relation::iter()
        .map(|relation| relation.def())
        .filter(|def| !def.is_owner)
        .find(|def| def.from_col.arity() == 1 && def.from_col.iter().all(|c| c.to_string() == name))
        .map(|def| PointsTo {
            table: def.to_tbl.sea_orm_table().to_string(),
            column: def
                .to_col
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join(","),
            on_delete: def.on_delete,
        })
}

/// The places (in the fields) of the primary key's columns.
pub(super) fn keys<E: EntityTrait>() -> Vec<usize> {
    E::PrimaryKey::iter()
        .filter_map(|key| {
            let name = key.into_column();
            E::Column::iter().position(|column| column.as_str() == name.as_str())
        })
        .collect()
}

/// The tables whose rows point here: (table, column there, column here).
pub(super) fn incoming<E: EntityTrait>() -> Vec<(String, String, String)> {
    E::Relation::iter()
        .map(|relation| relation.def())
        .filter(|def| def.is_owner && def.from_col.arity() == 1)
        .map(|def| {
            let one = |identity: &sea_orm::Identity| {
                identity
                    .iter()
                    .next()
                    .map(ToString::to_string)
                    .unwrap_or_default()
            };
            (
                def.to_tbl.sea_orm_table().to_string(),
                one(&def.to_col),
                one(&def.from_col),
            )
        })
        .collect()
}
