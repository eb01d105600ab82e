//! Inlines as templates get them.
use sea_orm::DbErr;
use serde::Serialize;

use super::FieldView;
use super::fields;
use super::inline_row::Row;
use super::inlines::Inline;
use super::view::{self, Lists};
use crate::Op;
use crate::fresh;
use crate::labels;
use crate::visit::Visit;

#[derive(Serialize)]
pub(crate) struct InlineView {
    table: String,
    title: String,
    one: String,
    stacked: bool,
    columns: Vec<String>,
    rows: Vec<RowView>,
    /// An empty row that a script can add, with `__N__` for its number.
    template: Option<RowView>,
    deletes: bool,
    max: usize,
    more: bool,
    list_url: String,
    /// To change rows here, somebody has to sign in again.
    stale: bool,
}

#[derive(Serialize)]
struct RowView {
    prefix: String,
    label: Option<String>,
    url: Option<String>,
    version: String,
    delete: bool,
    may_delete: bool,
    fields: Vec<FieldView>,
    pub above: Vec<String>,
}

impl InlineView {
    /// What is wrong in its rows: the field's name and label, and the message.
    pub fn mistakes(&self) -> Vec<(String, String, String)> {
        let mut all = Vec::new();
        for row in &self.rows {
            let called = row.label.as_deref().unwrap_or(&self.one);
            for text in &row.above {
                all.push((
                    format!("row_{}", row.prefix),
                    called.to_owned(),
                    text.clone(),
                ));
            }
            for field in &row.fields {
                for text in &field.errors {
                    let label = format!("{called}, {}", field.label);
                    all.push((format!("id_{}", field.name), label, text.clone()));
                }
            }
        }
        all
    }
}

/// The inlines of a page: as many queries for two hundred rows as for one.
pub(super) async fn views(
    visit: &Visit,
    inlines: &[Inline<'_>],
    lists: &mut Lists,
) -> Result<Vec<InlineView>, DbErr> {
    let mut all = Vec::new();
    for inline in inlines {
        let child = inline.child;
        let mut rows = Vec::new();
        let drafts = inline.rows.iter().map(|row| &row.draft);
        lists.learn(visit, child, &inline.names, drafts).await?;
        for row in &inline.rows {
            rows.push(row_view(visit, inline, row, lists).await?);
        }
        let there = inline
            .rows
            .iter()
            .filter(|row| row.object.is_some())
            .count();
        let template = if inline.may_add && there < inline.declared.max {
            let row = inline.new_row(visit, "__N__");
            Some(row_view(visit, inline, &row, lists).await?)
        } else {
            None
        };
        all.push(InlineView {
            table: inline.declared.table.clone(),
            title: inline
                .declared
                .title
                .as_deref()
                .map_or_else(|| labels::several(visit, child), |title| visit.said(title)),
            one: labels::one(visit, child),
            stacked: inline.declared.stacked,
            columns: inline
                .names
                .iter()
                .map(|name| fields::label(visit, child, name))
                .collect(),
            deletes: inline.rows.iter().any(|row| row.may_delete),
            rows,
            template,
            max: inline.declared.max,
            more: inline.more,
            list_url: child.url(),
            stale: fresh::is_stale(visit, inline.may_ask()),
        });
    }
    Ok(all)
}

async fn row_view(
    visit: &Visit,
    inline: &Inline<'_>,
    row: &Row,
    lists: &mut Lists,
) -> Result<RowView, DbErr> {
    let child = inline.child;
    let editable = inline.editable(visit, row);
    let mut views = view::field_views(
        visit,
        child,
        &inline.names,
        &editable,
        &row.draft,
        row.object.as_ref(),
        lists,
    )
    .await?;
    let url = row
        .object
        .as_ref()
        .filter(|object| {
            inline.declared.change_link && child.can(&visit.staff, Op::View, Some(object))
        })
        .map(|object| child.object_url(&object.key, "change"));
    Ok(RowView {
        prefix: row.draft.prefix.clone(),
        label: row.object.as_ref().map(|object| object.label.clone()),
        url,
        version: row.version.clone(),
        delete: row.delete,
        may_delete: row.may_delete,
        fields: inline
            .names
            .iter()
            .filter_map(|name| views.remove(name))
            .collect(),
        above: row.draft.above.clone(),
    })
}
