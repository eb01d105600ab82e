//! Authors: list, detail, create, update, delete.

use axum::{extract::State, http::StatusCode, response::Response};
use loco_oidc::oidc_protected;
use loco_rs::{app::AppContext, controller::Routes, prelude::get};
use serde::Serialize;

use super::{id::Id, wanted::Wanted};
use crate::{
    errors::{Error, Result},
    forms::{AuthorForm, FieldErrors, Submitted, seen},
    models::{self, Conflict, authors, books},
    views::{
        DeleteView, FormView, Message, Page,
        authors::{AuthorDetail, AuthorList},
    },
};

const LIST: &str = "/catalog/authors/";

/// What `catalog/author_form.html` gets.
#[derive(Serialize)]
struct FormPage<'a> {
    form: FormView<'a>,
    /// The author who is changed; a new one has no page yet.
    author: Option<Named>,
}

#[derive(Serialize)]
struct Named {
    name: String,
    url: String,
}

impl From<&authors::Model> for Named {
    fn from(author: &authors::Model) -> Self {
        Self {
            name: author.to_string(),
            url: author.url(),
        }
    }
}

async fn list(State(ctx): State<AppContext>, page: Page, wanted: Wanted) -> Result<Response> {
    let pager = &page.site.pager;
    let found = match wanted.query() {
        Some(query) => authors::search(&ctx.db, pager, query, &wanted.page()?).await?,
        None => authors::list(&ctx.db, pager, &wanted.page()?).await?,
    };
    let view = AuthorList::new(&found, wanted.query(), page.may("author"));
    page.render("catalog/author_list.html", &view)
}

async fn show(
    State(ctx): State<AppContext>,
    Id(id): Id,
    page: Page,
    wanted: Wanted,
) -> Result<Response> {
    let author = authors::find(&ctx.db, id).await?;
    let written = books::of_author(&ctx.db, &page.site.pager, id, &wanted.page()?).await?;
    let view = AuthorDetail::new(&author, &written, page.may("author"));
    page.render("catalog/author_detail.html", &view)
}

async fn new(page: Page) -> Result<Response> {
    let form = AuthorForm::initial();
    page.render(
        "catalog/author_form.html",
        &FormPage {
            form: FormView::fresh(&form),
            author: None,
        },
    )
}

async fn create(
    State(ctx): State<AppContext>,
    page: Page,
    Submitted(form): Submitted<AuthorForm>,
) -> Result<Response> {
    let created = match form.values() {
        Ok(values) => authors::create(&ctx.db, &values, page.now()).await,
        Err(errors) => return refuse(page, &form, &errors, None),
    };
    match created {
        Ok(author) => {
            let message = page.text_with("author-created", "name", &author.to_string());
            Ok(page.redirect_with(Message::success(message), &author.url()))
        }
        Err(models::Error::Invalid(rejected)) => refuse(page, &form, &rejected.into(), None),
        Err(error) => Err(error.into()),
    }
}

async fn edit(State(ctx): State<AppContext>, Id(id): Id, page: Page) -> Result<Response> {
    let author = authors::find(&ctx.db, id).await?;
    let form = AuthorForm::of(&author);
    let view = FormPage {
        form: FormView::fresh(&form),
        author: Some((&author).into()),
    };
    page.render("catalog/author_form.html", &view)
}

async fn update(
    State(ctx): State<AppContext>,
    Id(id): Id,
    page: Page,
    Submitted(mut form): Submitted<AuthorForm>,
) -> Result<Response> {
    let author = authors::find(&ctx.db, id).await?;
    let values = match form.values() {
        Ok(values) => values,
        Err(errors) => return refuse(page, &form, &errors, Some(&author)),
    };
    match author
        .change(&ctx.db, &values, seen(&form.version), page.now())
        .await
    {
        Ok(author) => {
            let message = page.text_with("author-updated", "name", &author.to_string());
            Ok(page.redirect_with(Message::success(message), &author.url()))
        }
        Err(models::Error::Invalid(rejected)) => {
            refuse(page, &form, &rejected.into(), Some(&author))
        }
        Err(models::Error::Conflict(Conflict::Stale)) => {
            let current = authors::find(&ctx.db, id).await?;
            form.version = current.version().to_string();
            let view = FormPage {
                form: FormView::stale(&form),
                author: Some((&current).into()),
            };
            page.render_as(StatusCode::CONFLICT, "catalog/author_form.html", &view)
        }
        Err(error) => Err(error.into()),
    }
}

/// The form again, as it was typed, with what is wrong.
fn refuse(
    page: Page,
    form: &AuthorForm,
    errors: &FieldErrors,
    author: Option<&authors::Model>,
) -> Result<Response> {
    let view = FormPage {
        form: FormView::refused(form, errors, page.language),
        author: author.map(Named::from),
    };
    page.render("catalog/author_form.html", &view)
}

async fn confirm(State(ctx): State<AppContext>, Id(id): Id, page: Page) -> Result<Response> {
    let author = authors::find(&ctx.db, id).await?;
    let checked = author.check_without_books(&ctx.db).await;
    let view = DeleteView::new(author.to_string(), author.url(), checked)?;
    page.render("catalog/author_confirm_delete.html", &view)
}

async fn delete(State(ctx): State<AppContext>, Id(id): Id, page: Page) -> Result<Response> {
    let author = authors::find(&ctx.db, id).await?;
    match author.remove(&ctx.db).await {
        Ok(()) => {
            let message = page.text_with("author-deleted", "name", &author.to_string());
            Ok(page.redirect_with(Message::success(message), LIST))
        }
        // Its page says what still points there.
        Err(models::Error::Blocked(_)) => Ok(page.redirect(&format!("{}/delete/", author.url()))),
        Err(error) => Err(Error::from(error)),
    }
}

pub fn routes() -> Routes {
    let may = |action: &str| oidc_protected().permission(format!("catalog.{action}_author"));
    Routes::at("catalog")
        .add("/authors/", get(list))
        .add(
            "/author/create/",
            get(new).post(create).route_layer(may("add")),
        )
        .add("/author/{id}", get(show))
        .add(
            "/author/{id}/update/",
            get(edit).post(update).route_layer(may("change")),
        )
        .add(
            "/author/{id}/delete/",
            get(confirm).post(delete).route_layer(may("delete")),
        )
}
