//! «humans | capitalize» in the API.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::{get, post, put},
};
use chrono::{DateTime, <% if has.dates %>NaiveDate, <% endif %>Utc};
use loco_rs::controller::Routes;
use serde::Serialize;
use utoipa::ToSchema;
<%- if api_uuids %>
use uuid::Uuid;
<%- endif %>

use super::{
    PREFIX,
    body::{JsonBody, Kind, Member, Members},
    caller::Caller,
    etag,
<%- if api_links %>
    link::Link,
<%- endif %>
    list::{<% if has.filtered_choices %>self, <% endif %>List, Paging, Parameters, Query},
    problem::Result,
    writes,
};
use crate::{
    controllers::id::Id,
    forms::«pascal»Form,
    models::«plural»<% if label or has.filtered_choices %>::{self<% if label %>, Order<% endif %><% for field in fields %><% if field.filter and field.kind == "choice" %>, «field.choice_type»<% endif %><% endfor %>}<% endif %>,
<%- if has.fractions %>
    views::Language,
<%- endif %>
};

const PARAMETERS: Parameters = Parameters {
    filters: &[<% for field in fields %><% if field.filter %>"«field.filter»", <% endif %><% endfor %>],
    orders: &[<% if label %>"«label»", "-«label»", <% endif %>"id", "-id"],
    alone: &[<% for field in fields %><% if field.filter %>"«field.filter»", <% endif %><% endfor %><% if has.filtered %>"order"<% endif %>],
};

static MEMBERS: Members = Members(&[
<%- for field in fields %>
    Member {
        name: "«field.name»",
        field: "«field.name»",
        kind: Kind::«field.api.kind»,
    },
<%- endfor %>
]);

/// «article | capitalize» «human».
#[derive(Debug, Serialize, ToSchema)]
struct «pascal» {
    id: «id»,
    /// Its address in the API.
    url: String,
    /// Its page for people.
    page: String,
<%- for field in fields %><% if field.api.output %>
<%- if field.kind == "choice" %>
    /// One of <% for choice in field.choices %>`«choice.code»`<% if not loop.last %>, <% endif %><% endfor %>.
<%- endif %>
    «field.name»: «field.api.output»,
<%- endif %><% endfor %>
    updated_at: DateTime<Utc>,
}

