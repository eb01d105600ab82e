//! One's own place in the queue for a book, through the API.

use axum::{
    response::Response,
    routing::{get, post},
};
use chrono::{DateTime, NaiveDate, Utc};
use loco_rs::controller::Routes;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    PREFIX,
    caller::Caller,
    etag, lends,
    link::Link,
    list::{List, Parameters, Query, Wanted},
    problem::{ApiError, Result},
};
use crate::{
    controllers::id::Id,
    models::{books, reservations},
};

const PARAMETERS: Parameters = Parameters {
    filters: &[],
    orders: &[],
    alone: &[],
};

/// A reader's place in the queue for a book.
#[derive(Debug, Serialize, ToSchema)]
struct Reservation {
    id: i32,
    /// The reservation's address in the API.
    url: String,
    book: Link,
    /// `waiting`, `ready`, `collected`, `cancelled` or `expired`.
    outcome: String,
    /// The copy that is put aside.
    copy: Option<Uuid>,
    /// The last day that it is put aside.
    ready_until: Option<NaiveDate>,
    created_at: DateTime<Utc>,
    closed_at: Option<DateTime<Utc>>,
}

impl Reservation {
    fn new(reservation: &reservations::Model, book: &books::Model) -> Self {
        Self {
            id: reservation.id,
            url: super::url("reservations", reservation.id),
            book: Link::new("books", book.id, &book.title),
            outcome: reservation.outcome.clone(),
            copy: reservation.copy_id,
            ready_until: reservation.ready_until,
            created_at: reservation.created_at,
            closed_at: reservation.closed_at,
        }
    }
}

/// One's own reservations that are not over, the oldest first; a hundred at most, on one page
#[utoipa::path(
    get, path = "/api/v1/reservations", tag = "reservations", operation_id = "list_reservations",
    responses((status = 200, body = List<Reservation>)),
    security(("oidc" = ["loans"])),
)]
async fn list(caller: Caller, query: Query) -> Result<Response> {
    query.read(&PARAMETERS)?;
    let account = caller.account().await?;
    let rows = reservations::of_reader(caller.db(), account.id).await?;
    let shown = rows
        .iter()
        .map(|row| Reservation::new(&row.reservation, &row.book))
        .collect();
    Wanted::answer_whole(&caller, shown)
}

/// One of one's own reservations
#[utoipa::path(
    get, path = "/api/v1/reservations/{id}", tag = "reservations", operation_id = "get_reservation",
    params(("id" = i32, Path)),
    responses((status = 200, body = Reservation)),
    security(("oidc" = ["loans"])),
)]
async fn show(caller: Caller, Id(id): Id) -> Result<Response> {
    let account = caller.account().await?;
    let reservation = reservations::find(caller.db(), id).await?;
    if reservation.user_id != Some(account.id) {
        return Err(ApiError::NotFound);
    }
    let book = books::find(caller.db(), reservation.book_id).await?;
    etag::shown(&caller, &Reservation::new(&reservation, &book))
}

/// Joins the queue for a book of which no copy is available
#[utoipa::path(
    post, path = "/api/v1/books/{id}/reservation", tag = "reservations", operation_id = "reserve_book",
    params(("id" = i32, Path, description = "The book's `id`")),
    responses((status = 201, body = Reservation)),
    security(("oidc" = ["loans"])),
)]
async fn create(caller: Caller, Id(id): Id) -> Result<Response> {
    let account = caller.account().await?;
    let book = books::find(caller.db(), id).await?;
    let reservation = book
        .reserve(caller.db(), &account, caller.now(), caller.rules())
        .await?;
    let reservation = Reservation::new(&reservation, &book);
    etag::created(&reservation, &reservation.url)
}

/// Leaves the queue
#[utoipa::path(
    post, path = "/api/v1/reservations/{id}/cancellation", tag = "reservations",
    operation_id = "cancel_reservation",
    params(("id" = i32, Path, description = "The reservation's `id`")),
    responses((status = 200, body = Reservation)),
    security(("oidc" = ["loans"])),
)]
async fn cancel(caller: Caller, Id(id): Id) -> Result<Response> {
    let account = caller.account().await?;
    let reservation = reservations::find(caller.db(), id).await?;
    let reservation = reservation
        .cancel(caller.db(), &account, caller.now(), caller.rules())
        .await?;
    let book = books::find(caller.db(), reservation.book_id).await?;
    etag::saved(&Reservation::new(&reservation, &book))
}

pub fn routes() -> Routes {
    Routes::at(PREFIX)
        .add("/reservations", get(list).route_layer(lends()))
        .add("/reservations/{id}", get(show).route_layer(lends()))
        .add(
            "/reservations/{id}/cancellation",
            post(cancel).route_layer(lends()),
        )
        .add("/books/{id}/reservation", post(create).route_layer(lends()))
}
