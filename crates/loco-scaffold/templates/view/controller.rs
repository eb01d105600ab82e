//! «sentence»: one page.

use axum::response::Response;
<% if permission %>use loco_oidc::oidc_protected;
<% endif %>use loco_rs::{controller::Routes, prelude::get};
use serde::Serialize;

use crate::{errors::Result, views::Page};

/// What `catalog/«name».html` gets.
#[derive(Serialize)]
struct «pascal»View {}

async fn show(page: Page) -> Result<Response> {
    page.render("catalog/«name».html", &«pascal»View {})
}

pub fn routes() -> Routes {
<%- if permission %>
    let may = oidc_protected().permission("«permission»");
    Routes::at("catalog").add("/«path»/", get(show).route_layer(may))
<%- else %>
    Routes::at("catalog").add("/«path»/", get(show))
<%- endif %>
}
