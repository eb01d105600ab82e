//! The rows that a field can point to: all of them where they are few, else searched for.
use axum::Json;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use sea_orm::sea_query::ExprTrait;
use sea_orm::{Condition, DbErr};
use serde::Serialize;
use serde_json::json;

use crate::declare::{Choice, FilterKind};
use crate::erased::Entry;
use crate::error::{Error, Result};
use crate::labels;
use crate::list::{self, Rows};
use crate::object::Object;
use crate::value;
use crate::visit::Visit;
use crate::{Db, Op};

/// How many are found at once.
const FOUND: u64 = 20;

/// All rows of a table as choices, by their label; `None` where they are too many.
pub(crate) async fn all(
    visit: &Visit,
    target: &Entry,
    column: &str,
) -> Result<Option<Vec<Choice>>, DbErr> {
    let most = visit.site.choices_at_most();
    let rows = target
        .load_where(&visit.db(), &visit.staff, Condition::all(), most + 1, false)
        .await?;
    if rows.len() as u64 > most {
        return Ok(None);
    }
    let mut choices: Vec<Choice> = rows.iter().map(|row| choice(target, row, column)).collect();
    choices.sort_by_cached_key(|choice| choice.label.to_lowercase());
    Ok(Some(choices))
}

/// A row as a choice: the value of the column that others point to, and what the row is called.
pub(crate) fn choice(target: &Entry, row: &Object, column: &str) -> Choice {
    let value = target
        .place(column)
        .and_then(|place| value::text(&row.values[place]))
        .unwrap_or_default();
    Choice {
        value,
        label: row.label.clone(),
    }
}

/// The rows with these values in a column, within the scope.
pub(crate) async fn with_values(
    visit: &Visit,
    db: &Db<'_>,
    target: &Entry,
    column: &str,
    texts: &[String],
) -> Result<Vec<Object>, DbErr> {
    let Some(field) = target.field(column) else {
        return Ok(Vec::new());
    };
    let values: Vec<sea_orm::Value> = texts
        .iter()
        .filter_map(|text| value::parse(&field.array, text, visit.site.zone()).ok())
        .filter(|value| !value::is_null(value))
        .collect();
    if values.is_empty() {
        return Ok(Vec::new());
    }
    let limit = values.len() as u64;
    let condition = Condition::all().add(target.column(column).is_in(values));
    target
        .load_where(db, &visit.staff, condition, limit, false)
        .await
}

/// What the row with this value is called, if this person sees it.
pub(crate) async fn label(
    visit: &Visit,
    target: &Entry,
    column: &str,
    text: &str,
) -> Result<Option<String>, DbErr> {
    let rows = with_values(visit, &visit.db(), target, column, &[text.to_owned()]).await?;
    Ok(rows.into_iter().next().map(|row| row.label))
}

/// The first rows that the words are found in, and whether there are more.
pub(crate) async fn find(
    visit: &Visit,
    target: &Entry,
    typed: &str,
) -> Result<(Vec<Object>, bool), DbErr> {
    let mut rows = Rows::of(visit, target);
    if !typed.trim().is_empty() && !target.declaration.search.is_empty() {
        list::matching(&mut rows, typed, Some(list::CANDIDATES));
    }
    rows.order_as_declared();
    let mut keys = rows.keys(0, FOUND + 1).await?;
    let more = keys.len() as u64 > FOUND;
    keys.truncate(usize::try_from(FOUND).unwrap_or(usize::MAX));
    let found = target.load(&visit.db(), &visit.staff, &keys, false).await?;
    Ok((found, more))
}

#[derive(Serialize)]
struct Found {
    value: String,
    label: String,
    url: Option<String>,
}

/// `GET /admin/{model}/choices/{field}/`: for the script as JSON, for people as a page.
pub(crate) async fn show(visit: Visit, Path((slug, field)): Path<(String, String)>) -> Response {
    visit.respond(page(&visit, &slug, &field).await)
}

/// The table and the column there that a field, a choice of many or a filter points to.
fn pointed<'a>(entry: &'a Entry, name: &str) -> Option<(&'a str, &'a str)> {
    if let Some(to) = entry.field(name).and_then(|field| field.points_to.as_ref()) {
        return Some((&to.table, &to.column));
    }
    if let Some(many) = entry.many(name) {
        return Some((&many.target, &many.right.1));
    }
    entry
        .declaration
        .filters
        .iter()
        .find_map(|filter| match &filter.kind {
            FilterKind::Many(many) if filter.name == name => {
                Some((many.target.as_str(), many.right.1.as_str()))
            }
            _ => None,
        })
}

async fn page(visit: &Visit, slug: &str, name: &str) -> Result<Response> {
    let entry = visit.site.by_slug(slug).ok_or(Error::NotFound)?;
    let may = [Op::View, Op::Add]
        .into_iter()
        .any(|op| entry.can(&visit.staff, op, None));
    if !may {
        return Err(Error::Forbidden);
    }
    let (table, column) = pointed(entry, name).ok_or(Error::NotFound)?;
    // The same people, and the same rows, as on the target's own list.
    let target = visit.site.by_table(table).ok_or(Error::NotFound)?;
    if !target.can(&visit.staff, Op::View, None) {
        return Err(Error::Forbidden);
    }
    let typed = visit.parameter("q").unwrap_or_default();
    let back = visit
        .parameter("back")
        .filter(|back| back.starts_with(&entry.url()) && !back.contains('\\'));
    let (rows, more) = find(visit, target, typed).await?;
    let found: Vec<Found> = rows
        .iter()
        .map(|row| {
            let choice = choice(target, row, column);
            Found {
                url: back.map(|back| with_parameter(back, name, &choice.value)),
                value: choice.value,
                label: choice.label,
            }
        })
        .collect();
    if visit.wants_json() {
        return Ok(Json(json!({ "found": found, "more": more })).into_response());
    }
    let view = json!({
        "choices": {
            "title": labels::field(visit, entry, name, None),
            "model": labels::several(visit, entry),
            "list_url": entry.url(),
            "q": typed,
            "back": back,
            "found": found,
            "more": more,
            "searchable": !target.declaration.search.is_empty(),
        }
    });
    visit.page(StatusCode::OK, "choices.html", &view)
}

fn with_parameter(address: &str, name: &str, value: &str) -> String {
    let sign = if address.contains('?') { '&' } else { '?' };
    let pair = url::form_urlencoded::Serializer::new(String::new())
        .append_pair(name, value)
        .finish();
    format!("{address}{sign}{pair}")
}