impl From<&«plural»::«row»> for «pascal» {
<%- if has.links %>
    fn from(row: &«plural»::Row) -> Self {
        let «singular» = &row.«singular»;
<%- else %>
    fn from(«singular»: &«plural»::Model) -> Self {
<%- endif %>
        Self {
            id: «singular».id,
            url: super::url("«keys»", «singular».id),
            page: «singular».url(),
<%- for field in fields %><% if field.api.output %>
            «field.name»: «field.api.answer»,
<%- endif %><% endfor %>
            updated_at: «singular».updated_at,
        }
    }
}

/// What is to be known of «article» «human».
#[derive(Debug, Serialize, ToSchema)]
struct «pascal»Input {
<%- for field in fields %>
<%- if field.person %>
    /// The `id` of somebody's account; answers do not say whose.
<%- elif field.kind == "reference" %>
    /// The `id` of its «field.human | lower».
<%- elif field.kind == "many" %>
    /// The `id` of each.
<%- elif field.kind == "choice" %>
    /// One of <% for choice in field.choices %>`«choice.code»`<% if not loop.last %>, <% endif %><% endfor %>.
<%- elif field.unique %>
    /// No other «human» has the same.
<%- endif %>
<%- if field.api.schema %>
    #[schema(«field.api.schema»)]
<%- endif %>
    «field.name»: «field.api.input»,
<%- endfor %>
}

impl From<&«plural»::«row»> for «pascal»Input {
<%- if has.links %>
    fn from(row: &«plural»::Row) -> Self {
        let «singular» = &row.«singular»;
<%- else %>
    fn from(«singular»: &«plural»::Model) -> Self {
<%- endif %>
        Self {
<%- for field in fields %>
            «field.name»: «field.api.current»,
<%- endfor %>
        }
    }
}

/// All «humans»<% for field in fields %><% if field.filter %>, or those <% if field.kind == "choice" %>of a «field.human | lower»<% else %>of «field.one»<% endif %><% endif %><% endfor %>
///
/// <% if label %>By «label»<% else %>As they were added<% endif %><% if has.filtered_many %>; those of <% for field in fields %><% if field.filter and field.kind == "many" %>«field.one», <% endif %><% endfor %>the latest first<% endif %>.
#[utoipa::path(
    get, path = "/api/v1/«keys»", tag = "«keys»", operation_id = "list_«plural»",
    params(
        Paging,
<%- for field in fields %><% if field.filter and field.kind == "choice" %>
        ("«field.filter»" = Option<String>, Query, description = "<% for choice in field.choices %>`«choice.code»`<% if not loop.last %>, <% endif %><% endfor %>"),
<%- elif field.filter %>
        ("«field.filter»" = Option<«field.target.key»>, Query, description = "The `id` of «field.one»"),
<%- endif %><% endfor %>
        ("order" = Option<String>, Query, description =
            "<% if label %>`«label»`, `-«label»`, <% endif %>`id` or `-id`<% if has.filtered %>. One of <% for field in fields %><% if field.filter %>`«field.filter»`, <% endif %><% endfor %>and `order` at a time<% endif %>"),
    ),
    responses((status = 200, body = List<«pascal»>)),
)]
async fn list(caller: Caller, query: Query) -> Result<Response> {
    let wanted = query.read(&PARAMETERS)?;
    let (db, pager, page) = (caller.db(), wanted.pager(&caller), &wanted.page);
<%- if has.filtered %>
    let found =
<%- elif label %>
    let order = match wanted.order {
        "id" | "-id" => Order::Added,
        _ => Order::«label_pascal»,
    };
    let found = «plural»::list_in(db, &pager, page, order, wanted.is_descending()).await?;
<%- else %>
    let found = «plural»::list_in(db, &pager, page, wanted.is_descending()).await?;
<%- endif %>
<%- if has.filtered %>
<%- for field in fields %><% if field.filter and field.kind == "choice" %> if let Some(code) = wanted.value("«field.filter»") {
        let wanted = «field.choice_type»::from_code(code).ok_or_else(|| list::refused("«field.filter»", "filter"))?;
        «plural»::of_«field.filter_name»(db, &pager, wanted, page).await?
    } else<% elif field.filter %> if let Some(id) = wanted.parsed("«field.filter»")? {
        «plural»::of_«field.filter_name»(db, &pager, id, page).await?
    } else<% endif %><% endfor %> {
<%- if label %>
        let order = match wanted.order {
            "id" | "-id" => Order::Added,
            _ => Order::«label_pascal»,
        };
        «plural»::list_in(db, &pager, page, order, wanted.is_descending()).await?
<%- else %>
        «plural»::list_in(db, &pager, page, wanted.is_descending()).await?
<%- endif %>
    };
<%- endif %>
    wanted.answer(&caller, found, |«singular»| «pascal»::from(«singular»))
}

/// One «human»
#[utoipa::path(
    get, path = "/api/v1/«keys»/{id}", tag = "«keys»", operation_id = "get_«singular»",
    params(("id" = «id», Path)),
    responses((status = 200, body = «pascal»)),
)]
async fn show(caller: Caller, Id(id): Id<% if id == "Uuid" %><Uuid><% endif %>) -> Result<Response> {
    let «singular» = «plural»::«find»(caller.db(), id).await?;
    etag::shown(&caller, &«pascal»::from(&«singular»))
}

/// Adds «article» «human»
#[utoipa::path(
    post, path = "/api/v1/«keys»", tag = "«keys»", operation_id = "create_«singular»",
    request_body = «pascal»Input,
    responses((status = 201, body = «pascal»)),
    security(("oidc" = ["catalog:write"])),
)]
async fn create(caller: Caller, body: JsonBody) -> Result<Response> {
    caller.permitted("catalog.add_«kind»").await?;
    let values = values(&body)?;
    let «singular» = MEMBERS.placed(«plural»::create(caller.db(), &values, caller.now()).await)?;
<%- if has.links %>
    let «singular» = «pascal»::from(&«plural»::find_row(caller.db(), «singular».id).await?);
<%- else %>
    let «singular» = «pascal»::from(&«singular»);
<%- endif %>
    etag::created(&«singular», &«singular».url)
}

