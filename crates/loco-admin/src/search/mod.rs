//! One search over all models: `/admin/search/`, as a page and for the command palette.
use axum::Json;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use http::header::{CACHE_CONTROL, HeaderValue};
use serde::Serialize;
use serde_json::json;

use crate::Op;
use crate::erased::Entry;
use crate::error::Result;
use crate::labels;
use crate::list::{self, Rows};
use crate::visit::Visit;

/// How many rows of a model are shown.
const ROWS: u64 = 5;
/// Longer words are cut.
const LONGEST: usize = 200;

#[derive(Serialize)]
struct Found {
    model: String,
    rows: Vec<Hit>,
    /// Where the list shows all that were found, if there are more.
    more: Option<String>,
}

#[derive(Serialize)]
struct Hit {
    label: String,
    url: String,
}

/// `GET /admin/search/?q=`
pub(crate) async fn show(visit: Visit) -> Response {
    visit.respond(page(&visit).await)
}

async fn page(visit: &Visit) -> Result<Response> {
    let typed: String = visit
        .parameter("q")
        .unwrap_or_default()
        .trim()
        .chars()
        .filter(|c| *c != '\0')
        .take(LONGEST)
        .collect();
    let mut found = Vec::new();
    if !typed.is_empty() {
        for entry in visit.site.entries() {
            found.extend(within(visit, entry, &typed).await?);
        }
    }
    let pages = pages(visit, &typed);
    if visit.wants_json() {
        let answer = Json(json!({ "found": found, "pages": pages }));
        let kept = [(CACHE_CONTROL, HeaderValue::from_static("no-store"))];
        return Ok((kept, answer).into_response());
    }
    let searchable = visit.site.entries().any(|entry| is_searched(visit, entry));
    visit.page(
        StatusCode::OK,
        "search.html",
        &json!({ "search": { "q": typed, "found": found, "pages": pages, "searchable": searchable } }),
    )
}

fn is_searched(visit: &Visit, entry: &Entry) -> bool {
    !entry.declaration.hidden
        && !entry.declaration.searched_alone
        && !entry.declaration.search.is_empty()
        && entry.can(&visit.staff, Op::View, None)
}

/// The first rows of one model in which the words are found, as its own list would find them.
async fn within(visit: &Visit, entry: &Entry, typed: &str) -> Result<Option<Found>> {
    if !is_searched(visit, entry) {
        return Ok(None);
    }
    let mut rows = Rows::of(visit, entry);
    list::matching(&mut rows, typed, Some(list::CANDIDATES));
    rows.order_by_key(false);
    let mut keys = rows.keys(0, ROWS + 1).await?;
    let more = keys.len() as u64 > ROWS;
    keys.truncate(usize::try_from(ROWS).unwrap_or(usize::MAX));
    let objects = entry.load(&visit.db(), &visit.staff, &keys, false).await?;
    let rows: Vec<Hit> = objects
        .into_iter()
        .filter(|object| entry.can(&visit.staff, Op::View, Some(object)))
        .map(|object| Hit {
            url: entry.object_url(&object.key, "change"),
            label: object.label,
        })
        .collect();
    if rows.is_empty() {
        return Ok(None);
    }
    let query = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("q", typed)
        .finish();
    Ok(Some(Found {
        model: labels::several(visit, entry),
        rows,
        more: more.then(|| format!("{}?{query}", entry.url())),
    }))
}

/// The pages whose names have the words in them: lists, and forms for new rows.
fn pages(visit: &Visit, typed: &str) -> Vec<Hit> {
    let typed = typed.to_lowercase();
    let mut pages = vec![Hit {
        label: visit.text("admin-home"),
        url: "/admin/".to_owned(),
    }];
    for model in visit.menu().into_iter().flat_map(|app| app.models) {
        let add = visit.text_with(
            "admin-search-add",
            &[("models", model.name.as_str().into())],
        );
        if model.add_url.as_deref() != Some(&model.url) {
            pages.push(Hit {
                label: model.name,
                url: model.url,
            });
        }
        pages.extend(model.add_url.map(|url| Hit { label: add, url }));
    }
    pages.retain(|page| page.label.to_lowercase().contains(&typed));
    pages
}
