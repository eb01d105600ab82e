//! Copies of books: list, detail, create, update, delete.

use axum::{extract::State, http::StatusCode, response::Response};
use loco_oidc::oidc_protected;
use loco_rs::{app::AppContext, controller::Routes, prelude::get};
use sea_orm::DatabaseConnection;
use serde::Serialize;
use url::form_urlencoded;
use uuid::Uuid;

use super::{book_choice, id::Id, wanted::Wanted};
use crate::{
    errors::{Error, Result},
    forms::{CopyForm, FieldErrors, Submitted, seen},
    models::{self, Conflict, book_instances, book_instances::Status, books, reservations},
    views::{
        Choice, DeleteView, FormView, Link, May, Message, Page, Pagination, TotalView,
        copies::{CopyDetail, CopyFormPage, CopyRow, Viewer},
        lookup::Lookup,
    },
};

const LIST: &str = "/catalog/bookinstances/";

/// What `catalog/bookinstance_list.html` gets.
#[derive(Serialize)]
struct CopyList<'a> {
    copies: Vec<CopyRow>,
    total: TotalView,
    pages: Pagination,
    q: Option<&'a str>,
    may: May,
}

async fn list(State(ctx): State<AppContext>, page: Page, wanted: Wanted) -> Result<Response> {
    let pager = &page.site.pager;
    let found = match wanted.query() {
        Some(query) => book_instances::search(&ctx.db, pager, query, &wanted.page()?).await?,
        None => book_instances::list(&ctx.db, pager, &wanted.page()?).await?,
    };
    let viewer = Viewer {
        user: page.user.as_ref(),
        today: page.today(),
    };
    let view = CopyList {
        copies: found
            .items
            .iter()
            .map(|row| CopyRow::new(row, viewer))
            .collect(),
        total: found.total.into(),
        pages: Pagination::of(&found, LIST, wanted.query()),
        q: wanted.query(),
        may: page.may("bookinstance"),
    };
    page.render("catalog/bookinstance_list.html", &view)
}

async fn show(State(ctx): State<AppContext>, Id(id): Id<Uuid>, page: Page) -> Result<Response> {
    let row = book_instances::find_row(&ctx.db, id).await?;
    let held = match &page.user {
        Some(user) => reservations::open_for(&ctx.db, row.book.id, user.id).await?,
        None => None,
    };
    let takeable = match row.copy.state() {
        Status::Available => true,
        Status::Reserved => held.is_some_and(|reservation| reservation.copy_id == Some(id)),
        _ => false,
    };
    let viewer = Viewer {
        user: page.user.as_ref(),
        today: page.today(),
    };
    let view = CopyDetail {
        copy: CopyRow::new(&(&row).into(), viewer),
        takeable,
        may: page.may("bookinstance"),
        may_mark_returned: page.can("catalog.can_mark_returned"),
    };
    page.render("catalog/bookinstance_detail.html", &view)
}

/// The empty form; `?book=1` chooses what it is to be a copy of.
async fn new(
    State(ctx): State<AppContext>,
    page: Page,
    request: axum::extract::Request,
) -> Result<Response> {
    let query = request.uri().query().unwrap_or_default();
    let book = form_urlencoded::parse(query.as_bytes())
        .find(|(name, _)| name == "book")
        .and_then(|(_, id)| id.parse().ok());
    let form = CopyForm::initial(book);
    let books = book_choice::offered(&ctx.db, &form).await?;
    let view = form_page(&page, FormView::fresh(&form), None, books);
    page.render("catalog/bookinstance_form.html", &view)
}

