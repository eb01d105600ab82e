//! A reader joins the queue for a book, and leaves it.

use axum::{extract::State, response::Response};
use loco_oidc::CurrentUser;
use loco_rs::{app::AppContext, controller::Routes, prelude::post};

use super::id::Id;
use crate::{
    errors::{Error, Result},
    models::{books, reservations},
    views::{Message, Page},
};

async fn create(
    State(ctx): State<AppContext>,
    user: CurrentUser,
    Id(id): Id,
    page: Page,
) -> Result<Response> {
    let book = books::find(&ctx.db, id).await?;
    book.reserve(&ctx.db, &user, page.now(), &page.site.library)
        .await
        .map_err(|error| Error::from(error).leading_back_to(book.url()))?;
    let message = page.text_with("reservation-created", "title", &book.title);
    Ok(page.redirect_with(Message::success(message), &book.url()))
}

async fn cancel(
    State(ctx): State<AppContext>,
    user: CurrentUser,
    Id(id): Id,
    page: Page,
) -> Result<Response> {
    let reservation = reservations::find(&ctx.db, id).await?;
    let reservation = reservation
        .cancel(&ctx.db, &user, page.now(), &page.site.library)
        .await
        .map_err(|error| Error::from(error).leading_back_to("/catalog/mybooks/"))?;
    let book = books::find(&ctx.db, reservation.book_id).await?;
    let message = page.text_with("reservation-cancelled", "title", &book.title);
    Ok(page.redirect_with(Message::success(message), "/catalog/mybooks/"))
}

pub fn routes() -> Routes {
    Routes::at("catalog")
        .add("/book/{id}/reservation/", post(create))
        .add("/reservation/{id}/cancellation/", post(cancel))
}
