//! Copies of books in the API.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::{get, post, put},
};
use chrono::{DateTime, NaiveDate, Utc};
use loco_rs::controller::Routes;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    PREFIX,
    body::{JsonBody, Kind, Member, Members},
    caller::Caller,
    etag,
    link::Link,
    list::{self, List, Paging, Parameters, Query},
    problem::Result,
    writes,
};
use crate::{
    controllers::id::Id,
    forms::CopyForm,
    models::book_instances::{self, Status},
};

const PARAMETERS: Parameters = Parameters {
    filters: &["q", "book", "status"],
    orders: &["due_back", "-due_back"],
    alone: &["q", "book", "status", "order"],
};

static MEMBERS: Members = Members(&[
    Member {
        name: "book",
        field: "book",
        kind: Kind::Key,
    },
    Member {
        name: "imprint",
        field: "imprint",
        kind: Kind::Text,
    },
    Member {
        name: "status",
        field: "status",
        kind: Kind::Word(status_code),
    },
    Member {
        name: "due_back",
        field: "due_back",
        kind: Kind::Day,
    },
    Member {
        name: "borrower",
        field: "borrower",
        kind: Kind::Text,
    },
]);

fn status_code(name: &str) -> Option<&'static str> {
    Status::from_name(name).map(Status::code)
}

/// What can be done with a copy.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
enum CopyStatus {
    Maintenance,
    OnLoan,
    Available,
    Reserved,
}

impl From<Status> for CopyStatus {
    fn from(status: Status) -> Self {
        match status {
            Status::Maintenance => Self::Maintenance,
            Status::OnLoan => Self::OnLoan,
            Status::Available => Self::Available,
            Status::Reserved => Self::Reserved,
        }
    }
}

/// A copy of a book.
#[derive(Debug, Serialize, ToSchema)]
pub struct Copy {
    id: Uuid,
    /// The copy's address in the API.
    url: String,
    /// The copy's page for people.
    page: String,
    book: Link,
    /// Publisher, place, year.
    imprint: String,
    status: CopyStatus,
    /// When it should be back.
    due_back: Option<NaiveDate>,
    /// Whether it should have come back before today.
    overdue: bool,
    /// The username of whoever has it, for those who lend copies or change them.
    borrower: Option<String>,
    updated_at: DateTime<Utc>,
}

impl Copy {
    pub fn new(row: &book_instances::Row, today: NaiveDate, sees_borrower: bool) -> Self {
        let copy = &row.copy;
        Self {
            id: copy.id,
            url: super::url("copies", copy.id),
            page: copy.url(),
            book: Link::new("books", row.book.id, &row.book.title),
            imprint: copy.imprint.clone(),
            status: copy.state().into(),
            due_back: copy.due_back,
            overdue: copy.state() == Status::OnLoan && copy.is_overdue(today),
            borrower: row
                .borrower
                .as_ref()
                .filter(|_| sees_borrower)
                .map(|user| user.username.clone()),
            updated_at: copy.updated_at,
        }
    }

    /// The copy as this caller sees it.
    pub async fn seen(caller: &Caller, id: Uuid) -> Result<Self> {
        let row = book_instances::find_row(caller.db(), id).await?;
        Ok(Self::new(
            &row,
            caller.today(),
            caller.sees_borrowers().await?,
        ))
    }
}

/// What is to be known of a copy.
#[derive(Debug, Serialize, ToSchema)]
struct CopyInput {
    /// The book's `id`.
    book: i32,
    /// Publisher, place, year.
    #[schema(min_length = 1, max_length = 200)]
    imprint: String,
    status: CopyStatus,
    /// Not kept for a copy that is available; a loan without it gets the lending period.
    due_back: Option<NaiveDate>,
    /// A username. Kept for a copy on loan only.
    borrower: Option<String>,
}

impl From<&book_instances::Row> for CopyInput {
    fn from(row: &book_instances::Row) -> Self {
        Self {
            book: row.book.id,
            imprint: row.copy.imprint.clone(),
            status: row.copy.state().into(),
            due_back: row.copy.due_back,
            borrower: row.borrower.as_ref().map(|user| user.username.clone()),
        }
    }
}

/// All copies, those that a search finds, those of a book, or those on loan
///
/// By due date, those without one first; those of a book with the oldest first.
#[utoipa::path(
    get, path = "/api/v1/copies", tag = "copies", operation_id = "list_copies",
    params(
        Paging,
        ("q" = Option<String>, Query, description =
            "What finds the book, as in `/api/v1/books`; or the copy's `id`"),
        ("book" = Option<i32>, Query, description = "The book's `id`"),
        ("status" = Option<String>, Query, description = "`on-loan`"),
        ("order" = Option<String>, Query, description =
            "`due_back` or `-due_back`. One of `q`, `book`, `status` and `order` at a time"),
    ),
    responses((status = 200, body = List<Copy>)),
)]
async fn list(caller: Caller, query: Query) -> Result<Response> {
    let wanted = query.read(&PARAMETERS)?;
    let (db, pager, page) = (caller.db(), wanted.pager(&caller), &wanted.page);
    let found = if let Some(query) = wanted.search() {
        book_instances::search(db, &pager, query, page).await?
    } else if let Some(book) = wanted.parsed("book")? {
        book_instances::rows_of_book(db, &pager, book, page).await?
    } else {
        match wanted.value("status") {
            Some("on-loan") => book_instances::on_loan(db, &pager, page).await?,
            Some(_) => return Err(list::refused("status", "status")),
            None => book_instances::list_in(db, &pager, page, wanted.is_descending()).await?,
        }
    };
    let (today, sees_borrowers) = (caller.today(), caller.sees_borrowers().await?);
    wanted.answer(&caller, found, |row| Copy::new(row, today, sees_borrowers))
}

