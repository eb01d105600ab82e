//! Authors in the API.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::{get, post, put},
};
use chrono::{DateTime, NaiveDate, Utc};
use loco_rs::controller::Routes;
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    PREFIX,
    body::{JsonBody, Kind, Member, Members},
    caller::Caller,
    etag,
    list::{List, Paging, Parameters, Query},
    problem::Result,
    writes,
};
use crate::{controllers::id::Id, forms::AuthorForm, models::authors};

const PARAMETERS: Parameters = Parameters {
    filters: &["q"],
    orders: &["name", "-name"],
    alone: &["q", "order"],
};

static MEMBERS: Members = Members(&[
    Member {
        name: "first_name",
        field: "first_name",
        kind: Kind::Text,
    },
    Member {
        name: "last_name",
        field: "last_name",
        kind: Kind::Text,
    },
    Member {
        name: "date_of_birth",
        field: "date_of_birth",
        kind: Kind::Day,
    },
    Member {
        name: "date_of_death",
        field: "date_of_death",
        kind: Kind::Day,
    },
]);

/// An author.
#[derive(Debug, Serialize, ToSchema)]
struct Author {
    id: i32,
    /// The author's address in the API.
    url: String,
    /// The author's page for people.
    page: String,
    /// "Last, First".
    name: String,
    first_name: String,
    last_name: String,
    date_of_birth: Option<NaiveDate>,
    date_of_death: Option<NaiveDate>,
    updated_at: DateTime<Utc>,
}

impl From<&authors::Model> for Author {
    fn from(author: &authors::Model) -> Self {
        Self {
            id: author.id,
            url: super::url("authors", author.id),
            page: author.url(),
            name: author.to_string(),
            first_name: author.first_name.clone(),
            last_name: author.last_name.clone(),
            date_of_birth: author.date_of_birth,
            date_of_death: author.date_of_death,
            updated_at: author.updated_at,
        }
    }
}

/// What is to be known of an author.
#[derive(Debug, Serialize, ToSchema)]
struct AuthorInput {
    #[schema(min_length = 1, max_length = 100)]
    first_name: String,
    #[schema(min_length = 1, max_length = 100)]
    last_name: String,
    date_of_birth: Option<NaiveDate>,
    /// Not before the date of birth.
    date_of_death: Option<NaiveDate>,
}

impl From<&authors::Model> for AuthorInput {
    fn from(author: &authors::Model) -> Self {
        Self {
            first_name: author.first_name.clone(),
            last_name: author.last_name.clone(),
            date_of_birth: author.date_of_birth,
            date_of_death: author.date_of_death,
        }
    }
}

/// All authors, or those that a search finds, by last and first name
#[utoipa::path(
    get, path = "/api/v1/authors", tag = "authors", operation_id = "list_authors",
    params(
        Paging,
        ("q" = Option<String>, Query, description = "Words that the name has, or that begin words of it"),
        ("order" = Option<String>, Query, description = "`name` or `-name`; not together with `q`"),
    ),
    responses((status = 200, body = List<Author>)),
)]
async fn list(caller: Caller, query: Query) -> Result<Response> {
    let wanted = query.read(&PARAMETERS)?;
    let pager = wanted.pager(&caller);
    let found = match wanted.search() {
        Some(query) => authors::search(caller.db(), &pager, query, &wanted.page).await?,
        None => authors::list_in(caller.db(), &pager, &wanted.page, wanted.is_descending()).await?,
    };
    wanted.answer(&caller, found, |author| Author::from(author))
}

/// One author
#[utoipa::path(
    get, path = "/api/v1/authors/{id}", tag = "authors", operation_id = "get_author",
    params(("id" = i32, Path)),
    responses((status = 200, body = Author)),
)]
async fn show(caller: Caller, Id(id): Id) -> Result<Response> {
    let author = authors::find(caller.db(), id).await?;
    etag::shown(&caller, &Author::from(&author))
}

/// Adds an author
#[utoipa::path(
    post, path = "/api/v1/authors", tag = "authors", operation_id = "create_author",
    request_body = AuthorInput,
    responses((status = 201, body = Author)),
    security(("oidc" = ["catalog:write"])),
)]
async fn create(caller: Caller, body: JsonBody) -> Result<Response> {
    caller.permitted("catalog.add_author").await?;
    let values = values(&body)?;
    let author = MEMBERS.placed(authors::create(caller.db(), &values, caller.now()).await)?;
    let author = Author::from(&author);
    etag::created(&author, &author.url)
}

/// Replaces what is known of an author
#[utoipa::path(
    put, path = "/api/v1/authors/{id}", tag = "authors", operation_id = "replace_author",
    params(("id" = i32, Path)),
    request_body = AuthorInput,
    responses((status = 200, body = Author)),
    security(("oidc" = ["catalog:write"])),
)]
async fn replace(caller: Caller, Id(id): Id, body: JsonBody) -> Result<Response> {
    let author = changeable(&caller, id).await?;
    save(&caller, &author, body).await
}

/// Changes some of what is known of an author
#[utoipa::path(
    patch, path = "/api/v1/authors/{id}", tag = "authors", operation_id = "change_author",
    params(("id" = i32, Path)),
    request_body(content = AuthorInput, content_type = "application/merge-patch+json"),
    responses((status = 200, body = Author)),
    security(("oidc" = ["catalog:write"])),
)]
async fn change(caller: Caller, Id(id): Id, body: JsonBody) -> Result<Response> {
    let author = changeable(&caller, id).await?;
    let body = body.onto(&AuthorInput::from(&author))?;
    save(&caller, &author, body).await
}

/// The author as the client has seen them.
async fn changeable(caller: &Caller, id: i32) -> Result<authors::Model> {
    caller.permitted("catalog.change_author").await?;
    let author = authors::find(caller.db(), id).await?;
    etag::check_if_match(caller, &Author::from(&author))?;
    Ok(author)
}

async fn save(caller: &Caller, author: &authors::Model, body: JsonBody) -> Result<Response> {
    let values = values(&body)?;
    let seen = Some(author.version());
    let changed = author.change(caller.db(), &values, seen, caller.now());
    etag::saved(&Author::from(&MEMBERS.placed(changed.await)?))
}

/// Deletes an author without books
#[utoipa::path(
    delete, path = "/api/v1/authors/{id}", tag = "authors", operation_id = "delete_author",
    params(("id" = i32, Path)),
    responses((status = 204)),
    security(("oidc" = ["catalog:write"])),
)]
async fn delete(caller: Caller, Id(id): Id) -> Result<Response> {
    caller.permitted("catalog.delete_author").await?;
    let author = authors::find(caller.db(), id).await?;
    etag::check_if_match(&caller, &Author::from(&author))?;
    author.remove(caller.db()).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

fn values(body: &JsonBody) -> Result<authors::Values> {
    MEMBERS.fill(body).values(AuthorForm::values)
}

pub fn routes() -> Routes {
    Routes::at(PREFIX)
        .add(
            "/authors",
            get(list).merge(post(create).route_layer(writes())),
        )
        .add(
            "/authors/{id}",
            get(show).merge(
                put(replace)
                    .patch(change)
                    .delete(delete)
                    .route_layer(writes()),
            ),
        )
}
