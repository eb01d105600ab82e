//! Loans for longer, through the API: by the reader, as the rules allow, or by whoever lends copies, up to a day.

use axum::{response::Response, routing::post};
use chrono::NaiveDate;
use loco_rs::controller::Routes;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    PREFIX,
    body::{JsonBody, Kind, Member, Members},
    caller::Caller,
    copies::Copy,
    etag, lends,
    loans::Loan,
    problem::Result,
};
use crate::{
    controllers::id::Id,
    forms::RenewalForm,
    models::{self, Conflict, book_instances, loans},
};

static MEMBERS: Members = Members(&[Member {
    name: "renewal_date",
    field: "renewal_date",
    kind: Kind::Day,
}]);

/// Until when a loan is renewed.
#[derive(Debug, Serialize, ToSchema)]
struct RenewalInput {
    /// From today to the end of the library's renewal window, which is usually four weeks.
    renewal_date: NaiveDate,
}

/// Renews one's own loan, for the library's lending period
#[utoipa::path(
    post, path = "/api/v1/loans/{id}/renewal", tag = "loans", operation_id = "renew_loan",
    params(("id" = i32, Path, description = "The loan's `id`")),
    responses((status = 200, body = Loan)),
    security(("oidc" = ["loans"])),
)]
async fn create(caller: Caller, Id(id): Id) -> Result<Response> {
    let account = caller.account().await?;
    let loan = loans::find(caller.db(), id).await?;
    let renewed = loan.renew(caller.db(), &account, caller.now(), caller.rules());
    match renewed.await {
        // Of two requests at once one has renewed the loan, and both are told how it is now.
        Ok(_) | Err(models::Error::Conflict(Conflict::Stale)) => {}
        Err(error) => return Err(error.into()),
    }
    etag::saved(&Loan::find(&caller, id).await?)
}

/// Renews a reader's loan up to a day
///
/// For those who may mark copies returned (`catalog.can_mark_returned`).
#[utoipa::path(
    post, path = "/api/v1/copies/{id}/renewal", tag = "loans", operation_id = "renew_copy",
    params(("id" = Uuid, Path, description = "The copy's `id`")),
    request_body = RenewalInput,
    responses((status = 200, body = Copy)),
    security(("oidc" = ["loans"])),
)]
async fn create_for_reader(caller: Caller, Id(id): Id<Uuid>, body: JsonBody) -> Result<Response> {
    caller.permitted("catalog.can_mark_returned").await?;
    let copy = book_instances::find(caller.db(), id).await?;
    let day = MEMBERS
        .fill::<RenewalForm>(&body)
        .values(|form| form.renewal_date(caller.today(), caller.rules()))?;
    let renewed = copy.renew_until(caller.db(), day, caller.now(), caller.rules());
    MEMBERS.placed(renewed.await)?;
    etag::saved(&Copy::seen(&caller, id).await?)
}

pub fn routes() -> Routes {
    Routes::at(PREFIX)
        .add("/loans/{id}/renewal", post(create).route_layer(lends()))
        .add(
            "/copies/{id}/renewal",
            post(create_for_reader).route_layer(lends()),
        )
}
