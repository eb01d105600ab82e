//! Genres in the API.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::{get, post, put},
};
use loco_rs::controller::Routes;

use super::{
    PREFIX,
    body::JsonBody,
    caller::Caller,
    etag,
    list::{List, Paging, Query},
    named::{MEMBERS, Name, Named, PARAMETERS},
    problem::Result,
    writes,
};
use crate::{controllers::id::Id, forms::NameForm, models::genres};

fn shown(genre: &genres::Model) -> Named {
    Named {
        id: genre.id,
        url: super::url("genres", genre.id),
        page: genre.url(),
        name: genre.name.clone(),
    }
}

/// All genres, by name
#[utoipa::path(
    get, path = "/api/v1/genres", tag = "genres", operation_id = "list_genres",
    params(Paging, ("order" = Option<String>, Query, description = "`name` or `-name`")),
    responses((status = 200, body = List<Named>)),
)]
async fn list(caller: Caller, query: Query) -> Result<Response> {
    let wanted = query.read(&PARAMETERS)?;
    let pager = wanted.pager(&caller);
    let found = genres::list_in(caller.db(), &pager, &wanted.page, wanted.is_descending()).await?;
    wanted.answer(&caller, found, shown)
}

/// One genre
#[utoipa::path(
    get, path = "/api/v1/genres/{id}", tag = "genres", operation_id = "get_genre",
    params(("id" = i32, Path)),
    responses((status = 200, body = Named)),
)]
async fn show(caller: Caller, Id(id): Id) -> Result<Response> {
    etag::shown(&caller, &shown(&genres::find(caller.db(), id).await?))
}

/// Adds a genre
#[utoipa::path(
    post, path = "/api/v1/genres", tag = "genres", operation_id = "create_genre",
    request_body = Name,
    responses((status = 201, body = Named)),
    security(("oidc" = ["catalog:write"])),
)]
async fn create(caller: Caller, body: JsonBody) -> Result<Response> {
    caller.permitted("catalog.add_genre").await?;
    let name = name(&body)?;
    let genre = MEMBERS.placed(genres::create(caller.db(), &name).await)?;
    let genre = shown(&genre);
    etag::created(&genre, &genre.url)
}

/// Gives a genre another name
#[utoipa::path(
    put, path = "/api/v1/genres/{id}", tag = "genres", operation_id = "replace_genre",
    params(("id" = i32, Path)),
    request_body = Name,
    responses((status = 200, body = Named)),
    security(("oidc" = ["catalog:write"])),
)]
async fn replace(caller: Caller, Id(id): Id, body: JsonBody) -> Result<Response> {
    let genre = changeable(&caller, id).await?;
    save(&caller, genre, body).await
}

/// Gives a genre another name, if the body has one
#[utoipa::path(
    patch, path = "/api/v1/genres/{id}", tag = "genres", operation_id = "change_genre",
    params(("id" = i32, Path)),
    request_body(content = Name, content_type = "application/merge-patch+json"),
    responses((status = 200, body = Named)),
    security(("oidc" = ["catalog:write"])),
)]
async fn change(caller: Caller, Id(id): Id, body: JsonBody) -> Result<Response> {
    let genre = changeable(&caller, id).await?;
    let name = genre.name.clone();
    save(&caller, genre, body.onto(&Name { name })?).await
}

/// The genre as the client has seen it.
async fn changeable(caller: &Caller, id: i32) -> Result<genres::Model> {
    caller.permitted("catalog.change_genre").await?;
    let genre = genres::find(caller.db(), id).await?;
    etag::check_if_match(caller, &shown(&genre))?;
    Ok(genre)
}

async fn save(caller: &Caller, genre: genres::Model, body: JsonBody) -> Result<Response> {
    let name = name(&body)?;
    let genre = MEMBERS.placed(genre.rename_as_read(caller.db(), &name).await)?;
    etag::saved(&shown(&genre))
}

/// Deletes a genre; its books stay, without it
#[utoipa::path(
    delete, path = "/api/v1/genres/{id}", tag = "genres", operation_id = "delete_genre",
    params(("id" = i32, Path)),
    responses((status = 204)),
    security(("oidc" = ["catalog:write"])),
)]
async fn delete(caller: Caller, Id(id): Id) -> Result<Response> {
    caller.permitted("catalog.delete_genre").await?;
    let genre = genres::find(caller.db(), id).await?;
    etag::check_if_match(&caller, &shown(&genre))?;
    genre.remove(caller.db()).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

fn name(body: &JsonBody) -> Result<String> {
    MEMBERS
        .fill::<NameForm>(body)
        .values(|form| form.name().map(str::to_owned))
}

pub fn routes() -> Routes {
    Routes::at(PREFIX)
        .add(
            "/genres",
            get(list).merge(post(create).route_layer(writes())),
        )
        .add(
            "/genres/{id}",
            get(show).merge(
                put(replace)
                    .patch(change)
                    .delete(delete)
                    .route_layer(writes()),
            ),
        )
}
