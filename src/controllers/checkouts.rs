//! A reader takes a copy home.

use axum::{extract::State, response::Response};
use loco_oidc::CurrentUser;
use loco_rs::{app::AppContext, controller::Routes, prelude::post};
use uuid::Uuid;

use super::id::Id;
use crate::{
    errors::{Error, Result},
    models::{book_instances, books},
    views::{Message, Page},
};

async fn create(
    State(ctx): State<AppContext>,
    user: CurrentUser,
    Id(id): Id<Uuid>,
    page: Page,
) -> Result<Response> {
    let copy = book_instances::find(&ctx.db, id).await?;
    let book = books::find(&ctx.db, copy.book_id).await?;
    let loan = copy
        .check_out(&ctx.db, &user, page.now(), &page.site.library)
        .await
        .map_err(|error| Error::from(error).leading_back_to(book.url()))?;
    let due_on = page.site.views.calendar.day(loan.due_on, page.language);
    let message = page.text_with_both("loan-created", ("title", &book.title), ("day", &due_on));
    Ok(page.redirect_with(Message::success(message), "/catalog/mybooks/"))
}

pub fn routes() -> Routes {
    Routes::at("catalog").add("/bookinstance/{id}/checkout/", post(create))
}
