//! Loans in the API: one's own, and, for those who lend copies, a copy's.

use axum::{response::Response, routing::get};
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
    list::{self, List, Paging, Parameters, Query},
    problem::{ApiError, Result},
};
use crate::{controllers::id::Id, models::loans};

const PARAMETERS: Parameters = Parameters {
    filters: &["copy", "open"],
    orders: &[],
    alone: &["copy", "open"],
};

/// Who had which copy from when to when.
#[derive(Debug, Serialize, ToSchema)]
pub struct Loan {
    id: i32,
    /// The loan's address in the API.
    pub url: String,
    book: Link,
    copy: CopyLink,
    /// The username of whoever has or had the copy; nobody once the account is gone.
    reader: Option<String>,
    borrowed_at: DateTime<Utc>,
    due_on: NaiveDate,
    returned_at: Option<DateTime<Utc>>,
    /// How often the reader has renewed it.
    #[schema(minimum = 0)]
    renewals: i32,
    /// Whether the copy should have come back before today.
    overdue: bool,
}

/// A copy, by its key and its imprint.
#[derive(Debug, Serialize, ToSchema)]
struct CopyLink {
    id: Uuid,
    imprint: String,
    /// Its address in the API.
    url: String,
}

impl Loan {
    fn new(row: &loans::Row, today: NaiveDate) -> Self {
        Self {
            id: row.loan.id,
            url: super::url("loans", row.loan.id),
            book: Link::new("books", row.book.id, &row.book.title),
            copy: CopyLink {
                id: row.copy.id,
                imprint: row.copy.imprint.clone(),
                url: super::url("copies", row.copy.id),
            },
            reader: row.reader.as_ref().map(|reader| reader.username.clone()),
            borrowed_at: row.loan.borrowed_at,
            due_on: row.loan.due_on,
            returned_at: row.loan.returned_at,
            renewals: row.loan.renewals,
            overdue: row.loan.is_overdue(today),
        }
    }

    /// The loan as it is now.
    pub async fn find(caller: &Caller, id: i32) -> Result<Self> {
        let row = loans::find_row(caller.db(), id).await?;
        Ok(Self::new(&row, caller.today()))
    }
}

/// One's own loans, or those of a copy, the latest first
///
/// The loans of a copy are for those who may mark copies returned (`catalog.can_mark_returned`).
#[utoipa::path(
    get, path = "/api/v1/loans", tag = "loans", operation_id = "list_loans",
    params(
        Paging,
        ("copy" = Option<Uuid>, Query, description = "The copy's `id`"),
        ("open" = Option<bool>, Query, description =
            "`true`: only loans that have not ended. One of `copy` and `open` at a time"),
    ),
    responses((status = 200, body = List<Loan>)),
    security(("oidc" = ["loans"])),
)]
async fn list(caller: Caller, query: Query) -> Result<Response> {
    let wanted = query.read(&PARAMETERS)?;
    let (db, pager, page) = (caller.db(), wanted.pager(&caller), &wanted.page);
    let account = caller.account().await?;
    let found = if let Some(copy) = wanted.parsed::<Uuid>("copy")? {
        if !account.can("catalog.can_mark_returned") {
            return Err(ApiError::Forbidden {
                permission: "catalog.can_mark_returned",
            });
        }
        loans::of_copy(db, &pager, copy, page).await?
    } else {
        match wanted.value("open") {
            None | Some("false") => loans::of_reader(db, &pager, account.id, page).await?,
            Some("true") => loans::open_of_reader(db, &pager, account.id, page).await?,
            Some(_) => return Err(list::refused("open", "yes-or-no")),
        }
    };
    let today = caller.today();
    wanted.answer(&caller, found, |row| Loan::new(row, today))
}

/// One loan: one's own, or, for those who may mark copies returned, anybody's
#[utoipa::path(
    get, path = "/api/v1/loans/{id}", tag = "loans", operation_id = "get_loan",
    params(("id" = i32, Path)),
    responses((status = 200, body = Loan)),
    security(("oidc" = ["loans"])),
)]
async fn show(caller: Caller, Id(id): Id) -> Result<Response> {
    let account = caller.account().await?;
    let row = loans::find_row(caller.db(), id).await?;
    if row.loan.user_id != Some(account.id) && !account.can("catalog.can_mark_returned") {
        return Err(ApiError::NotFound);
    }
    etag::shown(&caller, &Loan::new(&row, caller.today()))
}

pub fn routes() -> Routes {
    Routes::at(PREFIX)
        .add("/loans", get(list).route_layer(lends()))
        .add("/loans/{id}", get(show).route_layer(lends()))
}