/// One copy
#[utoipa::path(
    get, path = "/api/v1/copies/{id}", tag = "copies", operation_id = "get_copy",
    params(("id" = Uuid, Path)),
    responses((status = 200, body = Copy)),
)]
async fn show(caller: Caller, Id(id): Id<Uuid>) -> Result<Response> {
    etag::shown(&caller, &Copy::seen(&caller, id).await?)
}

/// Adds a copy
#[utoipa::path(
    post, path = "/api/v1/copies", tag = "copies", operation_id = "create_copy",
    request_body = CopyInput,
    responses((status = 201, body = Copy)),
    security(("oidc" = ["catalog:write"])),
)]
async fn create(caller: Caller, body: JsonBody) -> Result<Response> {
    caller.permitted("catalog.add_bookinstance").await?;
    let values = values(&caller, &body).await?;
    let made = book_instances::create(caller.db(), &values, caller.now(), caller.rules());
    let copy = Copy::seen(&caller, MEMBERS.placed(made.await)?.id).await?;
    etag::created(&copy, &copy.url)
}

/// Replaces what is known of a copy
///
/// A loan begins, goes to somebody else, ends, or has another due date, as the new values say.
#[utoipa::path(
    put, path = "/api/v1/copies/{id}", tag = "copies", operation_id = "replace_copy",
    params(("id" = Uuid, Path)),
    request_body = CopyInput,
    responses((status = 200, body = Copy)),
    security(("oidc" = ["catalog:write"])),
)]
async fn replace(caller: Caller, Id(id): Id<Uuid>, body: JsonBody) -> Result<Response> {
    let row = seen(&caller, id, "catalog.change_bookinstance").await?;
    save(&caller, &row, body).await
}

/// Changes some of what is known of a copy
#[utoipa::path(
    patch, path = "/api/v1/copies/{id}", tag = "copies", operation_id = "change_copy",
    params(("id" = Uuid, Path)),
    request_body(content = CopyInput, content_type = "application/merge-patch+json"),
    responses((status = 200, body = Copy)),
    security(("oidc" = ["catalog:write"])),
)]
async fn change(caller: Caller, Id(id): Id<Uuid>, body: JsonBody) -> Result<Response> {
    let row = seen(&caller, id, "catalog.change_bookinstance").await?;
    let body = body.onto(&CopyInput::from(&row))?;
    save(&caller, &row, body).await
}

/// The copy as the client has seen it, for somebody with this permission.
async fn seen(caller: &Caller, id: Uuid, permission: &'static str) -> Result<book_instances::Row> {
    caller.permitted(permission).await?;
    let row = book_instances::find_row(caller.db(), id).await?;
    let sees_borrower = caller.sees_borrowers().await?;
    etag::check_if_match(caller, &Copy::new(&row, caller.today(), sees_borrower))?;
    Ok(row)
}

async fn save(caller: &Caller, row: &book_instances::Row, body: JsonBody) -> Result<Response> {
    let values = values(caller, &body).await?;
    let seen = Some(row.copy.version());
    let changed = row
        .copy
        .change(caller.db(), &values, seen, caller.now(), caller.rules());
    let copy = MEMBERS.placed(changed.await)?;
    etag::saved(&Copy::seen(caller, copy.id).await?)
}

/// Deletes a copy that nobody has, and with it the history of its loans
#[utoipa::path(
    delete, path = "/api/v1/copies/{id}", tag = "copies", operation_id = "delete_copy",
    params(("id" = Uuid, Path)),
    responses((status = 204)),
    security(("oidc" = ["catalog:write"])),
)]
async fn delete(caller: Caller, Id(id): Id<Uuid>) -> Result<Response> {
    let row = seen(&caller, id, "catalog.delete_bookinstance").await?;
    row.copy
        .remove(caller.db(), caller.now(), caller.rules())
        .await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

async fn values(caller: &Caller, body: &JsonBody) -> Result<book_instances::Values> {
    let filled = MEMBERS.fill::<CopyForm>(body);
    let borrower = book_instances::borrower_named(caller.db(), &filled.form.borrower).await?;
    filled.values(|form| form.values(borrower))
}

pub fn routes() -> Routes {
    Routes::at(PREFIX)
        .add(
            "/copies",
            get(list).merge(post(create).route_layer(writes())),
        )
        .add(
            "/copies/{id}",
            get(show).merge(
                put(replace)
                    .patch(change)
                    .delete(delete)
                    .route_layer(writes()),
            ),
        )
}