/// Replaces what is known of «article» «human»
#[utoipa::path(
    put, path = "/api/v1/«keys»/{id}", tag = "«keys»", operation_id = "replace_«singular»",
    params(("id" = «id», Path)),
    request_body = «pascal»Input,
    responses((status = 200, body = «pascal»)),
    security(("oidc" = ["catalog:write"])),
)]
async fn replace(caller: Caller, Id(id): Id<% if id == "Uuid" %><Uuid><% endif %>, body: JsonBody) -> Result<Response> {
    let «singular» = changeable(&caller, id).await?;
    save(&caller, &«singular», body).await
}

/// Changes some of what is known of «article» «human»
#[utoipa::path(
    patch, path = "/api/v1/«keys»/{id}", tag = "«keys»", operation_id = "change_«singular»",
    params(("id" = «id», Path)),
    request_body(content = «pascal»Input, content_type = "application/merge-patch+json"),
    responses((status = 200, body = «pascal»)),
    security(("oidc" = ["catalog:write"])),
)]
async fn change(caller: Caller, Id(id): Id<% if id == "Uuid" %><Uuid><% endif %>, body: JsonBody) -> Result<Response> {
    let «singular» = changeable(&caller, id).await?;
    let body = body.onto(&«pascal»Input::from(&«singular»))?;
    save(&caller, &«singular», body).await
}

/// The «human» as the client has seen it.
async fn changeable(caller: &Caller, id: «id») -> Result<«plural»::«row»> {
    caller.permitted("catalog.change_«kind»").await?;
    let «singular» = «plural»::«find»(caller.db(), id).await?;
    etag::check_if_match(caller, &«pascal»::from(&«singular»))?;
    Ok(«singular»)
}

async fn save(caller: &Caller, «singular»: &«plural»::«row», body: JsonBody) -> Result<Response> {
    let values = values(&body)?;
<%- if has.links %>
    let «singular» = &«singular».«singular»;
<%- endif %>
    let seen = Some(«singular».version());
    let changed = «singular».change(caller.db(), &values, seen, caller.now());
    let changed = MEMBERS.placed(changed.await)?;
<%- if has.links %>
    etag::saved(&«pascal»::from(&«plural»::find_row(caller.db(), changed.id).await?))
<%- else %>
    etag::saved(&«pascal»::from(&changed))
<%- endif %>
}

/// Deletes «article» «human»
#[utoipa::path(
    delete, path = "/api/v1/«keys»/{id}", tag = "«keys»", operation_id = "delete_«singular»",
    params(("id" = «id», Path)),
    responses((status = 204)),
    security(("oidc" = ["catalog:write"])),
)]
async fn delete(caller: Caller, Id(id): Id<% if id == "Uuid" %><Uuid><% endif %>) -> Result<Response> {
    caller.permitted("catalog.delete_«kind»").await?;
    let «singular» = «plural»::«find»(caller.db(), id).await?;
    etag::check_if_match(&caller, &«pascal»::from(&«singular»))?;
    «singular»<% if has.links %>.«singular»<% endif %>.remove(caller.db()).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

fn values(body: &JsonBody) -> Result<«plural»::Values> {
<%- if has.fractions %>
    // Numbers in JSON have a point.
    MEMBERS
        .fill(body)
        .values(|form: &«pascal»Form| form.values(Language::English))
<%- else %>
    MEMBERS.fill(body).values(«pascal»Form::values)
<%- endif %>
}

pub fn routes() -> Routes {
    Routes::at(PREFIX)
        .add(
            "/«keys»",
            get(list).merge(post(create).route_layer(writes())),
        )
        .add(
            "/«keys»/{id}",
            get(show).merge(
                put(replace)
                    .patch(change)
                    .delete(delete)
                    .route_layer(writes()),
            ),
        )
}
