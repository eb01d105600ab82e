//! The views above a list, and how they come and go.
use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, DbErr, EntityTrait, ModelTrait, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, Set, SqlErr,
};
use serde::Serialize;

use super::table;
use crate::Op;
use crate::erased::Entry;
use crate::error::{Error, Result};
use crate::flash::Message;
use crate::form::Submitted;
use crate::list::Address;
use crate::visit::Visit;

/// How many a list shows, and one person can have for a model.
const MOST: u64 = 50;
const LONGEST: usize = 100;

#[derive(Serialize)]
pub(crate) struct SavedView {
    name: String,
    url: String,
    current: bool,
    shared: bool,
    /// Where its owner deletes it.
    delete_url: Option<String>,
}

/// The views of a list that this person sees: one query.
pub(crate) async fn of(
    visit: &Visit,
    entry: &Entry,
    address: &Address,
) -> Result<Vec<SavedView>, DbErr> {
    let views = table::Entity::find()
        .filter(table::Column::Model.eq(entry.slug))
        .filter(
            Condition::any()
                .add(table::Column::UserId.eq(visit.staff.id))
                .add(table::Column::Shared.eq(true)),
        )
        .order_by_asc(table::Column::Name)
        .order_by_asc(table::Column::Id)
        .limit(MOST)
        .all(&visit.app.db)
        .await?;
    let here = address.query();
    Ok(views
        .into_iter()
        .map(|view| SavedView {
            url: format!("{}?{}", entry.url(), view.query),
            current: view.query == here,
            delete_url: is_theirs(visit, &view)
                .then(|| format!("{}views/{}/delete/", entry.url(), view.id)),
            name: view.name,
            shared: view.shared,
        })
        .collect())
}

fn is_theirs(visit: &Visit, view: &table::Model) -> bool {
    view.user_id == visit.staff.id || view.shared && visit.staff.is_superuser
}

/// `POST /admin/{model}/views/`
pub(crate) async fn save(visit: Visit, Path(slug): Path<String>, body: Bytes) -> Response {
    let sent = Submitted::read(&body);
    visit.respond(saved(&visit, &slug, &sent).await)
}

async fn saved(visit: &Visit, slug: &str, sent: &Submitted) -> Result<Response> {
    let entry = visit.entry(slug, Op::View)?;
    let parameters: Vec<(String, String)> =
        url::form_urlencoded::parse(sent.last("query").unwrap_or_default().as_bytes())
            .map(|(name, value)| (name.into_owned(), value.into_owned()))
            .collect();
    let address = Address::read(visit, entry, &parameters)?;
    let back = address.at(1);
    let refuse = |key: &str| visit.redirect(&back, vec![Message::warning(visit.text(key))]);
    let name = sent.last("name").unwrap_or_default().trim();
    if name.is_empty() || name.chars().count() > LONGEST || name.contains('\0') {
        return Ok(refuse("admin-view-needs-name"));
    }
    let query = address.query();
    if query.is_empty() {
        return Ok(refuse("admin-view-needs-query"));
    }
    let mine = table::Entity::find()
        .filter(table::Column::Model.eq(entry.slug))
        .filter(table::Column::UserId.eq(visit.staff.id));
    if mine.count(&visit.app.db).await? >= MOST {
        return Ok(refuse("admin-view-too-many"));
    }
    let view = table::ActiveModel {
        user_id: Set(visit.staff.id),
        model: Set(entry.slug.to_owned()),
        name: Set(name.to_owned()),
        query: Set(query),
        shared: Set(sent.last("shared") == Some("1")),
        ..Default::default()
    };
    match view.insert(&visit.app.db).await {
        Ok(_) => {
            let text = visit.text_with("admin-view-saved", &[("name", name.into())]);
            Ok(visit.redirect(&back, vec![Message::success(text)]))
        }
        Err(error) => match error.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(_)) => Ok(refuse("admin-view-exists")),
            _ => Err(error.into()),
        },
    }
}

/// `POST /admin/{model}/views/{id}/delete/`
pub(crate) async fn delete(visit: Visit, Path((slug, id)): Path<(String, String)>) -> Response {
    let answer = async {
        let entry = visit.entry(&slug, Op::View)?;
        let id: i32 = id.parse().map_err(|_| Error::NotFound)?;
        let view = table::Entity::find_by_id(id)
            .one(&visit.app.db)
            .await?
            .filter(|view| view.model == entry.slug && is_theirs(&visit, view))
            .ok_or(Error::NotFound)?;
        let text = visit.text_with("admin-view-deleted", &[("name", view.name.as_str().into())]);
        view.delete(&visit.app.db).await?;
        Ok(visit.redirect(&entry.url(), vec![Message::success(text)]))
    };
    visit.respond(answer.await)
}