async fn create(
    State(ctx): State<AppContext>,
    page: Page,
    Submitted(mut form): Submitted<CopyForm>,
) -> Result<Response> {
    let values = match checked(&ctx.db, &page, &mut form).await? {
        Ok(values) => values,
        Err((errors, found)) => return refuse(&ctx.db, page, &form, &errors, None, found).await,
    };
    match book_instances::create(&ctx.db, &values, page.now(), &page.site.library).await {
        Ok(copy) => {
            let message = page.text_with("copy-created", "imprint", &copy.imprint);
            Ok(page.redirect_with(Message::success(message), &copy.url()))
        }
        Err(models::Error::Invalid(rejected)) => {
            refuse(&ctx.db, page, &form, &rejected.into(), None, None).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn edit(State(ctx): State<AppContext>, Id(id): Id<Uuid>, page: Page) -> Result<Response> {
    let row = book_instances::find_row(&ctx.db, id).await?;
    let form = CopyForm::of(
        &row.copy,
        row.borrower.as_ref().map(|user| user.username.as_str()),
    );
    let books = book_choice::offered(&ctx.db, &form).await?;
    let view = form_page(&page, FormView::fresh(&form), Some(&row.copy), books);
    page.render("catalog/bookinstance_form.html", &view)
}

async fn update(
    State(ctx): State<AppContext>,
    Id(id): Id<Uuid>,
    page: Page,
    Submitted(mut form): Submitted<CopyForm>,
) -> Result<Response> {
    let copy = book_instances::find(&ctx.db, id).await?;
    let values = match checked(&ctx.db, &page, &mut form).await? {
        Ok(values) => values,
        Err((errors, found)) => {
            return refuse(&ctx.db, page, &form, &errors, Some(&copy), found).await;
        }
    };
    match copy
        .change(
            &ctx.db,
            &values,
            seen(&form.version),
            page.now(),
            &page.site.library,
        )
        .await
    {
        Ok(copy) => {
            let message = page.text_with("copy-updated", "imprint", &copy.imprint);
            Ok(page.redirect_with(Message::success(message), &copy.url()))
        }
        Err(models::Error::Invalid(rejected)) => {
            refuse(&ctx.db, page, &form, &rejected.into(), Some(&copy), None).await
        }
        Err(models::Error::Conflict(Conflict::Stale)) => {
            let current = book_instances::find(&ctx.db, id).await?;
            form.version = current.version().to_string();
            let books = book_choice::offered(&ctx.db, &form).await?;
            let view = form_page(&page, FormView::stale(&form), Some(&current), books);
            page.render_as(
                StatusCode::CONFLICT,
                "catalog/bookinstance_form.html",
                &view,
            )
        }
        Err(error) => Err(error.into()),
    }
}

type Refused = (FieldErrors, Option<Lookup>);

/// The values of the form, after its book and its borrower have been looked up.
async fn checked(
    db: &DatabaseConnection,
    page: &Page,
    form: &mut CopyForm,
) -> Result<std::result::Result<book_instances::Values, Refused>> {
    let resolved = book_choice::resolve(db, &page.site.pager, form).await?;
    let borrower = book_instances::borrower_named(db, &form.borrower).await?;
    let values = form.values(borrower);
    Ok(match resolved {
        Ok(()) => values.map_err(|errors| (errors, None)),
        Err(found) => Err((found.errors().and(values.err()), Some(found.lookup()))),
    })
}

fn form_page<'a>(
    page: &Page,
    form: FormView<'a>,
    copy: Option<&book_instances::Model>,
    books: Lookup,
) -> CopyFormPage<'a> {
    let status = |status: &Status| {
        Choice::new(
            status.code(),
            page.text(&format!("status-{}", status.name())),
        )
    };
    CopyFormPage {
        form,
        copy: copy.map(|copy| Link::new(&copy.imprint, copy.url())),
        books,
        statuses: Status::ALL.iter().map(status).collect(),
    }
}

/// The form again, as it was typed, with what is wrong.
async fn refuse(
    db: &DatabaseConnection,
    page: Page,
    form: &CopyForm,
    errors: &FieldErrors,
    copy: Option<&book_instances::Model>,
    found: Option<Lookup>,
) -> Result<Response> {
    let books = match found {
        Some(found) => found,
        None => book_choice::offered(db, form).await?,
    };
    let view = form_page(
        &page,
        FormView::refused(form, errors, page.language),
        copy,
        books,
    );
    page.render("catalog/bookinstance_form.html", &view)
}

async fn confirm(State(ctx): State<AppContext>, Id(id): Id<Uuid>, page: Page) -> Result<Response> {
    let copy = book_instances::find(&ctx.db, id).await?;
    let book = books::find(&ctx.db, copy.book_id).await?;
    let checked = copy.check_not_on_loan(&ctx.db).await;
    let view = DeleteView::new(
        format!("{}, {}", book.title, copy.imprint),
        copy.url(),
        checked,
    )?;
    page.render("catalog/bookinstance_confirm_delete.html", &view)
}

async fn delete(State(ctx): State<AppContext>, Id(id): Id<Uuid>, page: Page) -> Result<Response> {
    let copy = book_instances::find(&ctx.db, id).await?;
    match copy.remove(&ctx.db, page.now(), &page.site.library).await {
        Ok(()) => {
            let message = page.text_with("copy-deleted", "imprint", &copy.imprint);
            Ok(page.redirect_with(Message::success(message), LIST))
        }
        // Its page says what still points there.
        Err(models::Error::Blocked(_)) => Ok(page.redirect(&format!("{}/delete/", copy.url()))),
        Err(error) => Err(Error::from(error)),
    }
}

pub fn routes() -> Routes {
    let may = |action: &str| oidc_protected().permission(format!("catalog.{action}_bookinstance"));
    Routes::at("catalog")
        .add("/bookinstances/", get(list))
        .add(
            "/bookinstance/create/",
            get(new).post(create).route_layer(may("add")),
        )
        .add("/bookinstance/{id}", get(show))
        .add(
            "/bookinstance/{id}/update/",
            get(edit).post(update).route_layer(may("change")),
        )
        .add(
            "/bookinstance/{id}/delete/",
            get(confirm).post(delete).route_layer(may("delete")),
        )
}
