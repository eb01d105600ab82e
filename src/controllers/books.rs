//! Books: list, detail, create, update, delete.

use axum::{extract::State, http::StatusCode, response::Response};
use loco_oidc::oidc_protected;
use loco_rs::{app::AppContext, controller::Routes, prelude::get};
use sea_orm::DatabaseConnection;
use uuid::Uuid;

use super::{author_choice, id::Id, wanted::Wanted};
use crate::{
    errors::{Error, Result},
    forms::{BookForm, FieldErrors, Submitted, seen},
    models::{
        self, Conflict, book_instances, book_instances::Status, books, genres, languages,
        reservations,
    },
    views::{
        Choice, DeleteView, FormView, Link, Message, Page,
        books::{BookDetail, BookFormPage, BookList, ReservationView},
        copies::{CopyOfBook, Viewer},
        lookup::Lookup,
    },
};

const LIST: &str = "/catalog/books/";

async fn list(State(ctx): State<AppContext>, page: Page, wanted: Wanted) -> Result<Response> {
    let pager = &page.site.pager;
    let found = match wanted.query() {
        Some(query) => books::search(&ctx.db, pager, query, &wanted.page()?).await?,
        None => books::list(&ctx.db, pager, &wanted.page()?).await?,
    };
    let view = BookList::new(&found, wanted.query(), page.may("book"));
    page.render("catalog/book_list.html", &view)
}

async fn show(State(ctx): State<AppContext>, Id(id): Id, page: Page) -> Result<Response> {
    let row = books::find_row(&ctx.db, id).await?;
    let copies = book_instances::of_book(&ctx.db, id).await?;
    let queue = match &page.user {
        Some(user) => reservations::queue_for(&ctx.db, id, user.id).await?,
        None => reservations::Queue {
            waiting: reservations::waiting(&ctx.db, id).await?,
            own: None,
        },
    };
    let reservation = queue.own;
    let before = match &reservation {
        Some(reservation) => reservation.readers_before(&ctx.db).await?,
        None => 0,
    };
    let available = copies
        .iter()
        .filter(|copy| copy.state() == Status::Available)
        .count();
    let has_copy = |copy: &book_instances::Model| {
        copy.state() == Status::OnLoan
            && page
                .user
                .as_ref()
                .is_some_and(|user| Some(user.id) == copy.borrower_id)
    };
    let held: Option<Uuid> = reservation
        .as_ref()
        .and_then(|reservation| reservation.copy_id);
    let viewer = Viewer {
        user: page.user.as_ref(),
        today: page.today(),
    };
    let view = BookDetail {
        book: (&row).into(),
        available,
        waiting: queue.waiting,
        may_reserve: reservation.is_none()
            && available == 0
            && !copies.is_empty()
            && !copies.iter().any(has_copy),
        reservation: reservation.map(|reservation| ReservationView::new(&reservation, before)),
        copies: copies
            .iter()
            .map(|copy| CopyOfBook::new(copy, viewer, held))
            .collect(),
        may: page.may("book"),
        may_add_copy: page.can("catalog.add_bookinstance"),
        may_mark_returned: page.can("catalog.can_mark_returned"),
    };
    page.render("catalog/book_detail.html", &view)
}

async fn new(State(ctx): State<AppContext>, page: Page) -> Result<Response> {
    let form = BookForm::default();
    let authors = author_choice::offered(&ctx.db, &form).await?;
    let view = form_page(&ctx.db, FormView::fresh(&form), None, authors).await?;
    page.render("catalog/book_form.html", &view)
}

