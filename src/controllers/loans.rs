//! Loans as lists: a reader's own, everybody's, and the history of a reader and of a copy.

use axum::{extract::State, response::Response};
use loco_oidc::{CurrentUser, oidc_protected};
use loco_rs::{app::AppContext, controller::Routes, prelude::get};
use serde::Serialize;
use uuid::Uuid;

use super::{id::Id, wanted::Wanted};
use crate::{
    errors::Result,
    models::{book_instances, loans, reservations},
    views::{
        Link, Page, Pagination, TotalView,
        books::ReservationView,
        copies::{CopyRow, LoanRow, Viewer},
    },
};

/// What `catalog/bookinstance_list_borrowed_user.html` gets.
#[derive(Serialize)]
struct MyBooks {
    copies: Vec<CopyRow>,
    reservations: Vec<Waiting>,
    total: TotalView,
    pages: Pagination,
    max_loans: u32,
    max_renewals: u32,
}

/// A book that the reader waits for.
#[derive(Serialize)]
struct Waiting {
    book: Link,
    reservation: ReservationView,
    /// The copy that is put aside.
    copy: Option<Uuid>,
}

/// What `catalog/bookinstance_list_borrowed_all.html` gets.
#[derive(Serialize)]
struct AllLoans {
    copies: Vec<CopyRow>,
    total: TotalView,
    pages: Pagination,
}

/// What `catalog/loan_list_user.html` gets.
#[derive(Serialize)]
struct History {
    loans: Vec<LoanRow>,
    total: TotalView,
    pages: Pagination,
}

/// What `catalog/loan_list_copy.html` gets.
#[derive(Serialize)]
struct CopyHistory {
    copy: CopyRow,
    loans: Vec<LoanRow>,
    total: TotalView,
    pages: Pagination,
}

async fn mine(
    State(ctx): State<AppContext>,
    user: CurrentUser,
    page: Page,
    wanted: Wanted,
) -> Result<Response> {
    let found =
        book_instances::borrowed_by(&ctx.db, &page.site.pager, user.id, &wanted.page()?).await?;
    let viewer = Viewer {
        user: Some(&user),
        today: page.today(),
    };
    let waiting = |row: reservations::Row| Waiting {
        book: Link::new(&row.book.title, row.book.url()),
        copy: row.reservation.copy_id,
        reservation: ReservationView::new(&row.reservation, 0),
    };
    let view = MyBooks {
        copies: found
            .items
            .iter()
            .map(|row| CopyRow::new(row, viewer))
            .collect(),
        reservations: reservations::of_reader(&ctx.db, user.id)
            .await?
            .into_iter()
            .map(waiting)
            .collect(),
        total: found.total.into(),
        pages: Pagination::of(&found, "/catalog/mybooks/", None),
        max_loans: page.site.library.max_loans,
        max_renewals: page.site.library.max_renewals,
    };
    page.render("catalog/bookinstance_list_borrowed_user.html", &view)
}

async fn all(State(ctx): State<AppContext>, page: Page, wanted: Wanted) -> Result<Response> {
    let found = book_instances::on_loan(&ctx.db, &page.site.pager, &wanted.page()?).await?;
    let viewer = Viewer {
        user: page.user.as_ref(),
        today: page.today(),
    };
    let view = AllLoans {
        copies: found
            .items
            .iter()
            .map(|row| CopyRow::new(row, viewer))
            .collect(),
        total: found.total.into(),
        pages: Pagination::of(&found, "/catalog/borrowed/", None),
    };
    page.render("catalog/bookinstance_list_borrowed_all.html", &view)
}

async fn history(
    State(ctx): State<AppContext>,
    user: CurrentUser,
    page: Page,
    wanted: Wanted,
) -> Result<Response> {
    let found = loans::of_reader(&ctx.db, &page.site.pager, user.id, &wanted.page()?).await?;
    let today = page.today();
    let view = History {
        loans: found
            .items
            .iter()
            .map(|row| LoanRow::new(row, today))
            .collect(),
        total: found.total.into(),
        pages: Pagination::of(&found, "/catalog/mybooks/history/", None),
    };
    page.render("catalog/loan_list_user.html", &view)
}

async fn of_copy(
    State(ctx): State<AppContext>,
    Id(id): Id<Uuid>,
    page: Page,
    wanted: Wanted,
) -> Result<Response> {
    let row = book_instances::find_row(&ctx.db, id).await?;
    let found = loans::of_copy(&ctx.db, &page.site.pager, id, &wanted.page()?).await?;
    let today = page.today();
    let viewer = Viewer {
        user: page.user.as_ref(),
        today,
    };
    let view = CopyHistory {
        copy: CopyRow::new(&(&row).into(), viewer),
        loans: found
            .items
            .iter()
            .map(|row| LoanRow::new(row, today))
            .collect(),
        total: found.total.into(),
        pages: Pagination::of(&found, &format!("{}/loans/", row.copy.url()), None),
    };
    page.render("catalog/loan_list_copy.html", &view)
}

pub fn routes() -> Routes {
    let lends = || oidc_protected().permission("catalog.can_mark_returned");
    Routes::at("catalog")
        .add("/mybooks/", get(mine))
        .add("/mybooks/history/", get(history))
        .add("/borrowed/", get(all).route_layer(lends()))
        .add(
            "/bookinstance/{id}/loans/",
            get(of_copy).route_layer(lends()),
        )
}
