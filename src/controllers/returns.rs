//! A copy comes back to the desk.

use axum::{extract::State, response::Response};
use loco_oidc::oidc_protected;
use loco_rs::{app::AppContext, controller::Routes, prelude::post};
use uuid::Uuid;

use super::id::Id;
use crate::{
    errors::{Error, Result},
    models::{book_instances, books},
    views::{Message, Page},
};

async fn create(State(ctx): State<AppContext>, Id(id): Id<Uuid>, page: Page) -> Result<Response> {
    let copy = book_instances::find(&ctx.db, id).await?;
    let book = books::find(&ctx.db, copy.book_id).await?;
    let returned = copy
        .give_back(&ctx.db, page.now(), &page.site.library)
        .await
        .map_err(|error| Error::from(error).leading_back_to(copy.url()))?;
    let message = match returned.held_for {
        // Whoever stands at the desk must not put this one back on the shelf.
        Some(_) => Message::warning(page.text_with("loan-returned-held", "title", &book.title)),
        None => Message::success(page.text_with("loan-returned", "title", &book.title)),
    };
    Ok(page.redirect_with(message, "/catalog/borrowed/"))
}

pub fn routes() -> Routes {
    let lends = oidc_protected().permission("catalog.can_mark_returned");
    Routes::at("catalog").add(
        "/bookinstance/{id}/return/",
        post(create).route_layer(lends),
    )
}
