//! Genres: list, detail, create, update, delete.

use axum::{extract::State, response::Response};
use loco_oidc::oidc_protected;
use loco_rs::{app::AppContext, controller::Routes, prelude::get};
use serde::Serialize;

use super::{id::Id, wanted::Wanted};
use crate::{
    errors::Result,
    forms::{FieldErrors, NameForm, Submitted},
    models::{self, books, genres},
    views::{
        DeleteView, FormView, Link, May, Message, Page, Pagination, TotalView, books::BookRow,
    },
};

const LIST: &str = "/catalog/genres/";

/// What `catalog/genre_list.html` gets.
#[derive(Serialize)]
struct GenreList {
    genres: Vec<Link>,
    total: TotalView,
    pages: Pagination,
    may: May,
}

/// What `catalog/genre_detail.html` gets.
#[derive(Serialize)]
struct GenreDetail {
    name: String,
    url: String,
    books: Vec<BookRow>,
    total: TotalView,
    pages: Pagination,
    may: May,
}

/// What `catalog/genre_form.html` gets.
#[derive(Serialize)]
struct FormPage<'a> {
    form: FormView<'a>,
    /// The genre that is changed; a new one has no page yet.
    genre: Option<Link>,
}

fn link(genre: &genres::Model) -> Link {
    Link::new(&genre.name, genre.url())
}

async fn list(State(ctx): State<AppContext>, page: Page, wanted: Wanted) -> Result<Response> {
    let found = genres::list(&ctx.db, &page.site.pager, &wanted.page()?).await?;
    let view = GenreList {
        genres: found.items.iter().map(link).collect(),
        total: found.total.into(),
        pages: Pagination::of(&found, LIST, None),
        may: page.may("genre"),
    };
    page.render("catalog/genre_list.html", &view)
}

async fn show(
    State(ctx): State<AppContext>,
    Id(id): Id,
    page: Page,
    wanted: Wanted,
) -> Result<Response> {
    let genre = genres::find(&ctx.db, id).await?;
    let found = books::of_genre(&ctx.db, &page.site.pager, id, &wanted.page()?).await?;
    let view = GenreDetail {
        books: found.items.iter().map(BookRow::from).collect(),
        total: found.total.into(),
        pages: Pagination::of(&found, &genre.url(), None),
        may: page.may("genre"),
        url: genre.url(),
        name: genre.name,
    };
    page.render("catalog/genre_detail.html", &view)
}

async fn new(page: Page) -> Result<Response> {
    let form = NameForm::default();
    page.render(
        "catalog/genre_form.html",
        &FormPage {
            form: FormView::fresh(&form),
            genre: None,
        },
    )
}

async fn create(
    State(ctx): State<AppContext>,
    page: Page,
    Submitted(form): Submitted<NameForm>,
) -> Result<Response> {
    let created = match form.name() {
        Ok(name) => genres::create(&ctx.db, name).await,
        Err(errors) => return refuse(page, &form, &errors, None),
    };
    match created {
        Ok(genre) => {
            let message = page.text_with("genre-created", "name", &genre.name);
            Ok(page.redirect_with(Message::success(message), &genre.url()))
        }
        Err(models::Error::Invalid(rejected)) => refuse(page, &form, &rejected.into(), None),
        Err(error) => Err(error.into()),
    }
}

async fn edit(State(ctx): State<AppContext>, Id(id): Id, page: Page) -> Result<Response> {
    let genre = genres::find(&ctx.db, id).await?;
    let form = NameForm::of(&genre.name);
    let view = FormPage {
        form: FormView::fresh(&form),
        genre: Some(link(&genre)),
    };
    page.render("catalog/genre_form.html", &view)
}

async fn update(
    State(ctx): State<AppContext>,
    Id(id): Id,
    page: Page,
    Submitted(form): Submitted<NameForm>,
) -> Result<Response> {
    let genre = genres::find(&ctx.db, id).await?;
    let own = link(&genre);
    let renamed = match form.name() {
        Ok(name) => genre.rename(&ctx.db, name).await,
        Err(errors) => return refuse(page, &form, &errors, Some(own)),
    };
    match renamed {
        Ok(genre) => {
            let message = page.text_with("genre-updated", "name", &genre.name);
            Ok(page.redirect_with(Message::success(message), &genre.url()))
        }
        Err(models::Error::Invalid(rejected)) => refuse(page, &form, &rejected.into(), Some(own)),
        Err(error) => Err(error.into()),
    }
}

/// The form again, as it was typed, with what is wrong.
fn refuse(
    page: Page,
    form: &NameForm,
    errors: &FieldErrors,
    genre: Option<Link>,
) -> Result<Response> {
    let view = FormPage {
        form: FormView::refused(form, errors, page.language),
        genre,
    };
    page.render("catalog/genre_form.html", &view)
}

async fn confirm(State(ctx): State<AppContext>, Id(id): Id, page: Page) -> Result<Response> {
    let genre = genres::find(&ctx.db, id).await?;
    // Nothing forbids it: the books stay, without their genre.
    let view = DeleteView::new(&genre.name, genre.url(), Ok(()))?;
    page.render("catalog/genre_confirm_delete.html", &view)
}

async fn delete(State(ctx): State<AppContext>, Id(id): Id, page: Page) -> Result<Response> {
    let genre = genres::find(&ctx.db, id).await?;
    let message = page.text_with("genre-deleted", "name", &genre.name);
    genre.remove(&ctx.db).await?;
    Ok(page.redirect_with(Message::success(message), LIST))
}

pub fn routes() -> Routes {
    let may = |action: &str| oidc_protected().permission(format!("catalog.{action}_genre"));
    Routes::at("catalog")
        .add("/genres/", get(list))
        .add(
            "/genre/create/",
            get(new).post(create).route_layer(may("add")),
        )
        .add("/genre/{id}", get(show))
        .add(
            "/genre/{id}/update/",
            get(edit).post(update).route_layer(may("change")),
        )
        .add(
            "/genre/{id}/delete/",
            get(confirm).post(delete).route_layer(may("delete")),
        )
}
