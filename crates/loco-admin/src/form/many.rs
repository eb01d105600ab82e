//! Pairs of rows: which are there, and how they become those that are chosen.
use std::collections::BTreeMap;

use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query};
use sea_orm::{ConnectionTrait, DbErr, Value};

use crate::Db;
use crate::declare::DeclaredMany;
use crate::erased::Entry;
use crate::object::Object;
use crate::value;
use crate::visit::Visit;

/// The value of the row's column that pairs point to.
fn left(entry: &Entry, many: &DeclaredMany, object: &Object) -> Option<Value> {
    Some(object.values[entry.place(&many.left.1)?].clone())
}

/// The chosen values of each choice of many, as text and sorted.
pub(super) async fn chosen(
    visit: &Visit,
    db: &Db<'_>,
    entry: &Entry,
    object: &Object,
) -> Result<BTreeMap<&'static str, Vec<String>>, DbErr> {
    let mut all = BTreeMap::new();
    for many in &entry.declaration.many {
        let Some(left) = left(entry, many, object) else {
            continue;
        };
        let Some(field) = visit
            .site
            .by_table(&many.target)
            .and_then(|target| target.field(&many.right.1))
        else {
            continue;
        };
        let query = Query::select()
            .column(Alias::new(&many.right.0))
            .from(Alias::new(&many.through))
            .and_where(Expr::col(Alias::new(&many.left.0)).eq(left))
            .to_owned();
        let mut texts = Vec::new();
        for row in db.query_all(&query).await? {
            texts.extend(value::text(&value::get(&row, 0, &field.array)?));
        }
        texts.sort();
        all.insert(many.name, texts);
    }
    Ok(all)
}

/// Makes the pairs of a choice of many those that are wanted. Pairs that stay are not touched: they
/// may carry more than the two keys.
pub(super) async fn write(
    visit: &Visit,
    db: &Db<'_>,
    entry: &Entry,
    many: &DeclaredMany,
    object: &Object,
    old: &[String],
    wanted: &[String],
) -> Result<(), DbErr> {
    let (Some(left), Some(field)) = (
        left(entry, many, object),
        visit
            .site
            .by_table(&many.target)
            .and_then(|target| target.field(&many.right.1)),
    ) else {
        return Ok(());
    };
    let values = |texts: Vec<&String>| -> Vec<Value> {
        texts
            .into_iter()
            .filter_map(|text| value::parse(&field.array, text, visit.site.zone()).ok())
            .collect()
    };
    let gone = values(old.iter().filter(|text| !wanted.contains(text)).collect());
    if !gone.is_empty() {
        let delete = Query::delete()
            .from_table(Alias::new(&many.through))
            .and_where(Expr::col(Alias::new(&many.left.0)).eq(left.clone()))
            .and_where(Expr::col(Alias::new(&many.right.0)).is_in(gone))
            .to_owned();
        db.execute(&delete).await?;
    }
    let new = values(wanted.iter().filter(|text| !old.contains(text)).collect());
    if !new.is_empty() {
        let mut insert = Query::insert();
        insert
            .into_table(Alias::new(&many.through))
            .columns([Alias::new(&many.left.0), Alias::new(&many.right.0)]);
        for right in new {
            insert
                .values([Expr::val(left.clone()), Expr::val(right)])
                .map_err(|error| DbErr::Custom(error.to_string()))?;
        }
        db.execute(&insert).await?;
    }
    Ok(())
}

/// What chosen rows are called, for the history.
pub(super) async fn labels(
    visit: &Visit,
    db: &Db<'_>,
    many: &DeclaredMany,
    texts: &[String],
) -> Result<Option<String>, DbErr> {
    let Some(target) = visit.site.by_table(&many.target) else {
        return Ok(None);
    };
    let rows = crate::choices::with_values(visit, db, target, &many.right.1, texts).await?;
    let mut labels: Vec<String> = rows.into_iter().map(|row| row.label).collect();
    labels.sort();
    Ok(Some(labels.join(", ")).filter(|labels| !labels.is_empty()))
}
