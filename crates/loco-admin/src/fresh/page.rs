//! The page to which somebody comes back who has signed in again.
use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use chrono::TimeDelta;
use http::StatusCode;
use sea_orm::{ColumnTrait, EntityTrait, ModelTrait, QueryFilter};
use serde_json::json;
use uuid::Uuid;

use super::{ask::KEPT, table};
use crate::error::{Error, Result};
use crate::visit::Visit;
use crate::{actions, delete, form, import, labels, list};

/// `GET /admin/kept/{id}/`: asks once more. What was filled in is not shown: nothing of it belongs on this page.
pub(crate) async fn show(visit: Visit, Path(id): Path<String>) -> Response {
    visit.respond(page(&visit, &id).await)
}

async fn page(visit: &Visit, id: &str) -> Result<Response> {
    let kept = mine(visit, id).await?;
    let entry = kept
        .address
        .split('/')
        .nth(2)
        .and_then(|slug| visit.site.by_slug(slug));
    let view = json!({ "kept": {
        "url": format!("/admin/kept/{}/", kept.id),
        "model": entry.map(|entry| labels::several(visit, entry)),
        "list_url": entry.map_or_else(|| "/admin/".to_owned(), |entry| entry.url()),
    } });
    visit.page(StatusCode::OK, "kept.html", &view)
}

/// `POST /admin/kept/{id}/`: goes on with what was kept, as if it had just been sent.
pub(crate) async fn go_on(visit: Visit, Path(id): Path<String>) -> Response {
    let kept = match taken(&visit, &id).await {
        Ok(kept) => kept,
        Err(error) => return visit.respond(Err(error)),
    };
    let body = Bytes::from(kept.body);
    let path = kept.address.split('?').next().unwrap_or_default();
    let parts: Vec<String> = path
        .trim_matches('/')
        .split('/')
        .skip(1)
        .map(str::to_owned)
        .collect();
    let visit = visit.at(&kept.address);
    match &parts[..] {
        [slug, page] if page == "add" => form::create(visit, Path(slug.clone()), body).await,
        [slug, page] if page == "actions" => actions::act(visit, Path(slug.clone()), body).await,
        [slug, page] if page == "edits" => list::save(visit, Path(slug.clone()), body).await,
        [slug, key, page] if page == "change" => {
            form::update(visit, Path((slug.clone(), key.clone())), body).await
        }
        [slug, key, page] if page == "delete" => {
            delete::delete(visit, Path((slug.clone(), key.clone()))).await
        }
        [slug, page, id] if page == "import" => {
            import::commit(visit, Path((slug.clone(), id.clone())), body).await
        }
        _ => visit.respond(Err(Error::NotFound)),
    }
}

async fn mine(visit: &Visit, id: &str) -> Result<table::Model> {
    let id = Uuid::parse_str(id).map_err(|_| Error::NotFound)?;
    table::Entity::find_by_id(id)
        .filter(table::Column::UserId.eq(visit.staff.id))
        .filter(table::Column::At.gte(visit.now - TimeDelta::minutes(KEPT)))
        .one(&visit.app.db)
        .await?
        .ok_or(Error::NotFound)
}

async fn taken(visit: &Visit, id: &str) -> Result<table::Model> {
    let kept = mine(visit, id).await?;
    kept.clone().delete(&visit.app.db).await?;
    Ok(kept)
}
