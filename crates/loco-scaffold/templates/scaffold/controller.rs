//! «humans | capitalize»: list, detail, create, update, delete.

use axum::{extract::State, http::StatusCode, response::Response};
use loco_oidc::<% if has.people %>{models::users, oidc_protected}<% else %>oidc_protected<% endif %>;
use loco_rs::{app::AppContext, controller::Routes, prelude::get};
<% if has.links %>use sea_orm::{DatabaseConnection<% if has.narrowed %>, EntityTrait<% endif %>};
<% endif %><% if has.shown_there %>use serde::Serialize;
<% endif %><% if id == "Uuid" or has.uuids_there %>use uuid::Uuid;
<% endif %>
use super::{<% if has.references %>choice::{Asked, Choices}, <% elif has.many %>choice::Choices, <% endif %>id::Id, <% if has.narrowed %>narrowed::Narrowed, <% endif %>wanted::Wanted};
use crate::{
    errors::Result,
    forms::{«pascal»Form, FieldErrors, Submitted, seen},
    models::{self, Conflict, <% if has.shown_there %>PageRequest, <% endif %>«plural»<% for module in others %>, «module»<% endfor %><% if has.folding %>, folding<% endif %>},
    views::{
        <% if has.offers %>Choice, <% endif %>DeleteView, FormView, <% if has.fractions and has.links %>Language, <% endif %><% if has.narrowed %>Link, <% endif %>Message, Page,
        «plural»::{«pascal»Detail, «pascal»Facts, «pascal»FormPage, «pascal»List<% if has.offers %>, «pascal»Offered<% endif %>},
<%- if has.shown_there %>
        related::{Beside, Only, Related},
<%- elif has.narrowed %>
        related::Only,
<%- endif %>
    },
};

const LIST: &str = "/catalog/«kinds»/";
const FORM: &str = "catalog/«kind»_form.html";

<%- if has.narrowed %>

