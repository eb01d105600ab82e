//! The first page: the models that somebody may see, and what happened last.
use axum::response::Response;
use http::StatusCode;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Serialize;

use crate::Op;
use crate::dashboard;
use crate::error::Result;
use crate::history;
use crate::labels;
use crate::visit::Visit;

/// How many recent actions are shown.
const RECENT: u64 = 10;

#[derive(Serialize)]
struct Recent {
    what: String,
    action: String,
    object: String,
    model: String,
    url: Option<String>,
    at: String,
    datetime: String,
}

/// `GET /admin/`
pub(crate) async fn show(visit: Visit) -> Response {
    visit.respond(page(&visit).await)
}

async fn page(visit: &Visit) -> Result<Response> {
    let recent = recent(visit).await?;
    let cards = dashboard::views(visit).await;
    visit.page(
        StatusCode::OK,
        "index.html",
        &serde_json::json!({ "recent": recent, "cards": cards, "name": visit.staff.display_name() }),
    )
}

/// What this person did last.
async fn recent(visit: &Visit) -> Result<Vec<Recent>> {
    let rows = history::Entity::find()
        .filter(history::Column::UserId.eq(visit.staff.id))
        .order_by_desc(history::Column::Id)
        .limit(RECENT)
        .all(&visit.app.db)
        .await?;
    Ok(rows
        .iter()
        .map(|row| {
            let entry = visit
                .site
                .by_slug(&row.model)
                .filter(|entry| entry.can(&visit.staff, Op::View, None));
            let view = history::entry_view(visit, entry, row);
            Recent {
                what: view.what,
                // An export is of no row, but of a list.
                object: match (row.object_label.as_str(), entry) {
                    ("", Some(entry)) => labels::several(visit, entry),
                    (label, _) => label.to_owned(),
                },
                model: entry.map_or_else(|| row.model.clone(), |entry| labels::one(visit, entry)),
                url: entry.filter(|_| row.action != "delete").map(|entry| {
                    match row.object_key.as_str() {
                        "" => entry.url(),
                        key => format!("{}{key}/change/", entry.url()),
                    }
                }),
                action: view.action,
                at: view.at,
                datetime: view.datetime,
            }
        })
        .collect())
}
