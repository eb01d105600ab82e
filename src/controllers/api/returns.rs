//! A copy comes back to the desk, through the API.

use axum::{response::Response, routing::post};
use chrono::NaiveDate;
use loco_rs::controller::Routes;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{PREFIX, caller::Caller, copies::Copy, etag, lends, problem::Result};
use crate::{controllers::id::Id, models::book_instances};

/// A copy that came back.
#[derive(Debug, Serialize, ToSchema)]
struct ReturnedCopy {
    copy: Copy,
    /// Until when it is put aside for the reader who waits for it: it does not go back on the shelf.
    put_aside_until: Option<NaiveDate>,
}

/// Takes a copy back
///
/// For those who may mark copies returned (`catalog.can_mark_returned`).
#[utoipa::path(
    post, path = "/api/v1/copies/{id}/return", tag = "loans", operation_id = "return_copy",
    params(("id" = Uuid, Path, description = "The copy's `id`")),
    responses((status = 200, body = ReturnedCopy)),
    security(("oidc" = ["loans"])),
)]
async fn create(caller: Caller, Id(id): Id<Uuid>) -> Result<Response> {
    caller.permitted("catalog.can_mark_returned").await?;
    let copy = book_instances::find(caller.db(), id).await?;
    let returned = copy
        .give_back(caller.db(), caller.now(), caller.rules())
        .await?;
    etag::saved(&ReturnedCopy {
        copy: Copy::seen(&caller, id).await?,
        put_aside_until: returned
            .held_for
            .and_then(|reservation| reservation.ready_until),
    })
}

pub fn routes() -> Routes {
    Routes::at(PREFIX).add("/copies/{id}/return", post(create).route_layer(lends()))
}