async fn create(
    State(ctx): State<AppContext>,
    page: Page,
    Submitted(mut form): Submitted<BookForm>,
) -> Result<Response> {
    if let Err(found) = author_choice::resolve(&ctx.db, &page.site.pager, &mut form).await? {
        return refuse(
            &ctx.db,
            page,
            &form,
            &found.errors().and(form.values().err()),
            None,
            Some(found.lookup()),
        )
        .await;
    }
    let created = match form.values() {
        Ok(values) => books::create(&ctx.db, &values, page.now()).await,
        Err(errors) => return refuse(&ctx.db, page, &form, &errors, None, None).await,
    };
    match created {
        Ok(book) => {
            let message = page.text_with("book-created", "title", &book.title);
            Ok(page.redirect_with(Message::success(message), &book.url()))
        }
        Err(models::Error::Invalid(rejected)) => {
            refuse(&ctx.db, page, &form, &rejected.into(), None, None).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn edit(State(ctx): State<AppContext>, Id(id): Id, page: Page) -> Result<Response> {
    let book = books::find(&ctx.db, id).await?;
    let form = BookForm::of(&book.values(&ctx.db).await?, &book.version().to_string());
    let authors = author_choice::offered(&ctx.db, &form).await?;
    let view = form_page(&ctx.db, FormView::fresh(&form), Some(&book), authors).await?;
    page.render("catalog/book_form.html", &view)
}

async fn update(
    State(ctx): State<AppContext>,
    Id(id): Id,
    page: Page,
    Submitted(mut form): Submitted<BookForm>,
) -> Result<Response> {
    let book = books::find(&ctx.db, id).await?;
    if let Err(found) = author_choice::resolve(&ctx.db, &page.site.pager, &mut form).await? {
        return refuse(
            &ctx.db,
            page,
            &form,
            &found.errors().and(form.values().err()),
            Some(&book),
            Some(found.lookup()),
        )
        .await;
    }
    let values = match form.values() {
        Ok(values) => values,
        Err(errors) => return refuse(&ctx.db, page, &form, &errors, Some(&book), None).await,
    };
    match book
        .change(&ctx.db, &values, seen(&form.version), page.now())
        .await
    {
        Ok(book) => {
            let message = page.text_with("book-updated", "title", &book.title);
            Ok(page.redirect_with(Message::success(message), &book.url()))
        }
        Err(models::Error::Invalid(rejected)) => {
            refuse(&ctx.db, page, &form, &rejected.into(), Some(&book), None).await
        }
        Err(models::Error::Conflict(Conflict::Stale)) => {
            let current = books::find(&ctx.db, id).await?;
            form.version = current.version().to_string();
            let authors = author_choice::offered(&ctx.db, &form).await?;
            let view = form_page(&ctx.db, FormView::stale(&form), Some(&current), authors).await?;
            page.render_as(StatusCode::CONFLICT, "catalog/book_form.html", &view)
        }
        Err(error) => Err(error.into()),
    }
}

async fn form_page<'a>(
    db: &DatabaseConnection,
    form: FormView<'a>,
    book: Option<&books::Model>,
    authors: Lookup,
) -> Result<BookFormPage<'a>> {
    Ok(BookFormPage {
        form,
        book: book.map(|book| Link::new(&book.title, book.url())),
        authors,
        genres: genres::all(db)
            .await?
            .into_iter()
            .map(|genre| Choice::new(genre.id, genre.name))
            .collect(),
        languages: languages::all(db)
            .await?
            .into_iter()
            .map(|language| Choice::new(language.id, language.name))
            .collect(),
    })
}

/// The form again, as it was typed, with what is wrong.
async fn refuse(
    db: &DatabaseConnection,
    page: Page,
    form: &BookForm,
    errors: &FieldErrors,
    book: Option<&books::Model>,
    found: Option<Lookup>,
) -> Result<Response> {
    let authors = match found {
        Some(found) => found,
        None => author_choice::offered(db, form).await?,
    };
    let view = form_page(
        db,
        FormView::refused(form, errors, page.language),
        book,
        authors,
    )
    .await?;
    page.render("catalog/book_form.html", &view)
}

async fn confirm(State(ctx): State<AppContext>, Id(id): Id, page: Page) -> Result<Response> {
    let book = books::find(&ctx.db, id).await?;
    let checked = book.check_without_copies(&ctx.db).await;
    let view = DeleteView::new(&book.title, book.url(), checked)?;
    page.render("catalog/book_confirm_delete.html", &view)
}

async fn delete(State(ctx): State<AppContext>, Id(id): Id, page: Page) -> Result<Response> {
    let book = books::find(&ctx.db, id).await?;
    match book.remove(&ctx.db).await {
        Ok(()) => {
            let message = page.text_with("book-deleted", "title", &book.title);
            Ok(page.redirect_with(Message::success(message), LIST))
        }
        // Its page says what still points there.
        Err(models::Error::Blocked(_)) => Ok(page.redirect(&format!("{}/delete/", book.url()))),
        Err(error) => Err(Error::from(error)),
    }
}

pub fn routes() -> Routes {
    let may = |action: &str| oidc_protected().permission(format!("catalog.{action}_book"));
    Routes::at("catalog")
        .add("/books/", get(list))
        .add(
            "/book/create/",
            get(new).post(create).route_layer(may("add")),
        )
        .add("/book/{id}", get(show))
        .add(
            "/book/{id}/update/",
            get(edit).post(update).route_layer(may("change")),
        )
        .add(
            "/book/{id}/delete/",
            get(confirm).post(delete).route_layer(may("delete")),
        )
}
