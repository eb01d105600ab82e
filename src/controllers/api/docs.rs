//! The documentation of the API for people: the description for programs, as a page of this site.

use axum::response::Response;
use loco_oidc::Oidc;
use loco_rs::{controller::Routes, prelude::get};

use super::description;
use crate::{
    errors::Result,
    views::{Page, api_docs::ApiDocs},
};

async fn show(page: Page, oidc: Oidc) -> Result<Response> {
    let settings = oidc.settings();
    let (base_url, issuer) = (settings.base_url().as_str(), settings.issuer());
    let description =
        serde_json::to_value(description(base_url, issuer)).map_err(loco_rs::Error::from)?;
    let view = ApiDocs::new(&description, base_url, issuer, page.language);
    page.render("api/docs.html", &view)
}

pub fn routes() -> Routes {
    Routes::at("api").add("/docs/", get(show))
}
