//! Languages in the API.

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
use crate::{controllers::id::Id, forms::NameForm, models::languages};

fn shown(language: &languages::Model) -> Named {
    Named {
        id: language.id,
        url: super::url("languages", language.id),
        page: language.url(),
        name: language.name.clone(),
    }
}

/// All languages, by name
#[utoipa::path(
    get, path = "/api/v1/languages", tag = "languages", operation_id = "list_languages",
    params(Paging, ("order" = Option<String>, Query, description = "`name` or `-name`")),
    responses((status = 200, body = List<Named>)),
)]
async fn list(caller: Caller, query: Query) -> Result<Response> {
    let wanted = query.read(&PARAMETERS)?;
    let pager = wanted.pager(&caller);
    let found =
        languages::list_in(caller.db(), &pager, &wanted.page, wanted.is_descending()).await?;
    wanted.answer(&caller, found, shown)
}

/// One language
#[utoipa::path(
    get, path = "/api/v1/languages/{id}", tag = "languages", operation_id = "get_language",
    params(("id" = i32, Path)),
    responses((status = 200, body = Named)),
)]
async fn show(caller: Caller, Id(id): Id) -> Result<Response> {
    etag::shown(&caller, &shown(&languages::find(caller.db(), id).await?))
}

/// Adds a language
#[utoipa::path(
    post, path = "/api/v1/languages", tag = "languages", operation_id = "create_language",
    request_body = Name,
    responses((status = 201, body = Named)),
    security(("oidc" = ["catalog:write"])),
)]
async fn create(caller: Caller, body: JsonBody) -> Result<Response> {
    caller.permitted("catalog.add_language").await?;
    let name = name(&body)?;
    let language = MEMBERS.placed(languages::create(caller.db(), &name).await)?;
    let language = shown(&language);
    etag::created(&language, &language.url)
}

/// Gives a language another name
#[utoipa::path(
    put, path = "/api/v1/languages/{id}", tag = "languages", operation_id = "replace_language",
    params(("id" = i32, Path)),
    request_body = Name,
    responses((status = 200, body = Named)),
    security(("oidc" = ["catalog:write"])),
)]
async fn replace(caller: Caller, Id(id): Id, body: JsonBody) -> Result<Response> {
    let language = changeable(&caller, id).await?;
    save(&caller, language, body).await
}

/// Gives a language another name, if the body has one
#[utoipa::path(
    patch, path = "/api/v1/languages/{id}", tag = "languages", operation_id = "change_language",
    params(("id" = i32, Path)),
    request_body(content = Name, content_type = "application/merge-patch+json"),
    responses((status = 200, body = Named)),
    security(("oidc" = ["catalog:write"])),
)]
async fn change(caller: Caller, Id(id): Id, body: JsonBody) -> Result<Response> {
    let language = changeable(&caller, id).await?;
    let name = language.name.clone();
    save(&caller, language, body.onto(&Name { name })?).await
}

/// The language as the client has seen it.
async fn changeable(caller: &Caller, id: i32) -> Result<languages::Model> {
    caller.permitted("catalog.change_language").await?;
    let language = languages::find(caller.db(), id).await?;
    etag::check_if_match(caller, &shown(&language))?;
    Ok(language)
}

async fn save(caller: &Caller, language: languages::Model, body: JsonBody) -> Result<Response> {
    let name = name(&body)?;
    let language = MEMBERS.placed(language.rename_as_read(caller.db(), &name).await)?;
    etag::saved(&shown(&language))
}

/// Deletes a language; its books stay, without it
#[utoipa::path(
    delete, path = "/api/v1/languages/{id}", tag = "languages", operation_id = "delete_language",
    params(("id" = i32, Path)),
    responses((status = 204)),
    security(("oidc" = ["catalog:write"])),
)]
async fn delete(caller: Caller, Id(id): Id) -> Result<Response> {
    caller.permitted("catalog.delete_language").await?;
    let language = languages::find(caller.db(), id).await?;
    etag::check_if_match(&caller, &shown(&language))?;
    language.remove(caller.db()).await?;
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
            "/languages",
            get(list).merge(post(create).route_layer(writes())),
        )
        .add(
            "/languages/{id}",
            get(show).merge(
                put(replace)
                    .patch(change)
                    .delete(delete)
                    .route_layer(writes()),
            ),
        )
}
