//! The page that asks which columns, and the answer with the file.
use axum::body::Bytes;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, HeaderValue, X_CONTENT_TYPE_OPTIONS,
};
use serde_json::json;

use super::columns::{self, Column, Style};
use super::stream::{Export, Wanted};
use crate::Op;
use crate::erased::Entry;
use crate::error::{Error, Result};
use crate::form::Submitted;
use crate::history::{self, Exported};
use crate::key::Key;
use crate::labels;
use crate::list::{self, Address, Counted};
use crate::number;
use crate::visit::Visit;

/// More ticked rows than this do not come from a list.
const MOST_TICKED: usize = 10_000;

/// Where a list offers its export.
pub(crate) fn offered(entry: &Entry, address: &Address) -> Option<String> {
    let query = address.query();
    let sign = if query.is_empty() { "" } else { "?" };
    entry
        .declaration
        .exports
        .then(|| format!("{}export/{sign}{query}", entry.url()))
}

/// `GET /admin/{model}/export/`
pub(crate) async fn ask(visit: Visit, Path(slug): Path<String>) -> Response {
    let parameters = visit.query().to_vec();
    let answer = async {
        let entry = exported(&visit, &slug)?;
        let address = Address::read(&visit, entry, &parameters)?;
        page(&visit, entry, &address, &[], StatusCode::OK).await
    };
    visit.respond(answer.await)
}

/// `POST /admin/{model}/export/`: the page for the ticked rows, or the file.
pub(crate) async fn answer(visit: Visit, Path(slug): Path<String>, body: Bytes) -> Response {
    let sent = Submitted::read(&body);
    visit.respond(answered(&visit, &slug, &sent).await)
}

fn exported<'a>(visit: &'a Visit, slug: &str) -> Result<&'a Entry> {
    let entry = visit.entry(slug, Op::View)?;
    if entry.declaration.exports {
        Ok(entry)
    } else {
        Err(Error::NotFound)
    }
}

async fn answered(visit: &Visit, slug: &str, sent: &Submitted) -> Result<Response> {
    let entry = exported(visit, slug)?;
    let parameters: Vec<(String, String)> =
        url::form_urlencoded::parse(sent.last("_query").unwrap_or_default().as_bytes())
            .map(|(name, value)| (name.into_owned(), value.into_owned()))
            .collect();
    let address = Address::read(visit, entry, &parameters)?;
    let ticked: &[String] = match sent.last("_all") {
        Some("1") => &[],
        _ => sent.all("key").unwrap_or_default(),
    };
    if ticked.len() > MOST_TICKED {
        return Err(Error::BadRequest(visit.text_with(
            "admin-action-too-many",
            &[("most", MOST_TICKED.into())],
        )));
    }
    if !sent.has("_download") {
        return page(visit, entry, &address, ticked, StatusCode::OK).await;
    }
    let wanted = sent.all("column").unwrap_or_default();
    let columns: Vec<Column> = columns::of(visit, entry)
        .into_iter()
        .filter(|column| wanted.iter().any(|name| name == column.name))
        .collect();
    if columns.is_empty() {
        return page(
            visit,
            entry,
            &address,
            ticked,
            StatusCode::UNPROCESSABLE_ENTITY,
        )
        .await;
    }
    let keys: Vec<Key> = ticked
        .iter()
        .map(|text| entry.parse_key(text).ok_or(Error::NotFound))
        .collect::<Result<_>>()?;
    // What the address asks for is refused now, not in the middle of a file.
    list::everything(visit, entry, &address)?;
    let names: Vec<&str> = columns.iter().map(|column| column.name).collect();
    let filter = match keys.len() {
        0 => address.query(),
        ticked => visit.text_with("admin-export-ticked", &[("count", ticked.into())]),
    };
    let exported = Exported::begin(
        &visit.db(),
        &visit.staff,
        visit.now,
        entry,
        &[
            (history::FILTER, filter),
            (history::COLUMNS, names.join(", ")),
        ],
    )
    .await?;
    let export = Export {
        exported,
        sent: 0,
        visit: visit.clone(),
        slug: slug.to_owned(),
        columns,
        style: match sent.last("style") {
            Some("stored") => Style::Stored,
            _ => Style::Shown,
        },
        separator: match sent.last("separator") {
            Some("semicolon") => b';',
            Some("tab") => b'\t',
            _ => b',',
        },
        mark: sent.has("mark"),
        wanted: if keys.is_empty() {
            Wanted::Narrowed(Box::new(address), None)
        } else {
            Wanted::Ticked(keys)
        },
    };
    let name = format!("{}-{}.csv", entry.slug, visit.today());
    let disposition = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""))
        .unwrap_or(HeaderValue::from_static("attachment"));
    let headers = [
        (
            CONTENT_TYPE,
            HeaderValue::from_static("text/csv; charset=utf-8"),
        ),
        (CONTENT_DISPOSITION, disposition),
        (CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    ];
    Ok((headers, export.body()).into_response())
}

async fn page(
    visit: &Visit,
    entry: &Entry,
    address: &Address,
    ticked: &[String],
    status: StatusCode,
) -> Result<Response> {
    let rows = list::everything(visit, entry, address)?;
    let grouped =
        |number: u64| number::whole(i64::try_from(number).unwrap_or(i64::MAX), visit.language);
    let counted = if ticked.is_empty() {
        rows.count(entry.declaration.counted()).await?
    } else {
        Counted::Exactly(ticked.len() as u64)
    };
    let count = match counted {
        Counted::Exactly(number) => visit.text_with(
            "admin-export-rows",
            &[("count", number.into()), ("number", grouped(number).into())],
        ),
        Counted::MoreThan(number) => visit.text_with(
            "admin-export-more-than",
            &[("number", grouped(number).into())],
        ),
        Counted::Not => String::new(),
    };
    let columns: Vec<_> = columns::of(visit, entry)
        .into_iter()
        .map(
            |column| json!({ "name": column.name, "label": column.label, "chosen": column.chosen }),
        )
        .collect();
    let view = json!({
        "export": {
            "model": labels::several(visit, entry),
            "list_url": address.url(),
            "action": format!("{}export/", entry.url()),
            "query": address.query(),
            "keys": ticked,
            "count": count,
            "columns": columns,
            "wrong": status != StatusCode::OK,
        }
    });
    visit.page(status, "export.html", &view)
}