async fn list(
    State(ctx): State<AppContext>,
    page: Page,
    wanted: Wanted,
    narrowed: Narrowed,
) -> Result<Response> {
    let (db, pager, wanted) = (&ctx.db, &page.site.pager, wanted.page()?);
    let (found, only) =
<%- for field in fields %><% if field.narrows %> if let Some(id) = narrowed.to("«field.filter»")? {
        let one = <% if field.target.is_self %>«plural»<% else %>«field.target.module»<% endif %>::Entity::find_by_id(id).one(db).await?.ok_or(models::Error::NotFound)?;
        let only = Only::new("«field.filter»", id, Link::new(«field.target_display», «field.link»));
        («plural»::of_«field.filter_name»(db, pager, id, &wanted).await?, Some(only))
    } else<% endif %><% endfor %> {
        («plural»::list(db, pager, &wanted).await?, None)
    };
    let view = «pascal»List::new(&found, only, page.may("«kind»"));
<%- else %>

async fn list(State(ctx): State<AppContext>, page: Page, wanted: Wanted) -> Result<Response> {
    let found = «plural»::list(&ctx.db, &page.site.pager, &wanted.page()?).await?;
    let view = «pascal»List::new(&found, page.may("«kind»"));
<%- endif %>
    page.render("catalog/«kind»_list.html", &view)
}

async fn show(State(ctx): State<AppContext>, Id(id): Id<% if id == "Uuid" %><Uuid><% endif %>, page: Page) -> Result<Response> {
    let «singular» = «plural»::find<% if has.links %>_row<% endif %>(&ctx.db, id).await?;
    let view = «pascal»Detail {
        «singular»: «pascal»Facts::from(&«singular»),
        may: page.may("«kind»"),
    };
<%- for field in fields %><% if field.here %>
    let view = beside_«field.filter_name»(&ctx.db, &page, id, view).await?;
<%- endif %><% endfor %>
    page.render("catalog/«kind»_detail.html", &view)
}
<% for field in fields %><% if field.shown_there %>
/// The page of «field.one», with the first of its «humans».
pub async fn beside_«field.filter_name»<V: Serialize>(
    db: &DatabaseConnection,
    page: &Page,
    id: «field.target.key»,
    view: V,
) -> Result<Beside<V, «pascal»Facts>> {
    let found = «plural»::of_«field.filter_name»(db, &page.site.pager, id, &PageRequest::first()).await?;
    let related = Related::new(&found, format!("{LIST}?«field.filter»={id}"));
    Ok(related.beside("«plural»_of_«field.filter_name»", view))
}
<% endif %><% endfor %>
<% if has.links %>
async fn new(State(ctx): State<AppContext>, page: Page) -> Result<Response> {
    let mut form = «pascal»Form::default();
    let offered = offer(&ctx.db, &page, &mut form, &mut FieldErrors::default()).await?;
<%- else %>
async fn new(page: Page) -> Result<Response> {
    let form = «pascal»Form::default();
<%- if has.offers %>
    let offered = offer(&page);
<%- endif %>
<%- endif %>
    let view = «pascal»FormPage {
        form: FormView::fresh(&form),
        «singular»: None,
<%- if has.offers %>
        offered,
<%- endif %>
    };
    page.render(FORM, &view)
}

async fn create(
    State(ctx): State<AppContext>,
    page: Page,
    Submitted(<% if has.links %>mut <% endif %>form): Submitted<«pascal»Form>,
) -> Result<Response> {
<%- if has.links %>
    let mut errors = FieldErrors::default();
    let offered = offer(&ctx.db, &page, &mut form, &mut errors).await?;
    let created = match checked(&form, errors<% if has.fractions %>, page.language<% endif %>) {
<%- else %>
<%- if has.offers %>
    let offered = offer(&page);
<%- endif %>
    let created = match form.values(<% if has.fractions %>page.language<% endif %>) {
<%- endif %>
        Ok(values) => «plural»::create(&ctx.db, &values, page.now()).await,
        Err(errors) => return refuse(page, &form, &errors, None<% if has.offers %>, offered<% endif %>),
    };
    match created {
        Ok(«singular») => {
            let done = page.text_with("«key»-created", "name", &«singular».to_string());
            Ok(page.redirect_with(Message::success(done), &«singular».url()))
        }
        Err(models::Error::Invalid(rejected)) => refuse(page, &form, &rejected.into(), None<% if has.offers %>, offered<% endif %>),
        Err(error) => Err(error.into()),
    }
}

async fn edit(State(ctx): State<AppContext>, Id(id): Id<% if id == "Uuid" %><Uuid><% endif %>, page: Page) -> Result<Response> {
    let «singular» = «plural»::find(&ctx.db, id).await?;
    let <% if has.links %>mut <% endif %>form = «pascal»Form::of(&«singular».values(<% if has.many %>&ctx.db<% endif %>)<% if has.many %>.await?<% endif %>, &«singular».version().to_string()<% if has.fractions %>, page.language<% endif %>);
<%- if has.links %>
    let offered = offer(&ctx.db, &page, &mut form, &mut FieldErrors::default()).await?;
<%- elif has.offers %>
    let offered = offer(&page);
<%- endif %>
    let view = «pascal»FormPage {
        form: FormView::fresh(&form),
        «singular»: Some((&«singular»).into()),
<%- if has.offers %>
        offered,
<%- endif %>
    };
    page.render(FORM, &view)
}

async fn update(
    State(ctx): State<AppContext>,
    Id(id): Id<% if id == "Uuid" %><Uuid><% endif %>,
    page: Page,
    Submitted(mut form): Submitted<«pascal»Form>,
) -> Result<Response> {
    let «singular» = «plural»::find(&ctx.db, id).await?;
<%- if has.links %>
    let mut errors = FieldErrors::default();
    let offered = offer(&ctx.db, &page, &mut form, &mut errors).await?;
    let values = match checked(&form, errors<% if has.fractions %>, page.language<% endif %>) {
<%- else %>
<%- if has.offers %>
    let offered = offer(&page);
<%- endif %>
    let values = match form.values(<% if has.fractions %>page.language<% endif %>) {
<%- endif %>
        Ok(values) => values,
        Err(errors) => return refuse(page, &form, &errors, Some(&«singular»)<% if has.offers %>, offered<% endif %>),
    };
    match «singular»
        .change(&ctx.db, &values, seen(&form.version), page.now())
        .await
    {
        Ok(«singular») => {
            let done = page.text_with("«key»-updated", "name", &«singular».to_string());
            Ok(page.redirect_with(Message::success(done), &«singular».url()))
        }
        Err(models::Error::Invalid(rejected)) => {
            refuse(page, &form, &rejected.into(), Some(&«singular»)<% if has.offers %>, offered<% endif %>)
        }
        Err(models::Error::Conflict(Conflict::Stale)) => {
            let current = «plural»::find(&ctx.db, id).await?;
            form.version = current.version().to_string();
            let view = «pascal»FormPage {
                form: FormView::stale(&form),
                «singular»: Some((&current).into()),
<%- if has.offers %>
                offered,
<%- endif %>
            };
            page.render_as(StatusCode::CONFLICT, FORM, &view)
        }
        Err(error) => Err(error.into()),
    }
}

/// The form again, as it was typed, with what is wrong.
fn refuse(
    page: Page,
    form: &«pascal»Form,
    errors: &FieldErrors,
    «singular»: Option<&«plural»::Model>,
<%- if has.offers %>
    offered: «pascal»Offered,
<%- endif %>
) -> Result<Response> {
    let view = «pascal»FormPage {
        form: FormView::refused(form, errors, page.language),
        «singular»: «singular».map(Into::into),
<%- if has.offers %>
        offered,
<%- endif %>
    };
    page.render(FORM, &view)
}
<% if has.links %>
/// The form's values, when nothing was wrong so far.
fn checked(form: &«pascal»Form, errors: FieldErrors<% if has.fractions %>, language: Language<% endif %>) -> Result<«plural»::Values, FieldErrors> {
    match errors.or(()) {
        Ok(()) => form.values(<% if has.fractions %>language<% endif %>),
        Err(errors) => Err(errors.and(form.values(<% if has.fractions %>language<% endif %>).err())),
    }
}
<% endif %>
<%- if has.offers %>
/// What the form lets people choose from<% if has.references %>; what was typed to look for something chooses it<% endif %>.
<% if has.links %>async fn offer(
    db: &DatabaseConnection,
    page: &Page,
    form: &mut «pascal»Form,
    errors: &mut FieldErrors,
) -> Result<«pascal»Offered> {
<%- else %>fn offer(page: &Page) -> «pascal»Offered {
<%- endif %>
<%- for field in fields %>
<%- if field.kind == "reference" or field.kind == "many" %>
    let «field.name» = Choices::<«field.target.module»::Entity> {
        order: «field.target.module»::Column::«field.target.order»,
        fold: <% if field.target.order == "Id" %>None<% else %>Some(«field.target.fold»)<% endif %>,
        choice: |one| Choice::new(one.id, «field.target_display»),
    };
<%- elif field.kind == "choice" %>
    let «field.name» = |one: &«plural»::«field.choice_type»| {
        Choice::new(one.code(), page.text(one.message()))
    };
<%- endif %>
<%- endfor %>
<%- if not has.links %>
    «pascal»Offered {
<%- else %>
    Ok(«pascal»Offered {
<%- endif %>
<%- for field in fields %>
<%- if field.kind == "reference" %>
        «field.name»: «field.name»
            .offer(
                db,
                Asked {
                    field: "«field.name»",
                    chosen: &mut form.«field.name»,
                    typed: &mut form.«field.name»_query,
                    errors,
                    none: <% if field.required %>None<% else %>Some(page.text("form-none").into_owned())<% endif %>,
                },
            )
            .await?,
<%- elif field.kind == "many" %>
        «field.name»: «field.name».boxes(db, &form.«field.name»).await?,
<%- elif field.kind == "choice" %>
        «field.name»: «plural»::«field.choice_type»::ALL.iter().map(«field.name»).collect(),
<%- endif %>
<%- endfor %>
<%- if not has.links %>
    }
<%- else %>
    })
<%- endif %>
}
<% endif %>
async fn confirm(State(ctx): State<AppContext>, Id(id): Id<% if id == "Uuid" %><Uuid><% endif %>, page: Page) -> Result<Response> {
    let «singular» = «plural»::find(&ctx.db, id).await?;
    let view = DeleteView::new(«singular».to_string(), «singular».url(), Ok(()))?;
    page.render("catalog/«kind»_confirm_delete.html", &view)
}

async fn delete(State(ctx): State<AppContext>, Id(id): Id<% if id == "Uuid" %><Uuid><% endif %>, page: Page) -> Result<Response> {
    let «singular» = «plural»::find(&ctx.db, id).await?;
    let done = page.text_with("«key»-deleted", "name", &«singular».to_string());
    «singular»
        .remove(&ctx.db)
        .await
        .map_err(|error| crate::errors::Error::from(error).leading_back_to(«singular».url()))?;
    Ok(page.redirect_with(Message::success(done), LIST))
}

pub fn routes() -> Routes {
    let may = |action: &str| oidc_protected().permission(format!("catalog.{action}_«kind»"));
    Routes::at("catalog")
        .add("/«kinds»/", get(list))
        .add(
            "/«kind»/create/",
            get(new).post(create).route_layer(may("add")),
        )
        .add("/«kind»/{id}", get(show))
        .add(
            "/«kind»/{id}/update/",
            get(edit).post(update).route_layer(may("change")),
        )
        .add(
            "/«kind»/{id}/delete/",
            get(confirm).post(delete).route_layer(may("delete")),
        )
}
