//! Languages: list, detail, create, update, delete.

use axum::{extract::State, response::Response};
use loco_oidc::oidc_protected;
use loco_rs::{app::AppContext, controller::Routes, prelude::get};
use serde::Serialize;

use super::{id::Id, wanted::Wanted};
use crate::{
    errors::Result,
    forms::{FieldErrors, NameForm, Submitted},
    models::{self, books, languages},
    views::{
        DeleteView, FormView, Link, May, Message, Page, Pagination, TotalView, books::BookRow,
    },
};

const LIST: &str = "/catalog/languages/";

/// What `catalog/language_list.html` gets.
#[derive(Serialize)]
struct LanguageList {
    languages: Vec<Link>,
    total: TotalView,
    pages: Pagination,
    may: May,
}

/// What `catalog/language_detail.html` gets.
#[derive(Serialize)]
struct LanguageDetail {
    name: String,
    url: String,
    books: Vec<BookRow>,
    total: TotalView,
    pages: Pagination,
    may: May,
}

/// What `catalog/language_form.html` gets.
#[derive(Serialize)]
struct FormPage<'a> {
    form: FormView<'a>,
    /// The language that is changed; a new one has no page yet.
    language: Option<Link>,
}

fn link(language: &languages::Model) -> Link {
    Link::new(&language.name, language.url())
}

async fn list(State(ctx): State<AppContext>, page: Page, wanted: Wanted) -> Result<Response> {
    let found = languages::list(&ctx.db, &page.site.pager, &wanted.page()?).await?;
    let view = LanguageList {
        languages: found.items.iter().map(link).collect(),
        total: found.total.into(),
        pages: Pagination::of(&found, LIST, None),
        may: page.may("language"),
    };
    page.render("catalog/language_list.html", &view)
}

async fn show(
    State(ctx): State<AppContext>,
    Id(id): Id,
    page: Page,
    wanted: Wanted,
) -> Result<Response> {
    let language = languages::find(&ctx.db, id).await?;
    let found = books::of_language(&ctx.db, &page.site.pager, id, &wanted.page()?).await?;
    let view = LanguageDetail {
        books: found.items.iter().map(BookRow::from).collect(),
        total: found.total.into(),
        pages: Pagination::of(&found, &language.url(), None),
        may: page.may("language"),
        url: language.url(),
        name: language.name,
    };
    page.render("catalog/language_detail.html", &view)
}

async fn new(page: Page) -> Result<Response> {
    let form = NameForm::default();
    page.render(
        "catalog/language_form.html",
        &FormPage {
            form: FormView::fresh(&form),
            language: None,
        },
    )
}

async fn create(
    State(ctx): State<AppContext>,
    page: Page,
    Submitted(form): Submitted<NameForm>,
) -> Result<Response> {
    let created = match form.name() {
        Ok(name) => languages::create(&ctx.db, name).await,
        Err(errors) => return refuse(page, &form, &errors, None),
    };
    match created {
        Ok(language) => {
            let message = page.text_with("language-created", "name", &language.name);
            Ok(page.redirect_with(Message::success(message), &language.url()))
        }
        Err(models::Error::Invalid(rejected)) => refuse(page, &form, &rejected.into(), None),
        Err(error) => Err(error.into()),
    }
}

async fn edit(State(ctx): State<AppContext>, Id(id): Id, page: Page) -> Result<Response> {
    let language = languages::find(&ctx.db, id).await?;
    let form = NameForm::of(&language.name);
    let view = FormPage {
        form: FormView::fresh(&form),
        language: Some(link(&language)),
    };
    page.render("catalog/language_form.html", &view)
}

async fn update(
    State(ctx): State<AppContext>,
    Id(id): Id,
    page: Page,
    Submitted(form): Submitted<NameForm>,
) -> Result<Response> {
    let language = languages::find(&ctx.db, id).await?;
    let own = link(&language);
    let renamed = match form.name() {
        Ok(name) => language.rename(&ctx.db, name).await,
        Err(errors) => return refuse(page, &form, &errors, Some(own)),
    };
    match renamed {
        Ok(language) => {
            let message = page.text_with("language-updated", "name", &language.name);
            Ok(page.redirect_with(Message::success(message), &language.url()))
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
    language: Option<Link>,
) -> Result<Response> {
    let view = FormPage {
        form: FormView::refused(form, errors, page.language),
        language,
    };
    page.render("catalog/language_form.html", &view)
}

async fn confirm(State(ctx): State<AppContext>, Id(id): Id, page: Page) -> Result<Response> {
    let language = languages::find(&ctx.db, id).await?;
    // Nothing forbids it: the books stay, without their language.
    let view = DeleteView::new(&language.name, language.url(), Ok(()))?;
    page.render("catalog/language_confirm_delete.html", &view)
}

async fn delete(State(ctx): State<AppContext>, Id(id): Id, page: Page) -> Result<Response> {
    let language = languages::find(&ctx.db, id).await?;
    let message = page.text_with("language-deleted", "name", &language.name);
    language.remove(&ctx.db).await?;
    Ok(page.redirect_with(Message::success(message), LIST))
}

pub fn routes() -> Routes {
    let may = |action: &str| oidc_protected().permission(format!("catalog.{action}_language"));
    Routes::at("catalog")
        .add("/languages/", get(list))
        .add(
            "/language/create/",
            get(new).post(create).route_layer(may("add")),
        )
        .add("/language/{id}", get(show))
        .add(
            "/language/{id}/update/",
            get(edit).post(update).route_layer(may("change")),
        )
        .add(
            "/language/{id}/delete/",
            get(confirm).post(delete).route_layer(may("delete")),
        )
}
