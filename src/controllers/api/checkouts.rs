//! A reader takes a copy home, through the API.

use axum::{response::Response, routing::post};
use loco_rs::controller::Routes;
use uuid::Uuid;

use super::{PREFIX, caller::Caller, etag, lends, loans::Loan, problem::Result};
use crate::{controllers::id::Id, models::book_instances};

/// Borrows a copy, for the library's lending period
#[utoipa::path(
    post, path = "/api/v1/copies/{id}/checkout", tag = "loans", operation_id = "borrow_copy",
    params(("id" = Uuid, Path, description = "The copy's `id`")),
    responses((status = 201, body = Loan)),
    security(("oidc" = ["loans"])),
)]
async fn create(caller: Caller, Id(id): Id<Uuid>) -> Result<Response> {
    let account = caller.account().await?;
    let copy = book_instances::find(caller.db(), id).await?;
    let loan = copy
        .check_out(caller.db(), &account, caller.now(), caller.rules())
        .await?;
    let loan = Loan::find(&caller, loan.id).await?;
    etag::created(&loan, &loan.url)
}

pub fn routes() -> Routes {
    Routes::at(PREFIX).add("/copies/{id}/checkout", post(create).route_layer(lends()))
}
